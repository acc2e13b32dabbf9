"""The command: what it prints, refuses and exits with."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from evals.cli import app
from evals.suite.judged import Bar, Failure
from evals.suite.results import Results
from tests.evals.comparison.made import binary, definition, judged, results

Write = Callable[[str, Results], Path]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["compare", *map(str, arguments)], env={"COLUMNS": "80"})


def test_equal_files_have_no_change(written: Write) -> None:
    one, other = written("a", binary("1101")), written("b", binary("1101", code="bbbb"))
    found = run(one, other / "results.json")
    assert found.exit_code == 0
    assert "nothing differs in any item" in found.stdout
    assert "no variation" in found.stdout


def test_a_loss_exits_1_and_shows_its_items(written: Write) -> None:
    one, other = written("a", binary("1" * 10)), written("b", binary("0" * 6 + "1" * 4))
    found = run(one, other)
    assert found.exit_code == 1
    assert "B is worse: set/rate" in found.stdout
    assert "set/rate: lost: q000 (plain)" in found.stdout
    assert "lost: and 1 more" in found.stdout
    assert all(len(line) <= 80 for line in found.stdout.splitlines() if "−0.600" in line)


def test_no_difference_shown_tells_what_could_not_have_shown(
    written: Write, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    one, other = written("a", binary("1" * 10)), written("b", binary("0" + "1" * 9))
    found = run(one, other, "--html", page)
    assert found.exit_code == 0
    assert "nothing was shown to be worse, which does not show that nothing is" in found.stdout
    told = page.read_text(encoding="utf-8")
    assert "no difference shown<br>less than 0.600 could not show" in told


def test_json_has_every_item_and_says_whether_it_passed(written: Write) -> None:
    one, other = written("a", binary("1" * 10)), written("b", binary("0" * 6 + "1" * 4))
    found = run(one, other, "--json")
    plain: dict[str, Any] = json.loads(found.stdout)
    assert (plain["schema"], plain["passed"], plain["across"]) == (1, False, False)
    (metric,) = plain["metrics"]
    assert metric["decision"] == "worse"
    assert len(metric["lost"]) == 6
    assert metric["tested"]["delta"] == pytest.approx(-0.6)


def test_the_page_escapes_what_runs_showed(written: Write, tmp_path: Path) -> None:
    shown = Failure(outcome="miss", shown="<script>alert(1)</script>\x00", source="")
    bad = replace(judged("q<b>", 0), failures=(shown,), outcomes={"miss": 1})
    one = results([judged("q<b>", 1)], definition("rate", Bar.WHOLE))
    other = results([bad], definition("rate", Bar.WHOLE))
    page = tmp_path / "page.html"
    found = run(written("a", one), written("b", other), "--html", page)
    assert found.exit_code == 1
    text = page.read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)" in text
    assert "<script" not in text
    assert "\x00" not in text
    assert not re.search(r"(?:src|href)=", text)
    assert "More wrong than in A (1)" in text


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"digest": "9" * 64}, "index digest: A has 111111111111 (minilm), B has 999999999999"),
        ({"suite": "full"}, "suite: A is smoke, B is full"),
        ({"seed": 7}, "seed: A has 0, B has 7"),
        ({"volumes": {}}, "volume frus1944Quebec: A has 222222222222, B has none"),
        ({"sets": {"set": "8" * 64}}, "set set: A has 333333333333, B has 888888888888"),
    ],
)
def test_runs_that_say_nothing_of_the_code_are_refused(
    written: Write, changes: dict[str, object], told: str
) -> None:
    found = run(written("a", binary("11")), written("b", binary("11", **changes)))
    assert found.exit_code == 2
    assert told in found.stderr
    assert "run " in found.stderr.partition(told)[2]
    assert found.stdout == ""


def test_across_allows_another_index_and_says_so(written: Write) -> None:
    one, other = written("a", binary("11")), written("b", binary("11", digest="9" * 64))
    found = run(one, other, "--across")
    assert found.exit_code == 0
    assert "The indexes differ" in found.stdout


def test_across_allows_nothing_else(written: Write) -> None:
    other = binary("11", digest="9" * 64, volumes={"frus1944Quebec": "7" * 64})
    found = run(written("a", binary("11")), written("b", other), "--across")
    assert found.exit_code == 2
    assert "A has 222222222222, B has 777777777777" in found.stderr


def test_another_schema_a_missing_file_and_a_missing_folder_exit_2(
    written: Write, tmp_path: Path
) -> None:
    one, other = written("a", binary("11")), written("b", binary("11"))
    file = other / "results.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"schema": 1', '"schema": 2'))
    for arguments, told in (
        ((one, other), "schema"),
        ((one, tmp_path / "nothing"), "cannot be read"),
        ((one, one, "--html", tmp_path / "nowhere" / "page.html"), "there is no folder"),
    ):
        found = run(*arguments)
        assert found.exit_code == 2
        assert told in found.stderr

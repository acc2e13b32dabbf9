"""The command, on a volume of its own making."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.check import check
from assistant.shelf import Shelf
from assistant.verdict import Verdict
from evals.cli import app
from evals.quotations import run
from evals.quotations.trial import Group

TEXT = """Article {n} of the Treaty of March 4, 19{n} was not signed by Secretary Marshall in Paris,
because the {n} delegates were unable to agree—as “friends” must—on all of its new terms.
It is important that Ambassador Harriman should always support the {n} first proposals, since
no Government would accept them after May 7, 19{n} without a military guaranty from Washington.
He denied that the economic talks of June had failed, and said “more” would follow in 19{n}.
A committee of {n} members met again at the Café de la Paix and stayed there for the season.
Here ends the part of {n}."""
NOTE = "See the note that Ambassador Harriman sent to Secretary Marshall on May 6, 19{n}, item {n}."
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="frus1950v09"><teiHeader><fileDesc><titleStmt>
<title type="complete">Foreign Relations of the United States, 1950, Volume IX</title>
<title type="series">Foreign Relations of the United States</title>
<title type="sub-series">1950</title><title type="volume-number">Volume IX</title>
<title type="volume">Small Things</title></titleStmt><publicationStmt>
<publisher>United States Government Printing Office</publisher><pubPlace>Washington</pubPlace>
<date type="publication-date">1980</date><idno type="frus">frus1950v09</idno>
</publicationStmt><sourceDesc><p>x</p></sourceDesc>
</fileDesc></teiHeader><text><body><div type="compilation" xml:id="comp1"><head>Things</head>
"""


def document(number: int) -> str:
    low = 20 + 4 * number
    paragraphs = "".join(
        f'<pb n="{low + at}" xml:id="pg_{low + at}"/><p>{TEXT.format(n=low + at)}'
        f'<note n="{at + 1}" xml:id="d{number}fn{at + 1}">{NOTE.format(n=low + at)}</note></p>'
        for at in range(4)
    )
    return (
        f'<div type="document" xml:id="d{number}" n="{number}"><head>{number}. Paper {number}'
        f"</head>{paragraphs}</div>"
    )


@pytest.fixture(scope="module")
def volume(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("volumes") / "frus1950v09.xml"
    documents = "".join(document(number) for number in range(1, 15))
    path.write_text(f"{HEAD}{documents}</div></body></text></TEI>", encoding="utf-8")
    return path


def invoke(*arguments: str) -> tuple[int, str, str]:
    ran = CliRunner().invoke(app, ["quotations", *arguments])
    return ran.exit_code, ran.stdout, ran.stderr


def test_every_operator_is_scored_and_the_same_seed_gives_the_same(volume: Path) -> None:
    arguments = ("--volume", str(volume), "--per-operator", "4", "--json")
    code, out, _ = invoke(*arguments)
    found = json.loads(out)
    assert (code, found["missed"]) == (0, [])
    assert found["volumes"] == ["frus1950v09"]
    assert set(found["groups"]) == {str(group) for group in Group}
    totals = {name: score["total"] for name, score in found["operators"].items()}
    assert {name: total for name, total in totals.items() if total != 4} == {}
    assert all(
        score["right"] + len(score["failures"]) == score["total"]
        for score in found["operators"].values()
    )
    assert invoke(*arguments)[1] == out


def test_a_checker_that_accepts_all_misses_its_gates_and_its_failures_are_listed(
    volume: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gullible(_: str, __: str, shelf: Shelf) -> Verdict:
        return check("He denied that the economic talks of June had failed", None, shelf)

    monkeypatch.setattr(run, "check", gullible)
    code, out, _ = invoke("--volume", str(volume), "--per-operator", "2")
    assert code == 1
    assert "Missed: changes the meaning: 0.0 is below 0.995" in out
    assert "Missed: next page: 0.0000 is below 1.0" in out
    assert "number changed: verified" in out
    assert "source" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--volume", "frus1999v01"), "there is no index"),
        (("--volume", "frus1999v01", "--volume", "a.xml"), "not both at once"),
        (("--volume", "missing.xml"), "missing.xml"),
    ],
)
def test_what_cannot_be_run_is_told(
    arguments: tuple[str, ...], message: str, tmp_path: Path
) -> None:
    code, out, error = invoke(*arguments, "--home", str(tmp_path))
    assert (code, out) == (2, "")
    assert message in error

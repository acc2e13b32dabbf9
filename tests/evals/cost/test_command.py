"""frus-evals cost, from a home to JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from assistant.app import Assistant
from evals.cost import report
from evals.cost.asked import UNFILTERED
from evals.cost.cli import app


def run(*options: str) -> Any:
    return CliRunner().invoke(app, list(options))


def test_a_home_without_an_index_cannot_be_measured(tmp_path: Path) -> None:
    ran = run("query", "--home", str(tmp_path / "empty"), "--cache", str(tmp_path))
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "frus-evals: " in ran.stderr
    assert "run: frus index build" in ran.stderr


def test_a_file_that_is_no_volume_is_refused(
    assistant: Assistant, home: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.xml"
    letter.write_text("<letter/>", encoding="utf-8")
    ran = run("scale", "--volume", str(letter), "--into", str(tmp_path / "o"), "--home", str(home))
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "letter.xml" in ran.stderr
    assert not (tmp_path / "o").exists()


@pytest.mark.slow  # the tutorial's libraries are loaded three times
def test_answers_and_searches_are_measured_beside_the_tutorial(
    assistant: Assistant, home: Path, tmp_path: Path
) -> None:
    where = ("--home", str(home), "--cache", str(tmp_path / "tutorial"), "--json")
    ran = run("answer", "--rounds", "1", "--question", "Where are the records?", *where)
    assert ran.exit_code == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert (told["schema"], told["volumes"]) == (report.SCHEMA, 1)
    ours, tutorial = told["ours"][0], told["tutorial"][0]
    assert told["time_ratio"] == ours["answered"] / tutorial["answered"] < 0.6
    assert told["memory_ratio"] == ours["peak"] / tutorial["peak"] < 1
    ran = run("query", "--questions", "5", *where)
    assert ran.exit_code == 2
    assert "no installed volume has an index" in ran.stderr
    ran = run("query", "--questions", "5", "--titles", *where)
    assert ran.exit_code == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert told["questions"] == 1  # there is one document, so one title
    assert told["ratio"] == told["ours"][UNFILTERED]["p50"] / told["tutorial"]["p50"]
    assert sum(told["steps"].values()) > 0


@pytest.mark.slow  # two processes load the model
def test_sizes_are_measured_on_the_vectors_of_the_home(
    assistant: Assistant, home: Path, volumes: list[Path], tmp_path: Path
) -> None:
    named = [option for path in volumes for option in ("--volume", str(path))]
    sizes = ("--passages", "20", "--passages", "6", "--questions", "5")
    into = ("--into", str(tmp_path / "sizes"), "--home", str(home))
    ran = run("scale", *named, *sizes, *into, "--json")
    assert ran.exit_code == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert [one["passages"] for one in told["sizes"]] == [6, 20]
    ran = run("scale", *named, *sizes, *into)
    assert "20 passages" in ran.stdout
    assert "–" in next(line for line in ran.stdout.splitlines() if "building" in line)

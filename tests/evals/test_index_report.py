"""frus-evals judgments, from a home to tables, samples and JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from corpus.library import Library
from evals.cli_judgments import judgments

# Pages tagged as documents, which the numbers give away.
ITEMS = """
<item>Berlin, <ref target="#d1">1</ref>, <ref target="#d4">4</ref>, 99<list>
  <item>Kennedy on, <ref target="#d3">3</ref><hi rend="italic">n</hi></item></list></item>
<item>Cuba. See Missiles</item>
<item>Gromyko, Andrei A., <ref target="#d2">2</ref>-<ref target="#d3">3</ref></item>
"""
BODY = """
<pb n="1"/><div type="document" xml:id="d1" n="1"><head>1. Telegram</head><p>Berlin is quiet.</p>
<pb n="2"/><p>Gromyko smiled.</p></div>
<div type="document" xml:id="d2" n="2"><head>2. Letter</head><p>No news.</p>
<pb n="3"/><p>None at all.<note n="1" xml:id="d2fn1">Kennedy spoke.</note></p><pb n="4"/>
<p>Goodbye.</p></div>
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    book = tmp_path / "frus1961-63v90.xml"
    book.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>'
        '<title type="complete">Berlin</title><title type="volume">Berlin</title></titleStmt>'
        '<publicationStmt><idno type="frus">frus1961-63v90</idno></publicationStmt></fileDesc>'
        f"</teiHeader><text><body>{BODY}</body><back>"
        f'<div xml:id="index"><head>Index</head><list>{ITEMS}</list></div></back></text></TEI>',
        encoding="utf-8",
    )
    added = Library(tmp_path / "home").add([book])
    assert added.volumes == ("frus1961-63v90",)
    return tmp_path / "home"


def ask(home: Path, *options: str) -> Result:
    app = typer.Typer()
    app.command()(judgments)
    return CliRunner().invoke(app, ["--home", str(home), *options], env={"COLUMNS": "160"})


def told(home: Path, *options: str) -> Any:
    result = ask(home, "--json", *options)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_json_counts_a_volume(home: Path) -> None:
    [volume] = told(home)["volumes"]
    assert volume["volume"] == "frus1961-63v90"
    assert volume["scheme"] == {
        "scheme": "pages",
        "largest": 4,
        "last_page": 4,
        "last_document": 2,
        "note": False,
        "tagged": "documents",
    }
    counts = [volume[name] for name in ("judgments", "person", "entity", "topic")]
    assert counts == [3, 1, 1, 1]
    assert (volume["strict"], volume["in_note"]) == (3, 1)
    assert volume["dropped"] == {"see reference": 1}
    assert volume["lost"] == {"no such page or document": 1}
    assert volume["entries"] == volume["judgments"] + sum(volume["dropped"].values())


def test_a_sample_has_what_a_person_needs_to_check_it(home: Path) -> None:
    sample = {one["query"]: one for one in told(home, "--sample", "9")["sample"]}
    assert list(sample) == ["Berlin", "Berlin: Kennedy on", "Gromyko, Andrei A."]
    berlin = sample["Berlin"]
    assert berlin["printed"] == ["1", "4", "99"]
    assert berlin["locators"] == [["frus1961-63v90/d1"], ["frus1961-63v90/d2"]]
    assert berlin["titles"] == {
        "frus1961-63v90/d1": "1. Telegram",
        "frus1961-63v90/d2": "2. Letter",
    }
    line = Path(berlin["file"]).read_text(encoding="utf-8").splitlines()[berlin["line"] - 1]
    assert "<item>Berlin" in line
    # The page is turned from 2 to 3 in the letter.
    assert sample["Gromyko, Andrei A."]["locators"] == [["frus1961-63v90/d2"]]


def test_a_sample_is_drawn_by_its_seed(home: Path) -> None:
    drawn = [tuple(told(home, "--sample", "1", "--seed", str(n))["sample"]) for n in range(8)]
    queries = [one["query"] for [one] in drawn]
    assert len(set(queries)) > 1
    assert told(home, "--sample", "1", "--seed", "3")["sample"][0]["query"] == queries[3]


def test_tables_say_how_the_index_was_read(home: Path) -> None:
    shown = ask(home, "--sample", "3").stdout
    assert "its numbers, not its tags (documents)" in shown
    assert "see reference" in shown
    assert "no such page or document" in shown
    assert "printed: 3n" in shown
    assert "- d2 2. Letter" in shown


def test_what_cannot_be_judged_is_refused(home: Path, tmp_path: Path) -> None:
    unknown = ask(home, "frus1961-63v91")
    assert (unknown.exit_code, unknown.stdout) == (2, "")
    assert "frus1961-63v91 is not installed" in unknown.stderr
    pages = ask(home, "frus1944Quebec")
    assert pages.exit_code == 2
    assert "frus1944Quebec is single pages" in pages.stderr
    empty = ask(tmp_path / "empty")
    assert empty.exit_code == 2
    assert "no whole book is installed" in empty.stderr

import shutil
from pathlib import Path

import pytest

from corpus.errors import SourceError
from corpus.page_text import read_page
from evals.record.page import Page, read_page_source, shipped_page
from evals.record.unit import Mark, Part

ID = "frus1944Quebec/d123"


def test_units_are_those_counted_by_hand_on_the_page(page_source: Page) -> None:
    names = ["source", "head", "h1", "p1", "p2", "p3", "p4", "p5", "p6", "fn1", "fn2"]
    assert page_source.document == ID
    assert list(page_source.units) == [f"{ID}/{name}" for name in names]


def test_facts_copied_by_hand(page_source: Page) -> None:
    units = page_source.units
    assert units[f"{ID}/source"].text == "Roosevelt Papers"
    assert units[f"{ID}/source"].part is Part.SOURCE_NOTE
    assert units[f"{ID}/head"].text == "Department of State Briefing Paper"
    assert units[f"{ID}/p2"].text.startswith("Because of the over-riding wartime necessity")
    assert "Tehran Conferences toward establishing" in units[f"{ID}/p3"].text
    assert units[f"{ID}/fn1"].text.endswith("See ante, p. 120.")
    assert units[f"{ID}/fn1"].mark == Mark("1", f"{ID}/head", 34)
    before = "An excellent start was made at the Moscow and Tehran Conferences"
    assert units[f"{ID}/fn2"].mark == Mark("2", f"{ID}/p3", len(before))


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("source", "192"),
        ("h1", "192"),
        ("p1", "192"),
        ("fn1", "192"),
        ("p2", "193"),
        ("fn2", "193"),
    ],
)
def test_pages_copied_by_hand(page_source: Page, name: str, label: str) -> None:
    unit = page_source.units[f"{ID}/{name}"]
    assert unit.pages(0, len(unit.text)) == (label,)


def test_a_break_in_mid_paragraph_splits_the_pages(crossing_page: Path) -> None:
    unit = read_page_source(crossing_page).units[f"{ID}/p1"]
    break_at = unit.text.index("to the page")
    assert unit.pages(0, break_at) == ("11",)
    assert unit.pages(0, break_at + 1) == ("11", "12")
    assert unit.pages(break_at, len(unit.text)) == ("12",)


@pytest.mark.parametrize("which", ["shipped", "crossing"])
def test_the_two_readers_of_a_page_agree(which: str, crossing_page: Path) -> None:
    page = shipped_page() if which == "shipped" else crossing_page
    units = read_page_source(page).units
    passages = read_page(page).passages
    assert len(passages) == len(units)
    for passage in passages:
        unit = units[passage.id]
        assert passage.text == unit.text
        assert tuple((p.offset, p.label) for p in passage.pages) == unit.breaks
        mark = None
        if passage.anchor is not None:
            mark = (passage.label, passage.anchor.passage, passage.anchor.offset)
        assert mark == unit.mark


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("One line", "no source note"),
        ("A\nB\nC\nwithout a page mark\n- A note.↩", "no source note"),
        ("A\nB\nC\n[Page 12]without a call\n- A note.↩", "note 1 is called nowhere"),
        ("", "no source note"),
    ],
)
def test_a_page_of_another_shape_is_refused(tmp_path: Path, text: str, told: str) -> None:
    page = tmp_path / "d123.txt"
    page.write_text(text, encoding="utf-8")
    shutil.copy(shipped_page().with_suffix(".json"), tmp_path)
    with pytest.raises(SourceError, match=told):
        read_page_source(page)


def test_a_sidecar_that_names_no_document_is_refused(tmp_path: Path) -> None:
    (tmp_path / "d1.json").write_text('{"volume": {}}', encoding="utf-8")
    with pytest.raises(SourceError, match=r"d1\.json: names no volume, document and number"):
        read_page_source(tmp_path / "d1.txt")


def test_the_book_is_as_the_file_beside_the_page_has_it(page_source: Page) -> None:
    header = page_source.header
    assert (header.book, header.year) == ("Conference at Quebec, 1944", "1972")
    assert not header.editorial

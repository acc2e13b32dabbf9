"""What stands around a passage: neighbours in reading order, marks and the notes that they name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import StoreError
from corpus.library import SHIPPED
from corpus.page_text import read_page
from corpus.passage import Anchor, DocumentText, Kind, Passage, VolumeText
from vectorstore.index import Index
from vectorstore.passage_writer import PassageWriter
from vectorstore.passages import Passages
from vectorstore.surroundings import Surroundings

if TYPE_CHECKING:
    from tests.vectorstore.conftest import Volumes

SHIPPED_TEXT = read_page(SHIPPED / "frus1944Quebec" / "d123.txt")
NAMES = [passage.id.rpartition("/")[2] for passage in SHIPPED_TEXT.passages]


@pytest.fixture
def around(shipped_index: Index) -> Callable[[str], Surroundings]:
    """The surroundings of a passage of the shipped document, by the passage's own name."""

    def of(name: str) -> Surroundings:
        (passage,) = [p for p in SHIPPED_TEXT.passages if p.id.endswith(f"/{name}")]
        return Surroundings(shipped_index.passages, passage, SHIPPED_TEXT.document)

    return of


def test_a_footnote_belongs_to_the_sentence_that_carries_its_mark(
    around: Callable[[str], Surroundings],
) -> None:
    parent = around("fn2").parent
    assert parent is not None
    assert parent.passage.id == "frus1944Quebec/d123/p3"
    assert parent.sentence is not None
    sentence = parent.passage.text[slice(*parent.sentence)]
    assert sentence.startswith("An excellent start was made at the Moscow and Tehran Conferences")
    assert parent.sentence[0] < parent.offset <= parent.sentence[1]


def test_what_is_no_footnote_has_no_parent_but_notes(
    around: Callable[[str], Surroundings],
) -> None:
    paragraph = around("p3")
    assert paragraph.parent is None
    assert [note.id for note in paragraph.notes] == ["frus1944Quebec/d123/fn2"]
    assert around("p4").notes == ()


def test_the_headings_above_a_passage_end_with_its_own(
    around: Callable[[str], Surroundings],
) -> None:
    headings = around("p1").headings
    assert headings == (*SHIPPED_TEXT.document.breadcrumb, "Department of State Briefing Paper")


@given(name=st.sampled_from(NAMES), count=st.integers(0, 12))
def test_neighbours_are_those_of_the_text_or_those_of_the_notes(
    shipped_root: Path, name: str, count: int
) -> None:
    at = NAMES.index(name)
    passage = SHIPPED_TEXT.passages[at]
    note = passage.kind is Kind.FOOTNOTE
    alike = [p for p in SHIPPED_TEXT.passages if (p.kind is Kind.FOOTNOTE) is note]
    place = alike.index(passage)
    (folder,) = shipped_root.glob("index-*")
    stored = Passages(folder / "passages.sqlite")
    surroundings = Surroundings(stored, passage, SHIPPED_TEXT.document)
    assert surroundings.before(count) == tuple(alike[max(0, place - count) : place])
    assert surroundings.after(count) == tuple(alike[place + 1 : place + 1 + count])
    stored.close()


@pytest.fixture
def written(tmp_path: Path) -> Callable[[DocumentText], Passages]:
    """Stores one document and opens the store."""

    def write(text: DocumentText) -> Passages:
        writer = PassageWriter(tmp_path / "passages.sqlite", "words")
        writer.add(VolumeText(text.document.volume, (text,)), "digest")
        writer.close()
        return Passages(tmp_path / "passages.sqlite")

    return write


def _marked(text: DocumentText, *offsets: int) -> DocumentText:
    """`text` with its footnotes' marks at these offsets of its second paragraph."""
    note = text.passages[-1]
    paragraph = text.passages[2].id
    notes = [
        replace(note, id=f"{text.document.id}/fn{n}", label=str(n), anchor=Anchor(paragraph, at))
        for n, at in enumerate(offsets, start=1)
    ]
    return replace(text, passages=(*text.passages[:-1], *notes))


def test_notes_are_in_the_order_of_their_marks(
    volumes: Volumes, written: Callable[[DocumentText], Passages]
) -> None:
    text = _marked(volumes.texts[0].documents[0], 30, 5, 12)
    stored = written(text)
    paragraph = text.passages[2]
    notes = Surroundings(stored, paragraph, text.document).notes
    assert [note.label for note in notes] == ["2", "3", "1"]
    assert Surroundings(stored, text.passages[1], text.document).notes == ()
    stored.close()


def test_a_mark_behind_the_last_sentence_marks_none(
    volumes: Volumes, written: Callable[[DocumentText], Passages]
) -> None:
    text = volumes.texts[0].documents[0]
    end = len(text.passages[2].text)
    text = _marked(text, end)
    stored = written(text)
    parent = Surroundings(stored, text.passages[-1], text.document).parent
    assert parent is not None
    assert parent.sentence == (0, end)
    beyond = replace(text.passages[-1], anchor=Anchor(text.passages[2].id, end + 1))
    lost = Surroundings(stored, beyond, text.document).parent
    assert lost is not None
    assert (lost.passage, lost.offset, lost.sentence) == (text.passages[2], end + 1, None)
    stored.close()


def test_a_store_without_the_marked_passage_is_told(
    volumes: Volumes, written: Callable[[DocumentText], Passages]
) -> None:
    text = volumes.texts[0].documents[0]
    stored = written(text)
    absent = f"{text.document.id}/p9"
    note: Passage = replace(text.passages[-1], anchor=Anchor(absent, 1))
    with pytest.raises(StoreError, match=f"lacks the text of {absent}; run: frus index build"):
        _ = Surroundings(stored, note, text.document).parent
    stored.close()

"""Pages made from known words, pages and notes give them back, every character of them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import SourceError
from corpus.page_text import read_page
from corpus.passage import DocumentText, Kind, Passage

SIDECAR = {"volume": {"id": "v1", "title": "A Volume"}, "document": {"id": "d1", "number": "1"}}
SOURCES = ("Roosevelt Papers", "Hopkins Papers", "740.00119 EW/9–644", "Matthews Files")

# No s, n, t, u: none of the words that make a line a classification, a date or a source.
WORDS = st.text("abdefghkéñ", min_size=1, max_size=8)
NUMBERS = st.integers(0, 9999).map(str)


@dataclass
class Word:
    """A word as printed: what stands before and after it, and what it carries."""

    text: str
    page: int | None = None
    marked: bool = False
    offset: int = 0
    printed_on: str | None = None


@dataclass
class Copied:
    """A page: the words of its lines, and those of its notes."""

    source: str | None
    lines: list[list[Word]]
    notes: list[list[Word]] = field(default_factory=list)


def plain(line: list[Word]) -> str:
    return " ".join(word.text for word in line)


def numbered(lines: list[list[Word]], page: str | None) -> None:
    """Give every word its offset in its line, and its printed page."""
    for line in lines:
        offset = 0
        for word in line:
            page = str(word.page) if word.page is not None else page
            word.offset, word.printed_on = offset, page
            offset += len(word.text) + 1


@st.composite
def lines(draw: st.DrawFn, *, closed: bool) -> list[Word]:
    words = [Word(draw(WORDS), marked=draw(st.integers(0, 5)) == 0)]
    for _ in range(draw(st.integers(0, 8))):
        if draw(st.integers(0, 5)) == 0:
            words.append(Word(draw(NUMBERS)))
        else:
            word, after = draw(WORDS), draw(st.sampled_from(["", "", "", ",", ".", "”", ")"]))
            words.append(Word(word + after, marked=draw(st.integers(0, 4)) == 0))
    words[-1].text = words[-1].text.rstrip(",.”)") + ("." if closed else "")
    words[-1].marked &= not words[-1].text[0].isdigit()
    return words


@st.composite
def pages(draw: st.DrawFn, *, opened: bool = True) -> Copied:
    """A page; `opened` says whether its very first word may carry a page mark."""
    source = draw(st.none() | st.sampled_from(SOURCES))
    head = [draw(lines(closed=False)) for _ in range(draw(st.integers(1, 3)))]
    body = [draw(lines(closed=True)) for _ in range(draw(st.integers(1, 4)))]
    page = Copied(source, [*head, *body])
    label = draw(st.integers(1, 400))
    for word in (word for line in page.lines for word in line):
        if draw(st.integers(0, 9)) == 0:
            word.page, label = label, label + draw(st.integers(1, 3))
    if not opened:
        page.lines[0][0].page = None
    turned = [word.page for line in page.lines for word in line if word.page is not None]
    first = str(turned[0] - 1) if turned and turned[0] > 1 else None
    if source is not None:
        page.lines.insert(0, [Word(source)])
    numbered(page.lines, first)
    for mark in (word for line in page.lines for word in line if word.marked):
        note = draw(lines(closed=True))
        for word in note:
            word.marked = False
        if mark.printed_on is not None and draw(st.integers(0, 3)) == 0:
            note[-1].page = int(mark.printed_on) + 1
        numbered([note], mark.printed_on)
        page.notes.append(note)
    return page


def written(line: list[Word], labels: count[int], draw: st.DrawFn | None = None) -> str:
    """A line in the copied form; with `draw`, in one of its loose spellings."""
    text = ""
    for word in line:
        gap = draw(st.sampled_from([" ", "  ", "\t", "\u00a0 "])) if draw else " "
        page = f"[Page {word.page}]" if word.page is not None else ""
        text += gap + page + word.text + (str(next(labels)) if word.marked else "")
    return text if draw else text.strip()


@st.composite
def copies(draw: st.DrawFn) -> tuple[Copied, str]:
    page = draw(pages())
    labels = count(1)
    body = [written(line, labels, draw) for line in page.lines]
    notes = [f"- {written(note, labels, draw)}↩" for note in page.notes]
    gaps = [draw(st.sampled_from(["\n", "\r\n", "\n\n", "\n \t\n"])) for _ in [*body, *notes]]
    return page, "".join(a + b for a, b in zip([*body, *notes], gaps, strict=True))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "d1.json").write_text(json.dumps(SIDECAR), encoding="utf-8")
    return folder


def read(folder: Path, text: str) -> DocumentText:
    path = folder / "d1.txt"
    path.write_bytes(text.encode())
    return read_page(path)


@given(copy=copies())
def test_words_pages_and_anchors_come_back(folder: Path, copy: tuple[Copied, str]) -> None:
    page, copied = copy
    text = read(folder, copied)
    bodies, notes = text.passages[: len(page.lines)], text.passages[len(page.lines) :]
    assert [passage.text for passage in bodies] == [plain(line) for line in page.lines]
    assert [note.text for note in notes] == [plain(note) for note in page.notes]
    for passage, line in zip(text.passages, [*page.lines, *page.notes], strict=True):
        for word in line:
            span = (word.offset, word.offset + len(word.text))
            assert passage.text[slice(*span)] == word.text
            assert passage.pages_of(*span) == ((word.printed_on,) if word.printed_on else ())
    marked = [
        (passage.id, word.offset + len(word.text))
        for passage, line in zip(bodies, page.lines, strict=True)
        for word in line
        if word.marked
    ]
    assert [(n.anchor.passage, n.anchor.offset) for n in notes if n.anchor] == marked
    assert [note.label for note in notes] == [str(n + 1) for n in range(len(notes))]


@given(copy=copies())
def test_parts_are_told_apart(folder: Path, copy: tuple[Copied, str]) -> None:
    page, copied = copy
    text = read(folder, copied)
    bodies = text.passages[: len(page.lines)]
    closed = [passage.text.endswith(".") for passage in bodies]
    first = closed.index(True)
    assert [passage.kind is Kind.PARAGRAPH for passage in bodies] == [
        index >= first for index in range(len(bodies))
    ]
    assert text.document.source_note == (page.source or "")
    head = page.lines[0 if page.source is None else 1]
    assert text.document.title == plain(head)


def put_back(text: DocumentText) -> str:
    """A document in the copied form again: every mark and page mark where it stood."""
    by_id = {passage.id: passage for passage in text.passages}
    page = _first(text)
    lines = []
    for passage in text.passages:
        anchor = passage.anchor
        inserted = [(0, "- ")] if anchor else []
        if anchor is not None:
            marked = by_id[anchor.passage].pages_of(anchor.offset - 1, anchor.offset)
            page = marked[0] if marked else None
        for turned in passage.pages:
            if turned.label != page:
                inserted.append((turned.offset, f"[Page {turned.label}]"))
            page = turned.label
        inserted += [
            (note.anchor.offset, str(note.label))
            for note in text.passages
            if note.anchor and note.anchor.passage == passage.id
        ]
        lines.append(_with(passage, sorted(inserted, key=lambda pair: pair[0])))
    return "\n".join(lines) + "\n"


def _first(text: DocumentText) -> str | None:
    """The page that is known by the mark after it, and that no mark announces."""
    opening = text.passages[0].pages
    return opening[0].label if opening and opening[0].offset == 0 else None


def _with(passage: Passage, inserted: list[tuple[int, str]]) -> str:
    text, last = "", 0
    for offset, mark in inserted:
        text += passage.text[last:offset] + mark
        last = offset
    return text + passage.text[last:] + ("↩" if passage.anchor else "")


# A page that opens with a page mark cannot be told from one whose first page is inferred.
@given(page=pages(opened=False))
def test_every_character_of_a_page_is_accounted_for(folder: Path, page: Copied) -> None:
    labels = count(1)
    body = [written(line, labels) for line in page.lines]
    copied = "\n".join([*body, *(f"- {written(note, labels)}↩" for note in page.notes)]) + "\n"
    assert put_back(read(folder, copied)) == copied


SHAPES = (
    *(
        "\n",
        "\n",
        " ",
        "- ",
        "↩",
        "↩\n",
        "[Page 3]",
        "[Page 12]",
        "[Page ",
        "]",
        "1",
        "2",
        "0",
        "12",
    ),
    *("word", "Title", ".", "”", "Secret", "Roosevelt Papers", "September 6, 1944", "<", "[", "١"),
    *("\ufeff", "\u2028", "\t", "\0", "é", "😀", "\u202e", "\u200b"),
)


@given(text=st.lists(st.sampled_from(SHAPES) | st.text(max_size=4), max_size=25).map("".join))
def test_any_text_is_read_or_refused_by_name(folder: Path, text: str) -> None:
    path = folder / "d1.txt"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    refused = None
    try:
        document = read_page(path)
    except SourceError as error:
        refused = error
    if refused is not None:
        assert refused.path == path
        assert str(refused).startswith(f"{path}:")
        assert refused.reason
    else:
        assert document.document.title
        assert any(passage.kind is Kind.PARAGRAPH for passage in document.passages)

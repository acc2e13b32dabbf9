"""The record as a reader of the page sees it, worked out anew for the checks.

Nothing here uses the project's own reader, its passages or its index: a check that shared code
with what it checks would share its faults. The method differs too: the page is cut by regular
expressions over the whole file, marks are replaced by private characters, and offsets are read
off where those characters end up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from corpus.errors import SourceError

# Stand for marks while the text is put in order; private use, so in no page of the record.
_NOTE_MARK, _PAGE_MARK = "\ue000", "\ue001"
_MARKS = re.compile(f"[{_NOTE_MARK}{_PAGE_MARK}]")
_BODY_AND_NOTES = re.compile(
    r"(?P<body>.*?)(?P<notes>(?:^- [^\n]*↩\s*)*)\Z", re.DOTALL | re.MULTILINE
)
_PAGE = re.compile(r"\[Page (\w+)\]\s*")
# A digit glued to the end of a word; "1943" and "p.120" are preceded by no letter.
_NOTE_DIGIT = re.compile(r"(?<=[A-Za-z])(\d{1,3})(?![\w.,]\w)")


class Part(Enum):
    """What a unit of the page is, and so whose words it holds."""

    TEXT = "text"
    NOTE = "footnote"
    SOURCE_NOTE = "source note"


class Mark(NamedTuple):
    """A printed mark: its label, the unit in which it stands, and the offset behind it."""

    label: str
    unit: str
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A paragraph, heading or note of the page.

    `breaks` are (offset, page label) pairs in order, the first at 0: from that code point on the
    words are printed on that page. `mark` is where a note is called.
    """

    id: str
    part: Part
    text: str
    breaks: tuple[tuple[int, str], ...]
    mark: Mark | None = None

    def pages(self, start: int, end: int) -> tuple[str, ...]:
        """Labels of the pages of the code points [start, end), counted off one by one."""
        labels = dict.fromkeys(self._page_of(offset) for offset in range(start, end))
        return tuple(labels)

    def _page_of(self, offset: int) -> str:
        return max((place, label) for place, label in self.breaks if place <= offset)[1]


@dataclass(frozen=True, slots=True)
class Source:
    """A document of the record: its id and its units by id, in the order of the page."""

    document: str
    units: dict[str, Unit]

    def holding(self, words: str) -> list[Unit]:
        """The units in which `words` stand exactly."""
        return [unit for unit in self.units.values() if words in unit.text]


def shipped_page() -> Path:
    """The file of the document that ships with the project."""
    return Path(str(files("corpus"))) / "data" / "frus1944Quebec" / "d123.txt"


def read_source(page: Path) -> Source:
    """The document on the page `page`, named by the JSON file of the same name beside it.

    Expects a source note, a title and a subtitle on a line each, then a paragraph a line, then
    the notes. Raises SourceError where the file has another shape.
    """
    document = _document_id(page.with_suffix(".json"))
    try:
        raw = page.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(page, None, f"cannot be read: {error}") from None
    found = _BODY_AND_NOTES.match(raw)
    lines = found["body"].split("\n") if found else []
    lines = [line for line in lines if line.strip()]
    pages = _PAGE.findall(raw)
    if len(lines) < 4 or not pages or not pages[0].isdigit():
        raise SourceError(page, None, "no source note, title, subtitle, text and [Page N] mark")
    opening = str(int(pages[0]) - 1)
    units = list(_body(document, lines, opening))
    calls = {mark.label: (mark, pages) for unit, marks in units for mark, pages in marks}
    notes = re.findall(r"^- (.*?)\s*↩", found["notes"] if found else "", re.MULTILINE)
    whole = [unit for unit, _ in units]
    for number, text in enumerate(notes, 1):
        if str(number) not in calls:
            raise SourceError(page, None, f"note {number} is called nowhere in the text")
        mark, label = calls[str(number)]
        whole.append(_note(f"{document}/fn{number}", " ".join(text.split()), mark, label))
    return Source(document, {unit.id: unit for unit in whole})


def _document_id(sidecar: Path) -> str:
    try:
        described = json.loads(sidecar.read_text(encoding="utf-8"))
        return f"{described['volume']['id']}/{described['document']['id']}"
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SourceError(sidecar, None, f"names no volume and document: {error!r}") from None


def _body(
    document: str, lines: list[str], page: str
) -> Iterator[tuple[Unit, list[tuple[Mark, str]]]]:
    """The units above the notes, each with the note marks in it and the pages of those."""
    names = ["source", "head", "h1", *(f"p{n}" for n in range(1, len(lines) - 2))]
    for name, line in zip(names, lines, strict=True):
        breaks_here = _PAGE.findall(line)
        calls_here = _NOTE_DIGIT.findall(line)
        marked = _NOTE_DIGIT.sub(_NOTE_MARK, _PAGE.sub(_PAGE_MARK, line))
        marked = " ".join(marked.split())
        text = _MARKS.sub("", marked)
        identity = f"{document}/{name}"
        breaks = [(0, page)]
        marks = []
        for lifted, found in enumerate(_MARKS.finditer(marked)):
            offset = found.start() - lifted
            if found[0] == _PAGE_MARK:
                page = breaks_here.pop(0)
                breaks.append((offset, page))
            else:
                marks.append((Mark(calls_here.pop(0), identity, offset), page))
        part = Part.SOURCE_NOTE if name == "source" else Part.TEXT
        kept = tuple(dict(breaks).items())
        yield Unit(id=identity, part=part, text=text, breaks=kept), marks


def _note(identity: str, text: str, mark: Mark, page: str) -> Unit:
    return Unit(id=identity, part=Part.NOTE, text=text, breaks=((0, page),), mark=mark)

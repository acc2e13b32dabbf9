"""What a source file holds, as the checks see it: units of text, their pages, and headers.

Nothing in this package uses the project's own readers, its passages or its index: a check that
shared code with what it checks would share its faults.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple, Protocol


class Part(Enum):
    """What a unit is, and so whose words it holds."""

    TEXT = "text"
    NOTE = "footnote"
    SOURCE_NOTE = "source note"
    ORIGINAL_NOTE = "footnote in the original"
    SUMMARY = "summary"


class Mark(NamedTuple):
    """A printed mark: its label, the unit in which it stands, and the offset behind it."""

    label: str
    unit: str
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A run of text that is quoted from: a paragraph, a note, or the whole body of a document.

    White space is single spaces. `breaks` are (offset, page label) pairs in order: from that code
    point on the words are printed on that page; before the first the page is not known. `mark` is
    where a note is called.
    """

    id: str
    part: Part
    text: str
    breaks: tuple[tuple[int, str], ...]
    mark: Mark | None = None
    label: str = ""

    @property
    def printed_label(self) -> str | None:
        """The mark that is printed before a note, whether or not it is called somewhere."""
        return self.label or (self.mark.label if self.mark else "") or None

    def pages(self, start: int, end: int) -> tuple[str, ...]:
        """Labels of the pages on which code points of [start, end) stand, each once, in order."""
        ends = [*(offset for offset, _ in self.breaks[1:]), len(self.text)]
        pages = zip(self.breaks, ends, strict=False)
        held = (label for (first, label), last in pages if max(first, start) < min(last, end))
        return tuple(dict.fromkeys(held))


class Place(NamedTuple):
    """Where words stand: a unit, and the offset of the first of them."""

    unit: Unit
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the source says of a document: what a citation of it must say too.

    `number` is as printed, without a full stop, and empty where the book prints none; `title` is
    the heading on one line, without that number and without note marks; `day` is the ISO date of
    its first day, empty where the source gives none; `anchors` are what an address of the document
    can lead to: the ids of its notes and of the pages on which it is printed. `book` and `year`
    are the title of the volume and the year of its publication, each empty where the source gives
    none. `editorial` says whether the editors wrote its paragraphs.
    """

    number: str
    title: str
    day: str
    anchors: frozenset[str]
    book: str = ""
    year: str = ""
    editorial: bool = False


class Source(Protocol):
    """A document of the record."""

    @property
    def document(self) -> str:
        """Its id, "frus1944Quebec/d123"."""
        ...

    @property
    def header(self) -> Header:
        """What it is cited by."""
        ...

    @property
    def units(self) -> Mapping[str, Unit]:
        """Its units by id, in the order of the page."""
        ...

    def places(self, passage: str, text: str, /) -> tuple[Place, ...]:
        """Where the passage with the id `passage`, said to hold `text`, stands.

        Empty where the document has no such passage; several places where the source has the
        same words more than once and no id tells them apart. A note is known by its id.
        """
        ...


#: The sources by the ids of their documents.
Record = Mapping[str, Source]


def holding(source: Source, words: str) -> list[Unit]:
    """The units in which `words` stand exactly, line breaks aside."""
    wanted = flat(words)
    return [unit for unit in source.units.values() if wanted in unit.text]


def flat(text: str) -> str:
    """`text` with the line breaks between its blocks made spaces, so that offsets stay."""
    return text.replace("\n", " ")

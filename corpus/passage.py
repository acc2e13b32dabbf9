"""The values that everything else speaks of: passages, their pages, and the texts they make up.

A passage's text is normalised once, when its source is read, and never again: every offset in
the project is a code-point index into it, and every span is half-open, ``[start, end)``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from corpus.document import Document, Volume
from corpus.glossary import Term

#: Raised whenever a reader gives other passages for the same source.
READING = 4


class Kind(StrEnum):
    """What a passage is on the page."""

    PARAGRAPH = "paragraph"
    FOOTNOTE = "footnote"
    HEADING = "heading"


class Voice(StrEnum):
    """Whose words a passage holds."""

    AUTHOR = "author"
    EDITOR = "editor"
    SOURCE_NOTE = "source note"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class PageBreak:
    """From code point `offset` on, the words of the passage are printed on page `label`."""

    offset: int
    label: str

    def __post_init__(self) -> None:
        if self.offset < 0:
            raise ValueError(f"a page break stands at {self.offset}, before the text")
        if not self.label:
            raise ValueError("a page break has no label")


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a footnote's mark stands: before code point `offset` of the passage `passage`."""

    passage: str
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A cross-reference: the words [start, end) of a passage point to a place in the series.

    `volume` is the id of the volume pointed to; `document` and `note` are the ids of a document
    and of a footnote's passage ("frus1961-63v06/d3", "frus1961-63v06/d3/fn2"), `page` a printed
    page's label; each is None where the source names none. Nothing says that what is pointed to
    is installed.
    """

    start: int
    end: int
    volume: str
    document: str | None = None
    note: str | None = None
    page: str | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a reference has no words: [{self.start}, {self.end})")
        if self.document is not None and not self.document.startswith(f"{self.volume}/"):
            raise ValueError(f"document {self.document} is not of volume {self.volume}")
        if self.note is not None and not self.note.startswith(f"{self.document}/"):
            raise ValueError(f"note {self.note} is not of document {self.document}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph, a footnote or a heading: the unit that is stored, found and quoted.

    Short blocks of print ("Sincerely,", the names of a list) are one passage with their
    neighbours; a line break in `text` stands between one block and the next.

    `references` are in order and do not overlap.

    `pages` are in order of offset and of print. Where the page is known the first stands at
    offset 0: the page on which the passage begins. A source without page numbers leaves it
    empty. `label` is a footnote's printed mark ("2", "*"); source notes that stand above the
    title have none. `anchor` is where a footnote's mark stands, where the source says so.
    `linked` says whether history.state.gov may have an address for the footnote: not where its
    id is no id of the source.
    """

    id: str
    document: str
    kind: Kind
    voice: Voice
    text: str
    pages: tuple[PageBreak, ...] = ()
    label: str | None = None
    anchor: Anchor | None = None
    references: tuple[Reference, ...] = ()
    linked: bool = True

    def __post_init__(self) -> None:
        if not self.id.startswith(self.document + "/"):
            raise ValueError(f"passage {self.id!r} does not belong to document {self.document}")
        if not self.text.strip():
            raise ValueError(f"passage {self.id} has no words")
        offsets = [page.offset for page in self.pages]
        if offsets != sorted(set(offsets)) or (offsets and offsets[-1] >= len(self.text)):
            raise ValueError(f"passage {self.id} has page breaks out of order: {offsets}")
        if self.kind is not Kind.FOOTNOTE and (self.label is not None or self.anchor is not None):
            raise ValueError(f"passage {self.id} is no footnote, yet has a label or an anchor")
        ends = [0, *(reference.end for reference in self.references)]
        starts = [*(reference.start for reference in self.references), len(self.text)]
        if any(start < end for start, end in zip(starts, ends, strict=True)):
            raise ValueError(f"passage {self.id} has references that overlap or run past its end")

    def pages_of(self, start: int, end: int) -> tuple[str, ...]:
        """Labels of the pages on which ``text[start:end]`` is printed, in order of print.

        A break exactly at `start` puts the first word on the new page; a break at `end` does
        not add a page. Empty where the source has no page numbers there.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"[{start}, {end}) is not a span of {self.id}")
        opening = [page.label for page in self.pages if page.offset <= start][-1:]
        return (*opening, *(page.label for page in self.pages if start < page.offset < end))

    @property
    def framing(self) -> bool:
        """Whether it only frames a document: a dateline, what opens a letter or what closes it."""
        return re.fullmatch(r"(dateline|opener|closer)\d+", self.id.rpartition("/")[2]) is not None

    @property
    def page_labels(self) -> tuple[str, ...]:
        """Labels of all pages on which the passage is printed."""
        return self.pages_of(0, len(self.text))


@dataclass(frozen=True, slots=True)
class Notice:
    """Something in a source that a reader of it should know, and that did not keep it out.

    `line` is the file's, None where it is not known; `where` names the document, or is empty.
    """

    line: int | None
    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document and its passages: the text in reading order, then the footnotes in order."""

    document: Document
    passages: tuple[Passage, ...]

    def __post_init__(self) -> None:
        ids = [passage.id for passage in self.passages]
        if len(ids) != len(set(ids)):
            raise ValueError(f"document {self.document.id} has a passage id twice")
        strangers = {p.document for p in self.passages} - {self.document.id}
        if strangers:
            raise ValueError(f"document {self.document.id} holds passages of {strangers}")


@dataclass(frozen=True, slots=True)
class VolumeText:
    """A volume and its documents, in the order of the book; its glossary; what was noticed."""

    volume: Volume
    documents: tuple[DocumentText, ...]
    glossary: tuple[Term, ...] = ()
    notices: tuple[Notice, ...] = ()

    def __post_init__(self) -> None:
        ids = [text.document.id for text in self.documents]
        if not ids:
            raise ValueError(f"volume {self.volume.id} has no documents")
        if len(ids) != len(set(ids)):
            raise ValueError(f"volume {self.volume.id} has a document id twice")

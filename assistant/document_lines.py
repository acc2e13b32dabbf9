"""The lines of a document that tell what it is: its heading, its dateline, its first paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from assistant.answer import Quote
from corpus.document import Document, Volume
from corpus.glossary import Term
from corpus.passage import Kind, Passage, Voice

_LONGEST_DATELINE = 120  # characters; what is longer is the text, which may have the date as well


class Stored(Protocol):
    """The text that quotations stand in."""

    @property
    def volumes(self) -> Sequence[Volume]:
        """All volumes, in order of their ids."""
        ...

    def passage(self, id_: str) -> Passage | None:
        """The passage of this id, if there is one."""
        ...

    def document(self, id_: str) -> Document | None:
        """The document of this id, if there is one."""
        ...

    def passages_of(self, document: str) -> Sequence[Passage]:
        """All passages of a document, in order; none of a document that is not stored."""
        ...

    def documents_of(self, volume: str) -> Sequence[str]:
        """Ids of a volume's documents, in the order of the book."""
        ...

    def glossary(self, volume: str) -> Sequence[Term]:
        """The entries of a volume's lists of persons and terms, in order."""
        ...

    def before(self, passage: Passage, count: int) -> Sequence[Passage]:
        """At most `count` passages of the same sort before this one, in order."""
        ...

    def after(self, passage: Passage, count: int) -> Sequence[Passage]:
        """At most `count` passages of the same sort after this one, in order."""
        ...

    def notes_in(self, passage: Passage) -> Sequence[Passage]:
        """The footnotes whose marks stand in this passage, in order."""
        ...


def whole(passage: Passage, document: Document) -> Quote:
    """All of a passage."""
    return Quote(passage, document, 0, len(passage.text))


def line_at(passage: Passage, document: Document, at: int) -> Quote:
    """The line of print of a passage in which the code point `at` stands."""
    start = passage.text.rfind("\n", 0, at) + 1
    end = passage.text.find("\n", at)
    return Quote(passage, document, start, len(passage.text) if end < 0 else end)


def heading(document: Document, stored: Stored) -> Iterator[Quote]:
    """The document's heading."""
    for passage in stored.passages_of(document.id):
        if passage.kind is Kind.HEADING:
            yield whole(passage, document)
            return


def dateline(document: Document, stored: Stored) -> Iterator[Quote]:
    """The line in which the document's date is printed: one of its own rather than the heading."""
    printed = document.date_printed
    held = [one for one in stored.passages_of(document.id) if one.kind is not Kind.FOOTNOTE]
    places = ((one, one.text.find(printed)) for one in held if printed)
    lines = [line_at(one, document, at) for one, at in places if at >= 0]
    own = [one for one in lines if one.passage.kind is not Kind.HEADING and _short(one)]
    yield from (own or lines)[:1]


def _short(line: Quote) -> bool:
    return line.end - line.start <= _LONGEST_DATELINE


def closers(document: Document, stored: Stored) -> Iterator[Quote]:
    """What closes a document: its signatures."""
    for passage in stored.passages_of(document.id):
        if passage.id.rpartition("/")[2].startswith("closer"):
            yield whole(passage, document)


def sources(document: Document, stored: Stored) -> Iterator[Quote]:
    """The notes, or the line of the text, that tell where the document is kept."""
    held = stored.passages_of(document.id)
    notes = [whole(one, document) for one in held if one.voice is Voice.SOURCE_NOTE]
    source = document.source_note
    lines = ((one, one.text.find(source)) for one in held if source)
    yield from notes or (Quote(p, document, a, a + len(source)) for p, a in lines if a >= 0)


def opening(document: Document, stored: Stored) -> Iterator[Quote]:
    """A document's heading, the line with its date, and its first paragraph."""
    yield from heading(document, stored)
    dated = list(dateline(document, stored))
    yield from dated
    for passage in stored.passages_of(document.id):
        framing = passage.framing or any(quote.passage.id == passage.id for quote in dated)
        if passage.kind is Kind.PARAGRAPH and not framing:
            yield whole(passage, document)
            return

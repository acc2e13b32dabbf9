"""The documents of a volume by its chapters: the whole contents, and what is near a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from assistant.ui.card import day_printed
from assistant.ui.document_link import document_page
from assistant.ui.finding import places
from assistant.ui.markup import text
from assistant.ui.paragraph import Around, woven
from assistant.ui.words import documents as words
from corpus.citation import plain_title
from corpus.document import Document

# Beside a document this many of its chapter stand before it, and as many after it.
REACH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A heading above documents, and what stands below it in the order of the book."""

    heading: str
    depth: int
    parts: tuple[Chapter | Document, ...]

    @property
    def documents(self) -> Iterator[Document]:
        """All documents below the heading, in order."""
        for part in self.parts:
            if isinstance(part, Chapter):
                yield from part.documents
            else:
                yield part

    @property
    def anchor(self) -> str:
        """Its place in the page of contents; no two chapters share a first document and depth."""
        return f"chapter-{self.depth}-{own(next(self.documents))}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of a list of contents: a document or a heading, and what stands below it."""

    label: Markup
    address: str
    number: str = ""
    detail: str = ""
    anchor: str = ""
    here: bool = False
    inside: tuple[Entry, ...] = ()


def own(document: Document) -> str:
    """What a document's id ends in."""
    return document.id.partition("/")[2]


def chapters(documents: Sequence[Document], depth: int = 0) -> tuple[Chapter | Document, ...]:
    """Documents under the headings that stand `depth` and more levels up in the book."""
    parts: list[Chapter | Document] = []
    for heading, below in groupby(documents, lambda one: one.breadcrumb[depth : depth + 1]):
        held = tuple(below)
        if heading:
            inside = chapters(held, depth + 1)
            parts.append(Chapter(heading=heading[0], depth=depth, parts=inside))
        else:
            parts += held
    return tuple(parts)


def whole_contents(parts: Sequence[Chapter | Document], find: str = "") -> tuple[Entry, ...]:
    """Every document under its headings; of those, where `find` has words, whose titles have it."""
    made = []
    for part in parts:
        if isinstance(part, Document):
            title = plain_title(part)
            found = places(find, title)
            if found or not find:
                made.append(_document(part, _titled(title, found)))
            continue
        inside = whole_contents(part.parts, find)
        if inside:
            made.append(_heading(part, f"#{part.anchor}", inside))
    return tuple(made)


def count_documents(entries: Sequence[Entry]) -> int:
    """How many documents a list of contents has."""
    return sum(count_documents(one.inside) if one.inside else 1 for one in entries)


def near(parts: Sequence[Chapter | Document], here: Document, page: str) -> tuple[Entry, ...]:
    """The headings beside `here`, those above it with what they hold, its neighbours the last.

    What is left out is counted, and linked to in the contents at `page`.
    """
    level = [part for part in parts if isinstance(part, Document)]
    at = level.index(here) if here in level else None
    first, last = (0, len(level)) if at is None else (max(at - REACH, 0), at + REACH + 1)
    kept = {one.id for one in level[first:last]} if at is not None else set()
    made: list[Entry] = []
    for part in parts:
        if isinstance(part, Chapter):
            above = here.id in {one.id for one in part.documents}
            inside = near(part.parts, here, page) if above else ()
            made.append(_heading(part, f"{page}#{part.anchor}", inside))
        elif part.id in kept:
            made.append(_document(part, _shown(plain_title(part)), here=part.id == here.id))
    if at is None:
        return tuple(made)
    rest = max(len(level) - last, 0)
    return (
        *_left_out(first, words.earlier, page, level[0]),
        *made,
        *_left_out(rest, words.later, page, level[-1]),
    )


def _left_out(
    count: int, told: Callable[[int], str], page: str, document: Document
) -> Iterator[Entry]:
    if count:
        address = f"{page}#{own(document)}"
        yield Entry(label=_shown(told(count)), address=address)


def _document(document: Document, label: Markup, *, here: bool = False) -> Entry:
    return Entry(
        label=label,
        address=document_page(document.id),
        number=document.number,
        detail=day_printed(document),
        anchor=own(document),
        here=here,
    )


def _heading(chapter: Chapter, address: str, inside: tuple[Entry, ...]) -> Entry:
    return Entry(
        label=_shown(chapter.heading),
        address=address,
        detail=words.holds(sum(1 for _ in chapter.documents)),
        anchor=chapter.anchor,
        inside=inside,
    )


def _titled(title: str, found: Sequence[tuple[int, int]]) -> Markup:
    marks = [Around(start=start, end=end, tag="mark") for start, end in found]
    return Markup(woven(title, marks))  # noqa: S704  # woven lets no markup of the title through


def _shown(words_of: str) -> Markup:
    return Markup(text(words_of))  # noqa: S704  # text() escapes it

"""Where the numbers of an index lead: pages or documents, and the documents that stand there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from corpus.back_index import BackIndex, Locator, Pointer
from corpus.passage import Kind, VolumeText
from evals.index_entry import number


class Scheme(StrEnum):
    """What the numbers of an index count."""

    PAGES = "pages"
    DOCUMENTS = "documents"
    NONE = "none"


class Lost(StrEnum):
    """Why a locator leads nowhere."""

    OTHER_VOLUME = "another volume"
    NO_SUCH_PLACE = "no such page or document"
    BACKWARDS = "a range that runs backwards"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far the numbers of an index go beside the last page and the last document.

    `largest` is the number that a hundredth of those within the book exceed; None without any.
    `note` is whether the index itself says that it counts documents; `tagged` what most of the
    file's targets claim, which is known to lie.
    """

    scheme: Scheme
    largest: int | None
    last_page: int
    last_document: int
    note: bool
    tagged: Scheme = Scheme.NONE

    @property
    def last(self) -> int:
        """The last number that leads anywhere; 0 for an index without numbers."""
        ends = {Scheme.PAGES: self.last_page, Scheme.DOCUMENTS: self.last_document}
        return ends.get(self.scheme, 0)


def reach(index: BackIndex, text: VolumeText) -> Reach:
    """Pages or documents: the count whose last number is nearest above the index's largest.

    The targets are not asked, since they lie in some volumes, and numbers past both ends
    (years, numbers of resolutions) are not either. What the index says of itself goes first.
    """
    pages, documents = _last_page(text), _last_document(text)
    inside = sorted(
        value
        for entry in index.entries
        for locator in entry.locators
        if locator.pointer is Pointer.NUMBER
        and 0 < (value := number(locator.printed)) <= max(pages, documents)
    )
    largest = inside[-1 - len(inside) // 100] if inside else None
    note = re.search(r"\bdocument numbers?\b", index.note, re.I) is not None
    if largest is None:
        scheme = Scheme.NONE
    elif note:
        scheme = Scheme.DOCUMENTS
    else:
        ends = [(pages, Scheme.PAGES), (documents, Scheme.DOCUMENTS)]
        scheme = min((end, one) for end, one in ends if end >= largest)[1]
    return Reach(
        scheme=scheme,
        largest=largest,
        last_page=pages,
        last_document=documents,
        note=note,
        tagged=_tagged(index),
    )


def _tagged(index: BackIndex) -> Scheme:
    targets = [
        locator.target.partition("#")[2]
        for entry in index.entries
        for locator in entry.locators
        if locator.target and locator.pointer is Pointer.NUMBER
    ]
    pages = sum(target.startswith("pg") for target in targets)
    documents = sum(re.match(r"d\d", target) is not None for target in targets)
    if not pages + documents:
        return Scheme.NONE
    return Scheme.PAGES if pages > documents else Scheme.DOCUMENTS


class Places:
    """The documents of a volume by the numbers of its index."""

    def __init__(self, scheme: Scheme, text: VolumeText) -> None:
        self._volume = text.volume.id
        self._pages = scheme is Scheme.PAGES
        self._body = _by_page(text, notes=False) if self._pages else _by_number(text)
        self._notes = _by_page(text, notes=True) if self._pages else {}

    def find(self, locator: Locator) -> tuple[tuple[str, ...], ...] | Lost:
        """The documents of each place to which `locator` leads, in order; or why it is lost.

        Of a page, those whose text stands there, and for a mention in a footnote those with a
        footnote there, if there are any. A range of pages is a mention that goes on over the
        turn of each page, so that the document in which the page is turned is a place of its own.
        It says a word of the heading in .86 of such places, the others on those pages in .44; of
        pages with one footnote's document and others, that says one in .89, they in .24.
        """
        if any(map(self._elsewhere, (locator.target, locator.last_target))):
            return Lost.OTHER_VOLUME
        first, last = ends(locator)
        if last < first:
            return Lost.BACKWARDS
        found = [self._at(n, in_note=locator.in_note) for n in self._numbers(first, last)]
        if last not in self._body and last not in self._notes:
            return Lost.NO_SUCH_PLACE
        if self._pages and not locator.in_note:
            found += [
                tuple(one for one in page if one in following)
                for page, following in pairwise(found)
            ]
        return tuple(place for place in found if place)

    def _elsewhere(self, target: str | None) -> bool:
        """Whether a target is in another file: "frus1949v07p1#pg_1005"."""
        file = (target or "").partition("#")[0]
        return bool(file) and re.search(rf"{re.escape(self._volume)}(?!\w)", file) is None

    def _numbers(self, first: int, last: int) -> Iterator[int]:
        known = self._body.keys() | self._notes.keys()
        return (n for n in sorted(known) if first <= n <= last)

    def _at(self, n: int, *, in_note: bool) -> tuple[str, ...]:
        body, notes = self._body.get(n, ()), self._notes.get(n, ())
        return (notes or body) if in_note else (body or notes)


def ends(locator: Locator) -> tuple[int, int]:
    """First and last number of a locator; of "142-7" they are 142 and 147."""
    first = number(locator.printed)
    if locator.last is None:
        return first, first
    last, short = number(locator.last), len(locator.last)
    if last < first and short < len(locator.printed):
        last = number(locator.printed[:-short] + locator.last)
    return first, last


def _by_page(text: VolumeText, *, notes: bool) -> Mapping[int, tuple[str, ...]]:
    pages: dict[int, dict[str, None]] = defaultdict(dict)
    for document in text.documents:
        for passage in document.passages:
            if (passage.kind is Kind.FOOTNOTE) is notes:
                for label in passage.page_labels:
                    if (page := _arabic(label)) is not None:
                        pages[page][document.document.id] = None
    return {page: tuple(ids) for page, ids in pages.items()}


def _by_number(text: VolumeText) -> Mapping[int, tuple[str, ...]]:
    return {
        int(document.document.number): (document.document.id,)
        for document in text.documents
        if document.document.number.isdecimal()
    }


def _arabic(label: str) -> int | None:
    bare = label.strip("[]")
    return int(bare) if bare.isdecimal() else None


def _last_page(text: VolumeText) -> int:
    return max((*_by_page(text, notes=False), *_by_page(text, notes=True)), default=0)


def _last_document(text: VolumeText) -> int:
    return max(_by_number(text), default=0)

"""Faults in the pages that are cited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from corpus.passage import PageBreak, Passage
from evals.mutation.fault import Family, Fault, Plant
from evals.mutation.seam import seam, stored

_Pages = Callable[[Passage, int, int], tuple[str, ...]]


def faults() -> tuple[Fault, ...]:
    """The faults of the family. Those of crossings need words that run over a page to be seen."""
    return (
        _fault(
            "page of the paragraph",
            "the page on which the paragraph begins is cited",
            _pages(_first),
        ),
        _fault("all pages one too high", "every page is cited as the next one", _pages(_higher)),
        _fault(
            "last page dropped",
            "words that run over a page are cited to its first",
            _pages(_only_first),
        ),
        _fault(
            "first page dropped",
            "words that run over a page are cited to its last",
            _pages(_only_last),
        ),
        _fault("pages reversed", "a range of pages is cited backwards", _pages(_reversed)),
        _fault(
            "break before the first word",
            "a page that begins with the first word is not counted",
            _pages(_before_first_word),
        ),
        _fault(
            "break behind the last word",
            "a page that begins behind the words is counted",
            _pages(_beyond),
        ),
        _fault("page of the end", "the page on which the paragraph ends is cited", _pages(_last)),
        _fault("no page", "no page is cited", _pages(lambda *_: ())),
        _fault("Arabic pages alone", "Roman numerals are no pages", _pages(_arabic)),
        _fault(
            "breaks one character late",
            "the offsets of page breaks are off by one",
            stored(lambda passage: replace(passage, pages=_late(passage))),
        ),
    )


def _fault(name: str, breaks: str, plant: Plant) -> Fault:
    return Fault(name=name, family=Family.PAGE, breaks=breaks, metric="stored/page", plant=plant)


def _pages(wrong: Callable[[_Pages, Passage, int, int], tuple[str, ...]]) -> Plant:
    def make(right: Any) -> _Pages:
        return lambda passage, start, end: wrong(right, passage, start, end)

    return seam("corpus.passage:Passage.pages_of", make)


def _first(right: _Pages, passage: Passage, _start: int, _end: int) -> tuple[str, ...]:
    return right(passage, 0, 1)


def _last(right: _Pages, passage: Passage, _start: int, _end: int) -> tuple[str, ...]:
    return right(passage, len(passage.text) - 1, len(passage.text))


def _higher(right: _Pages, passage: Passage, start: int, end: int) -> tuple[str, ...]:
    labels = right(passage, start, end)
    return tuple(str(int(one) + 1) if one.isdecimal() else one for one in labels)


def _only_first(right: _Pages, passage: Passage, start: int, end: int) -> tuple[str, ...]:
    return right(passage, start, end)[:1]


def _only_last(right: _Pages, passage: Passage, start: int, end: int) -> tuple[str, ...]:
    return right(passage, start, end)[-1:]


def _reversed(right: _Pages, passage: Passage, start: int, end: int) -> tuple[str, ...]:
    return right(passage, start, end)[::-1]


def _before_first_word(_right: _Pages, passage: Passage, start: int, end: int) -> tuple[str, ...]:
    opening = [page.label for page in passage.pages if page.offset < start][-1:]
    return (*opening, *(page.label for page in passage.pages if start < page.offset < end))


def _beyond(right: _Pages, passage: Passage, start: int, end: int) -> tuple[str, ...]:
    # One character is the white space between sentences.
    return right(passage, start, min(len(passage.text), end + 2))


def _arabic(right: _Pages, passage: Passage, start: int, end: int) -> tuple[str, ...]:
    return tuple(label for label in right(passage, start, end) if label.isdecimal())


def _late(passage: Passage) -> tuple[PageBreak, ...]:
    return tuple(
        PageBreak(page.offset + 1, page.label) if 0 < page.offset < len(passage.text) - 1 else page
        for page in passage.pages
    )

"""What the header of a TEI volume says of the book."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from evals.record.tei_events import End, Event, Start

_YEAR = re.compile(r"[0-9]{4}")
_TITLES = ("volume", "complete")  # the first of them that the file has is the book's


class Imprint(NamedTuple):
    """Title and year of publication of a book, each empty where the file gives none."""

    book: str
    year: str


def imprint_of(events: Sequence[Event]) -> Imprint:
    """The imprint that stands in the header among the events of a volume.

    Its year is that of publication where one is called so; the days that the documents cover
    are never it.
    """
    held = list(_told(events))
    titles = [
        words
        for kind in _TITLES
        for path, given, words in held
        if path[-1] == "title" and given.get("type") == kind and words
    ]
    dates = [
        (given.get("type") != "publication-date", _YEAR.search(words or given.get("when", "")))
        for path, given, words in held
        if path[-1] == "date" and "publicationStmt" in path and given.get("type") != "content-date"
    ]
    years = [found[0] for _, found in sorted(dates, key=lambda one: one[0]) if found]
    return Imprint(next(iter(titles), ""), next(iter(years), ""))


def _told(events: Sequence[Event]) -> Iterator[tuple[list[str], Mapping[str, str], str]]:
    """Every element of the header: the names that lead to it, its attributes and its words."""
    open_: list[tuple[Start, list[str]]] = []
    for event in events:
        if isinstance(event, Start):
            open_.append((event, []))
        elif isinstance(event, End):
            tag, words = open_.pop()
            path = [*(one.name for one, _ in open_), tag.name]
            yield path, tag.attributes, " ".join("".join(words).split())
            if tag.name == "teiHeader":
                return
        else:
            for _, words in open_:
                words.append(event)

"""Which divisions of a TEI volume are its documents, and where each of them begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from evals.record.tei_events import End, Event, Start

# "d30-06", "d30_pg6": the page of a document whose pages are counted by themselves.
_OWN_PAGE = re.compile(r"(d[0-9]+[a-zA-Z]*)[-_]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """A document: its own id ("d3") and its events, [first, last] with the tags of its division.

    `page` is what was last printed on the head of a page before it, as label and id; None where
    that is not known. `above` is where the heading of the division around it begins.
    """

    own: str
    first: int
    last: int
    page: tuple[str, str] | None
    above: int | None


@dataclass(slots=True)
class _Division:
    tag: Start
    first: int
    last: int = 0
    head: int | None = None
    within: list[_Division] = field(default_factory=list)


def documents(events: Sequence[Event]) -> list[Extent]:
    """The documents among the events of a volume, in order.

    A division is one that says so, and one beside such that has a number and a heading and says
    nothing of itself.
    """
    taken = {e.attributes["id"] for e in events if isinstance(e, Start) and "id" in e.attributes}
    found: list[tuple[_Division, str, int | None]] = []
    for around in _divisions(events):
        typed = [one for one in around.within if one.tag.attributes.get("type") == "document"]
        found += [(one, one.tag.attributes.get("id", ""), around.head) for one in typed]
        for one in around.within if typed else ():
            own = f"d{one.tag.attributes.get('n', '').strip()}"
            if _says_nothing(one) and own not in taken:
                found.append((one, own, around.head))
    found.sort(key=lambda one: one[0].first)
    pages = list(_pages_before(events, [division.first for division, _, _ in found]))
    return [
        Extent(
            own=own,
            first=division.first,
            last=division.last,
            page=_unless_of_another(page, own),
            above=above,
        )
        for (division, own, above), page in zip(found, pages, strict=True)
    ]


def _says_nothing(one: _Division) -> bool:
    given = one.tag.attributes
    numbered = re.fullmatch(r"[0-9]+[a-zA-Z]?", given.get("n", "").strip()) is not None
    return numbered and one.head is not None and not given.get("type") and not given.get("id")


def _divisions(events: Sequence[Event]) -> list[_Division]:
    """Everything that holds divisions, each with those directly in it."""
    open_: list[_Division] = []
    every: list[_Division] = []
    for place, event in enumerate(events):
        if isinstance(event, Start):
            one = _Division(event, place)
            if open_ and event.name == "div":
                open_[-1].within.append(one)
            elif open_ and event.name == "head" and open_[-1].head is None:
                open_[-1].head = place
            open_.append(one)
        elif isinstance(event, End):
            one = open_.pop()
            one.last = place
            if one.within:
                every.append(one)
    return every


def _pages_before(
    events: Sequence[Event], places: Sequence[int]
) -> Iterator[tuple[str, str] | None]:
    page: tuple[str, str] | None = None
    done = 0
    for place in places:
        for event in events[done:place]:
            if isinstance(event, Start) and event.name == "pb":
                page = page_of(event) or page
        done = place
        yield page


def page_of(tag: Start) -> tuple[str, str] | None:
    """The label and the id of the page that begins with this tag; None where it has no label."""
    label = tag.attributes.get("n", "").strip()
    return (label, tag.attributes.get("id", "")) if label else None


def _unless_of_another(page: tuple[str, str] | None, own: str) -> tuple[str, str] | None:
    found = _OWN_PAGE.match(page[1]) if page else None
    return None if found and found[1] != own else page

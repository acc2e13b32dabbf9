"""What a TEI document is cited by: its printed number, its heading, its day and its addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from evals.record.tei_divisions import Extent
from evals.record.tei_events import End, Event, Start
from evals.record.tei_imprint import Imprint
from evals.record.tei_line import OneWord, set_line
from evals.record.tei_stream import Stream, streams
from evals.record.unit import Header

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTH = "|".join(_MONTHS)
_ISO = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
_IN_WORDS = re.compile(rf"\b({_MONTH})\s+([0-9]{{1,2}}),\s*([0-9]{{4}})\b")
# Another day stands before it: "August 16 and August 17, 1961".
_BESIDE = re.compile(r"([-–—/]|\b(and|to|or|of|through|until|since)) *(the *)?\Z")
_OF_MONTH = re.compile(rf"({_MONTH})\s+([0-9]{{4}})")
_DAY_OF_MONTH = re.compile(rf"\b({_MONTH})\s+([0-9]{{1,2}})\b")
_EDITORS = re.compile(r"\beditorial note[\s.\])]*\Z", re.IGNORECASE)
# What stands in one of these is of another paper than the document itself.
_OF_ANOTHER = frozenset({"attachment", "note", "quote"})


def header_of(
    events: Sequence[Event],
    extent: Extent,
    poured: Sequence[Stream],
    one_word: OneWord,
    imprint: Imprint,
) -> Header:
    """The header of the document at `extent`, in a book of this imprint; `poured` are its text
    and its notes.
    """
    tag = events[extent.first]
    given = tag.attributes if isinstance(tag, Start) else {}
    head = _heading(events, extent.first + 1, extent.last, one_word)
    counted = given.get("n", "").strip() or given.get("id", "").removeprefix("d")
    number, title = _parted(head, counted)
    above = extent.above
    chapter = "" if above is None else _heading(events, above, extent.first, one_word)
    pages = {id_ for stream in poured for _, id_ in stream.pages}
    return Header(
        number=number,
        title=title,
        day=_day(events[extent.first : extent.last]) or _day_in_words(title, chapter),
        anchors=frozenset(pages | {one.attributes.get("id", "") for one in poured} - {""}),
        book=imprint.book,
        year=imprint.year,
        editorial=given.get("subtype") == "editorial-note" or bool(_EDITORS.search(head)),
    )


def _heading(events: Sequence[Event], first: int, last: int, one_word: OneWord) -> str:
    """The first heading directly within what begins before `first`; empty where it has none."""
    depth, begun = 0, -1
    for place in range(first, last):
        event = events[place]
        if isinstance(event, Start):
            if depth == 0 and event.name == "head":
                begun = place
            depth += 1
        elif isinstance(event, End):
            depth -= 1
            if depth == 0 and begun >= 0:
                return set_line(streams(events[begun : place + 1], None)[0].marked, one_word).text
    return ""


def _parted(head: str, number: str) -> tuple[str, str]:
    """The number that is printed before a heading, and the rest: "12. Note", "No. 12 Note"."""
    figure = re.escape(number)
    found = re.match(rf"No\. ?({figure})\b\.?\s*|({figure})\.\s*", head, re.IGNORECASE)
    if not number or found is None:
        return "", head
    return found[1] or found[2], head[found.end() :]


def _day(document: Sequence[Event]) -> str:
    """The first day, month or year that the file gives for the document, or for its dateline."""
    tag = document[0]
    given = tag.attributes if isinstance(tag, Start) else {}
    stated = _first(given, "doc-dateTime-min", "doc-dateTime-max")
    return stated or next(filter(None, map(_of_date, _dates(document))), "")


def _of_date(given: Mapping[str, str]) -> str:
    spans = (("when",), ("from", "to"), ("notBefore", "notAfter"))
    return next(filter(None, (_first(given, *names) for names in spans)), "")


def _first(given: Mapping[str, str], *names: str) -> str:
    days = [given.get(name, "").strip().partition("T")[0] for name in names]
    return min(filter(_ISO.fullmatch, days), default="")


def _dates(document: Sequence[Event]) -> Iterator[Mapping[str, str]]:
    """What the dates in the document's own datelines say, in order."""
    open_: list[str] = []
    for event in document:
        if isinstance(event, Start):
            own = not _OF_ANOTHER.intersection(open_)
            if event.name == "date" and "dateline" in open_ and own:
                yield event.attributes
            open_.append(event.name)
        elif isinstance(event, End):
            open_.pop()


def _day_in_words(title: str, chapter: str) -> str:
    """The day that a heading names, if it names one; its year may stand above a whole month."""
    found = list(_IN_WORDS.finditer(title))
    if len(found) == 1 and not _BESIDE.search(title, 0, found[0].start()):
        return _iso(*found[0].groups())
    month, day = _OF_MONTH.fullmatch(chapter), _DAY_OF_MONTH.search(title)
    if month and day and month[1] == day[1]:
        return _iso(day[1], day[2], month[2])
    return ""


def _iso(month: str, day: str, year: str) -> str:
    return f"{year}-{_MONTHS.index(month) + 1:02}-{int(day):02}"

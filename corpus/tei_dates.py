"""The days that a TEI document states for itself."""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpus.document import DATE, MONTHS, DateRange
from corpus.tei_markup import TEI, Element, plain_text
from corpus.tei_paper import is_own

_MONTH = rf"(?P<month>{'|'.join(MONTHS)})"
# A day of the heading's last words, "..., Washington, March 4, 1949, 10:45 a.m.": no other date
# and no other day beside it, as in "August 16 and August 17" or "September 28-October 3".
_IN_WORDS = re.compile(rf"\b{_MONTH}\s+(?P<day>[0-9]{{1,2}}),\s*(?P<year>[0-9]{{4}})\b")
_BESIDE = re.compile(r"(?:[-–—/]|\b(?:and|to|or|of|through|until|since)\b)\s*(?:the\s+)?\Z")
# One day, alone or with an hour: not "May 2, 1950, to May 3, 1950", nor "May 2, 1950 or later".
_PRINTED = re.compile(rf"{_IN_WORDS.pattern}(?:\W*\Z|[—–, -]+[0-9][^0-9—–-]*[0-9:.]*[^0-9—–-]*\Z)")
# The heading of a chapter that holds one month's documents.
_WHOLE_MONTH = re.compile(rf"{_MONTH}\s+(?P<year>[0-9]{{4}})")
_DAY_OF_MONTH = re.compile(rf"\b{_MONTH}\s+(?P<day>[0-9]{{1,2}})\b")


def stated_for(element: Element) -> DateRange | None:
    """The days that the file gives for the div `element`, under either FRUS namespace."""
    given = {str(name).rpartition("}")[2]: str(value) for name, value in element.attrib.items()}
    return _range(given, "doc-dateTime-min", "doc-dateTime-max")


def dateline_of(document: Element) -> Element | None:
    """The document's own dateline: the first with a date that can be read, or else the first."""
    datelines = [d for d in document.iter(f"{TEI}dateline") if is_own(d, document)]
    legible = (dateline for dateline in datelines if dated(dateline) is not None)
    return next(legible, datelines[0] if datelines else None)


def dated(dateline: Element) -> DateRange | None:
    """The days of the first date in `dateline` that can be read."""
    found = (stated_in(date) for date in dateline.iter(f"{TEI}date"))
    return next((days for days in found if days), None)


def stated_in(date: Element) -> DateRange | None:
    """The days that the attributes of one ``date`` give."""
    given = {str(name): str(value) for name, value in date.attrib.items()}
    spans = (("when", "when"), ("from", "to"), ("notBefore", "notAfter"))
    found = (_range(given, first, last) for first, last in spans)
    return next((days for days in found if days), None)


def contradicts_itself(date: Element) -> bool:
    """Whether the words of a ``date`` name one day in full, and its ``when`` another.

    Of 20,165 that name a day, in 76 volumes, 14 do; in some of them the words are wrong.
    """
    words = _PRINTED.match(plain_text(date))
    when = _range({str(name): str(value) for name, value in date.attrib.items()}, "when", "when")
    if words is None or when is None:
        return False
    return _day(words["year"], words["month"], words["day"]) != when


def _range(given: Mapping[str, str], first: str, last: str) -> DateRange | None:
    """The days of two attributes, times cut off; one stands for both, dates askew are none."""
    days = [given[name].strip().partition("T")[0] for name in (first, last) if name in given]
    days = [day for day in days if DATE.fullmatch(day)]
    if not days:
        return None
    days.sort(key=lambda day: DateRange(day, day).first_day)
    return DateRange(days[0], days[-1])


def named_in_heading(title: str) -> DateRange | None:
    """The one day that a document's heading names in words, or None.

    Of 2,099 documents of 76 volumes that have such a heading and a dated dateline, 2,094 have
    the same day in both.
    """
    found = list(_IN_WORDS.finditer(title))
    if len(found) != 1 or _BESIDE.search(title[: found[0].start()]):
        return None
    return _day(found[0]["year"], found[0]["month"], found[0]["day"])


def of_month(title: str, chapter: str) -> DateRange | None:
    """The day that a calendar entry's heading names within the month of its `chapter`.

    The chapter's heading is a month and a year ("August 1961"), and the first day that `title`
    names ("Letter from Dean to Rusk, August 8. Transmits...") is of that month: None otherwise.
    """
    month, day = _WHOLE_MONTH.fullmatch(chapter), _DAY_OF_MONTH.search(title)
    if month is None or day is None or day["month"] != month["month"]:
        return None
    return _day(month["year"], day["month"], day["day"])


def _day(year: str, month: str, day: str) -> DateRange | None:
    written = f"{year}-{MONTHS.index(month) + 1:02}-{int(day):02}"
    return DateRange(written, written) if DATE.fullmatch(written) else None

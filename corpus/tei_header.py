"""The book that a TEI file holds, read from its header: title, editors and imprint."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.document import SERIES, DateRange, Volume
from corpus.tei_dates import stated_in
from corpus.tei_markup import TEI, Element, plain_text

_YEAR = re.compile(r"\d{4}")
# "1973–1976", "1958–60", "1944".
_YEARS = re.compile(r"\b(?P<first>(?:1[789]|20)[0-9]{2})(?:[–-](?P<last>[0-9]{4}|[0-9]{2}))?\b")


def read_header(header: Element) -> Volume:
    """The volume that a ``teiHeader`` describes, in the older or the present form of FRUS.

    They differ in the names of two titles (``subseries`` and ``sub-series``, ``volumenumber``
    and ``volume-number``) and in whether the year of publication is one date of several: the
    present form has a ``content-date`` too, the days between which the documents were written.
    Older files have that in the years of the title or of the sub-series at most.

    Raises ValueError where the header names no volume or has no title.
    """
    title = _first(_texts(header, "title", "volume", "complete"))
    subseries = _first(_texts(header, "title", "sub-series", "subseries"))
    return Volume(
        id=volume_id(header),
        title=title,
        series=_first(_texts(header, "title", "series")) or SERIES,
        subseries=subseries,
        number=_first(_texts(header, "title", "volume-number", "volumenumber")),
        editors=_primary_editors(header),
        publisher=_first(_imprint(header, "publisher")),
        place=_first(_imprint(header, "pubPlace")),
        year=_year(header),
        covers=_content(header) or _years(title) or _years(subseries),
    )


def volume_id(element: Element) -> str:
    """The id of the volume that `element`, or a header within it, names; ValueError if none."""
    if number := _first(_texts(element, "idno", "frus")):
        return number
    raise ValueError(
        'the header names no volume: give its id, such as frus1944Quebec, as <idno type="frus">'
    )


def _texts(header: Element, name: str, *types: str) -> Iterator[str]:
    """The words of the elements `name`, in the order in which their types are named."""
    for wanted in types:
        for element in header.iter(f"{TEI}{name}"):
            if element.get("type") == wanted:
                yield plain_text(element)


def _imprint(header: Element, name: str) -> Iterator[str]:
    for statement in header.iter(f"{TEI}publicationStmt"):
        yield from (plain_text(element) for element in statement.iter(f"{TEI}{name}"))


def _first(texts: Iterator[str]) -> str:
    return next((text for text in texts if text), "")


def _primary_editors(header: Element) -> tuple[str, ...]:
    editors = (e for e in header.iter(f"{TEI}editor") if e.get("role") == "primary")
    return tuple(name for name in map(plain_text, editors) if name)


def _year(header: Element) -> str:
    """The year of publication; the years that the documents cover are another date's."""
    for statement in header.iter(f"{TEI}publicationStmt"):
        dates = [d for d in statement.iter(f"{TEI}date") if d.get("type") != "content-date"]
        dates.sort(key=lambda date: date.get("type") != "publication-date")
        for date in dates:
            if year := _YEAR.search(plain_text(date) or date.get("when", "")):
                return year[0]
    return ""


def _content(header: Element) -> DateRange | None:
    contents = (d for d in header.iter(f"{TEI}date") if d.get("type") == "content-date")
    return next((days for date in contents if (days := stated_in(date))), None)


def _years(title: str) -> DateRange | None:
    """The last years that a title names; None where they run backwards or there are none."""
    found = list(_YEARS.finditer(title))
    if not found:
        return None
    first = found[-1]["first"]
    last = found[-1]["last"] or first
    last = first[: 4 - len(last)] + last
    return DateRange(first, last) if first <= last else None

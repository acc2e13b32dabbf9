"""The book that a TEI file holds, read from its header: title, editors and imprint."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.document import Volume
from corpus.tei_markup import TEI, Element, plain_text

_SERIES = "Foreign Relations of the United States"
_YEAR = re.compile(r"\d{4}")


def read_header(header: Element) -> Volume:
    """The volume that a ``teiHeader`` describes, in the older or the present form of FRUS.

    They differ in the names of two titles (``subseries`` and ``sub-series``, ``volumenumber``
    and ``volume-number``) and in whether the year of publication is one date of several.
    Raises ValueError where the header names no volume or has no title.
    """
    number = _first(_texts(header, "idno", "frus"))
    if not number:
        raise ValueError('the header names no volume: <idno type="frus"> is absent or empty')
    return Volume(
        id=number,
        title=_first(_texts(header, "title", "volume", "complete")),
        series=_first(_texts(header, "title", "series")) or _SERIES,
        subseries=_first(_texts(header, "title", "sub-series", "subseries")),
        number=_first(_texts(header, "title", "volume-number", "volumenumber")),
        editors=_primary_editors(header),
        publisher=_first(_imprint(header, "publisher")),
        place=_first(_imprint(header, "pubPlace")),
        year=_year(header),
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

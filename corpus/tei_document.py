"""What a document's TEI says of it: number, date, place, sender, recipient, place in the book."""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpus.document import DateRange, Document, Volume
from corpus.tei_markup import TEI, XML_ID, Element, is_readable, local_name, plain_text
from corpus.tei_passages import Setting

_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_EDITORIAL = re.compile(r"\beditorial note\W*\Z", re.IGNORECASE)


def describe(element: Element, volume: Volume, setting: Setting) -> Document:
    """The document that the div `element` of `volume` holds.

    A document without a heading is called by its number. Raises ValueError where it has no id.
    """
    own = element.get(XML_ID, "")
    if not own:
        raise ValueError("a document has no xml:id")
    number = element.get("n", "").strip() or own.removeprefix("d")
    head = element.find(f"{TEI}head")
    dateline = _dateline(element)
    return Document(
        id=f"{volume.id}/{own}",
        volume=volume,
        number=number,
        title=setting.title or f"Document {number}",
        numbered=_begins_with(setting.title, number),
        subtitle=setting.subtitle,
        breadcrumb=_breadcrumb(element),
        date=_written(element) or (None if dateline is None else _dated(dateline)),
        date_printed=_named(dateline, "date"),
        place=_named(dateline, "placeName"),
        sender=_correspondents(head, "from"),
        recipient=_correspondents(head, "to"),
        source_note=setting.source_note,
        editorial=_is_editorial(element, setting.title),
        linked_pages=all(_is_linked(page) for page in element.iter(f"{TEI}pb")),
    )


def _is_linked(page: Element) -> bool:
    """Whether a page's id is made of its number: the site's addresses take that for granted."""
    label = page.get("n", "").strip()
    return not label or page.get(XML_ID, "") == f"pg_{label.strip('[]')}"


def _begins_with(title: str, number: str) -> bool:
    """Whether the printed heading opens with the document's number: "12. ..." or "No. 12 ..."."""
    figure = re.escape(number)
    return re.match(rf"(?:No\. ?{figure}\b|{figure}\.)", title, re.IGNORECASE) is not None


def _is_editorial(element: Element, title: str) -> bool:
    return element.get("subtype") == "editorial-note" or bool(_EDITORIAL.search(title))


def _breadcrumb(element: Element) -> tuple[str, ...]:
    heads = (above.find(f"{TEI}head") for above in element.iterancestors(f"{TEI}div"))
    texts = [plain_text(head) for head in heads if head is not None]
    return tuple(text for text in reversed(texts) if text)


def _dateline(element: Element) -> Element | None:
    """The document's own dateline: the first with a date that can be read, or else the first."""
    datelines = [d for d in element.iter(f"{TEI}dateline") if _is_own(d, element)]
    dated = (dateline for dateline in datelines if _dated(dateline) is not None)
    return next(dated, datelines[0] if datelines else None)


def _is_own(dateline: Element, element: Element) -> bool:
    """Whether the dateline is the document's and not that of a paper within it."""
    for above in dateline.iterancestors():
        if above is element:
            return True
        if local_name(above) in ("attachment", "quote", "note") or not is_readable(above):
            return False
    return False


def _written(element: Element) -> DateRange | None:
    """The days that the file itself states for the document, under either FRUS namespace."""
    given = {str(name).rpartition("}")[2]: str(value) for name, value in element.attrib.items()}
    return _range(given, "doc-dateTime-min", "doc-dateTime-max")


def _dated(dateline: Element) -> DateRange | None:
    for date in dateline.iter(f"{TEI}date"):
        given = {str(name): str(value) for name, value in date.attrib.items()}
        for first, last in (("when", "when"), ("from", "to"), ("notBefore", "notAfter")):
            if found := _range(given, first, last):
                return found
    return None


def _range(given: Mapping[str, str], first: str, last: str) -> DateRange | None:
    """The days of two attributes, times cut off; one stands for both, dates askew are none."""
    days = [given[name].strip().partition("T")[0] for name in (first, last) if name in given]
    days = [day for day in days if _DAY.fullmatch(day)]
    if not days:
        return None
    days.sort(key=lambda day: DateRange(day, day).first_day)
    return DateRange(days[0], days[-1])


def _named(dateline: Element | None, name: str) -> str:
    if dateline is None:
        return ""
    texts = (plain_text(element) for element in dateline.iter(f"{TEI}{name}"))
    return next((text for text in texts if text), "")


def _correspondents(head: Element | None, role: str) -> str:
    """Those whom the heading marks as sender or recipient, in printed order."""
    if head is None:
        return ""
    names = [
        plain_text(element)
        for element in head.iter(f"{TEI}persName", f"{TEI}gloss")
        if element.get("type") == role and not _within_note(element)
    ]
    return ", ".join(name for name in names if name)


def _within_note(element: Element) -> bool:
    return next(element.iterancestors(f"{TEI}note"), None) is not None

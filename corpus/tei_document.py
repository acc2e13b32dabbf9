"""What a document's TEI says of it: number, date, place, sender, recipient, place in the book."""

from __future__ import annotations

import re

from corpus.document import DateRange, Document, Volume
from corpus.tei_classification import classification
from corpus.tei_correspondents import correspondents
from corpus.tei_dates import dated, dateline_of, named_in_heading, of_month, stated_for
from corpus.tei_markup import TEI, XML_ID, Element, is_block, plain_text
from corpus.tei_paper import is_own
from corpus.tei_passages import Setting

_EDITORIAL = re.compile(r"\beditorial note\W*\Z", re.IGNORECASE)
_SOURCE = re.compile(r"\[?Source:")
_CUT_SHORT = re.compile(r"\b[ap]\. ?m\Z")


def describe(element: Element, volume: Volume, setting: Setting) -> Document:
    """The document that the div `element` of `volume` holds.

    A document without a heading is called by its number. Raises ValueError where it has no id.
    """
    own = element.get(XML_ID, "")
    if not own:
        raise ValueError('a document has no xml:id; give it one, as in xml:id="d1"')
    number = _number(element, setting.title)
    sender, recipient = correspondents(element, setting.title)
    dateline = dateline_of(element)
    breadcrumb = _breadcrumb(element)
    source_note = setting.source_note or _source_in_text(element)
    return Document(
        id=f"{volume.id}/{own}",
        volume=volume,
        number=number,
        title=setting.title or f"Document {number}",
        numbered=_begins_with(setting.title, number),
        subtitle=setting.subtitle,
        breadcrumb=breadcrumb,
        date=stated_for(element) or _read_date(dateline, setting.title, breadcrumb),
        date_printed=_printed_date(dateline),
        place=_place(dateline),
        sender=sender,
        recipient=recipient,
        source_note=source_note,
        classification=classification(element, source_note, setting.title),
        editorial=_is_editorial(element, setting.title),
        linked_pages=all(_is_linked(page) for page in element.iter(f"{TEI}pb")),
    )


def _is_linked(page: Element) -> bool:
    """Whether a page's id is made of its number: the site's addresses take that for granted."""
    label = page.get("n", "").strip()
    return not label or page.get(XML_ID, "") == f"pg_{label.strip('[]')}"


def _number(element: Element, title: str) -> str:
    """The document's number, in the case of the heading that opens with it ("302a")."""
    number = element.get("n", "").strip() or element.get(XML_ID, "").removeprefix("d")
    printed = title[: len(number)]
    return printed if printed.casefold() == number.casefold() else number


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


def _read_date(
    dateline: Element | None, title: str, breadcrumb: tuple[str, ...]
) -> DateRange | None:
    """The date of the dateline, else the one that the heading names in words."""
    read = None if dateline is None else dated(dateline)
    chapter = breadcrumb[-1] if breadcrumb else ""
    return read or named_in_heading(title) or of_month(title, chapter)


def _place(dateline: Element | None) -> str:
    if dateline is None:
        return ""
    texts = (plain_text(name) for name in dateline.iter(f"{TEI}placeName"))
    return next((text for text in texts if text), "")


def _printed_date(dateline: Element | None) -> str:
    """The first printed date of `dateline`, with the stop that the file may leave outside it."""
    dates = [] if dateline is None else [d for d in dateline.iter(f"{TEI}date") if plain_text(d)]
    if not dates:
        return ""
    text = plain_text(dates[0])
    stop = _CUT_SHORT.search(text) and _text_after(dates[0]).startswith(".")
    return f"{text}." if stop else text


def _text_after(part: Element) -> str:
    """What follows `part` in its dateline, out of the inline elements that end with it."""
    while not part.tail and part.getnext() is None:
        around = part.getparent()
        if around is None or is_block(around):
            return ""
        part = around
    return part.tail or ""


def _source_in_text(element: Element) -> str:
    """A source that is no note: in the opener, or in the place of the text of a withheld paper."""
    for part in element.iter(f"{TEI}seg", f"{TEI}p"):
        if is_own(part, element):
            text = plain_text(part)
            if part.get("type") == "source" or _SOURCE.match(text):
                return text
    return ""

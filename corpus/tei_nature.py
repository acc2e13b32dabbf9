"""What the blocks of a document are: which text is a heading, a dateline, part of a list."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.tei_markup import TEI, Element, labels_next, local_name, plain_text

_CENTRED = frozenset({"center", "cetner", "sectiontitleital"})
_DATELINE = re.compile(r"\b(?:1[789]\d\d|undated)\b", re.IGNORECASE)


class Family(StrEnum):
    """What a unit is, and what its id begins with."""

    HEAD = "head"
    SUBHEADING = "h"
    PARAGRAPH = "p"
    DATELINE = "dateline"
    OPENER = "opener"
    CLOSER = "closer"


class Bundle(StrEnum):
    """Structures whose parts may be one passage."""

    OPENING = "opening"
    CLOSING = "closing"
    LIST = "list"
    TABLE = "table"


_FAMILIES = {
    "head": Family.SUBHEADING,
    "label": Family.SUBHEADING,
    "dateline": Family.DATELINE,
    "opener": Family.OPENER,
    "salute": Family.OPENER,
    "closer": Family.CLOSER,
    "signed": Family.CLOSER,
}
_BUNDLES = {
    "dateline": Bundle.OPENING,
    "opener": Bundle.OPENING,
    "salute": Bundle.OPENING,
    "closer": Bundle.CLOSING,
    "signed": Bundle.CLOSING,
    "list": Bundle.LIST,
    "table": Bundle.TABLE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Nature:
    """What the text directly within a block is.

    `bundle` is the outermost structure that the block is part of, if any. `heading_if_short`
    marks paragraphs set as headings are; `centred` those set in the middle; `titles` the head
    of a list or a table, which belongs to what follows it.
    """

    family: Family = Family.PARAGRAPH
    bundle: Bundle | None = None
    heading_if_short: bool = False
    centred: bool = False
    titles: bool = False

    @property
    def beyond(self) -> Nature:
        """The nature of text that follows a block within one of this nature."""
        return Nature(family=self.family, bundle=self.bundle)


def nature_of(element: Element, around: Nature) -> Nature:
    """What the text directly within the block `element` is, in a block that is `around`."""
    name = local_name(element)
    within = replace(around.beyond, bundle=around.bundle or _BUNDLES.get(name))
    if name == "p":
        rend = element.get("rend") or element.get("rendition", "").removeprefix("#")
        if rend == "right":
            return _set_right(element, within)
        centred = rend in _CENTRED
        return replace(
            within,
            family=Family.PARAGRAPH,
            heading_if_short=centred or _wholly_strong(element),
            centred=centred and rend != "sectiontitleital",
        )
    if name == "head" and within.bundle in (Bundle.LIST, Bundle.TABLE):
        return replace(within, family=Family.PARAGRAPH, titles=True)
    if name == "salute" and within.bundle is Bundle.CLOSING:
        return within
    if not labels_next(element) and name in _FAMILIES:
        return replace(within, family=_FAMILIES[name])
    greets = around.family in (Family.OPENER, Family.CLOSER)
    return within if greets else replace(within, family=Family.PARAGRAPH)


def _set_right(paragraph: Element, within: Nature) -> Nature:
    """What is set at the right margin: a signature or what leads to one, but for datelines."""
    dated = _DATELINE.search(plain_text(paragraph)) is not None
    bundle = within.bundle if dated else within.bundle or Bundle.CLOSING
    return replace(within, family=Family.PARAGRAPH, bundle=bundle)


def _wholly_strong(paragraph: Element) -> bool:
    """Whether all of the paragraph's words, notes aside, are set in bold type."""
    if (paragraph.text or "").strip():
        return False
    strong = False
    for child in paragraph:
        if (child.tail or "").strip():
            return False
        if child.tag == f"{TEI}hi" and child.get("rend") == "strong":
            strong = True
        elif local_name(child) not in ("note", "pb", "lb"):
            return False
    return strong

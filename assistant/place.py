"""The place that a citation names: a volume, a document, a passage or a printed page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.citation import SITE
from corpus.errors import InputError
from corpus.passage import Passage
from vectorstore.retriever import Filter

_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?" + re.escape(SITE.partition("://")[2]) + "/")
_PLACE = re.compile(
    r"(?P<volume>frus[\w.-]+)"
    r"(?:/(?P<document>d\d+[A-Za-z]?)(?:(?P<note>fn\w+)|/(?P<passage>[\w.-]+))?|/pg_(?P<page>[^/#?]+))?"
    r"/?(?:\?[^#]*)?(?:#(?:pg_(?P<mark>.+)|.*))?"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quotation is said to stand. Fields that a citation leaves open are None.

    `document` and `passage` are whole ids ("frus1944Quebec/d123", "frus1944Quebec/d123/p3").
    """

    volume: str
    document: str | None = None
    passage: str | None = None
    page: str | None = None

    def __str__(self) -> str:
        most = self.passage or self.document or self.volume
        return f"{most}, p. {self.page}" if self.page else most

    @property
    def scope(self) -> Filter:
        """The narrowest filter that admits every passage of this place."""
        if self.document is None:
            return Filter(volumes=(self.volume,))
        return Filter(documents=(self.document,))

    def holds(self, passage: Passage, start: int, end: int) -> bool:
        """Whether ``passage.text[start:end]`` stands here.

        A passage without page numbers is taken to stand on whichever page is cited.
        """
        own = (passage.document.partition("/")[0], passage.document, passage.id)
        for wanted, is_ in zip((self.volume, self.document, self.passage), own, strict=True):
            if wanted is not None and wanted != is_:
                return False
        pages = passage.pages_of(start, end)
        return self.page is None or not pages or self.page in pages


def place_of(cite: str) -> Place:
    """The place that `cite` names: an id, or an address on history.state.gov.

    The part of an address after "#" counts where it names a printed page. Raises InputError
    for anything else.
    """
    path = _ADDRESS.sub("", cite.strip(), count=1)
    match = _PLACE.fullmatch(path)
    if match is None:
        raise InputError(
            f"citation: {cite[:200]!r} names no place; write a volume (frus1944Quebec), a document "
            "(frus1944Quebec/d123), a passage (frus1944Quebec/d123/p3), or the address of one "
            f"of these on {SITE}"
        )
    volume, own = match["volume"], match["passage"] or match["note"]
    document = f"{volume}/{match['document']}" if match["document"] else None
    passage = f"{document}/{own}" if own else None
    return Place(volume, document, passage, match["page"] or match["mark"])

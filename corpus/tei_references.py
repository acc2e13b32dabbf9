"""Where the cross-references of a TEI volume lead.

A ``ref/@target`` names a place of the same volume by xml:id (``#d45``, ``#d45fn3``, ``#pg_33``), a
volume (``frus1961-63v05``), or both (``frus1961-63v05#d45``); an address on history.state.gov
says the same in its own way. The id of a note does not tell its document: ``d230fn2`` may stand
in d231. Human-made, some targets lack the # (``d5fn3``) or the d (``frus1977-80v06#99``), or name
several notes in a row (``#d5fn3fn4``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.tei_markup import TEI, XML_ID, Element, is_document
from corpus.tei_notes import note_name

_SITE = re.compile(r"https?://(?:www\.)?history\.state\.gov/historicaldocuments/")
_TARGET = re.compile(r"(frus[\w.-]+)?(?:#(.*))?")
# A document, a note of it, or a page that is numbered within it, in a volume that is not at hand.
_DOCUMENT = re.compile(r"d\d+[a-zA-Z]?")
_NOTE = re.compile(r"(d\d+[a-zA-Z]?)fn[\w-]+")
_PAGE = re.compile(r"pg_(\w+)")
_ANCHOR_OF_SITE = re.compile(r"fn(?:ref)?[:_].*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointed:
    """The place that a reference's target names; see corpus.passage.Reference for the fields."""

    volume: str
    document: str | None = None
    note: str | None = None
    page: str | None = None


class Targets:
    """Everything in the volume `volume` that a reference may point to.

    `repeated` holds, for each id that is used again, its first element and the other.
    """

    def __init__(self, root: Element, volume: str) -> None:
        self.repeated: list[tuple[Element, Element]] = []
        self._volume = volume
        self._places: dict[str, Pointed | None] = {}
        first: dict[str, Element] = {}
        for element in root.iter(f"{TEI}*"):
            own = element.get(XML_ID)
            if own and own in first:
                self.repeated.append((first[own], element))
            if own:
                first.setdefault(own, element)
                # Of two elements with one id, the first that is a place to be pointed to counts.
                self._places[own] = self._places.get(own) or self._place(own, element)

    def _place(self, own: str, element: Element) -> Pointed | None:
        document = document_around(element)
        within = f"{self._volume}/{document}" if document else None
        if element.tag == f"{TEI}pb":
            label = element.get("n", "").strip()
            local = within if not own.startswith("pg_") else None
            return Pointed(volume=self._volume, document=local, page=label) if label else None
        if element.tag == f"{TEI}note" and within:
            note = f"{within}/{note_name(document, own)}"
            return Pointed(volume=self._volume, document=within, note=note)
        return Pointed(volume=self._volume, document=within) if within else None

    def resolve(self, target: str) -> Pointed | None:
        """The place that a ``ref`` with this ``target`` points to; None where it names none.

        None stands for chapters and front matter of this volume, for other addresses, and for
        ids that do not exist here (see `dangles`). Nothing is said about whether a place in
        another volume exists. Of several notes in one target the first is meant.
        """
        volume, own = self._parsed(target)
        if volume is None:
            return None
        if volume != self._volume or not own:
            return _elsewhere(volume, own)
        return self._places.get(self._existing(own))

    def dangles(self, target: str) -> bool:
        """Whether `target` names something of this volume that is not there."""
        volume, own = self._parsed(target)
        return volume == self._volume and bool(own) and self._existing(own) not in self._places

    def _parsed(self, target: str) -> tuple[str | None, str]:
        """The volume and the id that a target names; no volume for addresses of other kinds."""
        target = "".join(target.split())
        if site := _SITE.match(target):
            return _of_site(target[site.end() :])
        if target in self._places:
            return self._volume, target
        parts = _TARGET.fullmatch(target)
        if parts is None or not (parts[1] or parts[2]):
            return None, ""
        own = parts[2] or ""
        # After the name of a volume a bare number is a document's.
        own = f"d{own}" if parts[1] and own.isdecimal() else own
        return parts[1] or self._volume, own

    def _existing(self, own: str) -> str:
        """`own`, or of several notes run together (``d5fn3fn4``) the first, where it exists."""
        first = re.match(r"(.+?fn\d+)fn", own)
        return first[1] if own not in self._places and first else own


def _of_site(path: str) -> tuple[str | None, str]:
    """The volume and the id of a path below ``/historicaldocuments/``."""
    page, _, anchor = path.partition("#")
    parts = [part for part in page.partition("?")[0].split("/") if part]
    if not parts or not parts[0].startswith("frus"):
        return None, ""
    own = parts[1] if len(parts) > 1 else ""
    return parts[0], own if not anchor or _ANCHOR_OF_SITE.fullmatch(anchor) else anchor


def _elsewhere(volume: str, own: str) -> Pointed:
    """A place in another volume, as its id says; the volume alone where it says nothing known."""
    if page := _PAGE.fullmatch(own):
        return Pointed(volume=volume, page=page[1])
    if note := _NOTE.fullmatch(own):
        document = f"{volume}/{note[1]}"
        name = note_name(note[1], own)
        return Pointed(volume=volume, document=document, note=f"{document}/{name}")
    document_only = f"{volume}/{own}" if _DOCUMENT.fullmatch(own) else None
    return Pointed(volume=volume, document=document_only)


def document_around(element: Element) -> str:
    """The own id ("d45") of the document that `element` is or stands in; empty outside of all."""
    if is_document(element):
        return element.get(XML_ID, "")
    for above in element.iterancestors(f"{TEI}div"):
        if is_document(above):
            return above.get(XML_ID, "")
    return ""

"""The walk through a document's TEI: which words belong to which unit, and on which page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from corpus.tei_line import Break, Indent, Mark, Piece
from corpus.tei_markup import TEI, Element, is_block, is_readable, labels_next, local_name

_CENTRED = frozenset({"center", "cetner", "sectiontitleital"})


class Family(StrEnum):
    """What a unit is, and what its id begins with."""

    HEAD = "head"
    SUBHEADING = "h"
    PARAGRAPH = "p"
    DATELINE = "dateline"
    OPENER = "opener"
    CLOSER = "closer"


_FAMILIES = {
    "head": Family.SUBHEADING,
    "label": Family.SUBHEADING,
    "dateline": Family.DATELINE,
    "opener": Family.OPENER,
    "salute": Family.OPENER,
    "closer": Family.CLOSER,
    "signed": Family.CLOSER,
}


@dataclass(frozen=True, slots=True)
class Nature:
    """What the text directly within a block is.

    `heading_if_short` marks paragraphs set as headings are; `centred` those set in the middle.
    """

    family: Family
    heading_if_short: bool = False
    centred: bool = False


@dataclass(slots=True)
class Unit:
    """A run of text between two block boundaries.

    `labels_next` holds while the unit is a list label that waits for the words of its item.
    """

    nature: Nature
    pieces: list[Piece]
    labels_next: bool = False


@dataclass(slots=True)
class Note:
    """A note's element and its text."""

    element: Element
    pieces: list[Piece]


@dataclass(slots=True)
class DocumentDraft:
    """A document's units in reading order and its notes in the order of their marks."""

    element: Element
    units: list[Unit] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def lines(self) -> Iterator[Sequence[Piece]]:
        """The text of every unit and note, piece by piece."""
        yield from (unit.pieces for unit in self.units)
        yield from (note.pieces for note in self.notes)


def walk(document: Element, page: str | None) -> DocumentDraft:
    """Walk through `document`, a TEI div, that begins while `page` is in force."""
    return _Walk(document, page).draft


class _Walk:
    """One pass in document order with the page in force, the open unit, and the open block."""

    def __init__(self, document: Element, page: str | None) -> None:
        self.draft = DocumentDraft(document)
        self._page = page
        self._nature = Nature(Family.PARAGRAPH)
        self._unit: Unit | None = None
        self._note: Note | None = None
        self._waiting: list[Piece] = []
        self._children(document)
        self._close()

    def _children(self, element: Element) -> None:
        inline = not is_block(element)
        self._text(element.text, edge=inline and len(element) > 0)
        for child in element:
            if is_readable(child):
                self._enter(child)
            self._text(child.tail, edge=inline and child.getnext() is None)

    def _text(self, text: str | None, *, edge: bool) -> None:
        """A text node. A line break and no word at the edge of an inline element is layout."""
        if edge and text and text.isspace() and "\n" in text:
            if self._pieces is not None:
                self._pieces.append(Indent())
        else:
            self._say(text)

    def _enter(self, element: Element) -> None:
        name = local_name(element)
        if name == "pb":
            self._turn(element.get("n", "").strip())
        elif name == "note":
            self._lift(element)
        elif is_block(element) and self._note is None:
            self._block(element)
        else:
            apart = name in ("lb", "cell", "label") or is_block(element)
            self._say(" " if apart else "")
            self._children(element)
            self._say(" " if apart else "")

    def _block(self, element: Element) -> None:
        """A block's text is a unit; the text after it, in the block around, is another."""
        around = self._nature
        if self._unit is None or not self._unit.labels_next:
            self._close()
        self._nature = self._nature_of(element)
        self._children(element)
        if labels_next(element) and self._unit is not None:
            self._say(" ")
            self._unit.labels_next = True
        else:
            self._close()
        self._nature = Nature(around.family)

    def _nature_of(self, element: Element) -> Nature:
        name, around = local_name(element), self._nature
        if name == "head" and element.getparent() is self.draft.element:
            return Nature(Family.HEAD)
        if name == "p":
            rend = element.get("rend") or element.get("rendition", "").removeprefix("#")
            centred = rend in _CENTRED
            return Nature(
                Family.PARAGRAPH,
                heading_if_short=centred or _wholly_strong(element),
                centred=centred and rend != "sectiontitleital",
            )
        if name == "salute" and around.family is Family.CLOSER:
            return around
        if labels_next(element) or name not in _FAMILIES:
            within = around.family in (Family.OPENER, Family.CLOSER)
            return Nature(around.family if within else Family.PARAGRAPH)
        return Nature(_FAMILIES[name])

    def _say(self, text: str | None) -> None:
        if not text:
            return
        pieces = self._pieces
        if pieces is None:
            if text.isspace():
                return
            pieces = [Break(self._page), *self._waiting] if self._page else [*self._waiting]
            self._unit = Unit(self._nature, pieces)
            self._waiting.clear()
        elif self._unit is not None and self._note is None and not text.isspace():
            self._unit.labels_next = False
        pieces.append(text)

    def _turn(self, label: str) -> None:
        self._page = label or self._page
        if self._pieces is not None:
            self._pieces.append(Break(label or None))

    def _lift(self, element: Element) -> None:
        """Lift a note out of the text and leave its mark; its text begins on the mark's page."""
        mark, around, page = Mark(len(self.draft.notes)), self._note, self._page
        if self._pieces is not None:
            self._pieces.append(mark)
        elif element.getparent() is not self.draft.element:
            self._waiting.append(mark)
        self._note = Note(element, [Break(page)] if page else [])
        self.draft.notes.append(self._note)
        self._children(element)
        self._note = around
        if self._page != page and self._pieces is not None:
            self._pieces.append(Break(self._page))

    @property
    def _pieces(self) -> list[Piece] | None:
        if self._note is not None:
            return self._note.pieces
        return None if self._unit is None else self._unit.pieces

    def _close(self) -> None:
        """End the open unit. Marks that met no text stand behind the unit before them."""
        if self._unit is not None:
            self.draft.units.append(self._unit)
            self._unit = None
        if self._waiting and self.draft.units:
            self.draft.units[-1].pieces += self._waiting
        self._waiting.clear()


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

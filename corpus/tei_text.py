"""The walk through a document's TEI: which words belong to which unit, and on which page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.passage import Notice
from corpus.tei_line import Break, Indent, LinkEnd, LinkStart, Mark, Piece
from corpus.tei_markup import Element, is_block, is_readable, labels_next, local_name
from corpus.tei_nature import Family, Nature, nature_of
from corpus.tei_notices import Watch


@dataclass(slots=True)
class Unit:
    """A run of text between two block boundaries.

    `paper` counts the beginnings and ends of attachments before it: units of different papers
    belong to different texts. `labels_next` holds while the unit is a list label that waits
    for the words of its item.
    """

    nature: Nature
    pieces: list[Piece]
    paper: int = 0
    labels_next: bool = False


@dataclass(slots=True)
class Note:
    """A note's element and the units of its text."""

    element: Element
    units: list[Unit] = field(default_factory=list)


@dataclass(slots=True)
class DocumentDraft:
    """A document's units in reading order, its notes in the order of their marks, and what was
    noticed on the way.
    """

    element: Element
    units: list[Unit] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    @property
    def lines(self) -> Iterator[Sequence[Piece]]:
        """The text of every unit, piece by piece, notes last."""
        yield from (unit.pieces for unit in self.units)
        yield from (unit.pieces for note in self.notes for unit in note.units)


def walk(document: Element, page: str | None) -> DocumentDraft:
    """Walk through `document`, a TEI div, that begins while `page` is in force."""
    return _Walk(document, page).draft


@dataclass(slots=True)
class _Stream:
    """Running text while it is read, of the document or of a note: its units and what is open.

    `waiting` are marks that have met no text yet, `target` is that of the link around.
    """

    units: list[Unit]
    nature: Nature
    unit: Unit | None = None
    waiting: list[Mark] = field(default_factory=list)
    target: str = ""


class _Walk:
    """One pass in document order with the page in force and the text being read."""

    def __init__(self, document: Element, page: str | None) -> None:
        self.draft = DocumentDraft(document)
        self._page = page
        self._paper = 0
        self._notes: list[Note] = []
        self._text = _Stream(self.draft.units, Nature())
        self._watch = Watch(document, self.draft.notices)
        self._children(document)
        self._close()
        self._watch.end()

    def _children(self, element: Element) -> None:
        inline = not is_block(element)
        self._words(element.text, edge=inline and len(element) > 0)
        for child in element:
            if is_readable(child):
                self._enter(child)
            else:
                self._watch.unread(child)
            self._words(child.tail, edge=inline and child.getnext() is None)

    def _words(self, text: str | None, *, edge: bool) -> None:
        """A text node. A line break and no word at the edge of an inline element is layout."""
        if edge and text and text.isspace() and "\n" in text:
            if self._text.unit is not None:
                self._text.unit.pieces.append(Indent())
        else:
            self._say(text)

    def _enter(self, element: Element) -> None:
        name = local_name(element)
        if name == "pb":
            self._turn(element)
        elif name == "note":
            self._lift(element)
        elif name == "del":
            self._watch.struck(element)
            self._children(element)
        elif is_block(element):
            self._watch.block(element)
            self._block(element)
        elif name == "ref" and not self._text.target and element.get("target", "").strip():
            self._link(element, element.get("target", "").strip())
        else:
            apart = " " if name in ("lb", "cell", "label") else ""
            self._say(apart)
            self._children(element)
            self._say(apart)

    def _block(self, element: Element) -> None:
        """A block's text is a unit; the text after it, in the block around, is another."""
        text, around = self._text, self._text.nature
        if text.unit is None or not text.unit.labels_next:
            self._close()
        paper = local_name(element) == "attachment"
        self._paper += paper
        text.nature = self._nature_of(element)
        self._children(element)
        if labels_next(element) and text.unit is not None:
            self._say(" ")
            text.unit.labels_next = True
        else:
            self._close()
        self._paper += paper
        text.nature = around.beyond

    def _nature_of(self, element: Element) -> Nature:
        if local_name(element) == "head" and element.getparent() is self.draft.element:
            return Nature(family=Family.HEAD)
        return nature_of(element, self._text.nature)

    def _say(self, text: str | None) -> None:
        if not text:
            return
        stream, blank = self._text, text.isspace()
        if not blank:
            self._watch.words(text)
        if stream.unit is None:
            if blank:
                return
            pieces: list[Piece] = [Break(self._page)] if self._page else []
            pieces += stream.waiting
            pieces += [LinkStart(stream.target)] if stream.target else []
            stream.unit = Unit(stream.nature, pieces, self._paper)
            stream.waiting.clear()
        elif not blank:
            stream.unit.labels_next = False
        stream.unit.pieces.append(text)

    def _turn(self, element: Element) -> None:
        label = element.get("n", "").strip()
        self._watch.page(element, self._notes[-1].element if self._notes else None)
        self._page = label or self._page
        if self._text.unit is not None:
            self._text.unit.pieces.append(Break(label or None))

    def _link(self, element: Element, target: str) -> None:
        if self._text.unit is not None:
            self._text.unit.pieces.append(LinkStart(target))
        self._text.target = target
        self._children(element)
        self._text.target = ""
        if self._text.unit is not None:
            self._text.unit.pieces.append(LinkEnd())

    def _lift(self, element: Element) -> None:
        """Lift a note out of the text and leave its mark; its text begins on the mark's page."""
        mark, around, page = Mark(len(self.draft.notes)), self._text, self._page
        if around.unit is not None:
            around.unit.pieces.append(mark)
        elif element.getparent() is not self.draft.element:
            around.waiting.append(mark)
        note = Note(element)
        self.draft.notes.append(note)
        self._notes.append(note)
        self._text = _Stream(note.units, Nature())
        self._children(element)
        self._close()
        self._text = around
        self._notes.pop()
        self._watch.note(element, empty=not note.units)
        if self._page != page and around.unit is not None:
            around.unit.pieces.append(Break(self._page))

    def _close(self) -> None:
        """End the open unit. Marks that met no text stand behind the unit before them."""
        text = self._text
        if text.unit is not None:
            if text.target:
                text.unit.pieces.append(LinkEnd())
            text.units.append(text.unit)
            text.unit = None
        if text.waiting and text.units:
            text.units[-1].pieces += text.waiting
        elif text.waiting:
            self._watch.lost(self.draft.notes[mark.note].element for mark in text.waiting)
        text.waiting.clear()

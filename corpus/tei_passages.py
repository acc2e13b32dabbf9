"""A document's units and notes as passages: their ids, kinds, voices, pages and anchors."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from corpus.passage import Anchor, Kind, Passage, Voice
from corpus.tei_line import Line, Vocabulary, set_line
from corpus.tei_markup import XML_ID, Element
from corpus.tei_references import Targets
from corpus.tei_text import DocumentDraft, Family, Note, Unit

# Of 2,924 paragraphs set as headings are, in sixteen volumes, all but two have under 30 words.
MAX_HEADING_WORDS = 30
_SOURCE = re.compile(r"\[?Source:")


class Setting:
    """The units and notes of one document, set as lines once, and what can be read off them."""

    def __init__(self, draft: DocumentDraft, vocabulary: Vocabulary, targets: Targets) -> None:
        self._targets = targets
        self.units = [(unit, set_line(unit.pieces, vocabulary)) for unit in draft.units]
        self.notes = [(note, set_line(note.pieces, vocabulary)) for note in draft.notes]

    @property
    def title(self) -> str:
        """The document's heading; empty where it has none."""
        heads = [line.text for unit, line in self.units if unit.nature.family is Family.HEAD]
        return heads[0] if heads else ""

    @property
    def subtitle(self) -> str:
        """The centred line that stands first below the heading, dateline and opener."""
        before = (Family.HEAD, Family.DATELINE, Family.OPENER)
        for unit, line in self.units:
            if unit.nature.family not in before:
                return line.text if unit.nature.centred and _is_heading(unit, line) else ""
        return ""

    @property
    def source_note(self) -> str:
        """The text of the first note that names the document's source; empty without one."""
        for note, line in self.notes:
            if line.text and _voice(note, line) is Voice.SOURCE_NOTE:
                return line.text
        return ""

    def passages(self, document: str, *, editorial: bool) -> tuple[Passage, ...]:
        """The passages of the document with id `document`: units in order, then notes."""
        # A document that is nothing but its heading is a calendar entry, which the editors wrote.
        entry = all(_is_heading(unit, line) for unit, line in self.units)
        body = self._body(document, Voice.EDITOR if editorial or entry else Voice.AUTHOR)
        names = _NoteNames(document, {passage.id for passage, _ in body})
        feet = [
            (_footnote(document, names.of(note, line), note, line), line)
            for note, line in self.notes
            if line.text
        ]
        anchors = {
            mark: Anchor(passage.id, offset)
            for passage, line in (*body, *feet)
            for mark, offset in line.marks.items()
        }
        numbers = [number for number, (_, line) in enumerate(self.notes) if line.text]
        anchored = (
            _anchored(passage, anchors.get(number))
            for number, (passage, _) in zip(numbers, feet, strict=True)
        )
        return (*(passage for passage, _ in body), *anchored)

    def _body(self, document: str, voice: Voice) -> list[tuple[Passage, Line]]:
        counts: Counter[Family] = Counter()
        body = []
        for unit, line in self.units:
            heading = _is_heading(unit, line)
            passage = Passage(
                id=f"{document}/{_body_name(unit, counts, heading=heading)}",
                document=document,
                kind=Kind.HEADING if heading else Kind.PARAGRAPH,
                voice=voice,
                text=line.text,
                pages=line.pages,
            )
            body.append((passage, line))
        return body


class _NoteNames:
    """The last parts of the ids of a document's notes, each used once."""

    def __init__(self, document: str, taken: set[str]) -> None:
        self._document = document
        self._own = document.rpartition("/")[2]
        self._taken = taken

    def of(self, note: Note, line: Line) -> str:
        name = self._from_source(note.element, _voice(note, line))
        number = 0
        while not name or f"{self._document}/{name}" in self._taken:
            number += 1
            name = f"note{number}"
        self._taken.add(f"{self._document}/{name}")
        return name

    def _from_source(self, element: Element, voice: Voice) -> str:
        given = element.get(XML_ID, "")
        rest = given.removeprefix(self._own)
        # "d12fn3" does not belong to d1, although it begins with "d1".
        if rest != given and rest and not rest[0].isdigit():
            return rest
        if given:
            return given
        unnumbered = voice is Voice.SOURCE_NOTE and not element.get("n")
        return "source" if unnumbered else ""


def _body_name(unit: Unit, counts: Counter[Family], *, heading: bool) -> str:
    family = unit.nature.family
    if family is Family.HEAD and not counts[family]:
        counts[family] += 1
        return family.value
    if heading:
        family = Family.SUBHEADING
    counts[family] += 1
    return f"{family.value}{counts[family]}"


def _is_heading(unit: Unit, line: Line) -> bool:
    if unit.nature.family in (Family.HEAD, Family.SUBHEADING):
        return True
    short = len(line.text.split()) <= MAX_HEADING_WORDS
    worded = any(character.isalnum() for character in line.text)
    return unit.nature.heading_if_short and short and worded


def _voice(note: Note, line: Line) -> Voice:
    kind = note.element.get("type")
    if kind == "summary":
        return Voice.SUMMARY
    inline = note.element.get("rend") == "inline"
    if kind == "source" or inline or _SOURCE.match(line.text):
        return Voice.SOURCE_NOTE
    return Voice.EDITOR


def _footnote(document: str, name: str, note: Note, line: Line) -> Passage:
    return Passage(
        id=f"{document}/{name}",
        document=document,
        kind=Kind.FOOTNOTE,
        voice=_voice(note, line),
        text=line.text,
        pages=line.pages,
        label=note.element.get("n", "").strip() or None,
    )


def _anchored(passage: Passage, anchor: Anchor | None) -> Passage:
    return replace(passage, anchor=anchor)

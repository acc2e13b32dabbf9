"""A document's units and notes as passages: their ids, kinds, voices, pages and anchors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from corpus.passage import Anchor, Kind, Passage, Reference, Voice
from corpus.tei_blocks import Block, joined, passages_of
from corpus.tei_insertions import inserted_by_editors
from corpus.tei_line import Line, Vocabulary
from corpus.tei_missing_ids import has_own_id
from corpus.tei_nature import Family
from corpus.tei_notes import note_names, voice_of
from corpus.tei_references import Targets
from corpus.tei_setting import set_line
from corpus.tei_text import DocumentDraft, Note, Unit

# Of 2,924 paragraphs set as headings are, in sixteen volumes, all but two have under 30 words.
MAX_HEADING_WORDS = 30


class Setting:
    """The units and notes of one document, set as lines once, and what can be read off them."""

    def __init__(self, draft: DocumentDraft, vocabulary: Vocabulary, targets: Targets) -> None:
        self._targets = targets
        self.blocks = [_block(unit, set_line(unit.pieces, vocabulary)) for unit in draft.units]
        self.notes = [(note, _note_line(note, vocabulary)) for note in draft.notes]

    @property
    def title(self) -> str:
        """The document's heading; empty where it has none."""
        heads = [b.line.text for b in self.blocks if b.nature.family is Family.HEAD]
        return heads[0] if heads else ""

    @property
    def subtitle(self) -> str:
        """The centred line that stands first below the heading, dateline and opener."""
        before = (Family.HEAD, Family.DATELINE, Family.OPENER)
        for block in self.blocks:
            if block.nature.family not in before:
                return block.line.text if block.nature.centred and block.heading else ""
        return ""

    @property
    def source_note(self) -> str:
        """The text of the first note that names the document's source; empty without one."""
        for note, line in self.notes:
            if line.text and voice_of(note, line) is Voice.SOURCE_NOTE:
                return line.text
        return ""

    def passages(self, document: str, *, editorial: bool) -> tuple[Passage, ...]:
        """The passages of the document with id `document`: units in order, then notes."""
        # A document that is nothing but its heading is a calendar entry, which the editors wrote.
        entry = all(block.heading for block in self.blocks)
        voice = Voice.EDITOR if editorial or entry else Voice.AUTHOR
        blocks = [replace(b, voice=voice) if b.voice is Voice.AUTHOR else b for b in self.blocks]
        body = list(_named(f"{document}/", blocks))
        feet = self._footnotes(document)
        lines = [(id_, line) for id_, _, line in body]
        lines += [(id_, line) for id_, (_, line) in feet.values()]
        anchors = {
            mark: Anchor(id_, offset) for id_, line in lines for mark, offset in line.marks.items()
        }
        text = (
            Passage(
                id=id_,
                document=document,
                kind=Kind.HEADING if first.heading else Kind.PARAGRAPH,
                voice=first.voice,
                text=line.text,
                pages=line.pages,
                references=self._references(line),
            )
            for id_, first, line in body
        )
        notes = (
            Passage(
                id=id_,
                document=document,
                kind=Kind.FOOTNOTE,
                voice=voice_of(note, line),
                text=line.text,
                pages=line.pages,
                label=note.element.get("n", "").strip() or None,
                anchor=anchors.get(number),
                references=self._references(line),
                linked=has_own_id(note.element),
            )
            for number, (id_, (note, line)) in feet.items()
        )
        return (*text, *notes)

    def _footnotes(self, document: str) -> dict[int, tuple[str, tuple[Note, Line]]]:
        """The notes that have words, with the ids of their passages, by their numbers."""
        worded = {number: held for number, held in enumerate(self.notes) if held[1].text}
        names = note_names(document.rpartition("/")[2], list(worded.values()))
        return {
            number: (f"{document}/{name}", held)
            for name, (number, held) in zip(names, worded.items(), strict=True)
        }

    def _references(self, line: Line) -> tuple[Reference, ...]:
        found = ((link, self._targets.resolve(link.target)) for link in line.links)
        return tuple(
            Reference(
                start=link.start,
                end=link.end,
                volume=place.volume,
                document=place.document,
                note=place.note,
                page=place.page,
            )
            for link, place in found
            if place is not None
        )


def _block(unit: Unit, line: Line) -> Block:
    inserted = inserted_by_editors(line.text)
    # The editors supply a document's heading too.
    theirs = Voice.EDITOR if unit.nature.family is Family.HEAD else Voice.AUTHOR
    return Block(
        line=line,
        nature=unit.nature,
        paper=unit.paper,
        heading=inserted is None and _is_heading(unit, line),
        voice=inserted or theirs,
    )


def _note_line(note: Note, vocabulary: Vocabulary) -> Line:
    return joined([set_line(unit.pieces, vocabulary) for unit in note.units])


def _named(prefix: str, blocks: list[Block]) -> Iterator[tuple[str, Block, Line]]:
    """The passages of the body: id, first block and line.

    A passage is called after the longest of its blocks, and numbered with those called alike.
    """
    counts: Counter[Family] = Counter()
    for together in passages_of(blocks):
        longest = max(together, key=lambda block: block.words)
        family = longest.nature.family
        first_head = family is Family.HEAD and not counts[family]
        if longest.heading and not first_head:
            family = Family.SUBHEADING
        counts[family] += 1
        name = family.value if first_head else f"{family.value}{counts[family]}"
        yield prefix + name, together[0], joined([block.line for block in together])


def _is_heading(unit: Unit, line: Line) -> bool:
    if unit.nature.family in (Family.HEAD, Family.SUBHEADING):
        return True
    short = len(line.text.split()) <= MAX_HEADING_WORDS
    worded = any(character.isalnum() for character in line.text)
    return unit.nature.heading_if_short and short and worded

"""Made-up documents, in which it is known where every word, mark and page break stands."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.passage import DocumentText, Kind, Passage
from corpus.tei import read_volume

Write = Callable[..., Path]


@dataclass
class Word:
    """A word as it was written: its page, whether in a note, and the number of its unit."""

    page: str | None
    in_note: bool
    unit: int


@dataclass
class Writer:
    """Writes a document and remembers what it wrote."""

    rng: random.Random
    page: int = 0
    units: int = 0
    words: dict[str, Word] = field(default_factory=dict)
    notes: dict[str, str | None] = field(default_factory=dict)
    links: set[tuple[str, ...]] = field(default_factory=set)

    def document(self, blocks: int) -> str:
        return "".join(self.block(depth=0) for _ in range(blocks))

    def block(self, depth: int) -> str:
        if self.rng.random() < 0.15:
            return self.turn()
        shape = self.rng.choice(["p", "quote", "list", "table", "seg"])
        if shape == "list":
            items = "".join(self.item(depth) for _ in range(self.rng.randint(1, 3)))
            return f"<list>{self.space()}{items}</list>{self.space()}"
        if shape == "table":
            return f"<table>{self.row()}{self.row()}</table>"
        if shape == "seg":
            return f"<opener><seg>{self.unit()}</seg></opener>"
        head = f"{self.space()}<{shape}>{self.unit()}"
        nested = self.block(depth + 1) if depth < 2 and self.rng.random() < 0.4 else ""
        parted = nested and not nested.startswith("<pb")
        tail = self.unit() if parted and self.rng.random() < 0.5 else ""
        return f"{head}{nested}{tail}</{shape}>"

    def item(self, depth: int) -> str:
        if self.rng.random() < 0.3:
            label = self.unit()
            return f"<label>{label}</label>{self.space()}<item>{self.unit(same=True)}</item>"
        own = self.unit()
        inner = self.block(depth + 1) if depth < 2 and self.rng.random() < 0.3 else ""
        return f"<item>{own}{inner}</item>{self.space()}"

    def row(self) -> str:
        return f"<row><cell>{self.unit()}</cell><cell>{self.unit(same=True)}</cell></row>"

    def unit(self, *, same: bool = False) -> str:
        """Words, notes and breaks that make one passage, or run on in the last one."""
        self.units += not same
        text, last = self.word(self.units), self.newest()
        for _ in range(self.rng.randint(0, 6)):
            kind = self.rng.choice(["word", "word", "hi", "ref", "note", "pb", "comment", "lb"])
            if kind == "word":
                text, last = f"{text} {self.space()}{self.word(self.units)}", self.newest()
            elif kind == "hi":
                text += f" <hi>{self.word(self.units)}</hi>"
                last = self.newest()
            elif kind == "ref":
                text += f" {self.ref()}"
                last = self.newest()
            elif kind == "note":
                text += f"{self.space()}{self.note(last)} "
            else:
                mark = self.turn() if kind == "pb" else {"lb": "<lb/>"}.get(kind, "<!-- c -->")
                text += f"{self.space()}{mark} "
        return text

    def note(self, after: str, depth: int = 0) -> str:
        unit, page = -1 - len(self.notes), self.page
        text, first = self.word(unit, in_note=True), self.newest()
        self.notes[first] = after
        for _ in range(self.rng.randint(0, 3)):
            text += f" {self.word(unit, in_note=True)}"
        if depth == 0 and self.rng.random() < 0.2:
            text += f" {self.note(self.newest(), depth=1)} {self.word(unit, in_note=True)}"
        if self.rng.random() < 0.1:
            text += f" {self.turn()} {self.word(unit, in_note=True)}"
        assert self.words[first].page == (str(page) if page else None)
        return f"<note>{text}</note>"

    def ref(self) -> str:
        """A link of one or two words, perhaps with a page break between."""
        text = self.word(self.units)
        words = [self.newest()]
        if self.rng.random() < 0.5:
            text += f" {self.turn() if self.rng.random() < 0.5 else self.space()} "
            text += self.word(self.units)
            words.append(self.newest())
        self.links.add(tuple(words))
        return f'<ref target="frus1948v01p1#d7">{self.space()}{text}{self.space()}</ref>'

    def turn(self) -> str:
        self.page += 1
        return f'<pb n="{self.page}"/>'

    def word(self, unit: int, *, in_note: bool = False) -> str:
        word = f"w{len(self.words)}x"
        self.words[word] = Word(str(self.page) if self.page else None, in_note, unit)
        return word

    def newest(self) -> str:
        return next(reversed(self.words))

    def space(self) -> str:
        return self.rng.choice(["", " ", "\n    ", "\t"])


@dataclass(frozen=True)
class Place:
    """Where a word stands: its passage, the number of its line there, and its offset."""

    passage: Passage
    line: int
    offset: int


def holders(document: DocumentText) -> dict[str, list[Place]]:
    """For each word, every place where it stands."""
    found: dict[str, list[Place]] = {}
    for passage in document.passages:
        for word in re.finditer(r"[^ \n]+", passage.text):
            line = passage.text.count("\n", 0, word.start())
            found.setdefault(word[0], []).append(Place(passage, line, word.start()))
    return found


@settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32), blocks=st.integers(1, 8))
def test_words_notes_pages_and_links_stand_where_they_were_written(
    write_tei: Write, seed: int, blocks: int
) -> None:
    writer = Writer(random.Random(seed))  # noqa: S311
    body = writer.document(blocks)
    path = write_tei(f'<div type="document" xml:id="d1" n="1">{body}</div>')
    document = read_volume(path).documents[0]
    found = holders(document)

    assert set(found) == set(writer.words)
    places = {word: place for word, (place, *others) in found.items() if not others}
    assert set(places) == set(writer.words)

    for word, written in writer.words.items():
        place = places[word]
        assert (place.passage.kind is Kind.FOOTNOTE) == written.in_note
        labels = place.passage.pages_of(place.offset, place.offset + len(word))
        assert labels == (() if written.page is None else (written.page,))

    # One line to a unit, and the lines of the text in the order in which the units were written.
    lines = {word: (places[word].passage.id, places[word].line) for word in writer.words}
    units = {word: written.unit for word, written in writer.words.items()}
    pairs = {(units[word], lines[word]) for word in writer.words}
    assert len(pairs) == len({unit for unit, _ in pairs}) == len({line for _, line in pairs})
    spoken = [word for p in document.passages for word in p.text.split() if units[word] >= 0]
    assert spoken == [word for word in writer.words if units[word] >= 0]

    for first, before in writer.notes.items():
        anchor = places[first].passage.anchor
        assert anchor is not None
        assert before is not None
        host = places[before]
        assert (anchor.passage, anchor.offset) == (host.passage.id, host.offset + len(before))

    linked = {
        tuple(passage.text[r.start : r.end].split())
        for passage in document.passages
        for r in passage.references
    }
    assert linked == writer.links

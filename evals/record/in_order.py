"""The passages of a document, in order, held against its source: where each stands, and what none
of them holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.record.unit import Header, Place, Source, Unit, flat

_LONG = 60  # characters: words that a document is unlikely to have twice


@dataclass(frozen=True, slots=True)
class InOrder:
    """A source of which it is known where each passage stands, also where words are repeated.

    `found` are the places by the ids of the passages, of those that stand behind one another as
    they are stored; of the others the source itself is asked.
    """

    source: Source
    found: Mapping[str, Place]

    @property
    def document(self) -> str:
        """The source's."""
        return self.source.document

    @property
    def header(self) -> Header:
        """The source's."""
        return self.source.header

    @property
    def units(self) -> Mapping[str, Unit]:
        """The source's."""
        return self.source.units

    def places(self, passage: str, text: str, /) -> tuple[Place, ...]:
        """The one place of a passage that was found in order, or what the source says."""
        place = self.found.get(passage)
        return self.source.places(passage, text) if place is None else (place,)


def in_order(source: Source, passages: Sequence[tuple[str, str]]) -> InOrder:
    """`source` with the places of `passages`, ids and texts in the order in which they are stored.

    A passage is found where its words stand directly behind those of the passage before it; a
    long one also further on, so that one passage that is stored otherwise than the source has it
    does not keep those behind it from being found.
    """
    body = source.units.get(source.document)
    found: dict[str, Place] = {}
    cursor = 0
    for id_, text in passages:
        if body is None or id_ in source.units:
            continue
        words = flat(text)
        start = cursor + body.text.startswith(" ", cursor)
        if not body.text.startswith(words, start):
            start = body.text.find(words, cursor) if len(words) >= _LONG else -1
        if start >= 0:
            found[id_] = Place(body, start)
            cursor = start + len(words)
    return InOrder(source, found)


def left_out(source: InOrder, passages: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The words of each unit of `source`, by its id, that none of the passages holds in its place.

    `passages` are ids and texts, in the order in which they are stored. Of a unit that has a
    passage to itself it is all words, unless the passage has them all and no others.
    """
    texts = dict(passages)
    spans = [(place.start, len(texts[id_])) for id_, place in source.found.items()]
    rest: dict[str, str] = {}
    for unit in source.units.values():
        rest[unit.id] = unit.text
        if unit.id in texts:
            rest[unit.id] = "" if flat(texts[unit.id]) == unit.text else unit.text
        elif unit.id == source.document:
            rest[unit.id] = _outside(unit.text, spans)
    return rest


def _outside(text: str, spans: Sequence[tuple[int, int]]) -> str:
    rest, done = list[str](), 0
    for start, length in spans:
        rest.append(text[done:start])
        done = start + length
    return " ".join(filter(str.strip, (*rest, text[done:])))

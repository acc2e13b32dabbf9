"""Volumes in editions that partly differ, and an embedder that needs no model and counts."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from corpus.document import DateRange, Document, Volume
from corpus.library import Source
from corpus.passage import Anchor, DocumentText, Kind, PageBreak, Passage, Voice, VolumeText
from vectorstore.cache import vector_key
from vectorstore.context import searched
from vectorstore.embed import Vectors

_DOCUMENTS, _PARAGRAPHS, _NOTES = 6, 20, 6
_SMALL = 2  # documents of a volume that differ from edition to edition


@dataclass
class Table:
    """An embedder: the vector of a text is the sum of its words' fixed directions."""

    name: str = "table"
    runtime: str = "a table"
    window: int = 1_000_000
    embedded: int = 0

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.embedded += len(texts)
        sums = [np.sum([_direction(word) for word in text.split()], axis=0) for text in texts]
        return np.stack([(s / np.linalg.norm(s)).astype(np.float32) for s in sums])


@cache
def _direction(word: str) -> Vectors:
    numbers = np.frombuffer(hashlib.shake_256(word.encode()).digest(64), dtype=np.int8)
    return numbers.astype(np.float32)


@dataclass(frozen=True, slots=True)
class Edition:
    """The volumes of one edition, for the builder: about 650 passages that may be found.

    From an even edition to the next odd one two documents change and a volume comes; from an odd
    one to the next even one a whole volume changes and one goes, so that vectors are made anew.
    """

    number: int
    texts: list[VolumeText] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.texts.extend(_volumes(self.number))

    def sources(self) -> list[Source]:
        return [
            Source(text.volume.id, (), hashlib.sha256(repr(text).encode()).hexdigest(), False)
            for text in self.texts
        ]

    def read(self, source: Source) -> VolumeText:
        return next(text for text in self.texts if text.volume.id == source.volume)

    def sought(self) -> dict[str, tuple[str, str]]:
        """The words of each passage that a question may find, and the key of its vector, by id."""
        found = [one for text in self.texts for part in text.documents for one in searched(part)]
        return {
            one.passage.id: (one.passage.text, vector_key(Table.name, one.text.embedded))
            for one in found
            if one.sought
        }


def _volumes(edition: int) -> list[VolumeText]:
    large, odd = edition // 2, edition % 2
    states = {
        "frus1901": [0] * _DOCUMENTS,
        "frus1902": [edition] * _SMALL + [0] * (_DOCUMENTS - _SMALL),
        "frus1903": [0] * _DOCUMENTS,
        "frus1904": [large] * _DOCUMENTS,
    }
    if odd:
        states["frus1905"] = [0] * (_DOCUMENTS // 2)
    return [_volume(name, state) for name, state in states.items()]


def _volume(name: str, states: Sequence[int]) -> VolumeText:
    volume = Volume(id=name, title=f"A Book of {name[4:]}")
    return VolumeText(
        volume, tuple(_document(volume, n + 1, state) for n, state in enumerate(states))
    )


def _document(volume: Volume, number: int, state: int) -> DocumentText:
    id_ = f"{volume.id}/d{number}"
    day = f"19{volume.id[6:]}-03-{number:02}"
    document = Document(
        id=id_,
        volume=volume,
        number=str(number),
        title=f"Paper {number}",
        date=DateRange(day, day),
    )
    names = [
        ("head", Kind.HEADING),
        *((f"p{n}", Kind.PARAGRAPH) for n in range(_PARAGRAPHS)),
        *((f"fn{n}", Kind.FOOTNOTE) for n in range(_NOTES)),
    ]
    return DocumentText(document, tuple(_passage(id_, n, k, state) for n, k in names))


def _passage(document: str, name: str, kind: Kind, state: int) -> Passage:
    note = kind is Kind.FOOTNOTE
    own = f"{document}{name}state{state}".replace("/", "")
    words = " ".join(own + letter for letter in "abcdefgh")
    return Passage(
        id=f"{document}/{name}",
        document=document,
        kind=kind,
        voice=Voice.EDITOR if note else Voice.AUTHOR,
        text=f"The legation wrote of grain and of ships: {words}.",
        pages=(PageBreak(0, "1"),),
        label=name[2:] if note else None,
        anchor=Anchor(f"{document}/p0", 3) if note else None,
    )

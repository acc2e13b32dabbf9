"""The installed volumes as a check sees them, and where on them words stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from assistant.elision import longest_fragment
from assistant.folding import fold, trimmed
from assistant.quotes import Match, Nearest, Tier, find, nearest
from corpus.citation import printed_place
from corpus.document import Document
from corpus.passage import Passage
from vectorstore.retriever import Filter

_COMPARED = 500
_SIMILAR = 20
# Measured on sentences of frus1964-68v28 and frus1948v01p1: with a fifth of its words changed a
# sentence keeps a ratio of 0.68 or more to its source; against the 20 likest passages of another
# volume 99.9 % of sentences stay below 0.62. Runs of under four words ("of the United States")
# are alike everywhere.
NEAR_RATIO = 0.6
NEAR_WORDS = 4


class Shelf(Protocol):
    """The installed volumes, as far as a check needs them."""

    @property
    def volume_count(self) -> int:
        """How many volumes are installed."""
        ...

    def containing(self, words: str, limit: int, scope: Filter) -> list[tuple[Passage, Document]]:
        """At most `limit` passages that hold this run of words, letter case, accents, endings
        and punctuation aside: every passage that holds them literally, and perhaps others.
        """
        ...

    def similar(self, words: str, limit: int, scope: Filter) -> list[tuple[Passage, Document]]:
        """The `limit` passages most like `words`, best first."""
        ...

    def volume_installed(self, volume_id: str) -> bool:
        """Whether the volume can be searched."""
        ...

    def document(self, document_id: str) -> Document | None:
        """The document of an installed volume, or None."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """Words found in a passage."""

    passage: Passage
    document: Document
    match: Match

    def __str__(self) -> str:
        return where(self.passage, self.document, self.match.start, self.match.end)


@dataclass(frozen=True, slots=True)
class Likest:
    """A passage and the words in it that are most like some others."""

    passage: Passage
    document: Document
    nearest: Nearest

    def __str__(self) -> str:
        return where(self.passage, self.document, self.nearest.start, self.nearest.end)


@dataclass(frozen=True, slots=True)
class Places:
    """Where words stand, strictest tier first, each passage once.

    `whole` says whether every passage that may hold them was compared; words as common as that
    say little about their place.
    """

    found: tuple[Found, ...]
    whole: bool


def places_of(words: str, scope: Filter, shelf: Shelf) -> Places:
    """The passages within `scope` where `words` stand by any tier; 500 are compared at most."""
    folded = fold(trimmed(words)).text
    probes = [folded, *filter(None, [longest_fragment(folded)])]
    answers = [shelf.containing(probe, _COMPARED, scope) for probe in probes]
    passages = {passage.id: (passage, document) for held in answers for passage, document in held}
    found: dict[Tier, list[Found]] = {tier: [] for tier in Tier}
    for passage, document in passages.values():
        match = find(words, passage.text)
        if match is not None:
            found[match.tier].append(Found(passage, document, match))
    whole = all(len(answer) < _COMPARED for answer in answers)
    return Places(tuple(place for tier in Tier for place in found[tier]), whole)


def likest(words: str, scope: Filter, shelf: Shelf) -> Likest | None:
    """The words within `scope` most like `words`; None where none are near enough to compare."""
    candidates = shelf.similar(fold(trimmed(words)).text, _SIMILAR, scope)
    likenesses = [
        Likest(passage, document, nearest(words, passage.text)) for passage, document in candidates
    ]
    near = [
        like
        for like in likenesses
        if like.nearest.ratio >= NEAR_RATIO and like.nearest.shared >= NEAR_WORDS
    ]
    return max(near, key=lambda like: like.nearest.ratio, default=None)


def where(passage: Passage, document: Document, start: int, end: int) -> str:
    """The place of ``passage.text[start:end]`` in a few words for a reader."""
    place = printed_place(passage, passage.pages_of(start, end))
    return ", ".join(part for part in (f"“{document.title}” ({document.id})", place) if part)

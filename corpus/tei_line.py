"""A line: the pieces that it is set from, what it is once set, and the words of its volume."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.passage import PageBreak

# Form feeds stand for a page break while words are counted: XML admits none in its text. A word
# that touches one is no evidence, because it may be part of another.
_BREAK = "\f\f"
_TOKEN = re.compile(r"\f?[^\W\d_]+\f?|[^\w\s\f]+|\d+")


@dataclass(frozen=True, slots=True)
class Break:
    """A page begins here; `label` is None where the file gives it no number."""

    label: str | None


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of the document's note number `note`, counted from 0, stands here."""

    note: int


@dataclass(frozen=True, slots=True)
class Indent:
    """White space that may be the file's own layout: it parts words, but not from their marks."""


@dataclass(frozen=True, slots=True)
class LinkStart:
    """The words from here to the next LinkEnd point to `target`, as the file writes it.

    Links do not nest.
    """

    target: str


@dataclass(frozen=True, slots=True)
class LinkEnd:
    """The words of the link that is open end here."""


Piece = str | Break | Mark | Indent | LinkStart | LinkEnd


@dataclass(frozen=True, slots=True)
class Link:
    """The words [start, end) of a line point to `target`, as the file writes it."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Line:
    """Normalised text, its page breaks, the offset of each note's mark by note number, and its
    links, in order and apart.
    """

    text: str
    pages: tuple[PageBreak, ...]
    marks: dict[int, int]
    links: tuple[Link, ...] = ()


class Vocabulary:
    """The words of a volume, counted the first time that a word is torn by a page break."""

    def __init__(self, lines: Iterable[Sequence[Piece]]) -> None:
        self._lines = tuple(lines)

    def joins(self, left: str, right: str) -> bool:
        """Whether `left` and `right`, set against each other across a page break, are one word.

        They are if the joined word is commoner in the volume than the two side by side, as
        "because" is than "be cause". Where neither occurs, a capital within a word parts it, and
        else they are one if either is no word of the volume ("dissen" and "sion"); but a `left`
        with a capital may be a name that occurs but once.
        """
        inner_capital = right[0].isupper() and not left.isupper()
        name = not left.islower()
        left, right = left.casefold(), right.casefold()
        whole, beside = self._counts[left + right], self._running.count(f" {left} {right} ")
        if whole or beside:
            return whole > beside
        fragment = not self._counts[right] or not (self._counts[left] or name)
        return fragment and not inner_capital

    @cached_property
    def _tokens(self) -> list[str]:
        tokens: list[str] = []
        for line in self._lines:
            raw = "".join(_countable(piece) for piece in line)
            tokens += _TOKEN.findall(raw.casefold())
        return tokens

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(self._tokens)

    @cached_property
    def _running(self) -> str:
        return f" {' '.join(self._tokens)} "


def _countable(piece: Piece) -> str:
    if isinstance(piece, str):
        return piece
    if isinstance(piece, LinkStart | LinkEnd):
        return ""
    return _BREAK if isinstance(piece, Break) else " "

"""Whether words stand in a text, and exactly where: the check on every quotation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Literal, NamedTuple

from assistant.elision import elided
from assistant.folding import Folded, collapse, fold, readings, trimmed
from assistant.levelling import levelled
from assistant.occurrences import occurrences

# The parts of a hyphened word before and after its token, however many; no word is longer.
_WORD_END = re.compile(r"(?:\w+[-‐‑–’'])+$")
_WORD_REST = re.compile(r"(?:[-‐‑–’']\w+)+")
_LONGEST_WORD = 60
_TOKEN = re.compile(r"\w+(?:'\w+)?|[^\w\s]")


class Tier(StrEnum):
    """How words agree with their source, strictest first; the three are never merged."""

    EXACT = "exact"
    FOLDED = "folded"
    ELIDED = "elided"


@dataclass(frozen=True, slots=True)
class Match:
    """Words found at ``text[start:end]``, and how closely they agree with it."""

    start: int
    end: int
    tier: Tier

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"[{self.start}, {self.end}) is not a span of a text")


class Change(NamedTuple):
    """A step of a word diff: from the source's words to the quoted ones, either may be empty."""

    operation: Literal["equal", "replace", "delete", "insert"]
    source: str
    quoted: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """The span of a text most like some words, for a reader to compare; never proof.

    `ratio` is 0 to 1: twice the words and marks in common, in order, over those of both.
    `shared` counts the quotation's words that stand there too, in order, marks left out.
    """

    start: int
    end: int
    ratio: float
    shared: int
    diff: tuple[Change, ...]


def find(words: str, text: str) -> Match | None:
    """Where `words` stand in `text`, by the strictest tier that holds, the first place of it.

    Exact: the same characters, runs of ASCII white space being one. Folded: the same after
    `assistant.folding.fold`, or after `assistant.levelling.levelled` too. Elided: as
    `assistant.elision.elided` says. White space around `words` is dropped, and so are quotation
    marks around them that `text` does not print; no match cuts through a word. None where the
    words do not stand in `text`, or where nothing is left of `words`.
    """
    bare = trimmed(words)
    if not bare:
        return None
    folded = fold(text)
    for literally in (_exact, _folded):
        for reading in readings(words):
            match = literally(reading, text, folded)
            if match is not None:
                return match
    return _levelled(bare, folded) or _elided(bare, folded)


def nearest(words: str, text: str) -> Nearest:
    """The span of `text` most like `words`, word by word, and how they differ.

    The longest run of common words places the span, which is as long as `words` are before and
    after the outermost words in common. Raises ValueError where either holds no words.
    """
    source, quoted = fold(text), fold(trimmed(words))
    there, here = _tokens(source), _tokens(quoted)
    if not there or not here:
        raise ValueError("nothing to compare: a text or a quotation without words")
    wanted = _texts(quoted, here)
    low, high = _window(_texts(source, there), wanted)
    matcher = _matcher(_texts(source, there[low:high]), wanted)
    diff = tuple(
        Change(
            operation,
            _printed(text, source, there[low + a : low + b]),
            _printed(trimmed(words), quoted, here[c:d]),
        )
        for operation, a, b, c, d in matcher.get_opcodes()
    )
    shared = sum(
        word[0].isalnum()
        for block in matcher.get_matching_blocks()
        for word in wanted[block.b : block.b + block.size]
    )
    start, end = _whole_words(text, *source.span(there[low][0], there[high - 1][1]))
    return Nearest(start, end, matcher.ratio(), shared, diff)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span widened to the ends of hyphened words: "riding" to "over-riding"."""
    before = _WORD_END.search(text, max(start - _LONGEST_WORD, 0), start)
    after = _WORD_REST.match(text, end, end + _LONGEST_WORD)
    return (before.start() if before else start), (after.end() if after else end)


def _exact(words: str, text: str, folded: Folded) -> Match | None:
    needle, plain = collapse(words).text, collapse(text)
    for at in occurrences(needle, plain.text):
        start, end = plain.span(at, at + len(needle))
        first, last = folded.position(start), folded.position(end)
        if first is not None and last is not None and folded.stands_free(first, last):
            return Match(start, end, Tier.EXACT)
    return None


def _folded(words: str, _: str, folded: Folded) -> Match | None:
    needle = fold(words).text
    for at in occurrences(needle, folded.text):
        if folded.stands_free(at, at + len(needle)):
            return Match(*folded.span(at, at + len(needle)), Tier.FOLDED)
    return None


def _levelled(bare: str, folded: Folded) -> Match | None:
    needle, text = levelled(fold(bare)).text, levelled(folded)
    for at in occurrences(needle, text.text):
        if text.stands_free(at, at + len(needle)):
            return Match(*text.span(at, at + len(needle)), Tier.FOLDED)
    return None


def _elided(bare: str, folded: Folded) -> Match | None:
    words = fold(bare)
    for quoted, text in ((words, folded), (levelled(words), levelled(folded))):
        span = elided(quoted.text, text)
        if span is not None:
            return Match(*text.span(*span), Tier.ELIDED)
    return None


def _tokens(text: Folded) -> list[tuple[int, int]]:
    return [match.span() for match in _TOKEN.finditer(text.text)]


def _texts(text: Folded, tokens: list[tuple[int, int]]) -> list[str]:
    return [text.text[start:end] for start, end in tokens]


def _matcher(source: list[str], quoted: list[str]) -> SequenceMatcher[str]:
    # From 200 words on difflib anchors nothing on words above 1 % of them: without that rule two
    # tables of dots take minutes.
    return SequenceMatcher(None, source, quoted, autojunk=True)


def _window(source: list[str], quoted: list[str]) -> tuple[int, int]:
    """The tokens of `source` that answer to `quoted`, as a half-open, non-empty range."""
    anchor = _matcher(source, quoted).find_longest_match()
    slack = len(quoted) // 4 + 5
    low = max(0, anchor.a - anchor.b - slack)
    high = min(len(source), anchor.a - anchor.b + len(quoted) + slack)
    blocks = _matcher(source[low:high], quoted).get_matching_blocks()[:-1]
    if not blocks:
        return 0, min(len(source), len(quoted))
    first, last = blocks[0], blocks[-1]
    start = low + first.a - first.b
    end = low + last.a + len(quoted) - last.b
    return max(0, start), min(len(source), end)


def _printed(original: str, folded: Folded, tokens: list[tuple[int, int]]) -> str:
    if not tokens:
        return ""
    start, end = folded.span(tokens[0][0], tokens[-1][1])
    return original[start:end]

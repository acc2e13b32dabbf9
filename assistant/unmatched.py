"""Which words of a question stand nowhere in what was searched, as the reader wrote them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.question import Word, same

Holds = Callable[[frozenset[str]], bool]
Analyse = Callable[[str], list[str]]

_PARTS = re.compile(r"[^\W_]+")
# What stands after the apostrophe of "isn't", "they've", "we'll", and what is left before it.
_CONTRACTED = re.compile(r"(?:\w+n['’]t|\w+['’](?:ve|ll|re|d|m))", re.I)


@dataclass(frozen=True, slots=True)
class Standing:
    """The words that stand nowhere, in order; and whether all words stand there as written.

    `all_stand` is False as well where a word is there only by another that means the same, and
    where the question has no telling words.
    """

    missing: tuple[str, ...]
    all_stand: bool


def standing(words: Sequence[Word], holds: Holds, analyse: Analyse) -> Standing:
    """Which of a question's telling words stand nowhere by what `holds` of analysed words."""
    telling = [word for word in words if not _CONTRACTED.fullmatch(word.written)]
    own = [holds(frozenset((word.stem,))) for word in telling]
    missing = dict.fromkeys(_missing(telling, own, holds, analyse))
    return Standing(tuple(missing), bool(telling) and all(own))


def _missing(
    words: Sequence[Word], own: Sequence[bool], holds: Holds, analyse: Analyse
) -> Iterator[str]:
    for word, stands in zip(words, own, strict=True):
        others = same(word.stem) - {word.stem}
        if not stands and not (others and holds(others)):
            yield _as_written(word, analyse)


def _as_written(word: Word, analyse: Analyse) -> str:
    """Of "Anglo-Zulu" only the part that is meant."""
    parts = _PARTS.findall(word.written)
    return next((part for part in parts if analyse(part)[:1] == [word.stem]), word.written)

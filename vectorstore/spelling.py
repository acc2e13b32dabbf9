"""What a misspelt word may be meant to be: the words of the index that are nearly the same."""

from __future__ import annotations

import string
from collections.abc import Iterator
from typing import Protocol

# Letters that a word must have so that another one may be meant; and that a long one has.
_LEAST_LETTERS, _LONG = 5, 8
# No word of the record has as many; and for each letter fifty words are looked up.
_MOST_LETTERS = 40
# A word that so many passages have is no slip of the reader's: the record's own misprints are few.
_MOST_PASSAGES = 5
# How many passages must have the word that is meant, and how many times as many as the misprint.
_LEAST_PASSAGES, _TIMES = 3, 100


class Words(Protocol):
    """The words of an index, analysed."""

    def count(self, word: str) -> int:
        """How many passages have the word."""
        ...

    def beginning(self, letters: str) -> list[tuple[str, int]]:
        """The words that begin so, and how many passages have each, most first."""
        ...


def meant(word: str, words: Words) -> tuple[str, ...]:
    """The words of the index that `word` may be meant to be, those of most passages first.

    Empty for a word that is short, endless, no plain letters, or common enough to be right. One
    letter may be missing, too many, another one, or have changed places with the next. In a long
    word that no passage has it may be two, if the first letter is right; a short one that some
    passages have is taken to be right.
    """
    long = len(word) >= _LONG
    if not _LEAST_LETTERS <= len(word) <= _MOST_LETTERS or not (word.isascii() and word.isalpha()):
        return ()
    own = words.count(word)
    if own > (_MOST_PASSAGES if long else 0):
        return ()
    least = max(_LEAST_PASSAGES, own * _TIMES)
    near = [(words.count(one), one) for one in edits(word) - {word}]
    found = [(count, one) for count, one in near if count >= least]
    if long and not own:
        # Another misprint is nearer than the right spelling may be, but much rarer.
        least = max([least, *(count * _TIMES for count, _ in found)])
        found += _at_two_edits(word, words, least)
    return tuple(one for _, one in sorted(found, key=lambda pair: (-pair[0], pair[1])))


def edits(word: str) -> set[str]:
    """All strings of small letters that are at most one edit from `word`."""
    near = {word}
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        near.add(before + after[1:])
        near.add(before + after[1:2] + after[:1] + after[2:])
        for letter in string.ascii_lowercase:
            near.add(before + letter + after)
            near.add(before + letter + after[1:])
    return near


def _at_two_edits(word: str, words: Words, least: int) -> Iterator[tuple[int, str]]:
    letters = set(word)
    for other, count in words.beginning(word[0]):
        if count < least:  # so are all that follow
            return
        # Two edits change at most two letters into two others.
        if (
            abs(len(other) - len(word)) <= 2
            and len(letters.symmetric_difference(other)) <= 4
            and distance(word, other) <= 2
        ):
            yield count, other


def distance(one: str, other: str) -> int:
    """How many letters are missing, too many or others, or neighbours that changed places.

    The optimal string alignment distance: no letter is edited twice.
    """
    earlier: list[int] = []
    last = list(range(len(other) + 1))
    for at, letter in enumerate(one):
        row = [at + 1]
        for to, another in enumerate(other):
            cost = min(last[to + 1] + 1, row[to] + 1, last[to] + (letter != another))
            if at and to and letter == other[to - 1] and one[at - 1] == another:
                cost = min(cost, earlier[to - 1] + 1)
            row.append(cost)
        earlier, last = last, row
    return last[-1]

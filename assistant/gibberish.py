"""Messages that are no words of any language: keys struck at random, or one letter held down.

Only what no name could be is taken for it: a message of words that merely stand nowhere in the
record is searched, and the reply says that they stand nowhere.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "azertyuiop", "yxcvbnm")
_PLACEHOLDERS = frozenset(("blah", "bla", "lorem", "ipsum", "dolor", "sit", "amet", "foobar"))
_VOWELS = re.compile(r"[aeiouyàâäæáãåèéêëíìîïóòôöøõœúùûü]")
_NO_VOWEL = 6  # letters; shorter ones without a vowel are abbreviations (SWNCC), or Brno
_REPEATED = re.compile(r"(.{1,4}?)\1{2,}.?")
_ROMAN = re.compile(r"[ivxlcm]{1,4}")
# Neighbouring keys struck one after the other: so many are no chance, a row has so many.
_RUN, _LONGEST_RUN = 3, 10


def is_gibberish(message: str) -> bool:
    """Whether `message` has words, and none that anybody could mean."""
    words = _WORD.findall(message)
    return bool(words) and all(map(_is_jumble, words))


def _is_jumble(word: str) -> bool:
    small = word.lower()
    if len(word) < 3 or _ROMAN.fullmatch(small) or (word.isupper() and len(word) < _NO_VOWEL):
        return False
    return (
        small in _PLACEHOLDERS
        or bool(_REPEATED.fullmatch(small))
        or (len(small) >= _NO_VOWEL and small.isascii() and not _VOWELS.search(small))
        or (len(small) > _RUN and (_is_along_keys(small) or _is_on_three_keys(small)))
    )


def _is_along_keys(word: str) -> bool:
    """Whether it is made of runs along a row of keys: "asdf", "qweasd", "lkjlkj"."""
    at = 0
    while at < len(word):
        length = _run_from(word, at)
        if length < _RUN:
            return False
        at += length
    return True


def _run_from(word: str, at: int) -> int:
    lines = [line for row in _ROWS for line in (row, row[::-1])]
    return max(
        length
        for length in range(1, min(len(word) - at, _LONGEST_RUN) + 1)
        if length == 1 or any(word[at : at + length] in line for line in lines)
    )


def _is_on_three_keys(word: str) -> bool:
    """Whether it is a long word of three neighbouring keys: "wqeqwe"."""
    keys = set(word)
    return len(word) > 2 * _RUN - 1 and any(
        keys == set(row[at : at + _RUN]) for row in _ROWS for at in range(len(row) - _RUN + 1)
    )

"""The words of a TEI volume, asked when one is torn by the beginning of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property


class Words:
    """The words of a volume, from the marked characters of its texts."""

    def __init__(self, marked: Iterable[str]) -> None:
        self._marked = tuple(marked)
        self._known: dict[tuple[str, str], bool] = {}

    def one_word(self, left: str, right: str) -> bool:
        """Whether `left` and `right`, parted by nothing but the beginning of a page, are one word.

        They are where the volume has the whole word oftener than the two side by side; where it
        has neither, where one of the two is no word that it has.
        """
        key = (left.lower(), right.lower())
        if key not in self._known:
            self._known[key] = self._asked(*key)
        return self._known[key]

    def _asked(self, left: str, right: str) -> bool:
        whole, beside = self._count(left + right), self._count(f"{left} {right}")
        if whole or beside:
            return whole > beside
        return not (self._count(left) and self._count(right))

    @cached_property
    def _line(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self._marked).lower())

    def _count(self, words: str) -> int:
        """How often `words` stand by themselves.

        What touches the beginning of a page is no evidence: it may be part of another word.
        """
        count, start = 0, self._line.find(words)
        while start >= 0:
            end = start + len(words)
            around = self._line[start - 1 : start] + self._line[end : end + 1]
            count += not re.search(r"[\w\x02]", around)
            start = self._line.find(words, end)
        return count

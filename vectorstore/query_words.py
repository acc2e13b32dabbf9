"""The words of a query, one after the other: as written, analysed, and what stands between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from vectorstore.analysis import Analysis, without_points

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryWord:
    """A word as it is written and analysed, where it stands, and what lies before it."""

    written: str
    word: str
    start: int
    end: int
    before: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryWords:
    """A query as asked, with its initials without points (`text`), and its words in order.

    `present` are the analysed words, each once, in order.
    """

    asked: str
    text: str
    words: tuple[QueryWord, ...]
    present: Mapping[str, None]

    def with_names(self, names: Mapping[str, str]) -> str:
        """The text with these analysed words written so."""
        parts, done = [], 0
        for one in self.words:
            if one.word in names:
                parts += [self.text[done : one.start], names[one.word]]
                done = one.end
        return "".join([*parts, self.text[done:]])


def query_words(query: str, analysis: Analysis) -> QueryWords:
    """The words of `query`."""
    # A lone surrogate is no word, and no model can be given it.
    asked = query.encode(errors="replace").decode()
    text = without_points(asked)
    words, done = [], 0
    for match in _WORD.finditer(text):
        for word in analysis.words(match[0])[:1]:
            before = text[done : match.start()]
            done = match.end()
            words.append(
                QueryWord(written=match[0], word=word, start=match.start(), end=done, before=before)
            )
    present = dict.fromkeys(one.word for one in words)
    return QueryWords(asked=asked, text=text, words=tuple(words), present=present)


def runs(words: Sequence[str], least: int, most: int) -> Iterator[tuple[int, int]]:
    """Bounds of all runs of `least` to `most` words, the longest first from each place."""
    for start in range(len(words) - least + 1):
        for end in range(min(start + most, len(words)), start + least - 1, -1):
            yield start, end

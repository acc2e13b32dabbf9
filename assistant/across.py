"""Passages that follow one another read as one text: quoters run over paragraphs and pages."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Quote
from assistant.elision import LEFT_OUT, fragments
from assistant.folding import fold, trimmed
from assistant.quotes import Match, find
from assistant.shelf import Shelf
from corpus.document import Document
from corpus.passage import Kind, Passage
from vectorstore.retriever import Filter

# Of fewer words both halves are too common to look for.
_FEWEST_WORDS = 6
# Windows of ten words are rare, and six of them are not all cut by the ends of passages.
_WINDOW, _MOST_WINDOWS, _LONGEST_FRAGMENTS = 10, 6, 3
_COMMON = 40  # passages that hold a window; one that more hold says too little
_TRIED = 10
_SHORT_PASSAGE = 100  # characters; shorter ones do not follow one another for long
# A quotation of several paragraphs opens each with a mark (Chicago Manual of Style, 13.32).
_REOPENED = re.compile(r"(\n\s*)[“\"«„]")


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive passages of one document; `text` has a line break between two of them."""

    document: Document
    passages: tuple[Passage, ...]

    @property
    def text(self) -> str:
        """The words of all of them."""
        return "\n".join(passage.text for passage in self.passages)

    def quotes(self, start: int, end: int) -> tuple[Quote, ...]:
        """The words ``text[start:end]``, passage by passage; both ends lie within words."""
        starts = [0]
        for passage in self.passages[:-1]:
            starts.append(starts[-1] + len(passage.text) + 1)
        first, last = bisect_right(starts, start) - 1, bisect_right(starts, end - 1) - 1
        cut = []
        for at in range(first, last + 1):
            passage, base = self.passages[at], starts[at]
            own = max(start - base, 0), min(end - base, len(passage.text))
            cut.append(Quote(passage, self.document, *own))
        return tuple(cut)


def run_around(passage: Passage, document: Document, reach: int, shelf: Shelf) -> Run:
    """`passage` of the text, and what stands before and after it for `reach` characters."""
    count = 2 + reach // _SHORT_PASSAGE
    before = shelf.passages.before(passage, count)
    after = shelf.passages.after(passage, count)
    earlier = tuple(_within(reversed(before), reach))[::-1]
    return Run(document, (*earlier, passage, *_within(after, reach)))


def runs_over(words: str, scope: Filter, shelf: Shelf) -> Iterator[Run]:
    """Runs of passages within `scope` that hold a part of `words`, and as much around it.

    Footnotes do not run on into one another.
    """
    reach = len(words) + LEFT_OUT
    seen: set[str] = set()
    for passage, document in _candidates(words, scope, shelf):
        if passage.id in seen:
            continue
        run = run_around(passage, document, reach, shelf)
        seen.update(held.id for held in run.passages)
        yield run


def find_across(words: str, run: Run) -> Match | None:
    """Where `words` stand in ``run.text``, as `assistant.quotes.find` says.

    Marks with which the quoter opens each paragraph are dropped where the source has none.
    """
    match = find(words, run.text)
    return match or find(_REOPENED.sub(r"\1", words), run.text)


def _within(passages: Iterable[Passage], reach: int) -> Iterator[Passage]:
    left = reach
    for passage in passages:
        if left <= 0:
            return
        yield passage
        left -= len(passage.text)


def _candidates(words: str, scope: Filter, shelf: Shelf) -> list[tuple[Passage, Document]]:
    answers = [shelf.containing(window, _COMMON, scope) for window in _windows(words)]
    telling = sorted((answer for answer in answers if len(answer) < _COMMON), key=len)
    return [
        (passage, document)
        for answer in telling
        for passage, document in answer
        if passage.kind is not Kind.FOOTNOTE
    ][:_TRIED]


def _windows(words: str) -> Iterator[str]:
    """Short runs of `words`, spread evenly: most stand whole in one passage or another."""
    pieces = [piece.split() for piece in fragments(fold(trimmed(words)).text)]
    if sum(map(len, pieces)) < _FEWEST_WORDS:
        return
    pieces.sort(key=len, reverse=True)
    for piece in pieces[:_LONGEST_FRAGMENTS]:
        yield from _spread(piece, 2 if len(piece) < 3 * _WINDOW else _MOST_WINDOWS)


def _spread(piece: Sequence[str], count: int) -> Iterator[str]:
    size = min(_WINDOW, -(-len(piece) // 2))
    for part in range(count):
        start = part * (len(piece) - size) // (count - 1)
        yield " ".join(piece[start : start + size])

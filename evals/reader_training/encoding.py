"""Pairs of a question and a text as the reader meets them: windows of tokens, with their marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.span_reader.windows import Window, windows
from corpus.sentences import sentence_spans
from evals.reader_training.pair import Pair

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

#: Tokens of a window, question included: what the reader is given (assistant/span_reader).
WINDOW = 320
#: Tokens of a question at most, special ones included. Questions of the sets are shorter.
QUESTION = 64

Range = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A window, and what the network should make of it.

    `gold` says of each run of the window whether its sentence answers. `answers` are the half-open
    ranges of tokens of the answering words, where they are known and stand whole in the window.
    """

    window: Window
    gold: tuple[bool, ...]
    answers: tuple[Range, ...] = ()

    def __post_init__(self) -> None:
        if not len(self.gold) == len(self.window.runs) > 0:
            raise ValueError("an example has one flag for each run, and a run at least")
        if self.answers and not self.answerable:
            raise ValueError("words answer, yet no sentence does")
        closing = len(self.window.ids) - 1
        for first, last in self.answers:
            if not self.window.asked <= first < last <= closing:
                raise ValueError(f"tokens [{first}, {last}) are not of the window's text")

    @property
    def answerable(self) -> bool:
        """Whether a sentence of the window answers."""
        return any(self.gold)


class Encoder:
    """Makes examples of pairs, with the tokenizer that the reader has."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer

    def examples(self, pair: Pair) -> list[Example]:
        """The windows of the pair's text, cut as the reader cuts them.

        In a window without a sentence that answers, nothing answers, whatever others hold. Only
        the first 64 tokens of a question are asked.
        """
        question = self._tokenizer.encode(pair.question).ids
        if len(question) > QUESTION:
            question = [*question[: QUESTION - 1], question[-1]]
        encoded = self._tokenizer.encode(pair.text, add_special_tokens=False)
        return list(_examples(pair, question, encoded))


def token_range(offsets: NDArray[np.int64], start: int, end: int) -> Range:
    """The half-open range of tokens that have characters of [start, end); empty where none has.

    `offsets`, shape (tokens, 2), are the half-open spans of the tokens' characters, in order.
    """
    first = int(np.searchsorted(offsets[:, 1], start, side="right"))
    return first, max(first, int(np.searchsorted(offsets[:, 0], end, side="left")))


def _examples(pair: Pair, question: Sequence[int], encoded: Encoding) -> Iterator[Example]:
    sentences = sentence_spans(pair.text)
    offsets = np.array(encoded.offsets, dtype=np.int64).reshape(-1, 2)
    ids = np.array(encoded.ids, dtype=np.int32)
    ranges = [token_range(offsets, *sentence) for sentence in sentences]
    answers = [token_range(offsets, *answer) for answer in pair.answers]
    begin = 0  # the windows hold all tokens of the text, in order
    for window in windows(question, ids, ranges, WINDOW):
        end = begin + len(window.ids) - window.asked - 1
        shift = window.asked - begin
        gold = tuple(pair.answered_in(*sentences[run.sentence]) for run in window.runs)
        whole = (answer for answer in answers if begin <= answer[0] < answer[1] <= end)
        yield Example(
            window=window,
            gold=gold,
            answers=tuple((first + shift, last + shift) for first, last in whole)
            if any(gold)
            else (),
        )
        begin = end

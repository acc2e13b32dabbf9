"""Pairs of a question and a text, cut to what a model reads at once, whole sentences together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vectorstore.token_batches import Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRun:
    """Tokens [first, last) of a window that belong to sentence number `sentence` of the text."""

    sentence: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A question and a part of a text, as a model reads them together.

    `ids` are all token ids: the question, a separator, what is known of the text, the part of the
    text, a separator. `asked` is the number of tokens up to the first separator, itself included.
    """

    ids: Tokens
    asked: int
    runs: tuple[TokenRun, ...]


def windows(
    question: Sequence[int],
    text: NDArray[np.int32],
    sentences: Sequence[tuple[int, int]],
    most: int,
    context: Sequence[int] = (),
) -> Iterator[Window]:
    """The windows of a text, in order, none of more than `most` tokens.

    `question` are its token ids with the special tokens before and after; `text` the ids of the
    text without any; `sentences` their half-open ranges of tokens, in order. Each sentence
    stands whole in one window; only one longer than a window is cut, into several of them. Before
    each part stand the ids `context`, of which as many are taken as leave half of the window.
    Raises ValueError where the question leaves no room.
    """
    before = [*question, *context[: max(0, most // 2 - len(question))]]
    room = most - len(before) - 1
    if room < 1:
        raise ValueError(f"a question of {len(question)} tokens leaves no room in {most}")
    runs: list[tuple[int, int, int]] = []
    for number, (first, last) in enumerate(sentences):
        for start in range(first, last, room):
            end = min(start + room, last)
            if runs and end - runs[0][1] > room:
                yield _window(before, len(question), text, runs)
                runs = []
            runs.append((number, start, end))
    if runs:
        yield _window(before, len(question), text, runs)


def _window(
    before: Sequence[int],
    asked: int,
    text: NDArray[np.int32],
    runs: Sequence[tuple[int, int, int]],
) -> Window:
    begin, end = runs[0][1], runs[-1][2]
    shift = len(before) - begin
    separator = before[asked - 1 : asked]
    ids = np.concatenate([before, text[begin:end], separator]).astype(np.int32)
    placed = (
        TokenRun(sentence=number, first=first + shift, last=last + shift)
        for number, first, last in runs
    )
    return Window(ids=ids, asked=asked, runs=tuple(placed))

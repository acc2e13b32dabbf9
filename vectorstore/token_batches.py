"""Texts as token ids, put together into batches that a model works through fast."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Tokens = NDArray[np.int32]  # the ids of one text, shape (tokens,)

# Texts are padded to a multiple of this, so that a model meets few shapes, each of which it
# compiles for itself.
_STEP = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Some of the texts, padded with zeros to one length.

    `rows` says which texts of those given they are, n of them; `ids` are their token ids, shape
    (n, length); `lengths` their numbers of tokens, shape (n,), none above length.
    """

    rows: tuple[int, ...]
    ids: NDArray[np.int32]
    lengths: NDArray[np.int32]

    def __post_init__(self) -> None:
        if not len(self.rows) == len(self.ids) == len(self.lengths) > 0:
            raise ValueError("a batch has one row of ids and one length for each of its texts")


def batches(texts: Sequence[Tokens], most: int) -> Iterator[Batch]:
    """`texts`, none of them empty, in batches of `most` tokens, longest first.

    A batch holds at most `most` tokens, padding included, or one text. Only texts padded to one
    length come together. A text is so padded alike whatever its neighbours, and its vector is the
    same to the last bit: among texts sorted by length and cut anywhere, one in ten was not.
    """
    alike: defaultdict[int, list[int]] = defaultdict(list)
    for row, text in enumerate(texts):
        alike[-(-len(text) // _STEP) * _STEP].append(row)
    for length in sorted(alike, reverse=True):
        rows = alike[length]
        size = max(1, most // length)
        for start in range(0, len(rows), size):
            yield _batch(texts, rows[start : start + size], length)


def _batch(texts: Sequence[Tokens], rows: Sequence[int], length: int) -> Batch:
    ids = np.zeros((len(rows), length), dtype=np.int32)
    for line, row in zip(ids, rows, strict=True):
        line[: len(texts[row])] = texts[row]
    lengths = np.array([len(texts[row]) for row in rows], dtype=np.int32)
    return Batch(rows=tuple(rows), ids=ids, lengths=lengths)

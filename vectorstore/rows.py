"""The rows of a new version's matrix: out of earlier versions, or out of the cache."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vectorstore.cache import EmbeddingCache
from vectorstore.dense import BATCH
from vectorstore.entries import Entries
from vectorstore.matrix import MATRIX, Half, Mask, Matrix
from vectorstore.passages import TEXT

Rows = NDArray[np.int64]


class RowVectors:
    """Where the vectors of the passages in `stored` are to be had.

    Those that a version in `earlier` has are taken from the first that has them: the cache may
    have been lost since they were computed. A volume that waits in `stored` has none.
    """

    def __init__(self, stored: Entries, earlier: Sequence[Path]) -> None:
        self._stored = stored
        self._rows: Rows = np.array(stored.rows_without(stored.waiting()), dtype=np.int64)
        self._count = len(stored.rows_without())
        self._new: Mask = np.zeros(self._count, dtype=np.bool_)
        self._new[self._rows] = True
        self._had = [self._had_by(folder) for folder in earlier]

    def _had_by(self, folder: Path) -> tuple[Matrix, Rows]:
        """The matrix of an earlier version, and the row in it of each row here, -1 without one."""
        pairs = np.array(self._stored.rows_since(folder / TEXT), dtype=np.int64).reshape(-1, 2)
        pairs = pairs[self._new[pairs[:, 0]]]
        there: Rows = np.full(self._count, -1, dtype=np.int64)
        there[pairs[:, 0]] = pairs[:, 1]
        self._new[pairs[:, 0]] = False
        return Matrix(folder / MATRIX), there

    def __len__(self) -> int:
        return self._count

    @property
    def new(self) -> list[int]:
        """The rows whose vectors only the cache can have."""
        found: list[int] = np.flatnonzero(self._new).tolist()
        return found

    def parts(self, cache: EmbeddingCache) -> Iterator[Half]:
        """All rows, part by part, each of shape (some, dimensions).

        Zeros for those that wait; where all do, nobody knows the dimensions, and there are none.
        """
        dimensions = self._vectors(self._rows[:1], cache).shape[1]
        for start in range(0, self._count, BATCH):
            end = min(start + BATCH, self._count)
            part: Half = np.zeros((end - start, dimensions), dtype=np.float16)
            low, high = np.searchsorted(self._rows, (start, end))
            rows = self._rows[low:high]
            if len(rows):
                part[rows - start] = self._vectors(rows, cache)
            yield part

    def _vectors(self, rows: Rows, cache: EmbeddingCache) -> Half:
        """The vectors of these rows, none of which waits, shape (len(rows), dimensions)."""
        found: dict[int, Half] = {}
        for matrix, there in self._had:
            held = rows[there[rows] >= 0]
            found |= dict(zip(held.tolist(), matrix.vectors(there[held]), strict=True))
        new: list[int] = rows[self._new[rows]].tolist()
        ids = self._stored.at_rows(new)
        keys = self._stored.vector_keys([ids[row] for row in new])
        vectors = cache.whole(keys)
        found |= {row: vectors[key].astype(np.float16) for row, key in zip(new, keys, strict=True)}
        if not len(rows):
            return np.zeros((0, 0), dtype=np.float16)
        return np.stack([found[row] for row in rows.tolist()])

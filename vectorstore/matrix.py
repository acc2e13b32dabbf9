"""The vectors once more, as one plain matrix: exact similarities, of all rows or of any.

A graph finds near vectors fast among very many, but it cannot be asked about chosen ones: a
filter or a single passage costs it more the more entries match. A row a passage, in the order of
the books, answers both: a volume or a document is a run of rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import StoreError
from vectorstore.durable import unwritable
from vectorstore.embed import Vectors

#: The file of the matrix within an index version.
MATRIX = "matrix.npy"
# More runs of rows than these are not worth their calls: then every row is compared.
_MOST_RUNS = 500

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]
Half = NDArray[np.float16]


def write_matrix(path: Path, rows: int, parts: Iterable[Half]) -> None:
    """Write `parts`, of shape (some, dimensions), one below the other: `rows` rows in all.

    A matrix without rows has no columns either. It is written through, not mapped: a mapped page
    that finds the disk full would end the process.
    """
    written = 0
    try:
        with path.open("wb") as file:
            for part in parts:
                if not written:
                    np.lib.format.write_array_header_1_0(file, _header(rows, part.shape[1]))
                file.write(np.ascontiguousarray(part, dtype=np.float16).data)
                written += len(part)
            if not rows:
                np.lib.format.write_array_header_1_0(file, _header(0, 0))
    except OSError as error:
        raise unwritable(path, error) from error
    if written != rows:
        raise ValueError(f"{written:,} vectors came for {rows:,} rows")


def _header(rows: int, columns: int) -> dict[str, Any]:
    return {"descr": "<f2", "fortran_order": False, "shape": (rows, columns)}


class Matrix:
    """A matrix on disk, open for reading, from any thread: unit vectors in half precision."""

    def __init__(self, path: Path) -> None:
        try:
            self._values = np.load(path, mmap_mode="r", allow_pickle=False)
        except (OSError, ValueError, EOFError) as error:
            raise StoreError(f"{path} cannot be read ({error}); run: frus index build") from error

    def __len__(self) -> int:
        return int(self._values.shape[0])

    def vectors(self, rows: Sequence[int] | Rows) -> Half:
        """Those rows, shape (len(rows), dimensions); zeros where a passage has no vector yet."""
        return np.asarray(self._values[np.asarray(rows, dtype=np.int64)])

    def similarities(self, vector: Vectors, among: Mask | None = None) -> NDArray[np.float32]:
        """Cosine similarities (-1 to 1) of every row with `vector`, shape (1, dimensions).

        Rows that are not `among` may be left at -2, below every similarity.
        """
        if among is None:
            return self._compared(vector, 0, len(self))
        found = np.full(len(self), -2.0, dtype=np.float32)
        for start, end in _runs(among):
            found[start:end] = self._compared(vector, start, end)
        found[~among] = -2.0
        return found

    def similarities_of(self, vector: Vectors, rows: Rows) -> NDArray[np.float32]:
        """Cosine similarities of these rows alone, in their order."""
        return _dot(vector, self.vectors(rows))

    def _compared(self, vector: Vectors, start: int, end: int) -> NDArray[np.float32]:
        return _dot(vector, self._values[start:end])


def _dot(vector: Vectors, rows: Half) -> NDArray[np.float32]:
    import simsimd

    if not len(rows):
        return np.zeros(0, dtype=np.float32)
    products = simsimd.cdist(vector.astype(np.float16), np.ascontiguousarray(rows), "dot")
    similarities: NDArray[np.float32] = np.asarray(products, dtype=np.float32)[0]
    return similarities


def _runs(among: Mask) -> Iterator[tuple[int, int]]:
    """Runs of rows that cover all that are `among`: few, so that none is worth skipping more."""
    edges = np.flatnonzero(np.diff(among, prepend=False, append=False))
    runs = edges.reshape(-1, 2)
    if len(runs) > _MOST_RUNS:
        yield int(runs[0, 0]), int(runs[-1, 1])
        return
    for start, end in runs:
        yield int(start), int(end)

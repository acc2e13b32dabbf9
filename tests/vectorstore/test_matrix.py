"""The plain matrix of vectors: written through, compared exactly, whole or in runs of rows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from corpus.errors import StoreError
from vectorstore.matrix import MATRIX, Matrix, write_matrix

ROWS, DIMENSIONS = 2_400, 24
# Half precision keeps 11 bits of each factor, and products are summed in single precision.
ROUNDING = 2e-3


def unit(seed: int, rows: int = ROWS) -> NDArray[np.float32]:
    values = np.random.default_rng(seed).standard_normal((rows, DIMENSIONS))
    return np.asarray(values / np.linalg.norm(values, axis=1, keepdims=True), dtype=np.float32)


VALUES = unit(1)


@pytest.fixture(scope="module")
def matrix(tmp_path_factory: pytest.TempPathFactory) -> Matrix:
    path = tmp_path_factory.mktemp("matrix") / MATRIX
    parts = np.split(VALUES.astype(np.float16), [1, 1, 1000])
    write_matrix(path, ROWS, parts)
    return Matrix(path)


def product(seed: int) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    """A query, shape (1, dimensions), and its products with every row in double precision."""
    query = unit(seed, 1)
    return query, VALUES.astype(np.float64) @ query[0].astype(np.float64)


def test_what_was_written_in_parts_is_one_matrix(matrix: Matrix) -> None:
    assert len(matrix) == ROWS
    assert np.array_equal(matrix.vectors(range(ROWS)), VALUES.astype(np.float16))
    assert matrix.vectors([5, 3, 5]).tolist() == VALUES.astype(np.float16)[[5, 3, 5]].tolist()
    assert matrix.vectors([]).shape == (0, DIMENSIONS)


@given(seed=st.integers(0, 2**32 - 1))
def test_similarities_are_the_products(matrix: Matrix, seed: int) -> None:
    query, exact = product(seed)
    every = matrix.similarities(query)
    assert every.dtype == np.float32
    assert np.abs(every - exact).max() < ROUNDING
    rows = np.random.default_rng(seed).integers(0, ROWS, 50)
    assert np.array_equal(matrix.similarities_of(query, rows), every[rows])


@pytest.mark.parametrize("runs", [1, 2, 7, 499, 500, 501, 1200])
def test_masks_of_few_and_of_many_runs_give_the_same(matrix: Matrix, runs: int) -> None:
    chosen = np.zeros(ROWS, dtype=np.bool_)
    chosen[np.linspace(0, ROWS - 2, runs).astype(int)] = True
    assert (np.diff(chosen, prepend=False, append=False).sum() + 1) // 2 == runs
    query, exact = product(runs)
    found = matrix.similarities(query, chosen)
    assert np.abs(found[chosen] - exact[chosen]).max() < ROUNDING
    assert (found[~chosen] == -2).all()


@given(
    spans=st.lists(st.tuples(st.integers(0, ROWS), st.integers(0, 40)), max_size=30),
    seed=st.integers(0, 2**32 - 1),
)
def test_any_mask_gives_its_rows_and_no_others(
    matrix: Matrix, spans: list[tuple[int, int]], seed: int
) -> None:
    among = np.zeros(ROWS, dtype=np.bool_)
    for start, length in spans:
        among[start : start + length] = True
    query, _ = product(seed)
    found = matrix.similarities(query, among)
    assert np.array_equal(found[among], matrix.similarities(query)[among])
    assert (found[~among] == -2).all()


def test_a_matrix_without_rows_finds_nothing(tmp_path: Path) -> None:
    write_matrix(tmp_path / MATRIX, 0, [])
    empty = Matrix(tmp_path / MATRIX)
    assert len(empty) == 0
    query = unit(3, 1)
    assert empty.similarities(query).tolist() == []
    assert empty.similarities(query, np.zeros(0, dtype=np.bool_)).tolist() == []
    assert empty.similarities_of(query, np.zeros(0, dtype=np.int64)).tolist() == []


@pytest.mark.parametrize("rows", [0, 3, 5])
def test_another_number_of_rows_than_announced_is_no_matrix(tmp_path: Path, rows: int) -> None:
    with pytest.raises(ValueError, match=f"4 vectors came for {rows} rows"):
        write_matrix(tmp_path / MATRIX, rows, [unit(1, 4).astype(np.float16)])


@pytest.mark.parametrize("content", [None, b"", b"no array", b"\x93NUMPY\x01\x00"])
def test_a_matrix_that_cannot_be_read_is_told(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / MATRIX
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StoreError, match=r"matrix\.npy cannot be read .*run: frus index build"):
        Matrix(path)


def test_a_matrix_that_is_torn_off_is_told(tmp_path: Path) -> None:
    write_matrix(tmp_path / MATRIX, ROWS, [VALUES.astype(np.float16)])
    path = tmp_path / MATRIX
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(StoreError, match="run: frus index build"):
        Matrix(path)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="absent"):
        write_matrix(tmp_path / "absent" / MATRIX, 0, [])

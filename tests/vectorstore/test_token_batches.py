"""Batches: every text once, as it is, and only beside texts padded alike."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.token_batches import Batch, batches

texts_of = st.lists(st.integers(1, 300), max_size=60)


@given(texts_of, st.integers(1, 2000))
def test_every_text_comes_once_and_whole(lengths: list[int], most: int) -> None:
    texts = [np.arange(1, length + 1, dtype=np.int32) for length in lengths]
    found: dict[int, list[int]] = {}
    for batch in batches(texts, most):
        assert batch.ids.size <= most or len(batch.rows) == 1
        for row, ids, length in zip(batch.rows, batch.ids, batch.lengths, strict=True):
            assert not ids[length:].any()
            assert row not in found
            found[row] = ids[:length].tolist()
    assert found == {row: text.tolist() for row, text in enumerate(texts)}


@given(texts_of, st.integers(1, 2000))
def test_a_text_is_padded_alike_whatever_its_neighbours(lengths: list[int], most: int) -> None:
    texts = [np.ones(length, dtype=np.int32) for length in lengths]
    together = {row: batch.ids.shape[1] for batch in batches(texts, most) for row in batch.rows}
    for row, text in enumerate(texts):
        (alone,) = batches([text], most)
        assert alone.ids.shape[1] == together[row] < len(text) + 8


def test_a_batch_has_as_many_rows_as_texts() -> None:
    with pytest.raises(ValueError, match="one row of ids"):
        Batch(rows=(0, 1), ids=np.ones((1, 8), "i4"), lengths=np.ones(1, "i4"))

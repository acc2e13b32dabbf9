"""Which vectors are lacking, and which volumes wait for theirs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.cache import EmbeddingCache
from vectorstore.entries import Entries
from vectorstore.lacking import _AT_ONCE, lacking, waiting
from vectorstore.passages import TEXT
from vectorstore.versions import current

if TYPE_CHECKING:
    from tests.vectorstore.conftest import Volumes, WordVectors


@pytest.mark.parametrize(
    ("numbers", "waits"),
    [
        ({}, set()),
        ({"a": 1000}, set()),
        ({"a": 1001}, {"a"}),
        ({"a": 500, "b": 500}, set()),
        ({"a": 500, "b": 501}, {"b"}),
        ({"a": 700, "b": 700}, {"b"}),
        ({"a": 9000, "b": 1, "c": 6000, "d": 999}, {"a", "c"}),
    ],
)
def test_volumes_that_lack_most_wait(numbers: dict[str, int], waits: set[str]) -> None:
    assert waiting(numbers) == waits


@given(st.dictionaries(st.text("abc", min_size=1), st.integers(1, 5000)))
def test_those_that_do_not_wait_lack_few_in_all_and_less_than_any_other(
    numbers: dict[str, int],
) -> None:
    waits = waiting(numbers)
    at_once = [number for volume, number in numbers.items() if volume not in waits]
    assert sum(at_once) <= _AT_ONCE
    for volume in waits:
        assert sum(at_once) + numbers[volume] > _AT_ONCE
        assert numbers[volume] >= max(at_once, default=0)


def test_what_the_cache_has_is_not_lacking_and_each_key_counts_once_a_volume(
    make: Callable[..., Path], volumes: Volumes, words: WordVectors, tmp_path: Path
) -> None:
    folder = current(make(volumes, words))
    assert folder is not None
    with (
        closing(Entries(folder / TEXT)) as stored,
        closing(EmbeddingCache(tmp_path / "fresh.sqlite")) as cache,
    ):
        rows = stored.rows_without()
        everything = lacking(stored, rows, cache)
        assert {volume: len(keys) for volume, keys in everything.items()} == dict.fromkeys(
            ("frus1943", "frus1944", "frus1945"), 30
        )
        for volume, keys in everything.items():
            assert stored.vector_keys(list(keys.values())) == list(keys)
            assert all(id_.startswith(f"{volume}/") for id_ in keys.values())
        some = list(everything["frus1944"])[:25]
        cache.put(dict.fromkeys(some, np.ones(4, dtype=np.float32)))
        left = lacking(stored, rows, cache)
        assert [len(keys) for keys in left.values()] == [30, 5, 30]
        assert lacking(stored, rows[30:60] * 2, cache) == {"frus1944": left["frus1944"]}
        assert lacking(stored, [], cache) == {}

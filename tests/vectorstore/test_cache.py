"""Vectors that were computed once: kept in half precision, and told from damaged ones."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from corpus.errors import StoreError
from vectorstore.cache import DamagedCacheError, EmbeddingCache, vector_key
from vectorstore.embed import Vectors

FLOATS = st.floats(-1, 1, width=32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "embeddings.sqlite"


@pytest.fixture
def cache(path: Path) -> Iterator[EmbeddingCache]:
    with closing(EmbeddingCache(path)) as cache:
        yield cache


def unit(*values: float) -> Vectors:
    vector = np.asarray(values, dtype=np.float32)
    return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


def test_a_vector_comes_back_in_half_precision(cache: EmbeddingCache) -> None:
    vector = unit(0.1, -0.2, 0.3)
    cache.put({"a": vector})
    found = cache.get(["a"])["a"]
    assert found.dtype == np.float32
    assert found.tolist() == vector.astype(np.float16).tolist() != vector.tolist()


@given(vector=arrays(np.float32, st.integers(1, 20), elements=FLOATS))
def test_what_comes_back_can_be_put_again_and_stays_the_same(vector: Vectors) -> None:
    with closing(EmbeddingCache(Path(":memory:"))) as cache:
        cache.put({"a": vector})
        once = cache.get(["a"])["a"]
        cache.put({"a": once})
        assert np.array_equal(cache.get(["a"])["a"], once)
        # Half precision has 11 significant bits, and steps of 2**-24 next to zero.
        assert np.all(np.abs(once - vector) <= np.maximum(np.abs(vector) * 2**-11, 2**-25))


def test_only_what_is_not_there_is_missing(cache: EmbeddingCache) -> None:
    cache.put({"a": unit(1, 2), "b": unit(2, 1)})
    assert cache.missing(["b", "c", "a", "c"]) == {"c"}
    assert cache.missing([]) == set()
    assert cache.get(["c", "b"]).keys() == {"b"}


def test_a_vector_put_again_is_the_new_one(cache: EmbeddingCache) -> None:
    cache.put({"a": unit(1, 0)})
    cache.put({"a": unit(0, 1)})
    assert cache.get(["a"])["a"].tolist() == [0, 1]


def test_more_keys_than_sqlite_takes_at_once(cache: EmbeddingCache) -> None:
    keys = [f"key {number}" for number in range(1_500)]
    cache.put({key: unit(number + 1, 1) for number, key in enumerate(keys)})
    found = cache.get(keys[::-1])
    assert found.keys() == set(keys)
    assert all(np.array_equal(found[key], cache.get([key])[key]) for key in keys[::100])
    assert cache.missing([*keys, "one more"]) == {"one more"}


@pytest.mark.parametrize("bit", range(16))
def test_a_flipped_bit_makes_a_vector_missing(path: Path, bit: int) -> None:
    with closing(EmbeddingCache(path)) as cache:
        cache.put({"a": unit(1, 2), "b": unit(2, 1)})
    with closing(sqlite3.connect(path)) as database:
        ((value,),) = database.execute("SELECT value FROM vector WHERE key = 'a'").fetchall()
        flipped = bytearray(value)
        flipped[bit // 8] ^= 1 << (bit % 8)
        database.execute("UPDATE vector SET value = ? WHERE key = 'a'", (bytes(flipped),))
        database.commit()
    with closing(EmbeddingCache(path)) as cache:
        assert cache.missing(["a", "b"]) == {"a"}
        assert cache.get(["a", "b"]).keys() == {"b"}


def test_a_flipped_checksum_makes_a_vector_missing(path: Path) -> None:
    with closing(EmbeddingCache(path)) as cache:
        cache.put({"a": unit(1, 2)})
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE vector SET checksum = checksum + 1")
        database.commit()
    with closing(EmbeddingCache(path)) as cache:
        assert cache.missing(["a"]) == {"a"}


def test_what_was_put_is_seen_by_others_before_the_cache_is_closed(
    path: Path, cache: EmbeddingCache
) -> None:
    cache.put({"a": unit(1, 2)})
    with closing(EmbeddingCache(path)) as other:
        assert other.missing(["a"]) == set()


def test_the_file_is_written_ahead_so_that_a_kill_loses_nothing_that_was_put(
    path: Path, cache: EmbeddingCache
) -> None:
    cache.put({"a": unit(1, 2)})
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    # As after a kill: the file and its log, copied while nobody closed them.
    copied = path.with_name("copied.sqlite")
    for suffix in ("", "-wal"):
        copied.with_name(copied.name + suffix).write_bytes(
            path.with_name(path.name + suffix).read_bytes()
        )
    with closing(EmbeddingCache(copied)) as left:
        assert left.missing(["a"]) == set()


def test_a_cache_is_found_again(path: Path) -> None:
    with closing(EmbeddingCache(path)) as cache:
        cache.put({"a": unit(1, 2)})
    with closing(EmbeddingCache(path)) as cache:
        assert cache.get(["a"]).keys() == {"a"}


def test_keys_tell_models_and_texts_apart() -> None:
    pairs = [("m", "a"), ("m", "b"), ("n", "a"), ("m", ""), ("m", "\ud800"), ("m\na", "")]
    keys = {vector_key(model, text) for model, text in pairs}
    assert len(keys) == len(pairs)
    assert all(len(key) == 32 and set(key) <= set("0123456789abcdef") for key in keys)
    assert vector_key("m", "a") == vector_key("m", "a")


@pytest.mark.parametrize("content", [b"no database " * 500, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_file_that_is_no_cache_is_told(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(DamagedCacheError, match=r"embeddings\.sqlite is damaged"):
        EmbeddingCache(path)


def test_a_cache_that_was_cut_is_told_when_it_is_asked(path: Path) -> None:
    with closing(EmbeddingCache(path)) as cache:
        cache.put({f"key {number}": unit(number + 1, 1) for number in range(2_000)})
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + bytes(len(whole) - 4096))
    with pytest.raises(DamagedCacheError), closing(EmbeddingCache(path)) as cache:
        cache.get(["key 1"])


def test_a_full_disk_is_no_damage(cache: EmbeddingCache) -> None:
    cache._connection.execute("PRAGMA max_page_count = 3")
    with pytest.raises(StoreError, match=r"make room .* frus index build") as caught:
        cache.put({f"key {number}": unit(*range(1, 400)) for number in range(100)})
    assert not isinstance(caught.value, DamagedCacheError)
    assert cache.missing(["key 1"]) == {"key 1"}

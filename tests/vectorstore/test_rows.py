"""The rows of a matrix: from earlier versions where they have them, else from the cache."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from corpus.passage import VolumeText
from vectorstore.cache import DamagedCacheError, EmbeddingCache
from vectorstore.embed import Vectors
from vectorstore.entries import Entries
from vectorstore.matrix import MATRIX, Half, Matrix, write_matrix
from vectorstore.passage_writer import PassageWriter, mark_waiting
from vectorstore.passages import TEXT
from vectorstore.rows import RowVectors

if TYPE_CHECKING:
    from tests.vectorstore.conftest import Volumes


@dataclass
class Made:
    """Versions of text and matrix, whose vectors are numbers of the cache they came from."""

    folder: Path
    opened: ExitStack
    caches: dict[str, EmbeddingCache] = field(default_factory=dict)

    def cache(self, name: str, keys: Sequence[str], first: int) -> EmbeddingCache:
        """A cache in which the vectors of `keys` count from `first` on."""
        made = EmbeddingCache(self.folder / f"{name}.sqlite")
        self.opened.callback(made.close)
        made.put({key: _vector(first + n) for n, key in enumerate(keys)})
        return made

    def text(self, name: str, texts: Sequence[VolumeText], waiting: Sequence[str] = ()) -> Entries:
        folder = self.folder / name
        folder.mkdir()
        with closing(PassageWriter(folder / TEXT, "words")) as writer:
            for text in texts:
                writer.add(text, "digest")
            writer.number()
        mark_waiting(folder / TEXT, waiting)
        return self.opened.enter_context(closing(Entries(folder / TEXT)))

    def matrix(self, name: str, rows: RowVectors, cache: EmbeddingCache) -> Half:
        path = self.folder / name / MATRIX
        write_matrix(path, len(rows), rows.parts(cache))
        return Matrix(path).vectors(range(len(rows)))


def _vector(number: int) -> Vectors:
    return np.array([1, number], dtype=np.float32)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Made]:
    monkeypatch.setattr("vectorstore.rows.BATCH", 7)  # parts that end within a volume
    with ExitStack() as opened:
        yield Made(tmp_path, opened)


def keys_of(stored: Entries) -> list[str]:
    return stored.vector_keys(stored.sought())


def test_rows_are_the_passages_in_the_order_of_the_books(made: Made, volumes: Volumes) -> None:
    stored = made.text("a", volumes.texts[::-1])
    keys = keys_of(stored)
    rows = RowVectors(stored, [])
    found = made.matrix("a", rows, made.cache("all", keys, 0))
    assert (len(rows), rows.new) == (90, list(range(90)))
    assert found[:, 1].tolist() == list(range(90))
    assert stored.at_rows([0, 31]) == {0: "frus1943/d1/p1", 31: "frus1944/d1/p2"}


def test_what_an_earlier_version_has_is_taken_from_the_first_that_has_it(
    made: Made, volumes: Volumes
) -> None:
    first, second, third = volumes.texts
    one = made.text("one", [first, second])
    made.matrix("one", RowVectors(one, []), made.cache("one-cache", keys_of(one), 100))
    two = made.text("two", [second, third])
    made.matrix("two", RowVectors(two, []), made.cache("two-cache", keys_of(two), 500))
    now = made.text("now", volumes.texts)
    folders = [made.folder / "one", made.folder / "two"]
    rows = RowVectors(now, folders)
    assert rows.new == []
    found = made.matrix("now", rows, made.cache("empty", [], 0))
    assert found[:, 1].tolist() == [*range(100, 160), *range(530, 560)]
    backwards = RowVectors(now, folders[::-1])
    found = made.matrix("now", backwards, made.cache("empty", [], 0))
    assert found[:, 1].tolist() == [*range(100, 130), *range(500, 560)]
    alone = RowVectors(now, folders[:1])
    assert alone.new == list(range(60, 90))
    with pytest.raises(DamagedCacheError):  # which lacks what was computed
        made.matrix("now", alone, made.cache("empty", [], 0))


def test_a_volume_that_waits_has_zeros_and_gives_nothing(made: Made, volumes: Volumes) -> None:
    waits = made.text("waits", volumes.texts, ["frus1943", "frus1945"])
    cache = made.cache("all", keys_of(waits), 0)
    rows = RowVectors(waits, [])
    assert rows.new == list(range(30, 60))
    found = made.matrix("waits", rows, cache)
    assert found.shape == (90, 2)
    assert found[30:60, 1].tolist() == list(range(30, 60))
    assert not found[:30].any()
    assert not found[60:].any()
    after = RowVectors(made.text("after", volumes.texts), [made.folder / "waits"])
    assert after.new == [*range(30), *range(60, 90)]
    # Nor does it take what an earlier version has.
    whole = made.text("whole", volumes.texts)
    made.matrix("whole", RowVectors(whole, []), cache)
    found = made.matrix("waits", RowVectors(waits, [made.folder / "whole"]), cache)
    assert not found[:30].any()


@pytest.mark.parametrize("texts", [0, 3])
def test_where_nothing_has_a_vector_there_are_no_columns(
    made: Made, volumes: Volumes, texts: int
) -> None:
    held = volumes.texts[:texts]
    stored = made.text("a", held, [text.volume.id for text in held])
    rows = RowVectors(stored, [])
    assert rows.new == []
    assert made.matrix("a", rows, made.cache("empty", [], 0)).shape == (30 * texts, 0)
    assert RowVectors(made.text("b", held), [made.folder / "a"]).new == list(range(30 * texts))

"""Damage to the vectors that are kept: a build finds it, and computes what it needs anew."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.vectorstore.survival.books import Edition
from tests.vectorstore.survival.damages import of_database
from vectorstore.cache import DamagedCacheError, EmbeddingCache, discard
from vectorstore.versions import current

if TYPE_CHECKING:
    from tests.vectorstore.survival.conftest import Host

NEW, NEXT = 0, 1  # editions: the published one, and one not built yet
CACHE = "embeddings.sqlite"


def version(root: Path) -> Path:
    folder = current(root)
    assert folder is not None
    return folder


@pytest.mark.parametrize("damage", of_database(CACHE))
def test_a_damaged_cache_stops_no_build_and_no_answer(
    host: Host, copy: Callable[[], Path], damage: str
) -> None:
    root = copy()
    of_database(CACHE)[damage][1](root)
    built = host.run(job="build", root=str(root), edition=NEXT).report
    if damage.endswith("a folder"):
        assert f"{root / CACHE} cannot be used" in built["error"]
        opened = host.run(job="open", root=str(root), edition=NEW)
        assert (opened["edition"], opened["notice"]) == (NEW, "")
        return
    # What was computed before the damage showed is computed again.
    assert built["embedded"] >= built["claimed"] > 0
    found = host.run(job="look", root=str(root), edition=NEXT)
    assert (found["edition"], found["notice"]) == (NEXT, "")


def test_a_cache_gives_whole_vectors_or_is_told_to_be_damaged(
    published: Path, tmp_path: Path
) -> None:
    content, path = (published / CACHE).read_bytes(), tmp_path / CACHE
    keys = [key for _, key in Edition(NEXT).sought().values()]
    told: list[str] = []
    for seed in range(150):
        chance, harmed = random.Random(seed), bytearray(content)  # noqa: S311
        for _ in range(chance.choice((1, 10, 100, 1000))):
            within = chance.choice((8_192, len(harmed)))
            harmed[chance.randrange(within)] ^= 1 << chance.randrange(8)
        path.write_bytes(harmed)
        try:
            with closing(EmbeddingCache(path)) as cache:
                lacking = sorted(cache.missing(keys))
                cache.put({key: np.ones(64, dtype=np.float32) for key in lacking})
                assert cache.whole(keys).keys() == set(keys)
        except DamagedCacheError as error:
            told.append(str(error))
        discard(path)
    assert 0 < len(told) < 150
    assert all(said.startswith(f"{path} is damaged (") for said in told)


def test_a_vector_of_the_cache_that_was_changed_is_computed_anew(
    host: Host, copy: Callable[[], Path]
) -> None:
    root = copy()
    shutil.rmtree(version(root))
    assert host.run(job="build", root=str(root), edition=NEW)["embedded"] == 0
    shutil.rmtree(version(root))
    with closing(sqlite3.connect(root / CACHE)) as cache, cache:
        cache.execute("UPDATE vector SET value = zeroblob(128) WHERE key LIKE '0%'")
        cache.execute("UPDATE vector SET value = 'words' WHERE key LIKE '1%'")
        cache.execute("UPDATE vector SET checksum = 7 WHERE key LIKE '2%'")
        (harmed,) = cache.execute("SELECT count(*) FROM vector WHERE key < '3'").fetchone()
    shutil.rmtree(next(root.glob("index-*")))
    built = host.run(job="build", root=str(root), edition=NEW)
    assert harmed * 0.5 < built["embedded"] <= harmed
    assert host.run(job="look", root=str(root), edition=NEW)["notice"] == ""

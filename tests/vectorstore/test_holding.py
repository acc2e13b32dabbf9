"""A version that somebody reads stays; one that nobody reads can go."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.errors import StoreError
from vectorstore.build import build
from vectorstore.holding import Hold, drop
from vectorstore.index import Index
from vectorstore.retriever import Filter

if TYPE_CHECKING:
    from tests.vectorstore.conftest import Volumes, WordVectors


def quiet(step: str, done: int, total: int) -> None:
    """Progress that nobody looks at."""


def test_a_held_version_is_not_dropped(tmp_path: Path) -> None:
    version = tmp_path / "index-one"
    version.mkdir()
    hold = Hold(version)
    assert not drop(version)
    assert version.is_dir()
    hold.release()
    assert drop(version)
    assert list(tmp_path.iterdir()) == []


def test_a_version_that_is_gone_cannot_be_held(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="index-gone"):
        Hold(tmp_path / "index-gone")


def test_a_reader_goes_on_while_versions_come_and_go(
    volumes: Volumes, words: WordVectors, tmp_path: Path
) -> None:
    one, more = replace(volumes, texts=volumes.texts[:1]), volumes
    first = build(one, tmp_path, words, quiet).manifest
    with Index(tmp_path, words) as index:
        expected = [hit.passage.id for hit in index.search("grain", 5, Filter())]
        build(more, tmp_path, words, quiet)
        two = replace(volumes, texts=volumes.texts[:2])
        build(two, tmp_path, words, quiet, leaving=["frus1945"])
        again = build(one, tmp_path, words, quiet, allow_shrink=True).manifest
        assert (again.version, again.digest) == (first.version, first.digest)
        with ThreadPoolExecutor(8) as readers:
            answers = readers.map(lambda _: index.search("grain", 5, Filter()), range(24))
            assert all([hit.passage.id for hit in hits] == expected for hits in answers)


def test_going_back_to_an_earlier_corpus_embeds_nothing(
    volumes: Volumes, words: WordVectors, tmp_path: Path
) -> None:
    one = replace(volumes, texts=volumes.texts[:1])
    build(one, tmp_path, words, quiet)
    build(volumes, tmp_path, words, quiet)
    before = words.calls
    build(one, tmp_path, words, quiet, allow_shrink=True)
    assert words.calls == before

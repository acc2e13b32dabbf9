"""Trying a new version out: a sound one passes, and whatever a child process does is told."""

from __future__ import annotations

import itertools
import shutil
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from corpus.errors import StoreError
from vectorstore import lexical
from vectorstore.dense import Dense, finish
from vectorstore.embed import Vectors
from vectorstore.entries import Entries
from vectorstore.facets import FACETS
from vectorstore.lexical import Entry
from vectorstore.manifest import check_files, read_manifest
from vectorstore.matrix import MATRIX, Half
from vectorstore.passage_writer import mark_waiting
from vectorstore.passages import TEXT
from vectorstore.verify import _check_depth, check, verify
from vectorstore.versions import current

if TYPE_CHECKING:
    from tests.vectorstore.conftest import Volumes, WordVectors


@pytest.fixture
def version(make: Callable[..., Path], volumes: Volumes, words: WordVectors) -> Path:
    """A sound version of 30 entries, all of which are sampled; to be changed."""
    folder = current(make(replace(volumes, texts=volumes.texts[:1]), words))
    assert folder is not None
    return folder


@pytest.fixture
def child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a program into the place of the child process."""

    def put(script: str) -> None:
        path = tmp_path / "child"
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
        monkeypatch.setattr("sys.executable", str(path))

    return put


def test_a_sound_version_passes_in_a_child_and_stays_as_it_was(
    version: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What lies in the folder where the command was given must not come first.
    (tmp_path / "random.py").write_text("raise RuntimeError('the wrong module')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    verify(version, 30)
    check_files(version, read_manifest(version))


def test_what_a_child_finds_wrong_is_told(version: Path) -> None:
    with closing(Dense(version / "vectors")) as dense:
        dense.delete(["frus1943/d4/p1"])
    with pytest.raises(StoreError, match=r"not sound \(exit 1\): the vectors are not those of the"):
        verify(version, 30)


def test_a_crash_is_told(tmp_path: Path, child: Callable[[str], None]) -> None:
    child("kill -SEGV $$")
    with pytest.raises(StoreError, match=r"not sound \(exit -11\): it crashed"):
        verify(tmp_path, 1)
    child("printf 'one line\\nthe last \\377 line\\n' >&2; kill -ABRT $$")
    with pytest.raises(StoreError, match=r"\(exit -6\): the last � line"):
        verify(tmp_path, 1)


def test_a_child_that_hangs_is_ended_and_told(
    tmp_path: Path, child: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    child("exec sleep 30")
    monkeypatch.setattr("vectorstore.verify._SECONDS", 0.2)
    began = time.monotonic()
    with pytest.raises(StoreError, match="did not answer within 1 s"):
        verify(tmp_path, 400)
    assert 1 <= time.monotonic() - began < 10


def test_a_child_that_is_content_is_believed(tmp_path: Path, child: Callable[[str], None]) -> None:
    child("exit 0")
    verify(tmp_path, 1)


def _instead(version: Path, id_: str, *, text: str = "", new_id: str = "") -> None:
    """Put another entry into the place of one."""
    with closing(Dense(version / "vectors")) as dense:
        ((_, words, vector),) = dense.entries([id_])
        dense.delete([id_])
        dense.add([new_id or id_], vector[np.newaxis], [text or words], [{"volume": "x"}])
    finish(version / "vectors")


def _words(version: Path, changed: Callable[[Entry], Entry | None]) -> None:
    """Make the index of words anew, of changed entries; None leaves one out."""
    with closing(Entries(version / TEXT)) as stored:
        entries = [new for entry in stored.lexical_entries() if (new := changed(entry))]
    shutil.rmtree(version / "words")
    lexical.write(version / "words", entries)


def _documents(version: Path, without: str) -> None:
    """Make the index of the documents' words anew, without one."""
    with closing(Entries(version / TEXT)) as stored:
        entries = [entry for entry in stored.whole_documents() if entry.id != without]
    shutil.rmtree(version / "documents")
    lexical.write(version / "documents", entries)


def _but(id_: str, entry: Entry, changed: Entry | None) -> Entry | None:
    return changed if entry.id == id_ else entry


def _no_graph(version: Path) -> None:
    for path in (version / "vectors").iterdir():
        if path.is_dir():
            shutil.rmtree(path)


def _rows(version: Path, changed: Callable[[Half], Half]) -> None:
    """Make the matrix anew, changed."""
    whole = np.load(version / MATRIX)
    np.save(version / MATRIX, changed(whole.copy()))


def _with_row(whole: Half, row: int, vector: Half | float) -> Half:
    whole[row] = vector
    return whole


WRONG: dict[str, tuple[Callable[[Path], None], str]] = {
    "an entry of another id": (
        lambda version: _instead(version, "frus1943/d4/p1", new_id="frus1943/d4/p9"),
        "the vectors are not those of the passages",
    ),
    "an entry of other words": (
        lambda version: _instead(version, "frus1943/d4/p1", text="Altered."),
        "the words of frus1943/d4/p1 are not stored with its vector",
    ),
    "one passage less among the words": (
        lambda version: _words(version, lambda e: _but("frus1943/d1/head", e, None)),
        "the index of words does not hold every passage",
    ),
    "a passage without its words": (
        lambda version: _words(
            version, lambda e: _but("frus1943/d4/p1", e, replace(e, words="", context=""))
        ),
        "the words of frus1943/d4/p1 do not find it",
    ),
    "a passage of another document": (
        lambda version: _words(
            version, lambda e: _but("frus1943/d4/p1", e, replace(e, document="frus1943/d5"))
        ),
        "the words of frus1943/d4/p1 do not find it",
    ),
    "no graph": (_no_graph, "vectors"),
    "a row too few": (
        lambda version: _rows(version, lambda whole: whole[:-1]),
        "the matrix of vectors does not have a row for each passage",
    ),
    "a facet too few": (
        lambda version: np.save(version / FACETS, np.load(version / FACETS)[:-1]),
        "the matrix of vectors does not have a row for each passage",
    ),
    "a row of zeros": (
        lambda version: _rows(version, lambda whole: _with_row(whole, 7, 0)),
        "row 7 of the matrix is not what its passage should have",
    ),
    "a row that is no number": (
        lambda version: _rows(version, lambda whole: _with_row(whole, 29, np.nan)),
        "row 29 of the matrix is not what its passage should have",
    ),
    "a row that is too long": (
        lambda version: _rows(version, lambda whole: _with_row(whole, 0, whole[0] * 1.01)),
        "row 0 of the matrix is not what its passage should have",
    ),
    "another passage's row": (
        lambda version: _rows(version, lambda whole: _with_row(whole, 3, whole[4])),
        "the matrix has another vector for frus1943/d2/p1 than Chroma",
    ),
    "one document less among the documents": (
        lambda version: _documents(version, "frus1943/d4"),
        "the index of words does not hold every document",
    ),
    "a volume that waits beside a graph": (
        lambda version: mark_waiting(version / TEXT, ["frus1943"]),
        "row 0 of the matrix is not what its passage should have",
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_does_not_agree_is_told(version: Path, wrong: str) -> None:
    damage, said = WRONG[wrong]
    check(version)
    damage(version)
    with pytest.raises(StoreError, match=said):
        check(version)


def test_a_graph_of_which_a_search_reaches_less_than_half_is_told(version: Path) -> None:
    with closing(Dense(version / "vectors")) as dense:
        id_ = next(dense.ids())
        _check_depth(dense, id_, 60)  # 30 there are; one or another may be out of reach
        with pytest.raises(StoreError, match=r"^a search for 61 passages reached 30$"):
            _check_depth(dense, id_, 61)


def test_vectors_that_are_not_their_passages_own_are_told(
    version: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = Dense.search

    def unlike(some: int) -> None:
        asked = itertools.count()

        def searched(self: Dense, vector: Vectors, k: int) -> list[tuple[str, float]]:
            found = search(self, vector, k)
            return [(id_, 0.5) for id_, _ in found] if next(asked) < some else found

        monkeypatch.setattr(Dense, "search", searched)

    unlike(3)  # a tenth of 30
    check(version)
    unlike(4)
    with pytest.raises(StoreError, match="the vectors of 4 of 30 do not find them"):
        check(version)


@pytest.fixture
def by_words(version: Path) -> Path:
    """The version as it is while its only volume waits for its vectors."""
    mark_waiting(version / TEXT, ["frus1943"])
    _rows(version, lambda whole: whole * 0)
    shutil.rmtree(version / "vectors")
    return version


def test_a_version_that_waits_for_its_vectors_is_sound_without_them(by_words: Path) -> None:
    check(by_words)
    verify(by_words, 30)


def test_a_version_that_waits_has_neither_vectors_nor_a_graph(by_words: Path) -> None:
    _rows(by_words, lambda whole: _with_row(whole, 9, 0.1))
    with pytest.raises(StoreError, match="row 9 of the matrix is not what its passage"):
        check(by_words)
    _rows(by_words, lambda whole: whole * 0)
    (by_words / "vectors").mkdir()
    with pytest.raises(StoreError, match="there is a graph, and volumes wait"):
        check(by_words)


def test_a_version_that_waits_is_tried_out_by_its_words(by_words: Path) -> None:
    _words(by_words, lambda e: _but("frus1943/d4/p1", e, replace(e, words="", context="")))
    with pytest.raises(StoreError, match="the words of frus1943/d4/p1 do not find it"):
        check(by_words)

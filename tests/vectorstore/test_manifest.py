"""The record of an index version: whole or refused, and every byte of the version in it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import StoreError
from vectorstore.chroma_files import DATABASE
from vectorstore.holding import Hold
from vectorstore.index import Index
from vectorstore.manifest import (
    NAME,
    FileRecord,
    Manifest,
    check_files,
    files_of,
    read_manifest,
    version_of,
    write_manifest,
)
from vectorstore.retriever import Filter
from vectorstore.versions import current

if TYPE_CHECKING:
    from tests.vectorstore.conftest import Volumes, WordVectors

MANIFEST = Manifest(
    version="0123456789ab",
    format=2,
    reading=3,
    model="words",
    runtime="a table",
    built="1944-09-06T10:00:00.000+00:00",
    digest="d",
    counts={"vectors": 7},
    sources={"frus1944": "é"},
    libraries={"chromadb": "1"},
    files={"words/meta.json": FileRecord(3, "abc")},
)


@pytest.fixture
def version(make: Callable[..., Path], volumes: Volumes, words: WordVectors) -> Path:
    """A published version, to be changed."""
    folder = current(make(replace(volumes, texts=volumes.texts[:1]), words))
    assert folder is not None
    return folder


def test_a_manifest_comes_back_as_it_was_written(tmp_path: Path) -> None:
    write_manifest(tmp_path, MANIFEST)
    assert read_manifest(tmp_path) == MANIFEST
    assert MANIFEST.passages == 7


def test_any_other_character_is_noticed_or_means_the_same(tmp_path: Path) -> None:
    write_manifest(tmp_path, MANIFEST)
    whole = (tmp_path / NAME).read_bytes()

    @settings(max_examples=300)
    @given(at=st.integers(0, len(whole) - 1), byte=st.integers(0, 255))
    def change(at: int, byte: int) -> None:
        (tmp_path / NAME).write_bytes(whole[:at] + bytes([byte]) + whole[at + 1 :])
        # One kind of white space between the values for another changes nothing.
        with suppress(StoreError):
            assert read_manifest(tmp_path) == MANIFEST

    change()


@pytest.mark.parametrize("field", [*asdict(MANIFEST), "checksum"])
def test_a_manifest_without_a_field_is_refused(tmp_path: Path, field: str) -> None:
    write_manifest(tmp_path, MANIFEST)
    record = json.loads((tmp_path / NAME).read_text(encoding="utf-8"))
    del record[field]
    (tmp_path / NAME).write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(StoreError, match=NAME):
        read_manifest(tmp_path)


@pytest.mark.parametrize(
    "content",
    [None, b"", b"null", b"[]", b'"x"', b'{"checksum": 1}', b"\xff\xfe", b"[" * 200_000, b"{" * 9],
)
def test_what_is_no_manifest_is_refused(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / NAME).write_bytes(content)
    with pytest.raises(StoreError, match=NAME):
        read_manifest(tmp_path)


def test_a_version_is_named_after_all_that_went_in() -> None:
    sources = {"a": "1", "b": "2"}
    name = version_of(sources, "words")
    assert name == version_of(dict(reversed(sources.items())), "words")
    assert len(name) == 12
    others = [({"a": "1"}, "words"), ({"a": "1", "b": "3"}, "words"), (sources, "other words")]
    assert len({name, *(version_of(*other) for other in others)}) == 4


def test_a_version_has_another_name_while_volumes_wait() -> None:
    sources = {"a": "1", "b": "2"}
    whole, one, both = (
        version_of(sources, "words", waiting) for waiting in ([], ["a"], ["b", "a"])
    )
    assert whole == version_of(sources, "words")
    assert len({whole, one, both, version_of(sources, "words", ["b"])}) == 4
    assert both == version_of(sources, "words", {"a": 7, "b": 8})


def test_passages_that_wait_may_be_found(tmp_path: Path) -> None:
    waiting = replace(MANIFEST, waiting={"frus1944": 5, "frus1945": 4})
    write_manifest(tmp_path, waiting)
    assert read_manifest(tmp_path) == waiting
    assert read_manifest(tmp_path).passages == 7 + 9


def test_a_version_of_another_reading_or_format_has_another_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = [version_of({"a": "1"}, "words")]
    for constant in ("FORMAT", "READING"):
        monkeypatch.setattr(f"vectorstore.manifest.{constant}", 99)
        names.append(version_of({"a": "1"}, "words"))
    assert len(set(names)) == 3


def test_every_file_is_recorded_but_those_that_change(version: Path) -> None:
    Hold(version).release()
    there = {p.relative_to(version).as_posix() for p in version.rglob("*") if p.is_file()}
    recorded = read_manifest(version).files.keys()
    assert there - recorded == {
        NAME,
        "READERS",
        *(
            f"{folder}/.tantivy-{which}.lock"
            for folder in ("words", "documents")
            for which in ("meta", "writer")
        ),
    }
    assert recorded <= there
    assert {name.split("/")[0] for name in recorded} == {
        "documents",
        "facets.npy",
        "matrix.npy",
        "passages.sqlite",
        "vectors",
        "words",
    }


def test_reading_changes_nothing_that_is_recorded(version: Path, words: WordVectors) -> None:
    recorded = read_manifest(version).files
    for _ in range(3):
        with Index(version.parent, words) as index:
            index.containing("grain", 3, Filter())
            index.search("grain", 100, Filter())
        check_files(version, read_manifest(version))
    hold = Hold(version)
    now = files_of(version)
    hold.release()
    database = f"vectors/{DATABASE}"
    # Openings are counted in Chroma's database, which nothing else changes.
    assert {name: record for name, record in now.items() if name != database} == {
        name: record for name, record in recorded.items() if name != database
    }


def test_each_file_that_is_gone_cut_longer_or_changed_is_named(version: Path) -> None:
    manifest = read_manifest(version)
    for name in manifest.files:
        path = version / name
        whole = path.read_bytes()
        damages: dict[str, bytes | None] = {"is gone": None}
        if whole:
            middle = len(whole) // 2
            other = bytes([whole[middle] ^ 1])
            damages["was changed"] = whole[:middle] + other + whole[middle + 1 :]
            damages["instead of"] = whole[:-1]
        for reason, content in damages.items():
            path.unlink() if content is None else path.write_bytes(content)
            with pytest.raises(StoreError, match=f"{path} .*({reason}|cannot be read)"):
                check_files(version, manifest)
            path.write_bytes(whole)
        if path.name != DATABASE:
            path.write_bytes(whole + b"\0")
            with pytest.raises(StoreError, match=f"{path} has .* instead of"):
                check_files(version, manifest)
            path.write_bytes(whole)
    check_files(version, manifest)


def test_a_folder_in_the_place_of_a_file_is_told(version: Path) -> None:
    manifest = read_manifest(version)
    (version / "passages.sqlite").unlink()
    (version / "passages.sqlite").mkdir()
    with pytest.raises(StoreError, match=r"passages\.sqlite is gone"):
        check_files(version, manifest)
    shutil.rmtree(version / "vectors")
    with pytest.raises(StoreError, match="is gone"):
        check_files(version, manifest)

"""Files that are replaced: the old one or the new one, never a part; and what a disk refuses."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from corpus.errors import StoreError
from corpus.snapshot import sync_folder
from vectorstore.durable import (
    remove_tree,
    replace_text,
    sync_tree,
    writable,
    write_text,
)


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What was asked of the system, in order: the call and the name of its file or folder."""
    asked: list[tuple[str, str]] = []
    fsync, replace = os.fsync, Path.replace

    def seen_fsync(handle: int) -> None:
        asked.append(("fsync", Path(f"/proc/self/fd/{handle}").readlink().name))
        fsync(handle)

    def seen_replace(self: Path, target: Path) -> Path:
        asked.append(("replace", Path(target).name))
        return replace(self, target)

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("the system does not say which file a handle is of")
    monkeypatch.setattr(os, "fsync", seen_fsync)
    monkeypatch.setattr(Path, "replace", seen_replace)
    return asked


def test_a_file_is_on_the_disk_before_it_takes_the_others_place(
    tmp_path: Path, steps: list[tuple[str, str]]
) -> None:
    replace_text(tmp_path / "CURRENT", "index-a\n")
    assert steps == [("fsync", "CURRENT.tmp"), ("replace", "CURRENT"), ("fsync", tmp_path.name)]
    assert (tmp_path / "CURRENT").read_text(encoding="utf-8") == "index-a\n"


def test_whoever_has_the_old_file_open_goes_on_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "CURRENT"
    write_text(path, "the old one")
    with path.open(encoding="utf-8") as reader:
        replace_text(path, "the new one, which is longer")
        assert reader.read() == "the old one"
    assert path.read_text(encoding="utf-8") == "the new one, which is longer"
    assert [found.name for found in tmp_path.iterdir()] == ["CURRENT"]


def test_the_old_file_stays_where_the_new_one_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "CURRENT"
    write_text(path, "the old one")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        replace_text(path, "the new one")
    assert path.read_text(encoding="utf-8") == "the old one"


def test_a_tree_is_on_the_disk_with_every_file_and_folder(
    tmp_path: Path, steps: list[tuple[str, str]]
) -> None:
    deep = tmp_path / "version" / "vectors" / "graph"
    deep.mkdir(parents=True)
    (deep / "level.bin").write_bytes(b"x")
    (tmp_path / "version" / "text").write_bytes(b"")
    sync_tree(tmp_path / "version")
    assert sorted(steps) == [
        ("fsync", name) for name in ("graph", "level.bin", "text", "vectors", "version")
    ]
    assert steps[-1] == ("fsync", "version")


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        sync_folder(tmp_path / "gone")


def test_text_of_every_script_is_written_as_it_is(tmp_path: Path) -> None:
    replace_text(tmp_path / "name", "é—“😀”\n")
    assert (tmp_path / "name").read_bytes().decode() == "é—“😀”\n"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device", "/home/x/words"), "^/home/x/words .*No space left"),
        (sqlite3.OperationalError("database or disk is full"), "disk is full.*make room"),
    ],
)
def test_what_a_disk_refuses_says_what_to_do(tmp_path: Path, error: Exception, said: str) -> None:
    with pytest.raises(StoreError, match=said) as caught, writable(tmp_path):
        raise error
    assert caught.value.__cause__ is error
    with pytest.raises(RuntimeError, match="else"), writable(tmp_path):
        raise RuntimeError("something else")


def test_a_tree_is_removed_whole_and_one_that_is_gone_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "left" / "deep").mkdir(parents=True)
    (tmp_path / "left" / "deep" / "file").write_bytes(b"x")
    remove_tree(tmp_path / "left")
    remove_tree(tmp_path / "left")
    assert list(tmp_path.iterdir()) == []

"""Which version is served, which stand in for it, and which go when another is published."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version as library_version
from pathlib import Path

import pytest

from corpus.errors import StoreError
from corpus.passage import READING
from vectorstore.holding import Hold
from vectorstore.manifest import FORMAT, NAME, Manifest, files_of, write_manifest
from vectorstore.versions import current, folders, point_to, publish, serve, sound

MANIFEST = Manifest(
    version="",
    format=FORMAT,
    reading=READING,
    model="words",
    runtime="a table",
    built="",
    digest="",
    counts={"vectors": 0},
    sources={},
    libraries={name: library_version(name) for name in ("chromadb", "tantivy")},
    files={},
)
Make = Callable[..., Path]


@pytest.fixture
def version(tmp_path: Path) -> Make:
    """Makes a version, by its name, of one file and built on this day of September 1944."""

    def make(name: str, day: int, **fields: object) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        (folder / "text").write_text(name, encoding="utf-8")
        manifest = replace(
            MANIFEST,
            version=name,
            built=f"1944-09-{day:02}T10:00:00.000+00:00",
            files=files_of(folder),
        )
        write_manifest(folder, replace(manifest, **fields))  # type: ignore[arg-type]
        return folder

    return make


def served(root: Path, model: str = "words") -> tuple[str, str]:
    """The name of the version that is served, and the notice about it."""
    found = serve(root, model)
    found.hold.release()
    assert (found.folder / "text").read_text(encoding="utf-8") == found.manifest.version
    return found.folder.name, found.notice


def names(root: Path) -> set[str]:
    return {path.name for path in root.iterdir() if path.is_dir()}


def test_the_published_version_comes_first_and_then_the_newest(
    tmp_path: Path, version: Make
) -> None:
    for day, name in ((2, "index-b"), (4, "index-a"), (1, "index-d"), (3, "index-c")):
        version(name, day)
    assert [path.name for path in folders(tmp_path)] == [f"index-{n}" for n in "acbd"]
    point_to(tmp_path, tmp_path / "index-d")
    assert current(tmp_path) == tmp_path / "index-d"
    assert [path.name for path in folders(tmp_path)] == [f"index-{n}" for n in "dacb"]


def test_what_is_no_version_is_not_listed(tmp_path: Path, version: Make) -> None:
    version("index-a", 1)
    version("building-b", 2)
    version("building-dropped-index-c", 3)
    (tmp_path / "index-file").write_text("no folder", encoding="utf-8")
    assert [path.name for path in folders(tmp_path)] == ["index-a"]
    assert folders(tmp_path / "nowhere") == []


def test_a_version_whose_manifest_is_gone_comes_last(tmp_path: Path, version: Make) -> None:
    version("index-a", 1)
    (version("index-z", 9) / NAME).unlink()
    assert [path.name for path in folders(tmp_path)] == ["index-a", "index-z"]


def test_the_published_version_is_served_without_a_word(tmp_path: Path, version: Make) -> None:
    version("index-new", 9)
    point_to(tmp_path, version("index-old", 1))
    assert served(tmp_path) == ("index-old", "")


def test_the_newest_sound_version_stands_in_and_it_is_said_why(
    tmp_path: Path, version: Make
) -> None:
    version("index-a", 1)
    version("index-b", 2)
    (version("index-c", 3) / "text").unlink()
    point_to(tmp_path, version("index-d", 4))
    (tmp_path / "index-d" / "text").write_text("index-D", encoding="utf-8")
    name, notice = served(tmp_path)
    assert name == "index-b"
    assert notice == (
        "The index of 1944-09-02T10:00 is used instead of the newest: "
        f"{tmp_path / 'index-d' / 'text'} was changed after it was published; "
        f"{tmp_path / 'index-c' / 'text'} is gone. Make it anew: frus index build"
    )


@pytest.mark.parametrize("content", [None, b"", b"index-gone\n", b"../index-a\n", b"\xff\0"])
def test_where_nothing_is_named_the_newest_is_served(
    tmp_path: Path, version: Make, content: bytes | None
) -> None:
    version("index-a", 1)
    version("index-b", 2)
    if content is not None:
        (tmp_path / "CURRENT").write_bytes(content)
    name, notice = served(tmp_path)
    assert (name, f"{tmp_path / 'CURRENT'} names no index" in notice) == ("index-b", True)


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"model": "other words"}, "index-b was made with other words, not with words"),
        ({"format": FORMAT + 1}, "index-b was made by another version of the program"),
        ({"reading": READING - 1}, "index-b was made by another version of the program"),
        (
            {"libraries": {"chromadb": "0.1"}},
            "index-b was written by chromadb 0.1, and ",
        ),
    ],
)
def test_a_version_that_does_not_fit_is_passed_over(
    tmp_path: Path, version: Make, fields: dict[str, object], fault: str
) -> None:
    version("index-a", 1)
    point_to(tmp_path, version("index-b", 2, **fields))
    name, notice = served(tmp_path)
    assert (name, bool(re.search(fault, notice))) == ("index-a", True)
    shutil.rmtree(tmp_path / "index-a")
    with pytest.raises(StoreError, match=rf"{fault}.*; run: frus index build$"):
        serve(tmp_path, "words")


def test_where_none_is_sound_every_fault_is_told(tmp_path: Path, version: Make) -> None:
    for day, name in enumerate(("index-a", "index-b"), 1):
        (version(name, day) / "text").unlink()
    with pytest.raises(StoreError, match=r"index-b/text is gone; .*index-a/text is gone; run: fr"):
        serve(tmp_path, "words")
    with pytest.raises(StoreError, match=r"^no index in .*; run: frus index build$"):
        serve(tmp_path / "nowhere", "words")


def test_what_is_served_is_held_and_nothing_else(tmp_path: Path, version: Make) -> None:
    version("index-a", 1)
    (version("index-b", 2) / "text").unlink()
    found = serve(tmp_path, "words")
    version("building-c", 3)
    publish(tmp_path, tmp_path / "building-c", "c", None)
    # The damaged one is gone, the one that is read is not.
    assert names(tmp_path) == {"index-a", "index-c"}
    found.hold.release()
    version("building-d", 4)
    publish(tmp_path, tmp_path / "building-d", "d", None)
    assert names(tmp_path) == {"index-d"}


def test_publishing_keeps_the_version_that_was_built_upon(tmp_path: Path, version: Make) -> None:
    before = None
    for day, name in enumerate("abcd", 1):
        version(f"building-{name}", day)
        folder = publish(tmp_path, tmp_path / f"building-{name}", name, before)
        assert folder == current(tmp_path) == tmp_path / f"index-{name}"
        assert names(tmp_path) == {path.name for path in (folder, before) if path}
        before = folder


def test_a_version_of_the_same_name_stands_beside_the_one_before(
    tmp_path: Path, version: Make
) -> None:
    before = None
    found = []
    for day in (1, 2, 3, 4):
        version("building-x", day)
        before = publish(tmp_path, tmp_path / "building-x", "a", before)
        found.append(before.name)
    assert found == ["index-a", "index-a-2", "index-a-3", "index-a"]
    assert names(tmp_path) == {"index-a", "index-a-3"}


def test_a_version_is_on_the_disk_before_it_is_named(
    tmp_path: Path, version: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    monkeypatch.setattr(
        "vectorstore.versions.sync_folder",
        lambda folder: steps.append(f"{folder.name}: {sorted(names(folder))}"),
    )
    monkeypatch.setattr("vectorstore.versions.replace_text", lambda path, text: steps.append(text))
    version("building-a", 1)
    publish(tmp_path, tmp_path / "building-a", "a", None)
    assert steps == [f"{tmp_path.name}: ['index-a']", "index-a\n"]


def test_a_version_that_is_published_while_one_is_opened_is_no_fault(
    tmp_path: Path, version: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    point_to(tmp_path, version("index-a", 1))

    def publish_meanwhile(folder: Path, model: str) -> Manifest:
        if folder.name == "index-a":
            version("building-b", 2)
            publish(tmp_path, tmp_path / "building-b", "b", folder)
        return sound(folder, model)

    monkeypatch.setattr("vectorstore.versions.sound", publish_meanwhile)
    assert served(tmp_path) == ("index-a", "")
    assert served(tmp_path) == ("index-b", "")


def test_where_all_that_was_listed_went_meanwhile_it_is_listed_again(
    tmp_path: Path, version: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    point_to(tmp_path, version("index-a", 1))

    def replaced_twice(folder: Path) -> Hold:
        if folder.name == "index-a":
            for name in ("b", "c"):
                version(f"building-{name}", 2)
                publish(tmp_path, tmp_path / f"building-{name}", name, None)
        return Hold(folder)

    monkeypatch.setattr("vectorstore.versions.Hold", replaced_twice)
    assert served(tmp_path) == ("index-c", "")


def test_a_version_that_is_not_served_is_not_held(tmp_path: Path, version: Make) -> None:
    folder = version("index-a", 1)
    (folder / "text").unlink()
    with pytest.raises(StoreError):
        serve(tmp_path, "words")
    version("building-b", 2)
    publish(tmp_path, tmp_path / "building-b", "b", None)
    assert names(tmp_path) == {"index-b"}

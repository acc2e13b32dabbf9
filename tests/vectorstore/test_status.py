"""What a home's index holds, and what it lacks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.library import Library
from vectorstore.build import build
from vectorstore.holding import drop
from vectorstore.manifest import FORMAT
from vectorstore.status import Status, read_status

if TYPE_CHECKING:
    from tests.vectorstore.conftest import WordVectors


def test_a_home_without_an_index_lacks_everything(tmp_path: Path) -> None:
    assert read_status(tmp_path, tmp_path / "index", "words") == {
        "home": str(tmp_path),
        "version": None,
        "model": None,
        "format": None,
        "built": None,
        "digest": None,
        "passages": 0,
        "counts": {},
        "libraries": {},
        "volumes": [],
        "up_to_date": False,
        "missing": ["frus1944Quebec"],
        "left": [],
        "waiting": [],
        "being_built": False,
        "fault": f"no index in {tmp_path / 'index'}; run: frus index build",
    }
    assert list(tmp_path.iterdir()) == []


def test_a_built_index_is_up_to_date_until_the_volumes_change(
    tmp_path: Path, words: WordVectors, copied_page: Callable[[str, str], Path]
) -> None:
    home, root = tmp_path / "home", tmp_path / "home" / "index"
    library = Library(home)

    def built() -> str:
        return build(library, root, words, lambda *_: None).manifest.version

    version = built()
    status = read_status(home, root, "words")
    assert (status["version"], status["format"], status["model"]) == (version, FORMAT, "words")
    assert (status["up_to_date"], status["passages"]) == (True, 9)
    assert status["volumes"] == ["frus1944Quebec"]

    library.add([copied_page("frus1945Malta", "Grain was bought.")])
    status = read_status(home, root, "words")
    assert (status["up_to_date"], status["missing"]) == (False, ["frus1945Malta"])
    built()
    assert read_status(home, root, "words")["up_to_date"]

    library.add([copied_page("frus1945Malta", "Grain was sold.")])
    assert read_status(home, root, "words")["missing"] == ["frus1945Malta"]
    library.remove("frus1945Malta")
    status = read_status(home, root, "words")
    assert (status["up_to_date"], status["left"]) == (False, ["frus1945Malta"])
    built()
    assert read_status(home, root, "words")["volumes"] == ["frus1944Quebec"]


def test_a_status_says_why_an_earlier_version_stands_in(
    tmp_path: Path, words: WordVectors, copied_page: Callable[[str, str], Path]
) -> None:
    home, root = tmp_path / "home", tmp_path / "home" / "index"
    library = Library(home)
    first = build(library, root, words, lambda *_: None).manifest
    library.add([copied_page("frus1945Malta", "Grain was bought.")])
    second = build(library, root, words, lambda *_: None).manifest
    status = read_status(home, root, "words")
    assert (status["version"], status["fault"], status["up_to_date"]) == (second.version, "", True)
    assert (status["built"], status["digest"]) == (second.built, second.digest)
    assert (status["counts"], status["libraries"]) == (second.counts, second.libraries)

    (root / f"index-{second.version}" / "passages.sqlite").unlink()
    status = read_status(home, root, "words")
    assert (status["version"], status["up_to_date"]) == (first.version, False)
    assert status["missing"] == ["frus1945Malta"]
    assert f"{first.built[:16]} is used instead of the newest" in status["fault"]
    assert "passages.sqlite is gone" in status["fault"]


def test_a_damaged_index_is_not_up_to_date_though_nothing_changed(
    tmp_path: Path, words: WordVectors
) -> None:
    home, root = tmp_path / "home", tmp_path / "home" / "index"
    version = build(Library(home), root, words, lambda *_: None).manifest.version
    (root / f"index-{version}" / "words" / "meta.json").write_text("{}", encoding="utf-8")
    status = read_status(home, root, "words")
    assert (status["version"], status["built"], status["counts"]) == (None, None, {})
    assert "meta.json has 2 bytes instead of" in status["fault"]
    assert not status["up_to_date"]
    # Another model finds no index of its own; that one is there is told.
    assert "was made with words, not with others" in read_status(home, root, "others")["fault"]


def test_reading_the_status_holds_nothing(tmp_path: Path, words: WordVectors) -> None:
    home, root = tmp_path / "home", tmp_path / "home" / "index"
    version = build(Library(home), root, words, lambda *_: None).manifest.version
    read_status(home, root, "words")
    assert drop(root / f"index-{version}")


def test_an_index_is_not_up_to_date_while_volumes_wait(
    tmp_path: Path,
    words: WordVectors,
    copied_page: Callable[[str, str], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home, root = tmp_path / "home", tmp_path / "home" / "index"
    library = Library(home)
    build(library, root, words, lambda *_: None)
    library.add([copied_page("frus1945Malta", "Grain was bought.")])
    monkeypatch.setattr("vectorstore.lacking._AT_ONCE", 0)
    states: list[Status] = []
    build(
        library,
        root,
        words,
        lambda *_: None,
        by_words=lambda _: states.append(read_status(home, root, "words")),
    )
    states.append(read_status(home, root, "words"))
    assert [state["waiting"] for state in states] == [["frus1945Malta"], []]
    assert [state["being_built"] for state in states] == [True, False]
    assert [state["up_to_date"] for state in states] == [False, True]
    assert [state["passages"] for state in states] == [10, 10]
    assert [state["counts"]["vectors"] for state in states] == [9, 10]
    assert [(state["missing"], state["left"], state["fault"]) for state in states] == [
        ([], [], "")
    ] * 2

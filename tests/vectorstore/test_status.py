"""What a home's index holds, and what it lacks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.library import Library
from vectorstore.build import build
from vectorstore.manifest import FORMAT
from vectorstore.status import read_status

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

"""The commands over a damaged home: never a traceback, always what is wrong and what to do."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from assistant.cli import main
from corpus.library import Library
from tests.vectorstore.survival.damages import OF_A_VERSION, OF_THE_POINTER
from vectorstore.build import build
from vectorstore.minilm import MiniLM
from vectorstore.versions import current

CHECKOUT = Path(__file__).parent.parent.parent.parent
QUESTION = "What mistake might the Soviet Government make about friendliness?"
MALTA = "\n".join(f"On day {n} grain was bought and ship {n} was sold." for n in range(1, 11))


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


Frus = Callable[..., Ran]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, embedder: MiniLM) -> Path:
    """A home of the shipped document, with its index; not to be changed."""
    home = tmp_path_factory.mktemp("made") / "home"
    build(Library(home), home / "index", embedder, lambda *_: None)
    return home


@pytest.fixture
def home(
    made: Path,
    tmp_path: Path,
    embedder: MiniLM,
    copied_page: Callable[[str, str], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """A home of the shipped document and a volume, with an index and an earlier one."""
    home = Path(shutil.copytree(made, tmp_path / "home"))
    library = Library(home)
    library.add([copied_page("frus1945Malta", MALTA)])
    build(library, home / "index", embedder, lambda *_: None)
    monkeypatch.setenv("FRUS_HOME", str(home))
    return home


@pytest.fixture
def frus(
    embedder: MiniLM, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Frus:
    """Runs `frus` in this process, with the model that is loaded already."""

    class Loaded:
        name = embedder.name

        def __new__(cls) -> Any:
            return embedder

    monkeypatch.setattr("assistant.opening.MiniLM", Loaded)
    monkeypatch.setattr("vectorstore.minilm.MiniLM", Loaded)

    def run(*arguments: str) -> Ran:
        monkeypatch.setattr("sys.argv", ["frus", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        output = capsys.readouterr()
        assert "Traceback" not in output.err
        return Ran(int(ended.value.code or 0), output.out, " ".join(output.err.split()))

    return run


def version(home: Path) -> Path:
    folder = current(home / "index")
    assert folder is not None
    return folder


def require_answers(frus: Frus, passages: int) -> str:
    """The document that is in every version answers; what was said beside the answer."""
    ran = frus("ask", QUESTION, "--json")
    record = json.loads(ran.out)
    assert ran.code == 0
    assert record["citations"][0]["passage"] == "frus1944Quebec/d123/p4"
    assert record["index"]["passages"] == passages
    return ran.err


def require_whole(frus: Frus) -> None:
    state = json.loads(frus("index", "status", "--json").out)
    assert (state["fault"], state["up_to_date"], state["passages"]) == ("", True, 19)
    assert require_answers(frus, 19) == ""


@pytest.mark.parametrize(
    "damage", ["vectors/chroma.sqlite3: empty", "data_level0.bin: 500 flips", "manifest: cut"]
)
def test_the_commands_over_a_damaged_version(frus: Frus, home: Path, damage: str) -> None:
    name, harm = OF_A_VERSION[damage]
    name = name.rpartition("/")[2]
    harm(version(home))
    status = frus("index", "status")
    assert status.code == 0
    assert name in status.out.replace("\n", "")
    assert "frus index build" in status.out.replace("\n", " ")
    check = frus("index", "check")
    assert check.code == 1
    assert check.err.startswith("frus: index ")
    assert name in check.err
    assert name in require_answers(frus, 9)
    built = frus("index", "build", "--json")
    assert (built.code, json.loads(built.out)["embedded"]) == (0, 0)
    require_whole(frus)


def test_the_commands_over_a_home_without_a_sound_version(frus: Frus, home: Path) -> None:
    for folder in (home / "index").glob("index-*"):
        (folder / "passages.sqlite").unlink()
    status = json.loads(frus("index", "status", "--json").out)
    assert "passages.sqlite is gone" in status["fault"]
    assert (status["version"], status["up_to_date"]) == (None, False)
    check = frus("index", "check")
    assert check.code == 1
    assert check.err.endswith("passages.sqlite is gone; run: frus index build")
    assert "The index is made anew" in require_answers(frus, 19)
    require_whole(frus)


@pytest.mark.parametrize("damage", ["garbage", "longer than any name", "gone"])
def test_the_commands_without_the_name_of_the_published_version(
    frus: Frus, home: Path, damage: str
) -> None:
    OF_THE_POINTER[damage](home / "index")
    assert "CURRENT names no index" in require_answers(frus, 19)
    assert frus("index", "build").code == 0
    require_whole(frus)


def test_an_index_that_would_lose_much_is_refused(frus: Frus, home: Path) -> None:
    pages = home / "corpus" / "frus1945Malta"
    pages.rename(home / "mislaid")
    for _ in range(2):
        refused = frus("index", "build")
        assert refused.code == 1
        assert "frus1945Malta" in refused.err
        assert "nothing was changed" in refused.err
        assert refused.err.endswith("frus index build --allow-shrink")
        assert "installed volumes changed" in require_answers(frus, 19)
    meant = frus("index", "build", "--allow-shrink", "--json")
    assert (meant.code, json.loads(meant.out)["counts"]["vectors"]) == (0, 9)
    (home / "mislaid").rename(pages)
    again = frus("index", "build", "--json")
    assert (again.code, json.loads(again.out)["embedded"]) == (0, 0)
    require_whole(frus)


def test_a_build_without_room_does_not_begin(
    frus: Frus, home: Path, copied_page: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    Library(home).add([copied_page("frus1945Yalta", "Ships were sold.")])
    usage = namedtuple("usage", "total used free")
    with monkeypatch.context() as full:
        full.setattr("shutil.disk_usage", lambda _: usage(10**12, 10**12, 1000))
        refused = frus("index", "build")
    assert refused.code == 1
    assert f"frus: {home / 'index'}: 24 passages need 0.3 MB" in refused.err
    assert "make room, or set FRUS_HOME" in refused.err
    assert not list((home / "index").glob("building-*"))
    assert "installed volumes changed" in require_answers(frus, 19)
    assert frus("index", "build").code == 0
    assert require_answers(frus, 20) == ""


def test_a_build_on_a_full_disk_says_so_and_ends_with_1(
    home: Path, frus: Frus, copied_page: Callable[[str, str], Path]
) -> None:
    Library(home).add([copied_page("frus1945Yalta", "Ships were sold.")])
    program = (
        "import resource; from assistant.cli import main; "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (90_000, 90_000)); main()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, "index", "build"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    said = " ".join(ran.stderr.split())
    assert (ran.returncode, ran.stdout) == (1, ""), said
    assert str(home / "index") in said
    assert "make room or mend the disk, and run: frus index build" in said
    assert "Traceback" not in said
    assert not list((home / "index").glob("building-*"))
    assert "installed volumes changed" in require_answers(frus, 19)
    assert frus("index", "build").code == 0
    assert require_answers(frus, 20) == ""

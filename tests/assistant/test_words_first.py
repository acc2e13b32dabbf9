"""What the commands say of volumes that are found by their words before their vectors are made."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from assistant.cli import main
from assistant.words_first import found_by_words, found_now
from corpus.errors import StoreError
from corpus.library import Library
from vectorstore.build import build
from vectorstore.embed import Vectors
from vectorstore.minilm import MiniLM


@pytest.mark.parametrize(
    ("volumes", "told"),
    [
        (["frus1945"], "frus1945 can be searched by its words now; its vectors are being made."),
        (
            ["b", "a"],
            "2 volumes (a, b) can be searched by their words now; their vectors are being made.",
        ),
        (
            list("edcba"),
            "5 volumes (a, b, c and 2 more) can be searched by their words now; their vectors are "
            "being made.",
        ),
    ],
)
def test_volumes_that_can_be_searched_are_named(volumes: list[str], told: str) -> None:
    assert found_now(volumes) == told


def test_it_is_said_what_to_do_where_nobody_does_it() -> None:
    alone = "2 volumes (a, b) are found by their words alone until their vectors are made"
    assert found_by_words({"a": 1, "b": 2}, being_built=False) == f"{alone}; run: frus index build"
    assert found_by_words({"a": 1, "b": 2}, being_built=True) == f"{alone}, which is going on."


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def home(tmp_path: Path, embedder: MiniLM, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with its index, to which any volume comes as one that lacks many vectors."""
    home = tmp_path / "home"
    build(Library(home), home / "index", embedder, lambda *_: None)
    monkeypatch.setenv("FRUS_HOME", str(home))
    monkeypatch.setattr("vectorstore.lacking._AT_ONCE", 0)
    return home


@pytest.fixture
def frus(
    embedder: MiniLM, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ran]:
    """Runs `frus` in this process, with the model that is loaded already."""

    class Loaded:
        name = MiniLM.name

        def __new__(cls) -> Any:
            return embedder

    monkeypatch.setattr("vectorstore.minilm.MiniLM", Loaded)

    def run(*arguments: str) -> Ran:
        monkeypatch.setattr("sys.argv", ["frus", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        output = capsys.readouterr()
        return Ran(int(ended.value.code or 0), output.out, " ".join(output.err.split()))

    return run


def test_adding_says_when_words_can_be_searched(
    home: Path, frus: Callable[..., Ran], copied_page: Callable[[str], Path]
) -> None:
    ran = frus("corpus", "add", str(copied_page("frus1945Malta")))
    assert (ran.code, ran.out) == (0, "Added frus1945Malta. The index holds 10 passages.\n")
    told = "frus1945Malta can be searched by its words now; its vectors are being made."
    assert ran.err.count(told) == 1
    assert frus("index", "build").err == ""


def test_a_volume_whose_vectors_were_not_made_is_told_of_until_they_are(
    home: Path,
    frus: Callable[..., Ran],
    embedder: MiniLM,
    copied_page: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(_: object) -> Vectors:
        raise StoreError("the model is gone")

    with monkeypatch.context() as failing:
        failing.setattr(embedder, "embed", fail)
        ran = frus("corpus", "add", str(copied_page("frus1945Malta")))
    assert (ran.code, ran.out) == (1, "")
    assert "Added frus1945Malta. The index lacks vectors still." in ran.err
    assert "the model is gone" in ran.err
    alone = "frus1945Malta is found by its words alone until its vectors are made"
    assert f"{alone}; run: frus index build" in frus("index", "status").out
    state = json.loads(frus("index", "status", "--json").out)
    assert (state["waiting"], state["up_to_date"]) == (["frus1945Malta"], False)
    todo = "Found by its words alone until its vectors are made; run: frus index build"
    assert todo in frus("corpus", "list").out
    cards = [json.loads(line) for line in frus("corpus", "list", "--json").out.splitlines()]
    assert [card["state"] for card in cards] == [
        "indexed",
        "found by its words alone until its vectors are made",
    ]
    assert frus("index", "check").code == 0
    searched = frus("search", "grain bought at Yalta", "--json")
    hits = json.loads(searched.out)["hits"]
    assert hits[0]["passage"].startswith("frus1945Malta/d1/p1")
    assert f"{alone}; run: frus index build" in searched.err
    assert frus("index", "build").code == 0
    assert frus("search", "grain", "--json").err == ""
    assert json.loads(frus("index", "status", "--json").out)["up_to_date"]

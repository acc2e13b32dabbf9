"""A chat opens as soon as words can be searched, and its index is built on beside it."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from assistant.builder import Builder
from assistant.live import LiveAssistant
from assistant.opening import open_assistant
from assistant.settings import Settings
from corpus.errors import StoreError
from corpus.library import Library
from vectorstore.build import build
from vectorstore.embed import Embedder, Vectors
from vectorstore.manifest import read_manifest
from vectorstore.matrix import MATRIX
from vectorstore.minilm import MiniLM
from vectorstore.versions import current
from vectorstore.writer_lock import BusyError, being_written, writing

TEHRAN = "Where are the records of the Tehran Conference?"


@dataclass
class Held:
    """The model that ships, which embeds nothing before it may."""

    model: MiniLM
    name: str = MiniLM.name
    runtime: str = "held"
    window: int = 256
    may: threading.Event = field(default_factory=threading.Event)
    asked: threading.Event = field(default_factory=threading.Event)
    failure: Exception | None = None
    embedded: list[int] = field(default_factory=list)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self.model.count_tokens(texts)

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked.set()
        assert self.may.wait(30)
        if self.failure is not None:
            raise self.failure
        self.embedded.append(len(texts))
        return self.model.embed(texts)


def published(root: Path) -> Path:
    folder = current(root)
    assert folder is not None
    return folder


@dataclass
class Chat:
    """A home, the builder of its index, and what was said."""

    settings: Settings
    held: Held
    notices: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)

    def builder(self) -> Builder:
        def progress(step: str, done: int, total: int) -> None:
            self.steps.append(step)

        return Builder(self.settings, MiniLM.name, lambda: self.held, progress, self.notices.append)

    def waiting(self) -> list[str]:
        return sorted(read_manifest(published(self.settings.index)).waiting)

    def end(self) -> None:
        """Wait until the build says how it ended."""
        for _ in range(1500):
            if self.notices:
                return
            threading.Event().wait(0.02)
        pytest.fail("the build does not end")


def add_page(chat: Chat, folder: Path, paragraphs: int) -> None:
    """Install a copied page of so many different paragraphs."""
    page = folder / "page.txt"
    lines = ["A Paper", *(f"Grain was bought for {n} dollars." for n in range(paragraphs))]
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sidecar = {
        "volume": {"id": "frus1945Malta", "title": "Malta and Yalta"},
        "document": {"id": "d1", "number": "1"},
    }
    page.with_suffix(".json").write_text(json.dumps(sidecar), encoding="utf-8")
    assert Library(chat.settings.home).add([page]).refused == ()


@pytest.fixture
def chat(tmp_path: Path, embedder: MiniLM, monkeypatch: pytest.MonkeyPatch) -> Chat:
    """Over a home of the shipped document, whose nine vectors are many."""
    monkeypatch.setattr("vectorstore.lacking._AT_ONCE", 5)
    monkeypatch.setattr("assistant.opening.MiniLM", lambda: embedder)
    return Chat(Settings(tmp_path / "home"), Held(embedder))


def test_a_chat_answers_by_words_and_takes_up_the_vectors(chat: Chat) -> None:
    notices: list[str] = []
    with chat.builder():
        assert chat.waiting() == ["frus1944Quebec"]
        first = open_assistant(chat.settings, notice=notices.append)
        assert [notice for notice in notices if notice] == [
            "frus1944Quebec is found by its words alone until its vectors are made, which is "
            "going on."
        ]
        with LiveAssistant(first, chat.settings.index, every=0.02) as live:
            before = live.ask(TEHRAN)
            assert before.quotes[0].passage.id == "frus1944Quebec/d123/fn2"
            assert all("dense" not in hit.arms for hit in before.hits)
            chat.held.may.set()
            for _ in range(1500):
                if live.info != before.index:
                    break
                threading.Event().wait(0.02)
            after = live.ask(TEHRAN)
            assert all("dense" in hit.arms for hit in after.hits)
            assert after.index.passages == before.index.passages == 9
        chat.end()
    assert (chat.waiting(), chat.notices) == ([], ["All vectors are made."])
    # Once it can be searched nobody looks at bars.
    assert "embedding" not in chat.steps


def test_a_chat_that_is_left_stops_building_and_the_next_one_goes_on(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vectorstore.fill._EMBEDDED_AT_ONCE", 3)
    with chat.builder():
        threading.Timer(0.3, chat.held.may.set).start()
    assert chat.notices == [
        "Stopping…",
        "Stopped. What was embedded is kept; go on with: frus index build",
    ]
    assert (chat.waiting(), being_written(chat.settings.index)) == (["frus1944Quebec"], False)
    chat.notices.clear()
    with chat.builder():
        chat.end()
    assert (chat.waiting(), chat.notices) == ([], ["All vectors are made."])


def test_what_fails_once_words_can_be_searched_is_told(chat: Chat) -> None:
    chat.held.failure = StoreError("the disk is full")
    with chat.builder():
        chat.held.may.set()
        chat.end()
    assert chat.notices == ["The vectors are not made: the disk is full"]
    assert chat.waiting() == ["frus1944Quebec"]


def test_what_fails_before_anything_can_be_searched_is_raised(chat: Chat) -> None:
    chat.settings.home.mkdir()
    chat.settings.index.write_text("no folder", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be written"), chat.builder():
        pytest.fail("there is nothing to be searched")


def test_a_whole_index_is_left_alone_and_so_is_one_that_somebody_builds(
    chat: Chat, embedder: Embedder, copied_page: Callable[[str], Path]
) -> None:
    chat.held.failure = AssertionError("nobody is to embed")
    chat.held.may.set()
    library = Library(chat.settings.home)

    class PowerCutError(Exception):
        pass

    def cut(_: object) -> None:
        raise PowerCutError

    with pytest.raises(PowerCutError):
        build(library, chat.settings.index, embedder, lambda *_: None, by_words=cut)
    with writing(chat.settings.index, 0), chat.builder():
        pass
    # What was added since is not indexed unasked.
    library.add([copied_page("frus1945Malta")])
    with chat.builder():
        pass
    assert chat.waiting() == ["frus1944Quebec"]
    build(library, chat.settings.index, embedder, lambda *_: None)
    with chat.builder():
        pass
    assert (chat.notices, chat.steps) == ([], [])


def test_few_vectors_are_waited_for_with_bars(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vectorstore.lacking._AT_ONCE", 1000)
    chat.held.may.set()
    with chat.builder():
        assert chat.waiting() == []
    assert (chat.notices, "embedding" in chat.steps) == ([], True)


@pytest.mark.parametrize(("texts", "calls"), [(80, [80]), (81, [64, 17]), (144, [64, 80])])
def test_texts_are_embedded_in_small_calls_none_so_small_as_a_question(
    chat: Chat, tmp_path: Path, embedder: MiniLM, texts: int, calls: list[int]
) -> None:
    add_page(chat, tmp_path, texts - 9)
    chat.held.may.set()
    with chat.builder():
        chat.end()
    assert chat.held.embedded == calls
    build(Library(chat.settings.home), tmp_path / "at once", embedder, lambda *_: None)
    matrices = [published(root) / MATRIX for root in (chat.settings.index, tmp_path / "at once")]
    assert np.array_equal(*map(np.load, matrices))


def test_who_leaves_waits_for_one_small_call_alone(chat: Chat, tmp_path: Path) -> None:
    add_page(chat, tmp_path, 200)
    with chat.builder():
        assert chat.held.asked.wait(30)
        threading.Timer(0.3, chat.held.may.set).start()
    assert (chat.held.embedded, len(chat.waiting())) == ([64], 2)


def test_who_waits_for_another_build_may_leave_at_once(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[Path] = []

    def interrupted(root: Path) -> None:
        looks.append(root)
        if len(looks) == 4:
            raise KeyboardInterrupt

    chat.settings.index.mkdir(parents=True)
    monkeypatch.setattr("assistant.builder.current", interrupted)
    monkeypatch.setattr("assistant.builder._LONGEST_STEP", 5.0)
    began = time.monotonic()
    with writing(chat.settings.index, 0), pytest.raises(KeyboardInterrupt), chat.builder():
        pytest.fail("there is nothing to be searched")
    assert time.monotonic() - began < 4
    assert chat.notices[0] == "Stopping…"


def test_another_build_is_waited_for_and_not_for_ever(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat.settings.index.mkdir(parents=True)
    chat.held.may.set()
    with writing(chat.settings.index, 0):
        with monkeypatch.context() as hasty:
            hasty.setattr("assistant.builder._PATIENCE", 0.3)
            with pytest.raises(BusyError, match="is building the index"), chat.builder():
                pytest.fail("there is nothing to be searched")
        patient = chat.builder()
        entering = threading.Thread(target=patient.__enter__)
        entering.start()
        time.sleep(0.5)
        assert (current(chat.settings.index), entering.is_alive()) == (None, True)
    entering.join(30)
    chat.end()
    assert (chat.waiting(), chat.notices) == ([], ["All vectors are made."])


def test_where_an_earlier_version_stands_in_nothing_is_built_unasked(
    chat: Chat, tmp_path: Path, embedder: MiniLM, copied_page: Callable[[str], Path]
) -> None:
    library = Library(chat.settings.home)
    build(library, chat.settings.index, embedder, lambda *_: None)
    add_page(chat, tmp_path, 2)
    build(library, chat.settings.index, embedder, lambda *_: None)
    library.add([copied_page("frus1946v01")])
    (published(chat.settings.index) / "MANIFEST.json").write_text("{}", encoding="utf-8")
    with chat.builder():
        assert not being_written(chat.settings.index)
        with open_assistant(chat.settings, notice=chat.notices.append) as assistant:
            assert assistant.ask(TEHRAN).index.passages == 9
    assert chat.steps == []
    assert "is used instead of the newest" in chat.notices[0]
    # Where none can stand in, one is made.
    for path in chat.settings.index.glob("index-*/MANIFEST.json"):
        path.write_text("{}", encoding="utf-8")
    chat.held.may.set()
    with chat.builder():
        pass
    assert "frus1946v01" in read_manifest(published(chat.settings.index)).sources


def test_a_failure_is_told_though_somebody_else_publishes_in_that_instant(
    chat: Chat, embedder: MiniLM
) -> None:
    root, aside = chat.settings.index, chat.settings.home / "aside"
    build(Library(chat.settings.home), aside, embedder, lambda *_: None)

    def published_meanwhile() -> Embedder:
        aside.rename(root)
        raise StoreError("no embedding model")

    with Builder(
        chat.settings, MiniLM.name, published_meanwhile, lambda *_: None, chat.notices.append
    ):
        assert chat.notices == ["The vectors are not made: no embedding model"]

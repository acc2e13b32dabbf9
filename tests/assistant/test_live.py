"""A running assistant takes up a new version: no answer is lost, none is mixed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.app import Assistant
from assistant.live import LiveAssistant
from assistant.opening import open_assistant
from assistant.settings import Settings
from corpus.library import Library
from vectorstore.build import build
from vectorstore.embed import Embedder
from vectorstore.versions import current

TEHRAN = "Where are the records of the Tehran Conference?"
SELDOM = 3600.0


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "home")


@pytest.fixture
def add(
    settings: Settings, embedder: Embedder, copied_page: Callable[..., Path]
) -> Callable[[str], None]:
    """Adds a volume of one paragraph and publishes an index with it."""

    def add_volume(volume: str) -> None:
        library = Library(settings.home)
        library.add([copied_page(volume)])
        build(library, settings.index, embedder, lambda *_: None)

    return add_volume


@pytest.fixture
def first(
    settings: Settings, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Assistant]:
    monkeypatch.setattr("assistant.opening.MiniLM", lambda: embedder)
    with open_assistant(settings) as opened:
        yield opened


def test_a_new_version_is_taken_up_between_questions(
    first: Assistant, settings: Settings, add: Callable[[str], None]
) -> None:
    with LiveAssistant(first, settings.index, every=0.02) as live:
        before = live.ask(TEHRAN)
        assert [volume.id for volume in live.volumes] == ["frus1944Quebec"]
        add("frus1945Malta")
        for _ in range(500):
            if live.info != before.index:
                break
            threading.Event().wait(0.02)
        assert [volume.id for volume in live.volumes] == ["frus1944Quebec", "frus1945Malta"]
        after = live.ask(TEHRAN)
        assert after.index == live.info != before.index
        assert [quote.passage.id for quote in after.quotes] == [
            quote.passage.id for quote in before.quotes
        ]


def test_an_answer_under_way_is_of_one_version_and_keeps_it_open(
    first: Assistant, settings: Settings, add: Callable[[str], None]
) -> None:
    with LiveAssistant(first, settings.index, SELDOM) as live:
        steps = live.stream(TEHRAN)
        next(steps)
        for volume in ("frus1945Malta", "frus1946Paris"):
            add(volume)
            live.look()
        assert first.index.folder.is_dir()
        (*_, last) = steps
        assert last["answer"].index == first.info != live.info
        assert last["answer"].quotes
        # The last answer from it is given: the files may go, and the next build lets them.
        add("frus1947London")
        assert not first.index.folder.is_dir()


def test_many_askers_get_whole_answers_while_versions_come(
    first: Assistant, settings: Settings, add: Callable[[str], None]
) -> None:
    with LiveAssistant(first, settings.index, every=0.01) as live, ThreadPoolExecutor(4) as askers:
        asked = [askers.submit(live.ask, TEHRAN) for _ in range(20)]
        for volume in ("frus1945Malta", "frus1946Paris", "frus1947London"):
            add(volume)
            asked += [askers.submit(live.ask, TEHRAN) for _ in range(20)]
        answers = [answer.result(60) for answer in asked]
    assert len(answers) == 80
    assert {answer.quotes[0].passage.id for answer in answers} == {"frus1944Quebec/d123/fn2"}
    # What an answer says of its index is true of everything in it.
    for answer in answers:
        volumes = {hit.document.volume.id for hit in answer.hits}
        assert len(volumes) <= answer.index.passages - 8


@pytest.mark.parametrize(
    ("sound_before", "told"),
    [(True, "is used instead of the newest"), (False, "Answering from the index as it was")],
)
def test_a_version_that_cannot_be_opened_is_told_and_the_old_one_answers(
    first: Assistant,
    settings: Settings,
    add: Callable[[str], None],
    capsys: pytest.CaptureFixture[str],
    *,
    sound_before: bool,
    told: str,
) -> None:
    with LiveAssistant(first, settings.index, SELDOM) as live:
        add("frus1945Malta")
        published = current(settings.index)
        assert published is not None
        (published / "passages.sqlite").write_bytes(b"")
        if not sound_before:
            (first.index.folder / "MANIFEST.json").unlink()
        live.look()
        assert told in capsys.readouterr().err
        assert live.ask(TEHRAN).index == first.info


def test_the_volumes_are_those_of_a_version_that_is_still_open(
    first: Assistant,
    settings: Settings,
    add: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with LiveAssistant(first, settings.index, SELDOM) as live:
        add("frus1945Malta")
        read = vars(Assistant)["volumes"].fget

        def overtaken(assistant: Assistant) -> object:
            live.look()
            return read(assistant)

        monkeypatch.setattr(Assistant, "volumes", property(overtaken))
        assert [volume.id for volume in live.volumes] == ["frus1944Quebec"]
        assert [volume.id for volume in live.volumes] == ["frus1944Quebec", "frus1945Malta"]

"""The parts put together over a home: built at first use, and told of changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.app import Assistant
from assistant.opening import open_assistant
from assistant.settings import Settings
from corpus.errors import CorpusError, InputError
from corpus.library import Library
from vectorstore.minilm import MiniLM
from vectorstore.reranker import RERANKER
from vectorstore.retriever import Filter
from vectorstore.versions import current


@pytest.fixture
def one_model(monkeypatch: pytest.MonkeyPatch, embedder: MiniLM) -> MiniLM:
    """Lets every assistant of a test share the model that is loaded already."""
    monkeypatch.setattr("assistant.opening.MiniLM", lambda: embedder)
    return embedder


def test_a_home_without_an_index_gets_one_at_first_use(tmp_path: Path, one_model: MiniLM) -> None:
    steps: list[tuple[str, int, int]] = []
    notices: list[str] = []
    settings = Settings(tmp_path / "new" / "home")
    with open_assistant(settings, None, lambda *step: steps.append(step), notices.append) as opened:
        assert [volume.id for volume in opened.volumes] == ["frus1944Quebec"]
        assert opened.info.passages == 9
    assert [step for step, _, _ in steps] == [
        "reading",
        "indexing words",
        "embedding",
        "storing vectors",
        "checking",
        "publishing",
    ]
    steps.clear()
    with open_assistant(settings, None, lambda *step: steps.append(step), notices.append):
        assert steps == []
    assert "".join(notices) == ""


def test_volumes_that_changed_are_told_of_and_not_indexed_unasked(
    tmp_path: Path, one_model: MiniLM, copied_page: Callable[[str], Path]
) -> None:
    settings, library = Settings(tmp_path), Library(tmp_path)
    open_assistant(settings).close()
    before = current(settings.index)
    library.add([copied_page("frus1945Malta")])
    notices: list[str] = []
    with open_assistant(settings, None, notice=notices.append) as opened:
        assert [volume.id for volume in opened.volumes] == ["frus1944Quebec"]
    assert [notice for notice in notices if notice] == [
        "The installed volumes changed since the index was built; run: frus index build"
    ]
    assert current(settings.index) == before


def test_a_language_model_that_cannot_be_used_is_told_of(
    tmp_path: Path, one_model: MiniLM, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    notices: list[str] = []
    with open_assistant(Settings(tmp_path), "openai:gpt-4o-mini", notice=notices.append) as opened:
        assert opened.ask("Where are the records of the Tehran Conference?").quotes
    (notice,) = notices
    assert notice.startswith("Answering without the language model: openai:gpt-4o-mini needs")
    with pytest.raises(InputError, match="write provider:model"):
        open_assistant(Settings(tmp_path), "gpt")


def test_a_query_without_words_finds_nothing(assistant: Assistant) -> None:
    assert assistant.search("", 5, Filter()) == []
    assert len(assistant.search("Poland", 5, Filter())) == 5


@pytest.mark.parametrize(
    ("scope", "named"),
    [
        (Filter(volumes=("frus1945Malta",)), "volume frus1945Malta is not installed"),
        (Filter(volumes=("frus1944Quebec", "x")), "volume x is not installed"),
        (
            Filter(documents=("frus1944Quebec/d9",)),
            "has no document frus1944Quebec/d9; see: frus cor",
        ),
        (
            Filter(documents=("frus1945Malta/d1",)),
            "frus1945Malta/d1 is not installed; see: frus cor",
        ),
    ],
)
def test_a_scope_names_what_is_installed(assistant: Assistant, scope: Filter, named: str) -> None:
    with pytest.raises(InputError, match=named):
        assistant.require(scope)


def test_a_scope_of_what_is_installed_is_taken(assistant: Assistant) -> None:
    assistant.require(Filter())
    assistant.require(
        Filter(volumes=("frus1944Quebec",), documents=("frus1944Quebec/d123",), after="1999")
    )


def test_texts_are_of_a_document_or_a_volume(assistant: Assistant) -> None:
    (document,) = assistant.texts("frus1944Quebec/d123")
    assert list(assistant.texts("frus1944Quebec")) == [document]
    assert len(document.passages) == 11


@pytest.mark.parametrize(
    "id_", ["", "/", "x", "\udcff", "frus1944Quebec/", "frus1944Quebec/d9", "frus1944Quebec/d1/p1"]
)  # fmt: skip
def test_texts_that_are_not_installed_are_named(assistant: Assistant, id_: str) -> None:
    with pytest.raises(CorpusError, match=r"is not installed; see: |has no document"):
        assistant.texts(id_)


def test_a_renewed_assistant_keeps_its_reranker(
    tmp_path: Path, one_model: MiniLM, cross_encoder_folder: Path
) -> None:
    named = str(cross_encoder_folder)
    with open_assistant(Settings(tmp_path), reranker=named) as opened:
        hits = opened.search("Soviet policies", 9, Filter())
        with opened.renewed() as renewed:
            assert renewed.search("Soviet policies", 9, Filter()) == hits
    assert all(RERANKER in hit.arms for hit in hits)

"""How far a search reaches: volumes, passages, documents without a date, and words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.app import Assistant
from assistant.opening import open_assistant
from assistant.reach import Reach
from assistant.settings import Settings
from corpus.library import Library
from corpus.passage import Kind
from vectorstore.minilm import MiniLM
from vectorstore.retriever import Filter

QUEBEC, MALTA = "frus1944Quebec", "frus1945Malta"


def test_documents_without_a_date_are_counted(
    tmp_path: Path, copied_page: Callable[[str], Path], embedder: MiniLM
) -> None:
    Library(tmp_path).add([copied_page(MALTA)])
    with open_assistant(Settings(tmp_path), embedder=embedder) as opened:
        reach = Reach(opened.index)
        whole, dated = reach.looked(Filter()), reach.looked(Filter(after="1944", before="1945"))
        assert (whole.volumes, whole.passages, whole.undated) == ((QUEBEC, MALTA), 10, 0)
        assert (dated.volumes, dated.passages, dated.undated) == ((QUEBEC,), 9, 1)
        assert reach.looked(Filter(before="1900")).undated == 1
        assert reach.looked(Filter(volumes=(QUEBEC,), before="1900")).undated == 0
        assert reach.looked(Filter(volumes=(MALTA,))).passages == 1
        assert reach.holds(["yalta"], Filter(volumes=(MALTA,)))
        assert not reach.holds(["yalta"], Filter(volumes=(QUEBEC,)))
        refusal = opened.ask("Who sold penguins?", scope=Filter(after="1944")).refusal
        assert refusal is not None
        assert "documents of 1944 or later from “Conference at Quebec, 1944” (9" in refusal.message
        assert "1 document without a date was left out." in refusal.message


@pytest.mark.parametrize(
    ("scope", "volumes", "passages"),
    [
        (Filter(), (QUEBEC,), 9),
        (Filter(kind=Kind.FOOTNOTE), (QUEBEC,), 3),
        (Filter(documents=("frus1944Quebec/d123",)), (QUEBEC,), 9),
        (Filter(documents=("frus1944Quebec/d1",)), (), 0),
        (Filter(volumes=(MALTA,)), (), 0),
        (Filter(after="1945"), (), 0),
    ],
)
def test_what_lies_in_scope_is_counted(
    assistant: Assistant, scope: Filter, volumes: tuple[str, ...], passages: int
) -> None:
    looked = Reach(assistant.index).looked(scope)
    assert (looked.volumes, looked.passages, looked.scope) == (volumes, passages, scope)
    assert bool(passages) is assistant.index.within(scope)


def test_words_are_held_where_any_of_them_stands(assistant: Assistant) -> None:
    reach = Reach(assistant.index)
    assert reach.holds(["penguin", "poland"], Filter())
    assert reach.holds(["penguin", "friendli"], Filter(kind=Kind.PARAGRAPH))
    assert not reach.holds(["friendli"], Filter(kind=Kind.FOOTNOTE))
    assert not reach.holds(["penguin"], Filter())
    assert not reach.holds([], Filter())


def test_only_runs_of_words_are_printed(assistant: Assistant) -> None:
    reach = Reach(assistant.index)
    assert reach.prints("mistake FRIENDLINESS for weakness")
    assert not reach.prints("weakness for friendliness")
    assert not reach.prints("weakness")
    assert not reach.prints("")

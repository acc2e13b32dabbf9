"""Support of prose by what it cites, through the assistant's own opener and scripted models."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.answer import Answer, Statement
from assistant.app import Assistant
from assistant.opening import open_assistant
from assistant.settings import Settings
from corpus.errors import InputError
from evals.case import Case, Expect, Gold, Split
from evals.record.unit import Record
from evals.suite.answers import Answers
from evals.suite.counterfactual import Counterfactual
from evals.suite.metric import metrics
from evals.suite.opening import opened as really_opened
from evals.suite.plan import Plan
from evals.suite.support import Support
from evals.suite.with_model import Written, with_model
from evals.suite.world import CaseSet, World
from evals.support.alce import supported
from tests.assistant.language_model.scripted import Script, Scripted, chose

if TYPE_CHECKING:
    from tests.evals.conftest import Replies

Opened = Callable[[Script], AbstractContextManager[World]]
WORDS = "Cooperation on that basis is perilously close to collusion."
CASE = Case(
    id="collusion",
    question="What does the paper say about collusion?",
    history=(),
    slice="paragraph",
    expect=Expect.ANSWER,
    gold=(Gold("frus1944Quebec/d123/p6", WORDS),),
    split=Split.REPORT,
    within="frus1944Quebec/d123",
)
ASKED = CaseSet("shipped", "0", (CASE,))


@pytest.fixture
def opened(assistant: Assistant, record: Record, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """A world whose assistant answers with a scripted model, opened as any other is."""

    @contextmanager
    def opened(script: Script) -> Iterator[World]:
        monkeypatch.setattr(
            "assistant.language_model.provider.open_model", lambda *_: Scripted(script=script)
        )
        home = assistant.index.folder.parent.parent
        with open_assistant(Settings(home), "test:scripted") as own:
            yield World(assistant=own, index=own.index, record=record)

    return opened


def figures(world: World, stage: Support | Written) -> dict[str, float | None]:
    found = metrics(stage(world, lambda *_: None), {}, 0)
    return {one.definition.metric.partition("/")[2]: one.value for one in found}


def chosen(lead: str, words: str = WORDS) -> Script:
    """A model that chooses the sentence `words` of what it is sent, behind `lead`."""

    def script(sent: str) -> object:
        line = next(line for line in sent.splitlines() if words[:40] in line)
        return chose((lead, [line.partition(":")[0]]))

    return script


def test_prose_that_keeps_to_its_sentence_is_supported(opened: Opened) -> None:
    with opened(chosen("On cooperation and collusion the paper says:")) as world:
        found = figures(world, Support(ASKED))
    assert found["written"] == found["recall"] == found["precision"] == 1.0
    assert found["prose recall"] == 1.0
    assert "quoted recall" not in found


def test_answers_that_no_model_wrote_are_counted(opened: Opened) -> None:
    with opened(lambda _: "no reply in the form asked for") as world:
        assert figures(world, Support(ASKED))["written"] == 0.0


def test_words_of_its_own_are_told_and_quotations_still_gated(opened: Opened) -> None:
    with opened(chosen("On cooperation and collusion the paper says:")) as world:
        found = Written(Answers(ASKED))(world, lambda *_: None)
    bars = {metric.definition.metric: metric for metric in metrics(found, {}, 0)}
    assert bars["shipped/leakage"].value == 0.0
    assert str(bars["shipped/leakage"].verdict) == "no gate"
    assert str(bars["shipped/verbatim"].verdict) == "pass"


def test_a_model_joins_what_a_run_asks() -> None:
    planned = with_model(Plan((Answers(ASKED),), {"shipped": "0"}))
    assert [type(stage) for stage in planned.stages] == [Written, Support, Counterfactual]


def test_prose_without_support_fails_and_so_do_its_citations(
    replies: Replies, record: Record
) -> None:
    quote = replies.quote("p6", WORDS)
    text = f"Stalin landed in 1950: “{WORDS}”"
    found = supported(Statement(text, (quote,)), record)
    assert (found.recalled, found.precise) == (False, (False,))
    assert found.prose.startswith("Stalin landed in 1950")


def test_a_citation_that_the_others_do_without_is_not_precise(
    replies: Replies, record: Record
) -> None:
    needed = replies.quote("p6", WORDS)
    spare = replies.quote("fn2", "For the records of the Tehran Conference")
    text = f"Cooperation comes perilously close to collusion: “{needed.text}” “{spare.text}”"
    found = supported(Statement(text, (needed, spare)), record)
    assert (found.recalled, found.precise) == (True, (True, False))


def test_an_altered_quotation_zeroes_its_statement(replies: Replies, record: Record) -> None:
    text = replies.passage("p6").text.replace("collusion", "collision")
    start = text.index("Cooperation on")
    quote = replace(replies.quote("p6", WORDS), passage=replace(replies.passage("p6"), text=text))
    altered = replace(quote, start=start, end=start + len(WORDS))
    found = supported(Statement(f"“{altered.text}”", (altered,)), record)
    assert (found.outcome, found.recalled, found.precise) == ("altered", False, (False,))


def test_a_quotation_supports_itself(replies: Replies, record: Record) -> None:
    answer: Answer = replies.answer(replies.quote("p6", WORDS))
    found = supported(answer.statements[0], record)
    assert (found.outcome, found.recalled, found.precise) == ("quoted", True, (True,))


def test_a_model_that_cannot_be_opened_stops_the_run(tmp_path: Path) -> None:
    with (
        pytest.raises(InputError, match="provider:model"),
        really_opened(tmp_path, [], lambda *_: None, "nonsense"),
    ):
        pass

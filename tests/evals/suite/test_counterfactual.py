"""Answers that follow what the record says, and ones that do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from assistant.answer import Answer, Turn
from assistant.app import Assistant
from corpus.errors import InputError
from evals.case import Case, Expect, Gold, Split
from evals.record.unit import Record
from evals.suite.counterfactual import Counterfactual
from evals.suite.edited import edited
from evals.suite.metric import Metric, metrics
from evals.suite.world import CaseSet, World
from vectorstore.index import Index
from vectorstore.retriever import Filter

DOCUMENT = "frus1944Quebec/d123"
CASE = Case(
    id="note",
    question="Where are the records of the Tehran Conference?",
    history=(),
    slice="note",
    expect=Expect.ANSWER,
    gold=(Gold(f"{DOCUMENT}/fn2", "For the records of the Tehran Conference"),),
    split=Split.REPORT,
    within=DOCUMENT,
)
STAGE = Counterfactual(CaseSet("shipped", "0", (CASE,)), gated=True)


@dataclass
class Remembering:
    """An assistant that replies from memory, whatever the record says by now."""

    assistant: Assistant
    known: dict[str, Answer] = field(default_factory=dict)

    def ask(
        self, question: str, history: Sequence[Turn] = (), scope: Filter | None = None, k: int = 10
    ) -> Answer:
        if question not in self.known:
            self.known[question] = self.assistant.ask(question, history, scope, k)
        return self.known[question]

    def over(self, index: Index) -> Remembering:  # that is its fault
        return self


def found(stage: Counterfactual, world: World) -> dict[str, Metric]:
    judged = metrics(stage(world, lambda *_: None), {}, 0)
    return {one.definition.metric.partition("/")[2]: one for one in judged}


def test_an_answer_cut_from_the_record_follows_it(assistant: Assistant, record: Record) -> None:
    world = World(assistant=assistant, index=assistant.index, record=record)
    told = found(STAGE, world)
    assert (told["followed"].value, told["vanished"].value) == (1.0, 1.0)
    assert str(told["followed"].verdict) == "pass"


def test_an_answer_from_memory_does_not(assistant: Assistant, record: Record) -> None:
    world = World(assistant=Remembering(assistant), index=assistant.index, record=record)
    told = found(STAGE, world)
    assert (told["followed"].value, told["vanished"].value) == (0.0, 0.0)
    assert str(told["followed"].verdict) == "FAIL"
    ungated = found(replace(STAGE, gated=False), world)
    assert str(ungated["followed"].verdict) == "no gate"


def test_one_that_cannot_be_put_over_another_index_is_refused(
    assistant: Assistant, record: Record
) -> None:
    class Fixed:
        ask = assistant.ask

    with pytest.raises(InputError, match="edited index"):
        STAGE(World(assistant=Fixed(), index=assistant.index, record=record), lambda *_: None)


def test_an_edited_index_reads_otherwise_everywhere_and_the_store_does_not(
    assistant: Assistant,
) -> None:
    index, id_ = assistant.index, f"{DOCUMENT}/p6"
    passage = index.passages.passage(id_)
    assert passage is not None
    changed = replace(passage, text="Firmness failed.")
    other = edited(index, {id_: changed, f"{DOCUMENT}/p5": None})
    hits = {hit.passage.id: hit.passage.text for hit in other.search("firmness", 10, Filter())}
    assert hits[id_] == "Firmness failed."
    assert f"{DOCUMENT}/p5" not in hits
    held = {one.id: one for one in other.passages.passages_of(DOCUMENT)}
    assert held[id_] == changed
    assert f"{DOCUMENT}/p5" not in held
    assert other.passages.passage(f"{DOCUMENT}/p5") is None
    assert index.passages.passage(id_) == passage

"""Talks: what must be cited is, “that” is what was shown, what is asked again stays the same."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from assistant.answer import Answer, Turn
from assistant.app import Assistant
from corpus.errors import InputError
from evals.case import Case, Split, Texts, load_cases, select
from evals.record.unit import Record
from evals.suite.metric import Metric, metrics
from evals.suite.talks import shipped_talks, talks_of
from evals.suite.turns import Turns
from evals.suite.world import CaseSet, World
from vectorstore.retriever import Filter

NONE = CaseSet("none", "0", load_cases(shipped_talks(), None)[:1])


@pytest.fixture(scope="module")
def talks(texts: Texts) -> tuple[Case, ...]:
    return load_cases(shipped_talks(), texts)


def found(stage: Turns, world: World) -> dict[str, Metric]:
    judged = metrics(stage(world, lambda *_: None), {}, 0)
    return {one.definition.metric.partition("/")[2]: one for one in judged}


def only(cases: tuple[Case, ...], *ids: str) -> CaseSet:
    return CaseSet("talks", "0", tuple(case for case in cases if case.id.startswith(ids)))


def test_the_shipped_talks_are_whole_and_halved(talks: tuple[Case, ...]) -> None:
    whole = talks_of(talks)
    assert len(whole) >= 15
    assert len(talks) >= 40
    assert all(len({case.split for case in talk.turns}) == 1 for talk in whole)
    halves = [len(talks_of(select(talks, split))) for split in Split]
    assert halves[0] == halves[1]


def test_a_talk_with_a_gap_is_refused(talks: tuple[Case, ...]) -> None:
    with pytest.raises(InputError, match=r"talk-01\.3: history"):
        talks_of((talks[0], talks[2]))


def test_that_is_what_was_shown(
    assistant: Assistant, record: Record, talks: tuple[Case, ...]
) -> None:
    world = World(assistant=assistant, index=assistant.index, record=record)
    told = found(Turns(NONE, only(talks, "talk-02", "talk-06")), world)
    assert told["pointing"].value == told["switch"].value == told["again"].value == 1.0
    assert str(told["again"].verdict) == "pass"
    assert told["resolved"].total == told["raw"].total == 1


@dataclass
class Forgetful:
    """The assistant without the turns before, that tires of a question asked again."""

    assistant: Assistant

    def ask(
        self,
        question: str,
        history: tuple[Turn, ...] = (),
        scope: Filter | None = None,
        k: int = 10,
    ) -> Answer:
        asked = "Where are the records of the Tehran Conference?" if history else question
        return self.assistant.ask(asked, (), scope, k)


def test_one_that_forgets_is_found_out(
    assistant: Assistant, record: Record, talks: tuple[Case, ...]
) -> None:
    world = World(assistant=Forgetful(assistant), index=assistant.index, record=record)  # type: ignore[arg-type]
    told = found(Turns(NONE, only(talks, "talk-02")), world)
    assert told["pointing"].value == told["again"].value == 0.0
    assert str(told["again"].verdict) == "FAIL"


def test_questions_of_a_set_are_asked_after_their_history(
    assistant: Assistant, record: Record, talks: tuple[Case, ...]
) -> None:
    world = World(assistant=assistant, index=assistant.index, record=record)
    follow = next(case for case in talks if case.id == "talk-04.2")
    asked = CaseSet("set", "0", (replace(follow, slice="follow-up"),))
    told = found(Turns(asked, only(talks, "talk-02")), world)
    assert told["resolved"].slices == {"follow-up": (1.0, 1)}
    assert told["won"].total == 1

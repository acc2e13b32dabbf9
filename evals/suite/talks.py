"""Scripted talks: the questions of each in order, played with what is really replied to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answer import Answer, Turn
from assistant.render import plain_text
from corpus.errors import InputError
from evals.case import Case
from evals.suite.answers import scope_of
from evals.suite.world import Assistant


@dataclass(frozen=True, slots=True)
class Talk:
    """Questions that are asked one after the other; the first has no history."""

    id: str
    turns: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Played:
    """A turn as it went: the case, what was said before it, and the reply."""

    case: Case
    history: tuple[Turn, ...]
    answer: Answer


def shipped_talks() -> Path:
    """The talks on the shipped document, cases named "talk.turn" whose slice is the kind of turn:
    first, follow, switch (the subject is changed), pointing (at what was shown) or again.
    """
    return Path(__file__).parent.parent / "data" / "talks.jsonl"


def talks_of(cases: Sequence[Case]) -> tuple[Talk, ...]:
    """Cases put together to talks by their ids, "talk-01.2", in order.

    Raises InputError for a case whose history is not what was asked before it in its talk.
    """
    turns: dict[str, list[Case]] = {}
    for case in cases:
        before = turns.setdefault(case.id.rpartition(".")[0], [])
        if case.history != tuple(turn.question for turn in before):
            raise InputError(
                f"talk {case.id}: history: is not the questions of the turns before it; "
                "write the turns of a talk one below the other"
            )
        before.append(case)
    return tuple(Talk(id_, tuple(held)) for id_, held in turns.items())


def play(talk: Talk, assistant: Assistant) -> Iterator[Played]:
    """The turns of `talk` as they go, each after what was replied to those before it."""
    history: tuple[Turn, ...] = ()
    for case in talk.turns:
        answer = assistant.ask(case.question, history, scope_of(case))
        yield Played(case, history, answer)
        history = (*history, Turn(case.question, plain_text(answer), answer.quotes))

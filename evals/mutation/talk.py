"""Faults in follow-ups, and answers that depend on more than the question and its talk."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from assistant.answer import Answer
from assistant.question import parted
from evals.mutation.fault import Family, Fault, Plant
from evals.mutation.seam import seam, told


def faults() -> tuple[Fault, ...]:
    """The faults of the family."""
    return (
        _fault(
            "history ignored",
            "a follow-up is searched as it stands",
            seam("assistant.resolve:stand_alone", lambda _: lambda question, *_: question),
        ),
        _fault(
            "history always carried over",
            "every question takes over words of those before",
            seam("assistant.followup:_goes_on", lambda _: lambda *_: True),
        ),
        _fault(
            "own words lost",
            "only the words taken over are searched",
            seam("assistant.resolve:stand_alone", _carried_alone),
        ),
        _fault(
            "search not told",
            "what was searched is not told",
            told(lambda: _untold),
            "shipped/determinism",
        ),
        _fault(
            "previous question",
            "an answer depends on the question before it",
            told(_after_another),
            _SAME,
        ),
        _fault("growing state", "an answer depends on how many were given", told(_counting), _SAME),
        _fault("time of day", "an answer depends on the time", told(lambda: _dated), _SAME),
        _fault(
            "random number", "an answer depends on a random number", told(lambda: _drawn), _SAME
        ),
        _fault(
            "answer of another question",
            "answers are remembered by the length of the question",
            seam("assistant.app:Assistant.ask", _by_length),
            _SAME,
        ),
        _fault(
            "random order of hits",
            "hits are shuffled",
            seam("vectorstore.index:Index.search", _shuffled),
            _SAME,
        ),
    )


_SAME = "shipped/determinism"


def _fault(name: str, breaks: str, plant: Plant, metric: str = "shipped/gold recall") -> Fault:
    return Fault(name=name, family=Family.FOLLOW_UP, breaks=breaks, metric=metric, plant=plant)


def _carried_alone(right: Any) -> Callable[..., str]:
    def stand_alone(question: str, *around: object) -> str:
        _, carried = parted(right(question, *around))
        return carried or question

    return stand_alone


def _untold(answer: Answer) -> Answer:
    return replace(answer, searched=answer.question)


def _after_another() -> Callable[[Answer], Answer]:
    before = [""]

    def changed(answer: Answer) -> Answer:
        earlier, before[0] = before[0], answer.question
        return replace(answer, notice=f"{answer.notice} {len(earlier)}".strip())

    return changed


def _counting() -> Callable[[Answer], Answer]:
    given: list[Answer] = []

    def changed(answer: Answer) -> Answer:
        given.append(answer)
        late = answer.statements and len(given) > 60
        return replace(answer, statements=answer.statements[:1], hits=()) if late else answer

    return changed


def _dated(answer: Answer) -> Answer:
    return replace(answer, notice=str(time.time_ns()))


def _drawn(answer: Answer) -> Answer:
    drawn = random.random()  # noqa: S311  # no secret
    return replace(answer, answerability=answer.answerability * drawn)


def _by_length(right: Any) -> Callable[..., Answer]:
    known: dict[int, Answer] = {}

    def ask(assistant: object, question: str, *around: object) -> Answer:
        if len(question) not in known:
            known[len(question)] = right(assistant, question, *around)
        return known[len(question)]

    return ask


def _shuffled(right: Any) -> Callable[..., list[Any]]:
    def search(*asked: object) -> list[Any]:
        hits = list(right(*asked))
        random.shuffle(hits)
        return hits

    return search

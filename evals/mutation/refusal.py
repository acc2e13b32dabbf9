"""Faults in refusing and answering."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from assistant.answer import Answer, Quote, Reason, Refusal, Statement
from assistant.render import quoted
from evals.mutation.fault import STOPS, Family, Fault, Plant
from evals.mutation.seam import both, seam, told

_UNGUARDED = seam("assistant.answer:Answer.__post_init__", lambda _: lambda _self: None)


def faults() -> tuple[Fault, ...]:
    """The faults of the family."""
    return (
        _fault(
            "never refuses",
            "any sentence is good enough for an answer",
            _threshold(0.0),
            "shipped/refused",
        ),
        _fault(
            "always refuses",
            "no sentence is good enough for an answer",
            _threshold(1.0),
            "shipped/answered",
        ),
        _fault(
            "refusal and answer",
            "a refusal keeps its statements, and an answer is checked",
            told(lambda: _both),
            STOPS,
        ),
        _fault(
            "refusal and answer, unchecked",
            "a refusal keeps its statements, and no answer is checked",
            both(_UNGUARDED, told(lambda: _both)),
            "shipped/quiet refusal",
        ),
        _fault(
            "refusal that quotes",
            "a refusal's message holds the nearest sentence",
            _refusals(_quoting),
            "shipped/quiet refusal",
        ),
        _fault(
            "refusal without a word",
            "a refusal says nothing",
            _refusals(_silent),
            "shipped/quiet refusal",
        ),
        _fault(
            "no small talk",
            "greetings are searched and answered",
            _no_small_talk(),
            "shipped/greeted",
        ),
        _fault(
            "greeting with quotations",
            "a greeting shows passages",
            told(_greeting_with_quotations),
            "shipped/quiet refusal",
        ),
        _fault(
            "greeting refused",
            "a greeting is met as a question without an answer",
            _refusals(_unanswered),
            "shipped/greeted",
        ),
        _fault(
            "nothing is English",
            "every question is taken for another language",
            seam("assistant.reader:Reader.understands", lambda _: lambda *_: False),
            "shipped/answered",
        ),
        _fault(
            "related as answer",
            "the nearest passages are shown as an answer",
            told(lambda: _related_as_answer),
            "shipped/refused",
        ),
        _fault(
            "nothing related",
            "a refusal offers no passages",
            told(lambda: _without_related),
            "shipped/offered",
        ),
        _fault(
            "answerability constant",
            "every question is held equally answerable",
            _answerability(lambda _: 0.5),
            "shipped/answerability",
        ),
        _fault(
            "answerability inverted",
            "what is likeliest to be answered is held least so",
            _answerability(lambda p: 1.0 - p),
            "shipped/answerability",
        ),
        _fault(
            "never unsure",
            "an unsure answer does not say so",
            seam("assistant.answering:SURE", lambda _: 0.0),
            "shipped/candour",
        ),
        _fault(
            "worst sentence first",
            "the least likely sentence is quoted",
            seam("assistant.answering:compose", _worst_first),
            "shipped/first quote hit",
        ),
    )


def _fault(name: str, breaks: str, plant: Plant, metric: str) -> Fault:
    return Fault(name=name, family=Family.REFUSAL, breaks=breaks, metric=metric, plant=plant)


def _threshold(value: float) -> Plant:
    return seam("assistant.compose:ANSWERS", lambda _: value)


def _refusals(change: Callable[[Answer, Refusal], Refusal]) -> Plant:
    def changed(answer: Answer) -> Answer:
        refusal = answer.refusal
        return answer if refusal is None else replace(answer, refusal=change(answer, refusal))

    return told(lambda: changed)


def _answerability(change: Callable[[float], float]) -> Plant:
    return told(lambda: lambda one: replace(one, answerability=change(one.answerability)))


def _quoting(answer: Answer, refusal: Refusal) -> Refusal:
    nearest = "".join(f" {quote.text}" for quote in answer.related[:1])
    return replace(refusal, message=refusal.message + nearest)


def _silent(_answer: Answer, refusal: Refusal) -> Refusal:
    return replace(refusal, message="")


def _unanswered(_answer: Answer, refusal: Refusal) -> Refusal:
    return replace(refusal, reason=Reason.NOT_ANSWERED)


def _both(answer: Answer) -> Answer:
    said = tuple(Statement(quoted(quote), (quote,)) for quote in answer.related)
    return replace(answer, statements=said, related=()) if answer.related else answer


def _related_as_answer(answer: Answer) -> Answer:
    if not answer.related:
        return answer
    said = tuple(Statement(quoted(quote), (quote,)) for quote in answer.related)
    return replace(answer, statements=said, refusal=None, related=())


def _without_related(answer: Answer) -> Answer:
    return replace(answer, related=())


def _greeting_with_quotations() -> Callable[[Answer], Answer]:
    shown: list[Quote] = []

    def changed(answer: Answer) -> Answer:
        shown.extend(answer.quotes[:1])
        greeting = answer.refusal is not None and not answer.hits
        return replace(answer, related=tuple(shown[:1])) if greeting else answer

    return changed


def _no_small_talk() -> Plant:
    return both(
        seam("assistant.chain:small_talk", lambda _: lambda _message: None),
        seam("assistant.chain:says_nothing_alone", lambda _: lambda *_: False),
        seam("assistant.reader:Reader.understands", lambda _: lambda *_: True),
    )


def _worst_first(right: Any) -> Callable[..., object]:
    def compose(candidates: list[Any], passages_of: object) -> object:
        turned = [
            replace(one, probability=other.probability)
            for one, other in zip(candidates[::-1], candidates, strict=True)
        ]
        return right(turned, passages_of)

    return compose

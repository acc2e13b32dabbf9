"""Faults in the evaluation itself: the suite must not hide that it judged nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from evals.mutation.fault import STOPS, Family, Fault, Plant
from evals.mutation.seam import seam
from evals.score import NOT_SCORED, Score
from evals.suite.world import World


def faults() -> tuple[Fault, ...]:
    """The faults of the family."""
    return (
        _fault(
            "a check that scores nothing",
            "the check of pages scores nothing",
            seam("evals.suite.answer_checks:page", lambda _: _scoring_nothing),
            "shipped/page",
        ),
        _fault(
            "rendering that is not checked",
            "the checks of renderings score nothing",
            seam("evals.suite.answer_checks:rendered", lambda _: _scoring_nothing),
            "shipped/rendered chat",
        ),
        _fault(
            "a store without sentences",
            "the stage of the store finds no sentence",
            seam("evals.suite.stored:_sentences", lambda _: lambda _text: iter(())),
            "stored/verbatim",
        ),
        _fault(
            "a checker without trials",
            "no quotation is put to the checker",
            seam("evals.quotations.run:_trials", lambda _: lambda *_: iter(())),
            "quotations/falsified",
        ),
        _fault(
            "an empty set",
            "the question set holds nothing",
            seam("evals.suite.plan:load_cases", lambda _: lambda *_: ()),
            STOPS,
        ),
        _fault(
            "an empty record",
            "no source file was read for the record",
            _without_record,
            "shipped/verbatim",
        ),
    )


def _fault(name: str, breaks: str, plant: Plant, metric: str) -> Fault:
    return Fault(name=name, family=Family.EVALUATION, breaks=breaks, metric=metric, plant=plant)


def _scoring_nothing(*_: object) -> object:
    return lambda _case, _answer: Score(NOT_SCORED, "nothing to judge")


@contextmanager
def _without_record(world: World) -> Iterator[World]:
    yield replace(world, record={})

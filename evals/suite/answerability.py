"""How well the answerability of replies tells which questions the record answers.

An area under a curve is a mean over items, so that it is summed up like any other metric. But each
item's value depends on all the others: no interval can be made by drawing items.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from assistant.answer import Answer
from evals.case import Case, Expect
from evals.checks.gold import matches
from evals.statistics import Aurc
from evals.suite.judged import Curve


def parted(cases: Sequence[Case], replies: Mapping[str, Answer]) -> Iterator[tuple[Case, float]]:
    """For each question that the record answers: the share of those it does not answer which are
    held less answerable, ties counting half. The mean is the AUROC (Hanley and McNeil 1982).

    Nothing where either kind is missing.
    """
    others = sorted(
        replies[case.id].answerability for case in cases if case.expect is Expect.REFUSE
    )
    for case in cases:
        if case.expect is Expect.ANSWER and others:
            own = replies[case.id].answerability
            below, upto = bisect_left(others, own), bisect_right(others, own)
            yield case, (below + upto) / 2 / len(others)


def when_answered(
    cases: Sequence[Case], replies: Mapping[str, Answer]
) -> Iterator[tuple[Case, float]]:
    """For each question, of those that are held as answerable as it is or more: the share whose
    best sentence answers. The mean is 1 - AURC (Geifman and El-Yaniv 2017).
    """
    asked = _asked(cases)
    if not asked:
        return
    points = _area(asked, replies).points()
    right = {confidence: 1.0 - risk for confidence, _, risk in points}
    for case in asked:
        yield case, right[replies[case.id].answerability]


def curve(name: str, cases: Sequence[Case], replies: Mapping[str, Answer]) -> tuple[Curve, ...]:
    """The risk-coverage curve; none where nothing was asked that could be answered."""
    asked = _asked(cases)
    if not any(case.expect is Expect.ANSWER for case in asked):
        return ()
    points = tuple((share, risk) for _, share, risk in _area(asked, replies).points())
    return (
        Curve(
            f"{name}: risk and coverage",
            "coverage: share of the questions held most answerable",
            "risk: share of them whose best sentence does not answer",
            points,
        ),
    )


def _asked(cases: Sequence[Case]) -> list[Case]:
    return [case for case in cases if case.expect is not Expect.GREET]


def _area(cases: Sequence[Case], replies: Mapping[str, Answer]) -> Aurc:
    confidence = np.array([replies[case.id].answerability for case in cases])
    wrong = np.array([not _hit(case, replies[case.id]) for case in cases])
    return Aurc(confidence, wrong, np.ones(len(cases), dtype=np.bool_))


def _hit(case: Case, answer: Answer) -> bool:
    """Whether the first quotation, or the first offered beside a refusal, answers."""
    shown = (*answer.quotes, *answer.related)[:1]
    return any(matches(gold, quote) for gold in case.gold for quote in shown)

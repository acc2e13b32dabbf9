"""Does the same question get the same answer?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from assistant.answer import Answer
from evals.case import Case
from evals.score import Check, Finding, Score, judged


def determinism(again: Mapping[str, Answer]) -> Check:
    """D15: cases whose second answer, in `again` by case id, equals the first in everything but
    timings, over all cases. Scores of hits are compared exactly.
    """

    def check(case: Case, answer: Answer) -> Score:
        second = again[case.id]
        differing = [
            field.name
            for field in fields(Answer)
            if field.name != "timings"
            and getattr(answer, field.name) != getattr(second, field.name)
        ]
        outcome = f"differs in {', '.join(differing)}" if differing else "same"
        finding = Finding(outcome=outcome, right=not differing, shown=case.question)
        return judged([finding], "")

    return check

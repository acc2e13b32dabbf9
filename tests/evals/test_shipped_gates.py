"""The real assistant over the shipped question set reaches every gate."""

from __future__ import annotations

from assistant.app import Assistant
from evals.case import Split, load_cases, select, shipped_set
from evals.faithfulness import evaluate
from evals.gates import load_floors, shipped_floors
from evals.source import read_source, shipped_page


def test_the_assistant_reaches_the_gates(assistant: Assistant) -> None:
    source = read_source(shipped_page())
    cases = select(load_cases(shipped_set(), source), Split.REPORT)
    report = evaluate(assistant, cases, source, load_floors(shipped_floors()), lambda: None)
    missed = [f"{m.name}: {m.right} of {m.total}" for m in report.measured if m.passed is False]
    assert not missed
    assert report.passed

"""The trial of a lesson in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from assistant.lessons.trial import Trial, TriedStep


class CitationRecord(TypedDict):
    """Words quoted: where they stand, on which pages, and what they are."""

    passage: str
    pages: list[str]
    quote: str


class StepRecord(TypedDict):
    """A step tried. `passage`, `words` and `flaw` are null where there is none.

    `reply` is what came, in words.
    """

    number: int
    question: str
    searched: str
    passage: str | None
    words: str | None
    verdict: str | None
    as_expected: bool
    citations: list[CitationRecord]
    reply: str
    flaw: str | None


class TrialRecord(TypedDict):
    """A lesson tried: how many of its steps gave what they should."""

    lesson: str
    title: str
    passed: bool
    as_expected: int
    steps: list[StepRecord]


def trial_record(trial: Trial) -> TrialRecord:
    """`trial` as plain data, ready for JSON."""
    return {
        "lesson": trial.lesson.id,
        "title": trial.lesson.title,
        "passed": trial.passed,
        "as_expected": trial.right,
        "steps": [_record(number, step) for number, step in enumerate(trial.steps, start=1)],
    }


def summary(trial: Trial) -> str:
    """How many steps gave what they should, in one line."""
    count = len(trial.steps)
    steps = "step gives" if count == 1 else "steps give"
    return f"{trial.right} of {count} {steps} the expected citations."


def trial_lines(trial: Trial) -> Iterator[str]:
    """What came of each step, and how many gave what they should."""
    yield trial.lesson.title
    for number, step in enumerate(trial.steps, start=1):
        yield ""
        yield f"{number}. {step.step.question}"
        yield from (f"   {line}" for line in _lines(step))
    yield ""
    yield summary(trial)


def failing_lines(trial: Trial) -> Iterator[str]:
    """The steps that did not give what they should, a line each."""
    for number, step in enumerate(trial.steps, start=1):
        if not step.as_expected:
            yield f"step {number}, “{step.step.question}”: {'; '.join(_lines(step))}"


def _lines(step: TriedStep) -> Iterator[str]:
    if step.as_expected:
        yield f"As expected{'' if step.quotes else ', no answer'}. {step.came}"
        return
    yield f"Not as expected. Expected: {_expected(step)}"
    if step.flaw:
        yield f"It cannot be found: {step.flaw}"
    yield f"Came instead: {step.came}"


def _expected(step: TriedStep) -> str:
    expected, verdict = step.step.expected, step.step.verdict
    judged = f"{verdict}, " if verdict else ""
    if expected is None:
        return f"{judged}no quotation" if verdict else "that the record does not answer"
    words = f", “{expected.words}”" if expected.words else ""
    return f"{judged}{expected.passage}{words}"


def _record(number: int, step: TriedStep) -> StepRecord:
    expected, verdict = step.step.expected, step.step.verdict
    return {
        "number": number,
        "question": step.step.question,
        "searched": step.exchange.searched,
        "passage": expected.passage if expected else None,
        "words": expected.words if expected and expected.words else None,
        "verdict": str(verdict) if verdict else None,
        "as_expected": step.as_expected,
        "citations": [
            {"passage": quote.passage.id, "pages": list(quote.pages), "quote": quote.text}
            for quote in step.quotes
        ],
        "reply": step.came,
        "flaw": step.flaw or None,
    }

"""Lessons tried before class, by the assistant as it ships."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.app import Assistant
from assistant.lessons.finding import SHIPPED, lesson_named
from assistant.lessons.lesson import Expected, Lesson
from assistant.lessons.trial import trial
from assistant.lessons.trial_report import failing_lines, summary, trial_lines, trial_record

NOWHERE = Path("nowhere")


@pytest.mark.parametrize("name", SHIPPED)
def test_every_step_of_a_shipped_lesson_brings_what_it_should(
    assistant: Assistant, name: str
) -> None:
    lesson = lesson_named(name, NOWHERE)
    assert 5 <= len(lesson.steps) <= 8
    assert any(step.expected is None for step in lesson.steps)
    tried = trial(lesson, assistant)
    assert list(failing_lines(tried)) == []
    count = len(lesson.steps)
    assert summary(tried) == f"{count} of {count} steps give the expected citations."
    assert list(trial_lines(tried))[-1] == summary(tried)
    record = trial_record(tried)
    assert [step["as_expected"] for step in record["steps"]] == [True] * count


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        (Expected("frus1944Quebec/d123/p6"), "frus1944Quebec/d123/p6"),
        (Expected("frus1944Quebec/d123/p4", "will mistake"), "do not stand in"),
        (Expected("frus1944Quebec/d123/p99"), "there is no frus1944Quebec/d123/p99"),
        (Expected("frus1944Quebec/d9/p1"), "has no document frus1944Quebec/d9"),
        (Expected("frus1945Malta/d1/p1"), "frus1945Malta is not installed"),
        (None, "There is a danger"),
    ],
)
def test_a_step_that_brings_something_else_is_told(
    assistant: Assistant, expected: Expected | None, said: str
) -> None:
    lesson = lesson_named("friendliness-and-weakness", NOWHERE)
    wrong = replace(lesson.steps[0], expected=expected)
    tried = trial(replace(lesson, steps=(wrong, lesson.steps[1])), assistant)
    assert not tried.passed
    assert summary(tried).startswith("1 of 2 steps")
    assert said in "\n".join(failing_lines(tried))
    assert said in "\n".join(trial_lines(tried))


def test_a_step_is_asked_after_those_before_it(assistant: Assistant) -> None:
    lesson = lesson_named("reading-a-briefing-paper", NOWHERE)
    tried = trial(lesson, assistant)
    numbers = [step.exchange.number for step in tried.steps]
    assert numbers == list(range(1, len(lesson.steps) + 1))
    assert isinstance(tried.lesson, Lesson)

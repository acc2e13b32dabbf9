"""What counts as the expected passage, and which replies a class should see."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.answer import Answer, Reason, Refusal, Statement
from assistant.folding import fold
from assistant.lessons.judging import as_expected, found, quoted, stands
from assistant.lessons.lesson import Expected, LessonStep
from assistant.verdict import Outcome
from corpus.page_text import read_page
from tests.assistant.shelf import Shelf
from tests.assistant.ui.scripted import INFO, PAGE, ScriptedAssistant

PAPER = "frus1944Quebec/d123"
DANGER = "There is a danger that the Soviet Government may mistake friendliness for weakness"
CHECK = "Is this quotation right: “the Soviet Government will mistake friendliness for weakness”?"
TEXT = read_page(PAGE)
SCRIPTED = ScriptedAssistant(TEXT)
SHELF = Shelf(TEXT)
FOURTH = next(one for one in TEXT.passages if one.id == f"{PAPER}/p4")


def step(
    expected: Expected | None, verdict: Outcome | None = None, question: str = CHECK
) -> LessonStep:
    return LessonStep(
        question=question,
        look_for="The verb.",
        discussion="Why?",
        expected=expected,
        verdict=verdict,
    )


def answer(spans: Sequence[tuple[str, str, str]] = (), reason: Reason | None = None) -> Answer:
    """An answer that quotes from each passage from one word to another, or a refusal."""
    return Answer(
        question=CHECK,
        searched=CHECK,
        statements=tuple(
            Statement(f"“{quote.text}”", (quote,))
            for quote in (SCRIPTED.quote(*at) for at in spans)
        ),
        refusal=Refusal(reason, "No.") if reason else None,
        index=INFO,
    )


def test_the_expected_words_are_found_where_they_stand() -> None:
    stood = stands(Expected(f"{PAPER}/p4", "may  mistake friendliness"), SHELF)
    assert stood is not None
    assert stood.text == "may mistake friendliness"
    assert stood.passage is FOURTH


def test_without_words_the_whole_passage_is_expected() -> None:
    stood = stands(Expected(f"{PAPER}/p4"), SHELF)
    assert stood is not None
    assert stood.text == FOURTH.text


@pytest.mark.parametrize(
    "expected",
    [
        Expected(f"{PAPER}/p4", "will mistake friendliness"),
        Expected(f"{PAPER}/p99", "friendliness"),
        Expected("frus1945Malta/d1/p1", "friendliness"),
    ],
)
def test_words_that_stand_nowhere_are_not_found(expected: Expected) -> None:
    assert stands(expected, SHELF) is None


@given(st.integers(0, len(FOURTH.text)), st.integers(0, len(FOURTH.text)))
def test_any_words_of_a_passage_stand_in_it(one: int, other: int) -> None:
    words = FOURTH.text[min(one, other) : max(one, other)].strip()
    assume(words)
    stood = stands(Expected(FOURTH.id, words), SHELF)
    assert stood is not None
    assert fold(stood.text).text == fold(words).text


def test_a_quotation_of_the_passage_may_hold_other_words_than_those_expected() -> None:
    reply = answer([("fn1", "Annex 2", "September 8."), ("p5", "This would require", "Europe.")])
    other = step(Expected(f"{PAPER}/p5", "Nothing should be done"))
    assert [quote.passage.id for quote in quoted(other, reply)] == [f"{PAPER}/p5"]
    assert found(other, reply) is None
    assert not as_expected(other, reply)
    same = step(Expected(f"{PAPER}/p5", "This would require"))
    assert found(same, reply) == reply.quotes[1]
    assert as_expected(same, reply)


def test_only_the_expected_passage_counts() -> None:
    reply = answer([("p4", "There is", "weakness")])
    assert quoted(step(Expected(f"{PAPER}/p5")), reply) == ()
    assert not as_expected(step(Expected(f"{PAPER}/p5")), reply)


@pytest.mark.parametrize("reason", list(Reason))
def test_only_the_searched_record_can_fail_to_answer(reason: Reason) -> None:
    assert as_expected(step(None), answer(reason=reason)) == (reason is Reason.NOT_ANSWERED)
    assert not as_expected(step(Expected(f"{PAPER}/p4")), answer(reason=reason))


def test_an_answer_where_none_is_expected_is_not_as_expected() -> None:
    reply = answer([("p4", "There is", "weakness")])
    assert found(step(None), reply) is None
    assert not as_expected(step(None), reply)


def test_a_quotation_is_judged_by_its_verdict_and_by_its_passage() -> None:
    altered = SCRIPTED.check(DANGER.replace("may", "will"))
    assert altered.outcome == Outcome.ALTERED
    fourth, fifth = Expected(f"{PAPER}/p4"), Expected(f"{PAPER}/p5")
    assert as_expected(step(fourth, Outcome.ALTERED), altered)
    assert as_expected(step(fourth), altered)
    assert not as_expected(step(fourth, Outcome.VERIFIED), altered)
    assert not as_expected(step(fifth, Outcome.ALTERED), altered)
    assert not as_expected(step(None), altered)


def test_a_quotation_that_should_stand_nowhere_has_no_source() -> None:
    nowhere = SCRIPTED.check("Ruritania will join the alliance before the winter.")
    assert nowhere.outcome == Outcome.NOT_FOUND
    assert as_expected(step(None, Outcome.NOT_FOUND), nowhere)
    assert not as_expected(step(None, Outcome.UNVERIFIABLE), nowhere)

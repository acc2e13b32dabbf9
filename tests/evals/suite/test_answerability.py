"""Areas under curves as means over questions, on answerabilities whose area is known by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant.answer import Answer, Reason
from evals.case import Case, Expect, Gold
from evals.suite.answerability import curve, parted, when_answered

if TYPE_CHECKING:
    from tests.evals.conftest import Replies

FRIENDLY = "mistake friendliness for weakness"
GOLD = (Gold("frus1944Quebec/d123/p4", FRIENDLY),)


def asked(
    replies: Replies, case: Case, *told: tuple[bool, float, bool]
) -> tuple[list[Case], dict[str, Answer]]:
    """Cases and replies from (answerable, answerability, whether the quotation answers)."""
    cases, answers = [], {}
    for number, (answerable, held, hit) in enumerate(told):
        expect = Expect.ANSWER if answerable else Expect.REFUSE
        one = replace(case, id=str(number), expect=expect, gold=GOLD if answerable else ())
        quote = replies.quote("p4", FRIENDLY) if hit else replies.quote("p5", "franker")
        cases.append(one)
        answers[one.id] = replace(replies.answer(quote), answerability=held)
    return cases, answers


def test_the_share_of_pairs_in_the_right_order(replies: Replies, case: Case) -> None:
    """Against .2 and .6: .9 is above both, .6 above one and level with one, .1 below both."""
    right = ((True, 0.9, True), (True, 0.6, True), (True, 0.1, True))
    cases, answers = asked(replies, case, *right, (False, 0.2, False), (False, 0.6, False))
    assert [value for _, value in parted(cases, answers)] == [1.0, 0.75, 0.0]


def test_no_area_where_a_kind_is_missing(replies: Replies, case: Case) -> None:
    assert list(parted(*asked(replies, case, (True, 0.9, True)))) == []
    assert list(parted(*asked(replies, case, (False, 0.9, False)))) == []
    greeting = replace(case, expect=Expect.GREET)
    told = {"c": replies.refusal(Reason.GREETING)}
    assert list(when_answered([greeting], told)) == []
    assert curve("s", [greeting], told) == ()


def test_what_is_right_among_those_held_most_answerable(replies: Replies, case: Case) -> None:
    """Of the first 1, 2, 3, 4: 1, 1, 2 and 2 are right."""
    told = ((True, 0.9, True), (False, 0.8, False), (True, 0.7, True), (True, 0.6, False))
    cases, answers = asked(replies, case, *told)
    values = [value for _, value in when_answered(cases, answers)]
    assert values == pytest.approx([1, 1 / 2, 2 / 3, 2 / 4])
    (line,) = curve("s", cases, answers)
    assert [x for x, _ in line.points] == pytest.approx([0.25, 0.5, 0.75, 1])
    assert [y for _, y in line.points] == pytest.approx([0, 1 / 2, 1 / 3, 1 / 2])


def test_questions_held_alike_come_in_together(replies: Replies, case: Case) -> None:
    cases, answers = asked(replies, case, (True, 0.5, True), (False, 0.5, False))
    assert [value for _, value in when_answered(cases, answers)] == [0.5, 0.5]


def test_what_a_refusal_offers_as_related_is_its_best(replies: Replies, case: Case) -> None:
    due = replace(case, expect=Expect.ANSWER, gold=GOLD)
    offered = replies.refusal(Reason.NOT_ANSWERED, related=(replies.quote("p4", FRIENDLY),))
    assert [value for _, value in when_answered([due], {"c": offered})] == [1.0]

"""Answers that say how sure they are, and refusals that offer what was found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant.answer import Reason
from assistant.answering import UNSURE
from evals.case import Case
from evals.checks.candour import candour, offered
from evals.score import NOT_SCORED
from vectorstore.retriever import Hit

if TYPE_CHECKING:
    from tests.evals.conftest import Replies


@pytest.mark.parametrize(
    ("answerability", "notice", "outcome"),
    [
        (0.9, "", "right"),
        (0.1, UNSURE, "right"),
        (0.1, f"Answered without the language model: it is off. {UNSURE}", "right"),
        (0.1, "", "does not say so"),
        (0.9, UNSURE, "says so for nothing"),
    ],
)
def test_an_unsure_answer_says_so(
    replies: Replies, case: Case, answerability: float, notice: str, outcome: str
) -> None:
    quote = replies.quote("p4", "a danger")
    given = replace(replies.answer(quote), hits=replies.hits(quote))
    given = replace(given, answerability=answerability, notice=notice)
    assert [one.outcome for one in candour(case, given).findings] == [outcome]


def test_what_is_not_weighed_is_not_judged(replies: Replies, case: Case) -> None:
    quote = replies.quote("p4", "a danger")
    assert candour(case, replies.answer(quote)).value is NOT_SCORED
    told = replace(replies.answer(quote, text="There is one."), answerability=0.1)
    assert candour(case, told).value is NOT_SCORED
    assert candour(case, replies.refusal(Reason.NOT_ANSWERED)).value is NOT_SCORED


def test_a_refusal_offers_what_the_search_brought_up(replies: Replies, case: Case) -> None:
    quote = replies.quote("p4", "a danger")
    another = replace(quote.document, id="frus1944Quebec/d124")
    passage = replace(quote.passage, id=f"{another.id}/p4", document=another.id)
    other = replace(quote, passage=passage, document=another)
    hits = (Hit(quote.passage, quote.document, 1.0),)

    def outcome(*related: object) -> list[str]:
        refusal = replies.refusal(Reason.NOT_ANSWERED, related=related)  # type: ignore[arg-type]
        return [one.outcome for one in offered(case, replace(refusal, hits=hits)).findings]

    assert outcome(quote) == ["offered"]
    assert outcome() == ["nothing offered"]
    assert outcome(quote, other) == ["of no document found"]
    assert offered(case, replies.refusal(Reason.NOT_ANSWERED)).value is NOT_SCORED
    assert offered(case, replies.refusal(Reason.GREETING)).value is NOT_SCORED

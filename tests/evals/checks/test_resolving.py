"""Citations of what is missing from the record or from the index are named for what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant.answer import Quote, Reason
from corpus.passage import Anchor, PageBreak, Passage
from evals.case import Case
from evals.checks.resolving import resolves
from evals.record.unit import Record
from evals.score import NOT_SCORED

if TYPE_CHECKING:
    from tests.evals.conftest import Replies

ID = "frus1944Quebec/d123"
WORDS = "mistake friendliness"
Outcome = Callable[..., str]


@pytest.fixture
def outcome(record: Record, replies: Replies, case: Case) -> Outcome:
    """What is said of an answer with one quotation; the index can be given other passages."""

    def of(quote: Quote, *others: Passage) -> str:
        held = {one.id: one for one in (*replies.text.passages, *others)}
        (finding,) = resolves(record, held.get)(case, replies.answer(quote)).findings
        assert finding.right == (finding.outcome == "resolves")
        return finding.outcome

    return of


def named(quote: Quote, id_: str, volume: str | None = None) -> Quote:
    """`quote` from a document with another id."""
    book = replace(quote.document.volume, id=volume or quote.document.volume.id)
    passage = replace(quote.passage, id=f"{id_}/p4", document=id_)
    return replace(quote, passage=passage, document=replace(quote.document, id=id_, volume=book))


@pytest.mark.parametrize(
    ("name", "words"),
    [("p4", WORDS), ("fn2", "records of the Tehran"), ("source", "Roosevelt Papers")],
)
def test_what_is_there_resolves(replies: Replies, outcome: Outcome, name: str, words: str) -> None:
    assert outcome(replies.quote(name, words)) == "resolves"


def test_what_the_record_has_not(replies: Replies, outcome: Outcome) -> None:
    quote = replies.quote("p4", WORDS)
    missing = "frus1944Quebec/d124"
    assert outcome(named(quote, missing)) == "no such document"
    assert outcome(named(quote, "frus1943/d123", "frus1943")) == "no such volume"
    assert outcome(replies.quote("p4", WORDS, id=f"{ID}/p44")) == "no such passage"
    assert outcome(replies.quote("fn2", "Tehran", id=f"{ID}/fn9")) == "no such note"
    turned = replies.quote("p4", WORDS, pages=(PageBreak(0, "391"),))
    assert outcome(turned, turned.passage) == "no such page"


def test_what_the_index_has_not(replies: Replies, outcome: Outcome) -> None:
    anchored = replies.quote("fn2", "Tehran", anchor=Anchor(f"{ID}/p44", 0))
    assert outcome(anchored, anchored.passage) == "not in the index"
    # A passage that the record has under this id, and that an older build lacked.
    assert outcome(replies.quote("p4", WORDS, id=f"{ID}/h1")) == "not as stored"
    assert outcome(replies.quote("p4", WORDS, pages=(PageBreak(0, "192"),))) == "not as stored"


def test_a_passage_that_was_not_built(record: Record, replies: Replies, case: Case) -> None:
    answer = replies.answer(replies.quote("p4", WORDS))
    (finding,) = resolves(record, lambda _: None)(case, answer).findings
    assert finding.outcome == "not in the index"
    assert finding.source == f"{ID}/p4, pages 193, mark in nothing"


def test_what_is_offered_counts_and_silence_does_not(
    record: Record, replies: Replies, case: Case
) -> None:
    check = resolves(record, replies.stored)
    offered = replies.quote("p4", WORDS)
    assert check(case, replies.refusal(Reason.NOT_ANSWERED, related=(offered,))).value is True
    assert check(case, replies.refusal(Reason.NOT_ANSWERED)).value is NOT_SCORED

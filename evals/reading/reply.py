"""What came of a question: the reply, what was found on the way, and whether it is right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from assistant.answer import Answer, Quote, Reason
from corpus.errors import FrusError
from evals.question_sets import SetQuestion, Span, own_id

_SHARE = 0.5  # of the shorter of two spans, from which on they are the same sentence


class MisquotationError(FrusError):
    """Words shown as a quotation that do not stand where the answer says."""


class Way(StrEnum):
    """How a follow-up is put to the search."""

    RAW = "raw question"
    LAST_TURN = "last user turn + question"
    RESOLVED = "resolved question"


@dataclass(frozen=True, slots=True)
class Cited:
    """Words [start, end) of a passage of the set, quoted."""

    passage: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Alone:
    """What the reader makes of a single passage: the best sentence of it, and how likely it is
    to answer, 0..1; None and 0 where it weighed none.
    """

    best: Cited | None
    answerability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The reply to a question.

    `statements` are the texts shown, each with the places of its quotations in `citations`.
    `leading` is the first quotation of an answer or, beside a refusal, the sentence that came
    nearest to being one. `retrieved` are ids of passages, best first; `ways` the same for each
    way of putting a follow-up. `alone` is what was read in the gold passage, or in the near miss
    that an unanswerable question was written for; None where the set names neither.
    """

    question: SetQuestion
    searched: str
    reason: Reason | None
    answerability: float
    statements: tuple[tuple[str, tuple[int, ...]], ...] = ()
    citations: tuple[Cited, ...] = ()
    leading: Cited | None = None
    retrieved: tuple[str, ...] = ()
    ways: Mapping[Way, tuple[str, ...]] = field(default_factory=dict)
    alone: Alone | None = None

    @property
    def refused(self) -> bool:
        """Whether no answer was given."""
        return self.reason is not None

    @property
    def words(self) -> int:
        """Words in all quotations of the answer."""
        return sum(len(cited.quote.split()) for cited in self.citations)

    @property
    def leading_right(self) -> bool:
        """Whether the leading quotation answers: by the gold sentences, where there are any, and
        else by the gold passages.
        """
        return self.leading is not None and right(self.question, self.leading)


def replied(
    question: SetQuestion,
    answer: Answer,
    texts: Mapping[str, str],
    ways: Mapping[Way, tuple[str, ...]],
    alone: Alone | None,
) -> Reply:
    """The reply in the set's own ids; MisquotationError where a quotation is not verbatim."""
    quotes = answer.quotes
    nearest = (*quotes, *answer.related)[:1]
    return Reply(
        question=question,
        searched=answer.searched,
        reason=answer.refusal.reason if answer.refusal else None,
        answerability=answer.answerability,
        statements=tuple(
            (statement.text, tuple(quotes.index(quote) for quote in statement.quotes))
            for statement in answer.statements
        ),
        citations=tuple(cited(quote, texts) for quote in quotes),
        leading=cited(nearest[0], texts) if nearest else None,
        retrieved=tuple(own_id(hit.passage) for hit in answer.hits),
        ways=ways,
        alone=alone,
    )


def cited(quote: Quote, texts: Mapping[str, str]) -> Cited:
    """A quotation in the set's own ids, held against the set's own text."""
    passage = own_id(quote.passage)
    stands = texts.get(passage, "")[quote.start : quote.end]
    if stands != quote.text:
        raise MisquotationError(
            f"misquoted: [{quote.start}, {quote.end}) of {passage} is {stands!r} in the set, "
            f"and was quoted as {quote.text!r}"
        )
    return Cited(passage, quote.start, quote.end, quote.text)


def right(question: SetQuestion, quoted: Cited) -> bool:
    """Whether a quotation answers: by the gold sentences, where there are any, else by passage."""
    if question.gold:
        return any(same_sentence(quoted, gold) for gold in question.gold)
    return question.answerable and quoted.passage in question.gold_passages


def same_sentence(quoted: Cited, gold: Span) -> bool:
    """Whether two spans share at least half the characters of the shorter."""
    shared = min(quoted.end, gold.end) - max(quoted.start, gold.start)
    shorter = min(quoted.end - quoted.start, gold.end - gold.start)
    return quoted.passage == gold.passage and shared >= _SHARE * shorter

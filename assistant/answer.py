"""What an answer is made of: quotations, statements, refusals and the turns of a talk."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypedDict

from corpus.document import Document
from corpus.passage import Passage
from vectorstore.retriever import Filter, Hit


@dataclass(frozen=True, slots=True)
class Quote:
    """Words cut from the store: ``passage.text[start:end]``. One that exists is verbatim."""

    passage: Passage
    document: Document
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.passage.text):
            raise ValueError(f"[{self.start}, {self.end}) is not a span of {self.passage.id}")
        if self.passage.document != self.document.id:
            raise ValueError(f"{self.passage.id} does not belong to {self.document.id}")

    @property
    def text(self) -> str:
        """The quoted words, exactly as stored."""
        return self.passage.text[self.start : self.end]

    @property
    def pages(self) -> tuple[str, ...]:
        """Labels of the pages on which the quoted words are printed."""
        return self.passage.pages_of(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing the answer says, and the quotations it rests on, in the order of the text.

    `text` is what a reader sees. Without a language model it holds nothing but quotations and
    the labels of their voices.
    """

    text: str
    quotes: tuple[Quote, ...]

    def __post_init__(self) -> None:
        if not self.quotes:
            raise ValueError("a statement rests on at least one quotation")


class Reason(StrEnum):
    """Why no answer is given."""

    EMPTY = "empty"
    GREETING = "greeting"
    THANKS = "thanks"
    TOO_LONG = "too long"
    HELP = "help"
    UNCLEAR = "unclear"
    NOT_ENGLISH = "not English"
    UNDERSPECIFIED = "underspecified"
    OUT_OF_SCOPE = "nothing in scope"
    NOT_ANSWERED = "not answered"


@dataclass(frozen=True, slots=True)
class Looked:
    """What was looked through before the record was said not to answer.

    `volumes` are the ids of all volumes that `scope` admits, `passages` counts theirs; `undated`
    documents were left out only because they have no date, and `scope` has a range of dates.
    """

    volumes: tuple[str, ...]
    passages: int
    scope: Filter
    undated: int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """A reply without an answer: its reason, a sentence or two for the reader, and, where the
    record was searched, what was looked through and the question's words that stand nowhere
    in it, as the reader wrote them.
    """

    reason: Reason
    message: str
    unmatched: tuple[str, ...] = ()
    looked: Looked | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of the same talk and, where known, what was replied.

    `shown` are the quotations of the reply: citation n was the n-th of them.
    """

    question: str
    reply: str = ""
    shown: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexInfo:
    """Which index answered: its version, the embedding model, and how many passages it holds."""

    version: str
    model: str
    passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A question as asked and as searched, and either statements or a refusal, never both.

    `answerability` is how likely the record answers, 0..1, and 0 where it was not searched;
    `hits` are the passages retrieved, best first, so that nobody needs a second search;
    `related` are those of them, at most three, to offer beside a refusal; `notice` tells the
    reader of something that went otherwise than asked (no language model, say); `timings` are
    milliseconds by step.
    """

    question: str
    searched: str
    statements: tuple[Statement, ...] = ()
    refusal: Refusal | None = None
    answerability: float = 0.0
    hits: tuple[Hit, ...] = ()
    related: tuple[Quote, ...] = ()
    notice: str = ""
    index: IndexInfo
    timings: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if bool(self.statements) == (self.refusal is not None):
            raise ValueError("an answer holds statements or a refusal, one of the two")
        if not 0.0 <= self.answerability <= 1.0:
            raise ValueError(f"answerability {self.answerability} is no probability")

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Every quotation once, in order of first use: citation n is the n-th of them."""
        return tuple(dict.fromkeys(q for s in self.statements for q in s.quotes))


class Step(TypedDict, total=False):
    """What a streamed answer brings next; each step holds one of these keys, in this order.

    `ahead` comes between hits and answer, while others have their turn: how many end before this.
    `statements` come from a language model alone, longer by one each time. They are checked, and
    the answer holds them, unless the model fails before its end: then it has others.
    """

    searched: str
    hits: tuple[Hit, ...]
    ahead: int
    statements: tuple[Statement, ...]
    answer: Answer

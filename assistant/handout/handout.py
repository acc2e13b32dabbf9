"""A handout as a value: what was asked, what came of it, and the numbers of its sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assistant.answer import Answer, IndexInfo, Quote, Reason
from assistant.render import reference_line, voice_label
from assistant.verdict import Outcome, Verdict
from corpus.document import Document, Volume
from vectorstore.retriever import Filter

#: Ruled lines below a question at most: with their prompt they fill half a printed page.
MOST_LINES = 12
#: Nothing left out.
EVERYTHING = Filter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A question asked within `scope`, and what came of it: a reply, or the trouble with it.

    `look_for` and `discussion` are a teacher's, and empty where there are none.
    """

    question: str
    reply: Answer | Verdict | None = None
    trouble: str = ""
    scope: Filter = EVERYTHING
    look_for: str = ""
    discussion: str = ""

    def __post_init__(self) -> None:
        if (self.reply is None) != bool(self.trouble):
            raise ValueError("an entry holds a reply or the trouble with it, one of the two")

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """What the reply quotes, each once, in order."""
        return self.reply.quotes if self.reply is not None else ()

    @property
    def silent(self) -> bool:
        """Whether the record was looked through and held nothing."""
        if isinstance(self.reply, Verdict):
            return self.reply.outcome is Outcome.NOT_FOUND
        refusal = self.reply.refusal if self.reply is not None else None
        searched = (Reason.NOT_ANSWERED, Reason.OUT_OF_SCOPE)
        return refusal is not None and refusal.reason in searched


@dataclass(frozen=True, slots=True, kw_only=True)
class Handout:
    """Questions and replies, numbered from 1, to keep, to print and to write on.

    Without `answers` it is a pupil's copy: neither replies nor what to look for. `lines` are
    ruled below each question, 0..12; `for_class` gives it a place for name and date. `reads`
    are the documents that a lesson names; `made` is the day on which it was made, `index` and
    `volumes` what answered.
    """

    title: str
    introduction: str
    entries: tuple[Entry, ...]
    made: date
    index: IndexInfo
    volumes: tuple[Volume, ...]
    level: str = ""
    answers: bool = True
    lines: int = 0
    for_class: bool = False
    reads: tuple[Document, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.lines <= MOST_LINES:
            raise ValueError(f"{self.lines} lines; a handout has between 0 and {MOST_LINES}")
        if not self.title or not self.entries:
            raise ValueError("a handout has a title and at least one question")

    @property
    def numbers(self) -> dict[Quote, int]:
        """The number of every quotation shown: that of its source, from 1 in order of first use.

        Words with the same voice and the same full reference are of one source.
        """
        given: dict[tuple[str, str], int] = {}
        return {quote: given.setdefault(_named(quote), len(given) + 1) for quote in self._quotes()}

    @property
    def sources(self) -> tuple[Quote, ...]:
        """For each source the first quotation of it; source n is the n-th of them."""
        first: dict[int, Quote] = {}
        for quote, number in self.numbers.items():
            first.setdefault(number, quote)
        return tuple(first.values())

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents quoted, in order of first use, or in a pupil's copy those it reads."""
        shown = (quote.document for quote in self._quotes()) if self.answers else self.reads
        return tuple({document.id: document for document in shown}.values())

    @property
    def silent(self) -> bool:
        """Whether a reply that is shown says that the record holds nothing."""
        return self.answers and any(entry.silent for entry in self.entries)

    def _quotes(self) -> Iterable[Quote]:
        return (q for entry in self.entries for q in entry.quotes) if self.answers else ()


def _named(quote: Quote) -> tuple[str, str]:
    return voice_label(quote.passage), reference_line(quote)

"""A conversation as the chat keeps it for one visitor: questions and what came of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.answer import Answer, Statement, Turn
from assistant.link import Link
from assistant.receipt import Change
from assistant.render import plain_text
from assistant.verdict import Verdict
from corpus.passage import Passage
from vectorstore.retriever import Filter, Hit

#: A conversation keeps this many questions. Follow-ups lean on the last few; the bound keeps
#: what one visitor can make the server hold, and send, small.
MOST_EXCHANGES = 20
#: Nothing left out.
EVERYTHING = Filter()

Notes = Mapping[str, tuple[Passage, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One question, numbered from 1 within its conversation, and its answer or the trouble.

    A quotation to check has a verdict instead. While it is awaited all are empty, `progress`
    says how far it is, `ahead` how many others are answered before it, `found` are the passages
    found by then, and `written` is what a language model has written of it.

    `scope` is what the reader asked to be searched, and `within` the same in words, empty for
    everything. `notes` are the footnotes whose marks stand in the passages that the answer quotes,
    by the passages' ids, in the order of the marks; `carriers` are the passages that carry the
    marks of footnotes that it quotes. `next` are questions to ask after it, `link` is what leads
    back to it, and `change` how it differs from the answer that it was opened by a link to.
    """

    number: int
    question: str
    scope: Filter = EVERYTHING
    within: str = ""
    searched: str = ""
    progress: str = ""
    ahead: int = 0
    found: tuple[Hit, ...] = ()
    written: tuple[Statement, ...] = ()
    answer: Answer | None = None
    notes: Notes = field(default_factory=dict)
    carriers: tuple[Passage, ...] = ()
    next: tuple[str, ...] = ()
    link: Link | None = None
    change: Change | None = None
    verdict: Verdict | None = None
    trouble: str = ""

    def __post_init__(self) -> None:
        ends = (self.answer is not None, self.verdict is not None, bool(self.trouble))
        if sum(ends) > 1:
            raise ValueError("an exchange ends with one of answer, verdict and trouble")

    @property
    def ended(self) -> bool:
        """Whether no more is to come."""
        return self.answer is not None or self.verdict is not None or bool(self.trouble)


@dataclass(frozen=True, slots=True)
class Conversation:
    """The exchanges of one visitor, oldest first, at most MOST_EXCHANGES."""

    exchanges: tuple[Exchange, ...] = ()

    @property
    def history(self) -> tuple[Turn, ...]:
        """The questions that were replied to, with the replies and what they quoted."""
        return tuple(
            Turn(exchange.question, plain_text(exchange.answer), exchange.answer.quotes)
            for exchange in self.exchanges
            if exchange.answer is not None
        )

    @property
    def awaited(self) -> bool:
        """Whether the reply to the last question is still awaited."""
        return bool(self.exchanges) and not self.exchanges[-1].ended

    @property
    def dropped(self) -> bool:
        """Whether the first questions have left the conversation."""
        return bool(self.exchanges) and self.exchanges[0].number > 1

    def asked(self, question: str, scope: Filter = EVERYTHING, within: str = "") -> Conversation:
        """The conversation with `question` added, asked of `scope`, which is `within` in words."""
        number = self.exchanges[-1].number + 1 if self.exchanges else 1
        exchange = Exchange(number=number, question=question, scope=scope, within=within)
        return Conversation((*self.exchanges, exchange)[-MOST_EXCHANGES:])

    def progressed(self, progress: str, searched: str = "") -> Conversation:
        """The conversation with its last question a step further."""
        return self._last(progress=progress, searched=searched or self.exchanges[-1].searched)

    def found(self, progress: str, hits: tuple[Hit, ...]) -> Conversation:
        """The conversation with the passages found for its last question, about to be read."""
        return self._last(progress=progress, found=hits)

    def in_line(self, progress: str, ahead: int) -> Conversation:
        """The conversation whose last question waits until those of `ahead` others are answered."""
        return self._last(progress=progress, ahead=ahead)

    def wrote(self, written: tuple[Statement, ...]) -> Conversation:
        """The conversation with what a language model has written for its last question."""
        return self._last(written=written)

    def answered(
        self, answer: Answer, notes: Notes | None = None, carriers: tuple[Passage, ...] = ()
    ) -> Conversation:
        """The conversation with its last question answered or refused."""
        return self._last(answer=answer, notes=notes or {}, carriers=carriers)

    def led_on(self, questions: tuple[str, ...], link: Link | None) -> Conversation:
        """The conversation with what to ask after its last answer, and the link to that."""
        return self._last(next=questions, link=link)

    def reopened(self, change: Change) -> Conversation:
        """The conversation with how its last answer differs from the one that was linked."""
        return self._last(change=change)

    def checked(self, verdict: Verdict) -> Conversation:
        """The conversation with the verdict on the quotation that it was asked to check."""
        return self._last(verdict=verdict)

    def troubled(self, trouble: str) -> Conversation:
        """The conversation with its last question left unanswered because of `trouble`."""
        return self._last(trouble=trouble)

    def before(self, number: int) -> Conversation:
        """The conversation as it was before question `number` was asked."""
        return Conversation(tuple(one for one in self.exchanges if one.number < number))

    def _last(self, **known: Any) -> Conversation:
        return Conversation((*self.exchanges[:-1], replace(self.exchanges[-1], **known)))

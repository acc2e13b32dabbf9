"""A conversation as the chat keeps it for one visitor: questions and what came of each."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.answer import Answer, Statement, Turn
from assistant.render import plain_text
from assistant.verdict import Verdict

#: A conversation keeps this many questions. Follow-ups lean on the last few; the bound keeps
#: what one visitor can make the server hold, and send, small.
MOST_EXCHANGES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One question, numbered from 1 within its conversation, and its answer or the trouble.

    A quotation to check has a verdict instead. While it is awaited all are empty, `progress`
    says how far it is, and `written` is what a language model has written of it.
    """

    number: int
    question: str
    searched: str = ""
    progress: str = ""
    written: tuple[Statement, ...] = ()
    answer: Answer | None = None
    verdict: Verdict | None = None
    trouble: str = ""

    def __post_init__(self) -> None:
        ends = (self.answer is not None, self.verdict is not None, bool(self.trouble))
        if sum(ends) > 1:
            raise ValueError("an exchange ends with one of answer, verdict and trouble")


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
    def dropped(self) -> bool:
        """Whether the first questions have left the conversation."""
        return bool(self.exchanges) and self.exchanges[0].number > 1

    def asked(self, question: str) -> Conversation:
        """The conversation with `question` added, its answer awaited."""
        number = self.exchanges[-1].number + 1 if self.exchanges else 1
        exchange = Exchange(number=number, question=question)
        return Conversation((*self.exchanges, exchange)[-MOST_EXCHANGES:])

    def progressed(self, progress: str, searched: str = "") -> Conversation:
        """The conversation with its last question a step further."""
        last = self.exchanges[-1]
        step = replace(last, progress=progress, searched=searched or last.searched)
        return Conversation((*self.exchanges[:-1], step))

    def wrote(self, written: tuple[Statement, ...]) -> Conversation:
        """The conversation with what a language model has written for its last question."""
        return Conversation((*self.exchanges[:-1], replace(self.exchanges[-1], written=written)))

    def answered(self, answer: Answer) -> Conversation:
        """The conversation with its last question answered or refused."""
        return Conversation((*self.exchanges[:-1], replace(self.exchanges[-1], answer=answer)))

    def checked(self, verdict: Verdict) -> Conversation:
        """The conversation with the verdict on the quotation that it was asked to check."""
        return Conversation((*self.exchanges[:-1], replace(self.exchanges[-1], verdict=verdict)))

    def troubled(self, trouble: str) -> Conversation:
        """The conversation with its last question left unanswered because of `trouble`."""
        return Conversation((*self.exchanges[:-1], replace(self.exchanges[-1], trouble=trouble)))

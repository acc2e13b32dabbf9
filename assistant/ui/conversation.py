"""A conversation as the chat keeps it for one visitor: questions and what came of each."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.answer import Answer, Turn
from assistant.render import plain_text

#: A conversation keeps this many questions. Follow-ups lean on the last few; the bound keeps
#: what one visitor can make the server hold, and send, small.
MOST_EXCHANGES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One question, numbered from 1 within its conversation, and its answer or the trouble.

    While the answer is awaited both are empty, and `progress` says how far it is.
    """

    number: int
    question: str
    searched: str = ""
    progress: str = ""
    answer: Answer | None = None
    trouble: str = ""

    def __post_init__(self) -> None:
        if self.answer is not None and self.trouble:
            raise ValueError("an exchange ends with an answer or with trouble, not both")


@dataclass(frozen=True, slots=True)
class Conversation:
    """The exchanges of one visitor, oldest first, at most MOST_EXCHANGES."""

    exchanges: tuple[Exchange, ...] = ()

    @property
    def history(self) -> tuple[Turn, ...]:
        """The questions that were answered or refused, with the replies, oldest first."""
        return tuple(
            Turn(exchange.question, plain_text(exchange.answer))
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

    def answered(self, answer: Answer) -> Conversation:
        """The conversation with its last question answered or refused."""
        return Conversation((*self.exchanges[:-1], replace(self.exchanges[-1], answer=answer)))

    def troubled(self, trouble: str) -> Conversation:
        """The conversation with its last question left unanswered because of `trouble`."""
        return Conversation((*self.exchanges[:-1], replace(self.exchanges[-1], trouble=trouble)))

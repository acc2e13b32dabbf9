"""A lesson tried before class: every step asked in order, as the chat would be asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answer import Answer, Quote
from assistant.lessons.judging import as_expected, stands
from assistant.lessons.lesson import Expected, Lesson, LessonStep
from assistant.render import place_label
from assistant.ui.conversation import Conversation, Exchange
from assistant.ui.protocol import Assistant
from assistant.ui.talk import converse
from assistant.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedStep:
    """A step and what its question brought.

    `flaw` says what is wrong with the passage or the words that it expects: that they are not
    installed, or do not stand so. It is empty where they can be found.
    """

    step: LessonStep
    exchange: Exchange
    flaw: str = ""

    @property
    def reply(self) -> Answer | Verdict | None:
        """The answer, or the verdict on a quotation; None where there was trouble."""
        return self.exchange.answer or self.exchange.verdict

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """What the reply quotes."""
        return self.reply.quotes if self.reply else ()

    @property
    def as_expected(self) -> bool:
        """Whether the class would see what the step is for."""
        return self.reply is not None and as_expected(self.step, self.reply)

    @property
    def came(self) -> str:
        """The reply in words: what it quotes and from where, what it refuses, or the trouble."""
        answer, verdict = self.exchange.answer, self.exchange.verdict
        if verdict is not None and not verdict.quotes:
            return verdict.explanation
        if answer is not None and answer.refusal is not None:
            return answer.refusal.message
        judged = f"{verdict.outcome.capitalize()}: " if verdict is not None else ""
        return judged + ("; ".join(map(_cited, self.quotes)) or self.exchange.trouble)


@dataclass(frozen=True, slots=True)
class Trial:
    """A lesson and what came of each of its steps, in order."""

    lesson: Lesson
    steps: tuple[TriedStep, ...]

    @property
    def right(self) -> int:
        """How many steps brought what they should."""
        return sum(step.as_expected for step in self.steps)

    @property
    def passed(self) -> bool:
        """Whether all did."""
        return self.right == len(self.steps)


def trial(lesson: Lesson, assistant: Assistant) -> Trial:
    """What the steps of `lesson` bring, asked one after another in one conversation."""
    return Trial(lesson, tuple(_tried(lesson, assistant)))


def _tried(lesson: Lesson, assistant: Assistant) -> Iterator[TriedStep]:
    conversation = Conversation()
    for step in lesson.steps:
        *_, conversation = converse(assistant, step.question, conversation)
        flaw = _flaw(step.expected, assistant) if step.expected else ""
        yield TriedStep(step=step, exchange=conversation.exchanges[-1], flaw=flaw)


def _flaw(expected: Expected, assistant: Assistant) -> str:
    """Why `expected` cannot be cited, whatever is asked; empty where it can."""
    volume = expected.passage.partition("/")[0]
    with assistant.stored() as stored:
        if stands(expected, stored) is not None:
            return ""
        if stored.passage(expected.passage) is not None:
            return f"these words do not stand in {expected.passage}: “{expected.words}”"
        if volume not in {installed.id for installed in stored.volumes}:
            return f"{volume} is not installed; run: frus corpus add {volume}"
        if stored.document(expected.document) is None:
            return f"{volume} has no document {expected.document}; see: frus corpus list"
    return f"there is no {expected.passage}; see: frus search --document {expected.document} WORDS"


def _cited(quote: Quote) -> str:
    place = place_label(quote)
    where = f"{quote.passage.id}, {place}" if place else quote.passage.id
    return f"{where}: “{quote.text}”"

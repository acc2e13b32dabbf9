"""How the steps of a lesson stand in a conversation. Pure functions.

A step is tied to the last exchange in which its question was asked, however it was asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.answer import Answer, Quote
from assistant.document_lines import Stored
from assistant.lessons.judging import as_expected, found, quoted, stands
from assistant.lessons.lesson import Expected, Lesson, LessonStep
from assistant.render import place_label
from assistant.ui.conversation import Conversation, Exchange
from assistant.ui.document_link import document_link
from assistant.ui.words import chat
from assistant.ui.words import lesson as words
from assistant.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A step, the exchange in which it was asked last, and its expected passage.

    `exchange` is None until it is asked; `expected` where no passage is expected or the one
    that is is not installed.
    """

    step: LessonStep
    exchange: Exchange | None
    expected: Quote | None

    @property
    def done(self) -> bool:
        """Whether the question was asked and replied to, or ended in trouble."""
        return self.exchange is not None and self.exchange.ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Whether a reply was as expected, in words, and where they lead.

    `cards` are the numbers of the sources of question `exchange` that are meant; `link` is the
    address of the expected passage and `place` what it is called.
    """

    good: bool
    told: str
    exchange: int = 0
    cards: tuple[int, ...] = ()
    place: str = ""
    link: str = ""


def standings(lesson: Lesson, conversation: Conversation, stored: Stored) -> tuple[Standing, ...]:
    """How each step of the lesson stands, in order."""
    return tuple(
        Standing(
            step=step,
            exchange=_exchange(step, conversation),
            expected=_expected(step.expected, stored) if step.expected else None,
        )
        for step in lesson.steps
    )


def outcome(standing: Standing) -> Outcome | None:
    """What came of the step; None until its question is replied to."""
    exchange = standing.exchange
    if exchange is None or not standing.done:
        return None
    if exchange.verdict is not None:
        return _of_verdict(standing.step, exchange.verdict)
    if exchange.answer is None:
        return Outcome(good=False, told=words.NO_ANSWER)
    if standing.step.expected is None:
        return _of_refusal(standing.step, exchange.answer)
    return _of_answer(standing, standing.step.expected, exchange.answer, exchange.number)


def not_installed(lesson: Lesson, stored: Stored) -> tuple[str, ...]:
    """Ids of the documents that the lesson reads and that are not installed."""
    return tuple(source for source in lesson.sources if stored.document(source) is None)


def _exchange(step: LessonStep, conversation: Conversation) -> Exchange | None:
    asked = step.question.split()
    same = (one for one in reversed(conversation.exchanges) if one.question.split() == asked)
    return next(same, None)


def _expected(expected: Expected, stored: Stored) -> Quote | None:
    """The expected words or, where they do not stand so in the passage, all of it."""
    return stands(expected, stored) or stands(Expected(expected.passage), stored)


def _of_verdict(step: LessonStep, verdict: Verdict) -> Outcome:
    if as_expected(step, verdict):
        return Outcome(good=True, told=words.checked(verdict.outcome))
    expected = step.verdict or (step.expected.passage if step.expected else words.NO_SOURCE)
    return Outcome(good=False, told=words.checked_otherwise(verdict.outcome, expected))


def _of_refusal(step: LessonStep, answer: Answer) -> Outcome:
    if as_expected(step, answer):
        return Outcome(good=True, told=words.REFUSED)
    if answer.quotes:
        return Outcome(good=False, told=words.not_refused(len(answer.quotes)))
    return Outcome(good=False, told=words.NOT_ASKED_OF_RECORD)


def _of_answer(standing: Standing, expected: Expected, answer: Answer, exchange: int) -> Outcome:
    best, near = found(standing.step, answer), quoted(standing.step, answer)
    numbers = {quote: number for number, quote in enumerate(answer.quotes, start=1)}
    if best is not None:
        return Outcome(good=True, told=words.FOUND, exchange=exchange, cards=(numbers[best],))
    if near:
        cards = tuple(numbers[quote] for quote in near)
        told = words.other_words(expected.words)
        return Outcome(good=False, told=told, exchange=exchange, cards=cards)
    if standing.expected is None:
        return Outcome(good=False, told=words.missed_unknown(expected.passage))
    return Outcome(
        good=False,
        told=words.MISSED,
        place=_place(standing.expected),
        link=document_link(standing.expected),
    )


def _place(quote: Quote) -> str:
    """A passage as a reader finds it: "p. 193, paragraph 4 of A Paper"."""
    numbered = re.search(r"/p(\d+)$", quote.passage.id)
    paragraph = chat.paragraph(numbered[1]) if numbered else ""
    place = ", ".join(part for part in (place_label(quote), paragraph) if part)
    return words.part_of(place, quote.document.title)

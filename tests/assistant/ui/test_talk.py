"""A conversation, and one question and its reply, step by step."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from html import unescape

import pytest

from assistant.answer import Answer, Step, Turn
from assistant.ui.conversation import MOST_EXCHANGES, Conversation, Exchange
from assistant.ui.message import reply_html
from assistant.ui.protocol import Assistant
from assistant.ui.talk import converse
from assistant.ui.words import chat as words
from assistant.verdict import Outcome
from corpus.passage import DocumentText
from tests.assistant.ui.scripted import ScriptedAssistant
from vectorstore.retriever import Filter


class Silent(ScriptedAssistant):
    """An assistant whose steps end too early, or with an error of the program."""

    def __init__(self, text: DocumentText, error: Exception | None = None) -> None:
        super().__init__(text)
        self._error = error

    def stream(
        self, question: str, history: Sequence[Turn], scope: Filter, k: int
    ) -> Iterator[Step]:
        yield {"searched": question}
        if self._error is not None:
            raise self._error


def test_steps_lead_to_the_answer(scripted: Assistant) -> None:
    steps = list(converse(scripted, "Where are the Tehran records?", Conversation()))
    states = [step.exchanges[-1] for step in steps]
    assert [bool(state.answer) for state in states] == [False, False, False, True]
    assert [state.progress for state in states][1:3] == [words.SEARCHING, words.searching(11)]
    assert all(step.exchanges[0].question == "Where are the Tehran records?" for step in steps)


class Writing(ScriptedAssistant):
    """An assistant that streams the statements of an answer one by one."""

    def __init__(self, text: DocumentText, answer: Answer) -> None:
        super().__init__(text)
        self._whole = answer

    def stream(
        self, question: str, history: Sequence[Turn], scope: Filter, k: int
    ) -> Iterator[Step]:
        yield {"searched": question}
        yield {"hits": self._whole.hits}
        yield {"statements": self._whole.statements[:1]}
        yield {"answer": self._whole}


def test_statements_are_shown_as_they_come(scripted: Assistant, shipped: DocumentText) -> None:
    answer = scripted.ask("Where are the Tehran records?")
    *_, found, written, answered = converse(Writing(shipped, answer), "Q", Conversation())
    waiting = reply_html(found.exchanges[-1])
    shown = reply_html(written.exchanges[-1])
    assert (waiting.count("frus-statement"), shown.count("frus-statement")) == (0, 1)
    assert "frus-waiting" in shown
    words = answer.statements[0].quotes[0].text
    assert words in unescape(shown)
    assert words in unescape(reply_html(answered.exchanges[-1]))
    assert written.history == ()


def test_earlier_questions_are_handed_on(scripted: Assistant) -> None:
    *_, talk = converse(scripted, "Where are the Tehran records?", Conversation())
    *_, talk = converse(scripted, "What did I ask before?", talk)
    reply = talk.exchanges[-1].answer
    assert reply is not None
    assert reply.refusal is not None
    assert reply.refusal.message == "Where are the Tehran records?"
    assert [turn.question for turn in talk.history] == [
        "Where are the Tehran records?",
        "What did I ask before?",
    ]
    assert talk.history[0].reply.startswith("“For the records of the Tehran Conference")
    shown = talk.exchanges[0].answer
    assert shown is not None
    assert talk.history[0].shown == shown.quotes != ()


def test_an_error_that_can_be_mended_becomes_the_reply(scripted: Assistant) -> None:
    *_, talk = converse(scripted, "Which model is missing?", Conversation())
    assert "set FRUS_MODEL" in talk.exchanges[-1].trouble
    assert talk.history == ()


@pytest.mark.parametrize("error", [None, ValueError("secret path")])
def test_an_error_of_the_program_is_told_without_details_and_raised(
    shipped: DocumentText, error: Exception | None
) -> None:
    steps = converse(Silent(shipped, error), "Q", Conversation())
    seen: deque[Conversation] = deque(maxlen=1)
    with pytest.raises((ValueError, RuntimeError)):
        seen.extend(steps)
    assert seen[-1].exchanges[-1].trouble == words.FAILURE


def test_a_quotation_is_checked_and_is_no_part_of_the_history(scripted: Assistant) -> None:
    asked = (
        "Is this quotation right: “Cooperation on that basis is perilously close to collusion.”?"
    )
    *_, talk = converse(scripted, asked, Conversation())
    verdict = talk.exchanges[-1].verdict
    assert verdict is not None
    assert verdict.outcome is Outcome.VERIFIED
    assert talk.history == ()


def test_a_quotation_that_cannot_be_checked_is_told(scripted: Assistant) -> None:
    *_, talk = converse(scripted, f"check: “{'war ' * 2000}”", Conversation())
    assert "the limit is 5,000" in talk.exchanges[-1].trouble


def test_a_long_conversation_keeps_its_last_questions_and_their_numbers() -> None:
    talk = Conversation()
    for number in range(1, MOST_EXCHANGES + 3):
        talk = talk.asked(str(number)).troubled("no")
    assert len(talk.exchanges) == MOST_EXCHANGES
    assert talk.dropped
    assert [exchange.number for exchange in talk.exchanges][::19] == [3, MOST_EXCHANGES + 2]


def test_an_exchange_ends_in_one_way(scripted: Assistant) -> None:
    answer = scripted.ask("Where are the Tehran records?")
    with pytest.raises(ValueError, match="one of answer"):
        Exchange(number=1, question="Q", answer=answer, trouble="no")

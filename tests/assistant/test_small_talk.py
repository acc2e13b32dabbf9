"""Messages that are no question get their own replies, and questions get none of these."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Reason
from assistant.small_talk import LONGEST, MESSAGES, readable, small_talk


def reason(message: str) -> Reason | None:
    refusal = small_talk(message)
    return refusal.reason if refusal else None


@pytest.mark.parametrize(
    "message",
    [
        "hello", "Hello!", "HI", "hey there", "Good morning", "good  evening, everyone.",
        "Hi, hello!", "How are you?", "how are you doing today?", "What's up?", "what’s up",
        "Greetings, FRUS", "Hello 👋", "hi!! :)", "Hi, I’m new here", "nice to meet you",
    ],
)  # fmt: skip
def test_greetings(message: str) -> None:
    assert reason(message) is Reason.GREETING


@pytest.mark.parametrize(
    "message",
    [
        "thanks", "Thank you!", "Thank you very much.", "ok, thanks", "Great, thanks a lot!", "bye",
        "Goodbye.", "That's all", "Thanks, that helped a lot.", "many thanks for the help",
        "very helpful", "no more questions", "Got it, thanks 🙏", "I appreciate it",
    ],
)  # fmt: skip
def test_thanks(message: str) -> None:
    assert reason(message) is Reason.THANKS


@pytest.mark.parametrize(
    "message",
    [
        "help", "/help", "Who are you?", "what’s your name", "Are you a robot?", "How do you work?",
        "What documents do you have?", "Do you speak German?", "tell me what you can do",
    ],
)  # fmt: skip
def test_questions_about_the_assistant(message: str) -> None:
    assert reason(message) is Reason.HELP


@pytest.mark.parametrize("message", ["asdf qwer zxcv", "zzz", "lorem ipsum"])
def test_jumbled_letters_are_no_question(message: str) -> None:
    assert reason(message) is Reason.UNCLEAR


@pytest.mark.parametrize("message", ["", " ", "\n\t", "\u200b", "\ufeff", "\u202e\u2066", "\ud800"])
def test_nothing_to_see_is_nothing_asked(message: str) -> None:
    assert reason(message) is Reason.EMPTY


@pytest.mark.parametrize("message", ["?", "...", "!!!", "😀", "— …", "\0", "_", "*#*", "\x1b["])
def test_no_words_are_no_question(message: str) -> None:
    assert reason(message) is Reason.UNCLEAR


def test_a_question_may_be_so_long_and_no_longer() -> None:
    assert reason("ab" * (LONGEST // 2 - 1) + " c") is None
    assert reason("a" * (LONGEST + 1)) is Reason.TOO_LONG
    assert "2,000 characters" in MESSAGES[Reason.TOO_LONG]


@pytest.mark.parametrize(
    "message",
    [
        "Where are the records of the Tehran Conference?", "Poland", "high", "history", "Hello Sam",
        "Hi, what about Poland?", "hello where is it", "Thanks. And what about the British?",
        "Thank you, but who wrote the paper that was sent to the President in September",
        "What does it say of great powers?", "Heyday of the alliance", "1944", "Why?", "الاتحاد",
        "OK Corral", "Great Britain", "Help Greece", "today", "Who are the Kurds?", "all there",
        "What do you know about Laos?", "How does it work?", "What are the documents on Laos?",
    ],
)  # fmt: skip
def test_questions_are_questions(message: str) -> None:
    assert small_talk(message) is None


def test_every_reply_tells_what_to_do() -> None:
    for message in ("", "hello", "thanks", "?", "a" * (LONGEST + 1)):
        refusal = small_talk(message)
        assert refusal is not None
        assert refusal.message == MESSAGES[refusal.reason]


@pytest.mark.parametrize(
    ("message", "read"),
    [
        ("  What\n\tis it?  ", "What is it?"),
        ("a\0b\x1b[31mc", "a b [31mc"),
        ("\u202eWhat\u202c is\u200b it", "What is it"),
        ("\ud800What\udfff?", "What?"),
        ("naïve “words” — 1944", "naïve “words” — 1944"),
        ("", ""),
    ],
)
def test_a_message_is_read_in_one_clean_line(message: str, read: str) -> None:
    assert readable(message) == read


@given(st.text(max_size=40))
def test_any_message_has_a_reply_or_words(message: str) -> None:
    refusal = small_talk(message)
    clean = readable(message)
    assert readable(clean) == clean
    clean.encode()
    if refusal is None:
        assert any(character.isalnum() for character in clean)


@pytest.mark.parametrize(
    "unit", ["hello ", "hey", "hi,", "thanks ", "how are you ", "what's up", "that is all ", "a"]
)  # fmt: skip
def test_long_messages_take_no_longer_than_their_length_asks(
    unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.small_talk.LONGEST", 1_000_000)
    started = time.perf_counter()
    small_talk(unit * (100_000 // len(unit)) + "!x")
    assert time.perf_counter() - started < 5

"""Follow-ups are searched with what they lean on; other questions as they are."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Turn
from assistant.followup import leans, stand_alone
from assistant.question import ABOUT, Asked

Apart = Callable[[str], Asked]
TEHRAN = "Where are the records of the Tehran Conference?"
FRIENDLINESS = "What mistake might the Soviet Government make about friendliness?"


def carried(searched: str) -> list[str]:
    """The words that a question took over."""
    _, _, words = searched.partition(ABOUT)
    return words.removesuffix(")").split()


@pytest.mark.parametrize(
    "question",
    [
        "And the British?", "Why?", "Why not?", "What about Poland?", "How about it?", "But how?",
        "Where are its records?", "What did they do?", "Is that dangerous?", "What else?", "More",
        "Tell me more.", "Who are the others?", "What is the same?", "Who is he?", "How so?",
    ],
)  # fmt: skip
def test_some_questions_lean_on_the_one_before(apart: Apart, question: str) -> None:
    assert leans(question, apart)
    searched = stand_alone(question, [Turn(FRIENDLINESS)], apart)
    assert searched.startswith(question + ABOUT)
    assert "friendliness" in carried(searched)


@pytest.mark.parametrize(
    "question",
    [
        TEHRAN, FRIENDLINESS, "What did Stalin reply?", "Is there a danger?",
        "Was there any friction?", "What does this paper say about Poland?",
        "Who prepared that memorandum?",
        "Is it important that the Soviet Government realize the firmness of our attitude?",
        "What is the capital of Australia?", "Which states are called Baltic?",
    ],
)  # fmt: skip
def test_a_question_that_stands_alone_is_searched_as_it_is(apart: Apart, question: str) -> None:
    assert not leans(question, apart)
    assert stand_alone(question, [Turn("What is said of Poland?")], apart) == question


def test_without_a_question_before_nothing_is_added(apart: Apart) -> None:
    for history in ([], [Turn("hello")], [Turn(""), Turn("thanks"), Turn("😀")]):
        assert stand_alone("And the British?", history, apart) == "And the British?"


def test_words_that_the_question_has_are_not_said_twice(apart: Apart) -> None:
    searched = stand_alone("And its friendliness?", [Turn(FRIENDLINESS)], apart)
    assert "friendliness" not in carried(searched)
    assert "Soviet" in carried(searched)


def test_another_name_takes_the_place_of_the_first(apart: Apart) -> None:
    searched = stand_alone("And of Moscow?", [Turn(TEHRAN)], apart)
    assert "records" in carried(searched)
    assert "Tehran" not in carried(searched)


def test_a_talk_is_followed_turn_by_turn(apart: Apart) -> None:
    history = [Turn("What is said of Poland?"), Turn("Why?"), Turn("thanks"), Turn("And then?")]
    assert carried(stand_alone("Go on.", history, apart)) == ["Poland"]


def test_a_change_of_topic_leaves_the_old_one_behind(apart: Apart) -> None:
    history = [Turn("What is said of Poland?"), Turn(TEHRAN)]
    words = carried(stand_alone("Why?", history, apart))
    assert "Tehran" in words
    assert "Poland" not in words


def test_only_the_last_turns_are_remembered(apart: Apart) -> None:
    history = [Turn("What is said of Poland?"), *[Turn("Why?")] * 8]
    assert stand_alone("And then?", history, apart) == "And then?"
    assert carried(stand_alone("And then?", history[:-1], apart)) == ["Poland"]


def test_so_many_words_are_carried_and_no_more(apart: Apart) -> None:
    before = "grain ships wheat coal steel timber cotton tobacco rubber copper nickel zinc lead"
    assert carried(stand_alone("Why?", [Turn(before)], apart)) == before.split()[:10]


def test_an_earlier_reply_is_not_searched(apart: Apart) -> None:
    told = [Turn(TEHRAN, "They are printed with those of Cairo.")]
    assert stand_alone("Why?", told, apart) == stand_alone("Why?", [Turn(TEHRAN)], apart)


TEXTS = st.lists(
    st.sampled_from(["And", "it", "Poland", "why?", "the same", ABOUT, "hello", "(", ")", "Tehran"])
    | st.text(max_size=6),
    max_size=8,
).map(" ".join)


@given(question=TEXTS, history=st.lists(TEXTS, max_size=4))
def test_a_question_is_added_to_and_never_changed(
    apart: Apart, question: str, history: list[str]
) -> None:
    turns = [Turn(text) for text in history]
    searched = stand_alone(question, turns, apart)
    assert searched == question or searched.startswith(question + ABOUT)
    assert searched == stand_alone(question, turns, apart)


@pytest.mark.parametrize(
    "unit",
    ["is it x ", "why not ", "what ", "  ", "this ", "that x ", "there is ", "a that the ", "the "],
)  # fmt: skip
def test_long_questions_take_no_longer_than_their_length_asks(apart: Apart, unit: str) -> None:
    started = time.perf_counter()
    leans(unit * (100_000 // len(unit)) + "?", apart)
    assert time.perf_counter() - started < 5

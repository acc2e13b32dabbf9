"""Questions taken apart: their telling words, and the kind of answer they ask for."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question import ABOUT, WITHIN, Asked, Sought, parted, put_to, same


def written(asked: Asked) -> list[str]:
    return [word.written for word in asked.words]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Where are the records of the Tehran Conference?", ["records", "Tehran", "Conference"]),
        ("What did Stalin reply?", ["Stalin", "reply"]),
        ("Who wrote it, and why?", []),
        ("Poland, Poland and POLAND", ["Poland"]),
        ("the U.S. position", ["U.S", "position"]),
        ("", []),
        ("...", []),
    ],
)
def test_the_telling_words_stand_once_each_in_order(
    apart: Callable[[str], Asked], question: str, words: list[str]
) -> None:
    assert written(apart(question)) == words


def test_a_word_is_weighed_by_how_rare_it_is(apart: Callable[[str], Asked]) -> None:
    weights = {word.written: word.weight for word in apart("government friendliness").words}
    assert 0.0 < weights["government"] < weights["friendliness"] <= 1.0
    asked = apart("government friendliness")
    assert asked.weight == pytest.approx(sum(weights.values()))


def test_names_and_numbers_are_told(apart: Callable[[str], Asked]) -> None:
    names = {w.written: w.name for w in apart("What did Stalin say of grain in 1944?").words}
    assert names == {"Stalin": True, "grain": False, "1944": True}


def test_words_that_were_carried_over_weigh_less(apart: Callable[[str], Asked]) -> None:
    (alone,) = apart("Poland").words
    carried = {w.written: w for w in apart(f"And Stalin?{ABOUT}Poland)").words}
    assert list(carried) == ["Stalin", "Poland"]
    assert carried["Poland"].weight < alone.weight


@pytest.mark.parametrize(
    ("question", "own", "ids"),
    [
        ("Why? (in: v1/d1)", "Why?", ("v1/d1",)),
        ("Why? (in: v1/d1, frus1955-57v09/d2a )  ", "Why?", ("v1/d1", "frus1955-57v09/d2a")),
        ("Poland (in: Moscow)", "Poland (in: Moscow)", ()),
        ("x (in: ,)", "x (in: ,)", ()),
        ("x (in: v1/d1, Moscow)", "x (in: v1/d1, Moscow)", ()),
        ("x (in: v1/d1/p2)", "x (in: v1/d1/p2)", ()),
        ("Poland (in: v1/d1) and Zelensky?", "Poland (in: v1/d1) and Zelensky?", ()),
    ],
)
def test_documents_are_named_at_the_end_and_by_their_ids_alone(
    question: str, own: str, ids: tuple[str, ...]
) -> None:
    assert put_to(question) == (own, ids)
    assert parted(question) == (own, "")


def test_what_stands_in_brackets_within_a_question_is_read(apart: Callable[[str], Asked]) -> None:
    asked = apart("What of Poland (in: 1944) and of Zelensky?")
    assert written(asked) == ["Poland", "1944", "Zelensky"]
    assert parted(f"Why?{ABOUT}grain, ships){WITHIN}v1/d1)") == ("Why?", "grain, ships")


@pytest.mark.parametrize(
    ("question", "sought"),
    [
        ("Who wrote it?", Sought.PERSON),
        ("To whom was it sent?", Sought.PERSON),
        ("When was it sent?", Sought.TIME),
        ("On what date was it sent?", Sought.TIME),
        ("How many conferences were there?", Sought.NUMBER),
        ("Where did they meet?", Sought.PLACE),
        ("Which country is meant?", Sought.PLACE),
        ("Why is it dangerous?", Sought.REASON),
        ("Which collection holds it?", Sought.PROVENANCE),
        ("Where is the original kept?", Sought.PROVENANCE),
        ("What mistake might they make?", Sought.OTHER),
    ],
)
def test_the_form_of_a_question_tells_what_it_seeks(
    apart: Callable[[str], Asked], question: str, sought: Sought
) -> None:
    assert apart(question).sought is sought
    assert apart(question.upper()).sought is sought


def test_names_of_one_state_stand_for_one_another() -> None:
    assert {"soviet", "ussr", "russia"} <= same("russia")
    assert same("soviet") == same("russian")
    assert same("usa") == same("american")
    assert same("grain") == {"grain"}


QUESTIONS = st.lists(
    st.sampled_from(["Who", "the", "U.S.", "Poland’s", "1944", "anti-Soviet", ABOUT, "?", "é", "_"])
    | st.text(max_size=5),
    max_size=12,
).map(" ".join)


@given(question=QUESTIONS)
def test_any_question_is_taken_apart_into_its_own_words(
    apart: Callable[[str], Asked], question: str
) -> None:
    asked = apart(question)
    stems = [word.stem for word in asked.words]
    assert len(stems) == len(set(stems))
    assert all(word.written in question for word in asked.words)
    assert all(0.0 <= word.weight <= 1.0 for word in asked.words)
    assert asked == apart(question)


@pytest.mark.parametrize("unit", ["a.b-", "A’", "x", "1.", "é", ". ", "- ", " (in: a/b", ", a/b"])
def test_long_words_take_no_longer_than_their_length_asks(
    apart: Callable[[str], Asked], unit: str
) -> None:
    started = time.perf_counter()
    apart(unit * (100_000 // len(unit)))
    assert time.perf_counter() - started < 5

"""Follow-ups are searched with what they lean on; other questions as they are."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Quote, Turn
from assistant.followup import Alike, by_meaning, leans_by_form, on_its_subject, without_lead_in
from assistant.followup import stand_alone as stand_alone_by
from assistant.question import ABOUT, Asked
from corpus.library import SHIPPED
from corpus.page_text import read_page
from vectorstore.minilm import MiniLM

Apart = Callable[[str], Asked]
TEHRAN = "Where are the records of the Tehran Conference?"
FRIENDLINESS = "What mistake might the Soviet Government make about friendliness?"


FRENCH = "What was the French position on elections in Vietnam in 1955?"


def nothing_alike(_: str, texts: Sequence[str]) -> float:
    assert texts
    return 0.0


def stand_alone(
    question: str, history: Sequence[Turn], apart: Apart, alike: Alike = nothing_alike
) -> str:
    return stand_alone_by(question, history, apart, alike)


def carried(searched: str) -> list[str]:
    """The words that a question took over."""
    _, _, words = searched.partition(ABOUT)
    return words.removesuffix(")").replace(",", "").split()


@pytest.mark.parametrize(
    "question",
    [
        "And the British?", "Why?", "Why not?", "What about Poland?", "How about it?", "But how?",
        "Where are its records?", "What did they do?", "Is that dangerous?", "What else?", "More",
        "Tell me more.", "Who are the others?", "What is the same?", "Who is he?", "How so?",
    ],
)  # fmt: skip
def test_some_questions_lean_on_the_one_before(apart: Apart, question: str) -> None:
    assert leans_by_form(question) or not apart(question).words
    searched = stand_alone(question, [Turn(FRIENDLINESS)], apart)
    assert searched.startswith(question + ABOUT)
    assert "friendliness" in carried(searched)


@pytest.mark.parametrize(
    ("lead_in", "turned"),
    [
        ("Now something else: ", True), ("Changing the subject, ", True),
        ("Let’s change the subject. ", True), ("On another topic, ", True),
        ("Now, something completely different - ", True), ("Another question: ", False),
        ("Next, ", False), ("Now, ", False), ("Now ", False), ("Next: one more thing, ", False),
    ],
)  # fmt: skip
def test_a_lead_in_is_no_part_of_a_question(lead_in: str, *, turned: bool) -> None:
    earlier = [Turn(TEHRAN), Turn(lead_in + "why?"), Turn("Who?")]
    assert without_lead_in(f"{lead_in}who was he?") == ("who was he?", turned)
    _, before = on_its_subject("And why?", earlier)
    since = ["why?", "Who?"] if turned else [TEHRAN, "why?", "Who?"]
    assert [turn.question for turn in before] == since
    assert list(on_its_subject(f"{lead_in}who?", earlier)[1]) == ([] if turned else before)


@pytest.mark.parametrize(
    "question",
    [
        "Next-door neighbours", "Now the next telegram", "Next.", "Something else?",
        "Nowhere, no one", "Now", "Another question",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_lead_in_stays(question: str) -> None:
    assert without_lead_in(question) == (question, False)


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
def test_a_question_that_can_be_understood_does_not_lean(question: str) -> None:
    assert not leans_by_form(question)


@pytest.mark.parametrize(
    "question",
    [
        TEHRAN, FRIENDLINESS, "What is the capital of Australia?", "What did Nasser reply?",
        "Which ships carried arms to Guatemala?", "Was Finland offered loans?",
        "Is it important that the Soviet Government realize the firmness of our attitude?",
    ],
)  # fmt: skip
def test_a_question_on_something_else_is_searched_as_it_is(
    apart: Apart, embedder: MiniLM, question: str
) -> None:
    alike = by_meaning(embedder)
    for before in (FRENCH, "Who wanted the fisheries of Iceland?"):
        assert stand_alone(question, [Turn(before)], apart, alike) == question


@pytest.mark.parametrize(
    "question",
    [
        "How many inspections were offered?", "What was decided?", "Which borders were discussed?",
        "Did anybody object?",
    ],
)  # fmt: skip
def test_a_question_that_says_little_and_names_nobody_goes_on(apart: Apart, question: str) -> None:
    assert "Vietnam" in carried(stand_alone(question, [Turn(FRENCH)], apart))


def test_one_that_says_little_of_a_name_goes_on_where_it_is_alike(apart: Apart) -> None:
    for likeness, goes_on in ((0.19, False), (0.2, True)):
        searched = stand_alone("What did Diem think?", [Turn(FRENCH)], apart, lambda *_: likeness)  # noqa: B023
        assert bool(carried(searched)) is goes_on


def test_one_that_says_little_of_what_was_spoken_of_goes_on(apart: Apart) -> None:
    assert not carried(stand_alone("What did Diem think?", [Turn(FRENCH)], apart))
    told = Turn(FRENCH, "They would support Diem.")
    assert carried(stand_alone("What did Diem think?", [told], apart))


def test_a_new_name_in_a_full_question_is_a_new_topic(apart: Apart) -> None:
    def very(*_: object) -> float:
        return 0.9

    assert not carried(stand_alone("Which ships reached Guatemala?", [Turn(FRENCH)], apart, very))
    known = stand_alone("Which ships reached Vietnam unnoticed?", [Turn(FRENCH)], apart, very)
    assert carried(known) == ["French", "position", "elections", "1955"]
    nameless = "Which obstacles to disarmament were discussed?"
    assert "Vietnam" in carried(stand_alone(nameless, [Turn(FRENCH)], apart, very))


def test_whether_questions_are_alike_is_told_by_their_meaning(embedder: MiniLM) -> None:
    alike = by_meaning(embedder)
    others = ["How is grain shipped?", "Who signed the treaty on Poland?"]
    assert alike("How is wheat shipped?", others) > 0.6
    assert alike("How is wheat shipped?", others[1:]) < 0.4
    assert -1.0 <= alike("\ud800 \0", others) <= 1.0


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


@pytest.mark.parametrize(
    ("question", "gone"),
    [
        ("And the British?", "French"), ("What about 1956?", "1955"), ("And of Diem?", "French"),
    ],
)  # fmt: skip
def test_a_nation_takes_the_place_of_a_nation_and_a_year_of_a_year(
    apart: Apart, question: str, gone: str
) -> None:
    words = ["French", "position", "elections", "Vietnam", "1955"]
    expected = [word for word in words if word != gone]
    assert carried(stand_alone(question, [Turn(FRENCH)], apart)) == expected


def test_a_question_taken_up_is_carried_whole(apart: Apart) -> None:
    told = "Walter Robertson, Frederick Reinhardt, Kenneth Young and Pham Van Dong met in Saigon."
    words = carried(stand_alone("And the British?", [Turn(FRENCH, told)], apart))
    assert words[:4] == ["position", "elections", "Vietnam", "1955"]


def test_neighbours_stay_together(apart: Apart) -> None:
    before = "When did the Swedish ship Alfhem leave Stettin?"
    searched = stand_alone("Why?", [Turn(before)], apart)
    assert searched == "Why? (about: Swedish ship Alfhem leave Stettin)"


def test_a_question_that_was_edited_is_searched_as_it_is(apart: Apart) -> None:
    edited = f"Why?{ABOUT}grain ships)"
    assert stand_alone(edited, [Turn(FRENCH)], apart) == edited
    words = carried(stand_alone("And then?", [Turn(FRENCH), Turn(edited)], apart))
    assert words == ["grain", "ships"]


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
    words = carried(stand_alone("Why?", [Turn(before)], apart))
    assert len(words) == 8
    assert words == [word for word in before.split() if word in words]


def test_names_in_a_reply_are_carried_after_the_question(apart: Apart) -> None:
    told = [Turn("Who wanted the elections?", "In 1955 Diem refused all talks with the Viet Minh.")]
    assert carried(stand_alone("Why?", told, apart)) == [
        "wanted",
        "elections",
        "Diem",
        "Viet",
        "Minh",
    ]


def test_what_was_shown_is_read_rather_than_the_reply(apart: Apart) -> None:
    page = read_page(SHIPPED / "frus1944Quebec" / "d123.txt")
    note = next(one for one in page.passages if one.id.endswith("/fn2"))
    turn = Turn("Where are the records?", "See Warsaw.", (Quote(note, page.document, 0, 60),))
    words = carried(stand_alone("Why?", [turn], apart))
    assert "Moscow" in words
    assert "Warsaw" not in words


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
def test_long_questions_take_no_longer_than_their_length_asks(unit: str) -> None:
    started = time.perf_counter()
    leans_by_form(unit * (100_000 // len(unit)) + "?")
    assert time.perf_counter() - started < 5

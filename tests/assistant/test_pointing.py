"""What questions point to among the quotations that were shown."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Quote
from assistant.pointing import Pointed, by_number, within
from corpus.document import Document, Volume
from corpus.passage import Kind, Passage, Voice


def quote(document: str, title: str, number: int = 1) -> Quote:
    volume = Volume(id="frus1955v1", title="The Book")
    held = Document(id=f"frus1955v1/{document}", volume=volume, number="1", title=title)
    passage = Passage(
        id=f"{held.id}/p{number}", document=held.id, kind=Kind.PARAGRAPH, voice=Voice.AUTHOR,
        text="The grain was bought.",
    )  # fmt: skip
    return Quote(passage, held, 0, 21)


LETTER = quote("d1", "1. Letter From the King")
MEMO = quote("d2", "2. Memorandum of Conversation")
CABLE = quote("d3", "3. Telegram From the Embassy in Egypt")
SHOWN = (LETTER, quote("d1", "1. Letter From the King", 2), MEMO, CABLE)


@pytest.mark.parametrize(
    ("question", "plain", "at", "wanted"),
    [
        ("Show me citation 3", "Show me that", (2,), "citation 3"),
        ("[4]?", "that?", (3,), "citation 4"),
        ("What page is the second one?", "What page is that?", (1,), "citation 2"),
        ("Who wrote the last quotation?", "Who wrote that?", (3,), "citation 4"),
        ("Which document is quote no. 1 from?", "Which document is that from?", (0,), "citation 1"),
        ("Who wrote the first document?", "Who wrote that?", (0, 1), "document 1"),
        ("Who wrote the third document?", "Who wrote that?", (3,), "document 3"),
        ("source [5]", "that", (), "citation 5"),
        ("citation 0", "that", (), "citation 0"),
        ("the fourth document", "that", (), "document 4"),
    ],
)
def test_citations_and_documents_go_by_their_numbers(
    question: str, plain: str, at: tuple[int, ...], wanted: str
) -> None:
    pointed = by_number(question, SHOWN)
    assert pointed == Pointed(plain, tuple(SHOWN[number] for number in at), wanted)


@pytest.mark.parametrize(
    "question",
    ["What was the first telegram about?", "Who was the second man?", "In 1955?", "NSC 68", "[a]"],
)
def test_other_numbers_point_to_nothing(question: str) -> None:
    assert by_number(question, SHOWN) is None
    assert within(question, SHOWN, SHOWN) is None


@pytest.mark.parametrize(
    ("question", "plain", "at"),
    [
        ("In the second one, who wrote to whom?", "who wrote to whom?", (1,)),
        ("Who asked for wheat in citation 3?", "Who asked for wheat?", (2,)),
        ("According to the third document, why?", "why?", (3,)),
        ("What does the last one say about oil?", "What does it say about oil?", (3,)),
        ("What else does that document say of oil?", "What else does it say of oil?", (0,)),
        ("Is oil spoken of in that memo?", "Is oil spoken of?", (2,)),
        ("What does this cable say?", "What does it say?", (3,)),
        ("Did that report deny it?", "Did it deny it?", (0,)),
        ("Does it say why?", "Does it say why?", (0, 1, 2, 3)),
    ],
)
def test_a_question_may_keep_to_what_was_shown(
    question: str, plain: str, at: tuple[int, ...]
) -> None:
    pointed = within(question, SHOWN, SHOWN)
    assert pointed is not None
    assert pointed.plain == plain
    assert pointed.quotes == tuple(SHOWN[number] for number in at)


@pytest.mark.parametrize(
    "question",
    [
        "What does it mean?",
        "Who wrote to the King?",
        "And in 1955?",
        "Where was the first one held?",
    ],
)
def test_other_questions_keep_to_nothing(question: str) -> None:
    assert within(question, SHOWN, SHOWN) is None


def test_where_nothing_was_shown_only_a_number_points() -> None:
    assert within("What else does that document say?", (), ()) is None
    assert within("Does it say why?", (), ()) is None
    pointed = within("In the second one, why?", (), ())
    assert pointed == Pointed("why?", (), "citation 2")


def test_numbers_count_what_was_shown_last() -> None:
    pointed = within("Who spoke in citation 1?", SHOWN, (CABLE,))
    assert pointed is not None
    assert pointed.quotes == (CABLE,)


WORDS = ("in", "the", "second", "one", "that", "memo", "does it say", "[2]", "citation 3", "?", ",")


@given(words=st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=10))
def test_any_question_points_to_shown_quotations_alone(words: list[str]) -> None:
    question = " ".join(words)
    for pointed in (by_number(question, SHOWN), within(question, SHOWN, SHOWN)):
        assert pointed is None or set(pointed.quotes) <= set(SHOWN)


@pytest.mark.parametrize("unit", ["in the ", "that ", "the second ", "does it ", "[1", "  "])
def test_long_questions_take_no_longer_than_their_length_asks(unit: str) -> None:
    started = time.perf_counter()
    question = unit * (100_000 // len(unit))
    by_number(question, SHOWN)
    within(question, SHOWN, SHOWN)
    assert time.perf_counter() - started < 5

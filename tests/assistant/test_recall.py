"""Questions about what was shown are told from questions to the record."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.recall import About, Recall, recall_of


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("What page is that?", About.PAGE),
        ("And which page is it on, please?", About.PAGE),
        ("Page?", About.PAGE),
        ("On what pages are those quotations printed?", About.PAGE),
        ("Which document is that?", About.DOCUMENT),
        ("What is the source of that document?", About.SOURCE),
        ("Where is it kept?", About.SOURCE),
        ("Where is the original of that telegram held?", About.SOURCE),
        ("Show me the source note.", About.SOURCE),
        ("Which archive is it in?", About.SOURCE),
        ("Are you sure?", About.CERTAIN),
        ("Really? Are you sure about that?", About.CERTAIN),
        ("Really?", About.CERTAIN),
        ("Where does that come from?", About.DOCUMENT),
        ("What's the source of this quote?", About.DOCUMENT),
        ("From which volume is this passage?", About.DOCUMENT),
        ("What is the date of that document?", About.DATE),
        ("When was it written?", About.DATE),
        ("When was that telegram sent?", About.DATE),
        ("Who said that?", About.MAKER),
        ("Who wrote it?", About.MAKER),
        ("Who signed that letter?", About.CORRESPONDENTS),
        ("Who is it addressed to?", About.CORRESPONDENTS),
        ("Whose words are these?", About.MAKER),
        ("Show me that footnote", About.NOTE),
        ("Could you show me the footnotes?", About.NOTE),
        ("What does that footnote say?", About.NOTE),
        ("Are there any footnotes to that?", About.NOTE),
        ("Show me the whole paragraph.", About.WHOLE),
        ("What comes before that?", About.BEFORE),
        ("What comes right after it?", About.AFTER),
        ("What follows that?", About.AFTER),
        ("Tell me more.", About.MORE),
        ("Go on", About.MORE),
        ("the previous document", About.PREVIOUS_DOCUMENT),
        ("Show me the document before that one.", About.PREVIOUS_DOCUMENT),
        ("Now the next telegram, please", About.NEXT_DOCUMENT),
        ("What is the following document?", About.NEXT_DOCUMENT),
    ],
)
def test_what_is_asked_of_a_quotation_is_told_by_its_form(question: str, about: About) -> None:
    assert recall_of(question, numbered=False) == Recall(about)
    assert recall_of(question.upper().replace("’", "'"), numbered=False) == Recall(about)


@pytest.mark.parametrize(
    "question",
    [
        "Where is the oil kept?", "Are you sure that Nasser agreed?", "Was he really sure?",
        "Who signed it?", "What happened after that?", "What was that?", "Which year was that?",
        "Who is he?", "Why?", "And after that?", "What did that telegram say about oil?",
        "Who wrote the letter to Nasser?", "What is the date of the conference?",
        "On what page do the Moscow conference records begin?", "Who prepared the plan?",
        "Whose papers does this document come from?", "When did it reach Puerto Barrios?",
        "What documents discuss oil?", "Which document is most important for the treaty?", "",
    ],
)  # fmt: skip
def test_a_question_to_the_record_is_none_of_them(question: str) -> None:
    assert recall_of(question, numbered=False) is None


def test_a_footnote_may_be_named_by_its_mark() -> None:
    for question in ("footnote 3", "Show me footnote 3.", "What does footnote 3 say?"):
        assert recall_of(question, numbered=False) == Recall(About.NOTE, "3")
    assert recall_of("What is footnote *?", numbered=False) == Recall(About.NOTE, "*")
    assert recall_of("What does that footnote 12 say?", numbered=False) == Recall(About.NOTE, "12")


def test_a_paragraph_of_its_own_may_be_asked_for() -> None:
    assert recall_of("the next paragraph", numbered=False) == Recall(About.AFTER, paragraph=True)
    asked = recall_of("What comes before that passage?", numbered=False)
    assert asked == Recall(About.BEFORE, paragraph=True)


def test_that_alone_is_asked_for_by_number() -> None:
    for question in ("that", "Show me that.", "What does that say?"):
        assert recall_of(question, numbered=True) == Recall(About.WHOLE)
        assert recall_of(question, numbered=False) is None


WORDS = ("what", "page", "is", "that", "the", "next", "document", "before", "?", "show me", "and")


@given(words=st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=12))
def test_any_question_can_be_looked_at(words: list[str]) -> None:
    question = " ".join(words)
    found = recall_of(question, numbered=False)
    assert found is None or found.about in About


@pytest.mark.parametrize("unit", ["and ", "what page is that ", "the next ", "that ", "  ", "so"])
def test_long_questions_take_no_longer_than_their_length_asks(unit: str) -> None:
    started = time.perf_counter()
    recall_of(unit * (100_000 // len(unit)), numbered=True)
    assert time.perf_counter() - started < 5

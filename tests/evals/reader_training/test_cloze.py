"""Questions made of paragraphs: the answered are answered where they say, the others are not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import InputError
from corpus.sentences import sentence_spans
from evals.reader_training.blanks import Blank, blank_in
from evals.reader_training.cloze import cloze_pairs
from evals.reader_training.fates import NAMES, Fate, Fates, Paragraph
from evals.reader_training.pair import Pair
from tests.evals.reader_training.conftest import RECORD

PARAGRAPHS = [Paragraph(f"d{place // 2}", text) for place, text in enumerate(RECORD)]
FATES = Fates(PARAGRAPHS)


def made(fate: Fate, seed: int) -> tuple[Paragraph, Blank, Pair]:
    """What comes first, by this seed, of that fate."""
    rng = Random(seed)  # noqa: S311  # a sample
    while True:
        paragraph = rng.choice(PARAGRAPHS)
        blank = blank_in(paragraph.text, sentence_spans(paragraph.text), rng)
        pair = FATES.pair(fate, paragraph, blank, rng) if blank else None
        if blank and pair:
            return paragraph, blank, pair


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


@given(st.integers(0, 10**6))
def test_the_words_lost_stand_in_their_sentence_and_not_in_the_question(seed: int) -> None:
    paragraph, blank, pair = made(Fate.ANSWERED, seed)
    assert pair.text == paragraph.text
    assert pair.gold == (blank.sentence,)
    assert blank.sentence in sentence_spans(pair.text)
    (start, end), (first, last) = pair.answers[0], blank.sentence
    assert first <= start < end <= last
    kept = words(pair.text[first:start]) + words(pair.text[end:last])
    asked = words(pair.question)
    # All of the question but its question word and its auxiliary stands around the blank.
    assert sum((asked - kept).values()) <= 4


@given(st.integers(0, 10**6))
def test_a_changed_question_asks_for_what_the_sentence_does_not_say(seed: int) -> None:
    paragraph, blank, pair = made(Fate.CHANGED, seed)
    assert pair.text == paragraph.text
    assert not pair.answerable
    old, new = words(blank.question), words(pair.question)
    assert old != new
    sentence = words(pair.text[slice(*blank.sentence)])
    strange = [word for word in new - old if not sentence[word]]
    assert strange, (blank.question, pair.question)


@given(st.integers(0, 10**6))
def test_a_removed_sentence_is_gone_and_the_rest_is_there(seed: int) -> None:
    paragraph, blank, pair = made(Fate.REMOVED, seed)
    start, end = blank.sentence
    assert not pair.answerable
    assert pair.question == blank.question
    assert paragraph.text[start:end] not in pair.text
    assert words(pair.text) + words(paragraph.text[start:end]) == words(paragraph.text)


@given(st.integers(0, 10**6))
def test_elsewhere_is_another_paragraph_of_the_document_where_it_has_one(seed: int) -> None:
    paragraph, blank, pair = made(Fate.ELSEWHERE, seed)
    assert not pair.answerable
    assert pair.question == blank.question
    assert pair.text != paragraph.text
    alone = [one.document for one in PARAGRAPHS].count(paragraph.document) == 1
    assert alone or Paragraph(paragraph.document, pair.text) in PARAGRAPHS
    assert pair.text in RECORD


def test_questions_are_the_same_for_the_same_seed(record: Sequence[Paragraph]) -> None:
    once = cloze_pairs(record, 40, 1)
    assert once == cloze_pairs(record, 40, 1)
    assert once != cloze_pairs(record, 40, 2)
    assert len(once) == 40


def test_half_of_the_questions_are_answered(record: Sequence[Paragraph]) -> None:
    pairs = cloze_pairs(record, 600, 3)
    assert 0.44 < sum(pair.answerable for pair in pairs) / 600 < 0.56


def test_all_sorts_of_things_are_asked_for(record: Sequence[Paragraph]) -> None:
    answers = {
        pair.text[slice(*pair.answers[0])]
        for pair in cloze_pairs(record, 600, 4)
        if pair.answerable
    }
    assert {"March 4, 1949", "1947", "three", "Senator Brown", "New York", "Export Bank"} <= answers
    assert "because it had not been told of the plan before" in answers


def test_paragraphs_of_which_nothing_can_be_asked_are_refused() -> None:
    with pytest.raises(InputError, match="no question can be made"):
        cloze_pairs([Paragraph("d1", "Nothing here. Nor here.")], 1, 1)
    assert cloze_pairs([], 0, 1) == []
    with pytest.raises(InputError, match="of 0 paragraphs"):
        cloze_pairs([], 1, 1)


def test_names_are_years_numbers_months_and_capitals() -> None:
    assert NAMES.findall("In May the 12 men of Vienna had 1,500 horses in 1849.") == [
        "May", "12", "Vienna", "1,500", "1849",
    ]  # fmt: skip

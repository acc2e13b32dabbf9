"""Pairs as examples: the tokens of an answer are its characters', and every sentence is read."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.span_reader.windows import TokenRun, Window
from corpus.sentences import sentence_spans
from evals.reader_training.encoding import QUESTION, WINDOW, Encoder, Example, token_range
from evals.reader_training.pair import Pair
from vectorstore.minilm import packaged_tokenizer

TOKENIZER = packaged_tokenizer()
ENCODER = Encoder(TOKENIZER)

WORDS = st.sampled_from(
    ["the", "Ambassador", "naïve", "U.S.", "1949,", "“treaty”", "Kyïv", "non-aligned", "$25", "of"]
)
SENTENCES = st.lists(WORDS, min_size=2, max_size=60).map(lambda words: " ".join(words) + " ended.")
TEXTS = st.lists(SENTENCES, min_size=1, max_size=25).map(" ".join)


@st.composite
def answered(draw: st.DrawFn) -> Pair:
    """A text of one window or several, with words of one of its sentences as the answer."""
    text = draw(TEXTS)
    start, end = draw(st.sampled_from(sentence_spans(text)))
    first = draw(st.integers(start, end - 1))
    last = draw(st.integers(first + 1, end))
    return Pair(question="Who asked?", text=text, gold=((start, end),), answers=((first, last),))


@given(answered())
def test_tokens_of_an_answer_are_those_that_have_its_characters(pair: Pair) -> None:
    encoded = TOKENIZER.encode(pair.text, add_special_tokens=False)
    first, last = pair.answers[0]
    touching = [
        id_
        for id_, (start, end) in zip(encoded.ids, encoded.offsets, strict=True)
        if start < last and end > first
    ]
    found = [
        example.window.ids[slice(*answer)].tolist()
        for example in ENCODER.examples(pair)
        for answer in example.answers
    ]
    assert found == ([touching] if touching else [])


@given(answered())
def test_a_window_holds_the_sentence_that_answers_whole(pair: Pair) -> None:
    start, end = pair.gold[0]
    sentence = TOKENIZER.encode(pair.text[start:end], add_special_tokens=False).ids
    held = [
        example.window.ids[run.first : run.last].tolist()
        for example in ENCODER.examples(pair)
        for run, gold in zip(example.window.runs, example.gold, strict=True)
        if gold
    ]
    assert held == [sentence]


@given(answered())
def test_the_windows_hold_every_token_of_the_text_once_and_in_order(pair: Pair) -> None:
    examples = ENCODER.examples(pair)
    read = [id_ for e in examples for id_ in e.window.ids[e.window.asked : -1]]
    assert read == TOKENIZER.encode(pair.text, add_special_tokens=False).ids
    assert all(len(example.window.ids) <= WINDOW for example in examples)
    assert sum(example.answerable for example in examples) == 1


def test_a_long_question_is_cut_and_still_closed() -> None:
    (example,) = ENCODER.examples(Pair(question="why " * 200, text="It ended."))
    assert example.window.asked == QUESTION
    opening, closing = TOKENIZER.encode("").ids
    assert example.window.ids[[0, QUESTION - 1, -1]].tolist() == [opening, closing, closing]


def test_nothing_is_of_characters_between_tokens() -> None:
    offsets = np.array([[0, 3], [4, 7]])
    assert [token_range(offsets, *span) for span in ((0, 3), (2, 5), (3, 4), (7, 9))] == [
        (0, 1),
        (0, 2),
        (1, 1),
        (2, 2),
    ]


@pytest.mark.parametrize(
    ("gold", "answers", "reason"),
    [
        ((), (), "one flag for each run"),
        ((False,), ((3, 4),), "yet no sentence"),
        ((True,), ((1, 4),), "not of the window's text"),
        ((True,), ((4, 6),), "not of the window's text"),
        ((True,), ((4, 4),), "not of the window's text"),
    ],
)
def test_an_example_that_exists_is_one(
    gold: tuple[bool, ...], answers: tuple[tuple[int, int], ...], reason: str
) -> None:
    run = TokenRun(sentence=0, first=3, last=5)
    window = Window(ids=np.array([101, 7, 102, 8, 9, 102], np.int32), asked=3, runs=(run,))
    with pytest.raises(ValueError, match=reason):
        Example(window=window, gold=gold, answers=answers)


@pytest.mark.parametrize(
    ("gold", "answers", "reason"),
    [
        (((0, 99),), (), "not within 9"),
        (((3, 3),), (), "not within 9"),
        ((), ((0, 2),), "in no sentence"),
        (((3, 9),), ((0, 4),), "in no sentence"),
    ],
)
def test_a_pair_that_exists_is_one(
    gold: tuple[tuple[int, int], ...], answers: tuple[tuple[int, int], ...], reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        Pair(question="What?", text="It ended.", gold=gold, answers=answers)
    with pytest.raises(ValueError, match="has words"):
        Pair(question=" ", text="It ended.")

"""What a reply quotes, held against the set, and whether it is right."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Quote
from corpus.document import Document, Volume
from corpus.passage import Kind, Passage, Voice
from evals.question_sets import SetQuestion, Span
from evals.reading.reply import Cited, MisquotationError, cited, right, same_sentence

spans = st.tuples(st.integers(0, 60), st.integers(1, 40)).map(lambda p: (p[0], p[0] + p[1]))


@given(spans, spans)
def test_half_of_the_shorter_is_the_same_sentence(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    shared = len(set(range(*one)) & set(range(*other)))
    shorter = min(one[1] - one[0], other[1] - other[0])
    assert same_sentence(Cited("p", *one, "…"), Span("p", *other)) == (2 * shared >= shorter)
    assert not same_sentence(Cited("p", *one, "…"), Span("q", *other))


def quote(text: str, start: int, end: int) -> Quote:
    document = Document(id="v/d1", volume=Volume(id="v", title="v"), number="1", title="t")
    passage = Passage(
        id="v/d1/a/b", document="v/d1", kind=Kind.PARAGRAPH, voice=Voice.AUTHOR, text=text
    )
    return Quote(passage, document, start, end)


def test_a_quotation_is_given_in_the_sets_own_id() -> None:
    assert cited(quote("One two.", 4, 8), {"a/b": "One two."}) == Cited("a/b", 4, 8, "two.")


@pytest.mark.parametrize("texts", [{"a/b": " One two."}, {"a/b": "One"}, {}])
def test_words_that_stand_elsewhere_in_the_set_are_a_misquotation(texts: dict[str, str]) -> None:
    with pytest.raises(MisquotationError, match=r"misquoted: \[4, 8\) of a/b is .* as 'two\.'"):
        cited(quote("One two.", 4, 8), texts)


def test_sentences_are_judged_by_sentences_and_else_by_passages(
    asked: Callable[..., SetQuestion],
) -> None:
    assert right(asked(0, 40), Cited("p", 38, 60, "…"))
    assert not right(asked(0, 40), Cited("p", 20, 30, "…"))
    by_passage = asked(answerable=True, gold_passages=("p", "r"))
    assert right(by_passage, Cited("r", 20, 30, "…"))
    assert not right(by_passage, Cited("q", 20, 30, "…"))
    assert not right(asked(answerable=False, gold_passages=("p",)), Cited("p", 0, 9, "…"))

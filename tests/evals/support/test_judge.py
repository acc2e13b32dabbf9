"""What the judge of support says of a statement, with everything it must refuse refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.support.judge import Doubt, containment, judge

TEXT = (
    "An excellent start was made at the Moscow and Tehran Conferences.",
    "Recent Soviet policy with regard to Poland has not been encouraging.",
    "Two memoranda of 1944 were sent to the White House.",
)


@pytest.mark.parametrize("sentence", TEXT)
def test_a_sentence_supports_itself(sentence: str) -> None:
    judgement = judge(sentence, TEXT)
    assert judgement.supported
    assert judgement.contained == judgement.score == 1.0


@pytest.mark.parametrize(
    ("statement", "doubt"),
    [
        ("Three memoranda of 1944 were sent to the White House.", Doubt.NUMBER),
        ("Two memoranda of 1945 were sent to the White House.", Doubt.NUMBER),
        ("An excellent start was made at the Cairo and Tehran Conferences.", Doubt.NAME),
        ("Recent Soviet policy with regard to Poland has been encouraging.", Doubt.DENIAL),
        ("An excellent start was never made at the Moscow Conferences.", Doubt.DENIAL),
        ("The weather delayed several aircraft carrying delegates.", Doubt.WORDS),
    ],
)
def test_what_is_not_said_is_not_supported(statement: str, doubt: Doubt) -> None:
    judgement = judge(statement, TEXT)
    assert judgement.doubt is doubt
    assert not judgement.supported
    assert judgement.score < judge(TEXT[0], TEXT).score


def test_numbers_in_letters_and_figures_are_the_same() -> None:
    assert judge("2 memoranda were sent to the White House.", TEXT).supported


def test_words_far_apart_do_not_add_up() -> None:
    apart = ("Alpha beta gamma.", "Filler.", "Filler.", "Delta epsilon zeta.")
    statement = "alpha beta gamma delta epsilon zeta"
    assert containment(statement, apart) == 1.0
    assert judge(statement, apart).doubt is Doubt.WORDS


def test_what_says_nothing_cannot_be_unsupported() -> None:
    assert judge("It is said here:", TEXT).supported


def test_nothing_cited_supports_nothing() -> None:
    assert not judge("Something happened in Poland.", ()).supported


@given(st.text(max_size=80), st.lists(st.text(max_size=80), max_size=4))
def test_scores_are_shares(statement: str, sentences: list[str]) -> None:
    judgement = judge(statement, sentences)
    assert 0.0 <= judgement.contained <= 1.0
    assert 0.0 <= judgement.score <= 1.0
    assert judgement.contained <= containment(statement, sentences)

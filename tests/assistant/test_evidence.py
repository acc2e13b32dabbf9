"""Evidence is shares and signs; what speaks for a sentence makes it likelier."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence import Evidence, gather, probability
from assistant.question import Asked
from vectorstore.analysis import analyzer

Apart = Callable[[str], Asked]


def evidence(asked: Asked, sentence: str, around: str = "") -> Evidence:
    def words(text: str) -> frozenset[str]:
        return frozenset(analyzer().analyze(text))

    return gather(
        asked,
        sentence,
        words(sentence),
        words(around),
        span=-1.0,
        sentence_odds=-2.0,
        answered=0.5,
        found=1.0,
        sentence_similarity=0.5,
        passage_similarity=0.4,
        sourcing=False,
    )


def test_words_in_the_sentence_and_around_it_are_told_apart(apart: Apart) -> None:
    asked = apart("Did Stalin buy grain?")
    whole = evidence(asked, "Stalin bought and will buy grain.")
    assert (whole.covered, whole.nearby, whole.name_missing) == pytest.approx((1.0, 1.0, 0.0))
    half = evidence(asked, "They buy grain.", "A letter of Stalin")
    assert 0.0 < half.covered < 1.0
    assert (half.nearby, half.name_missing) == pytest.approx((1.0, 0.0))
    none = evidence(asked, "It rained.")
    assert (none.covered, none.nearby, none.name_missing) == pytest.approx((0.0, 0.0, 1.0))


def test_another_name_of_the_same_state_will_do(apart: Apart) -> None:
    assert evidence(apart("What of Russia?"), "The Soviet Union agreed.").covered == 1.0


@pytest.mark.parametrize(
    ("question", "fits", "fails"),
    [
        ("When was it signed?", "It was signed in 1944.", "It was signed at once."),
        ("How many came?", "Three came.", "They came."),
        ("Who came?", "It was Stalin who came.", "it was they who came."),
        ("Why did it fail?", "It failed because of grain.", "It failed."),
    ],
)
def test_a_sentence_may_hold_the_kind_of_thing_sought(
    apart: Apart, question: str, fits: str, fails: str
) -> None:
    assert (evidence(apart(question), fits).form, evidence(apart(question), fails).form) == (1, 0)
    assert evidence(apart("What failed?"), fails).form == 0.5


def test_a_sentence_that_only_points_elsewhere_is_told(apart: Apart) -> None:
    pointer = "See Document 8."
    assert evidence(apart("What did he say of grain?"), pointer).pointer == 1.0
    assert evidence(apart("Where are the records?"), pointer).pointer == 0.0
    assert evidence(apart("What did he say of grain?"), "He said so.").pointer == 0.0


SHARES = st.floats(0, 1)
SIGNS = st.sampled_from([0.0, 1.0])
SIMILARITIES = st.floats(-1, 1)
LOG_ODDS = st.floats(-25, 10)
ODDS = ("span", "sentence_odds", "answered")
EVIDENCE = st.fixed_dictionaries(
    {field.name: SHARES for field in fields(Evidence)}
    | dict.fromkeys(("name_missing", "sourcing", "pointer"), SIGNS)
    | dict.fromkeys(("sentence_similarity", "passage_similarity"), SIMILARITIES)
    | dict.fromkeys(ODDS, LOG_ODDS)
).map(lambda values: Evidence(**values))


@given(EVIDENCE, SHARES, LOG_ODDS)
def test_what_speaks_for_a_sentence_makes_it_likelier(
    seen: Evidence, more: float, odds: float
) -> None:
    likely = probability(seen)
    assert 0.0 < likely < 1.0
    assert math.isfinite(likely)
    for name in ("covered", "nearby", "sentence_similarity", "passage_similarity", "sourcing"):
        raised = replace(seen, **{name: max(getattr(seen, name), more)})
        assert probability(raised) >= likely
    for name in ODDS:
        raised = replace(seen, **{name: max(getattr(seen, name), odds)})
        assert probability(raised) >= likely
    for name in ("name_missing", "pointer"):
        assert probability(replace(seen, **{name: 1.0})) <= likely


def test_a_sentence_that_the_model_has_no_token_of_is_unlikely(apart: Apart) -> None:
    least = float(np.finfo(np.float32).min)
    seen = replace(evidence(apart("What of grain?"), "\ufffd"), span=least, sentence_odds=least)
    assert 0.0 <= probability(seen) < 1e-9
    assert math.isfinite(probability(replace(seen, span=-least, sentence_odds=-least)))


@pytest.mark.parametrize("unit", ["A", "A, ", "1", "For x ", "“", "Abc. ", "[", "because "])
def test_long_sentences_take_no_longer_than_their_length_asks(apart: Apart, unit: str) -> None:
    started = time.perf_counter()
    for question in ("When?", "Who?", "Where?", "Why?", "How many?"):
        evidence(apart(question), unit * (100_000 // len(unit)))
    assert time.perf_counter() - started < 5

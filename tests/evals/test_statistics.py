"""Figures over weighted questions, beside what is known of them, and their intervals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from evals.interval import wilson
from evals.statistics import Aurc, Auroc, Figure, Ratio, Statistic, figures

ONCE = np.ones((1, 4))
ALL = np.ones(4, dtype=np.bool_)

scored = st.lists(
    st.tuples(st.sampled_from([0.0, 0.1, 0.5, 0.9, 1.0]), st.booleans(), st.integers(0, 3)),
    min_size=2,
    max_size=12,
)


def once(statistic: Statistic) -> float:
    return float(statistic(np.ones((1, len(statistic.over))))[0])


@given(scored)
def test_auroc_is_that_of_scikit_learn(rows: list[tuple[float, bool, int]]) -> None:
    scores = np.array([score for score, _, _ in rows])
    kinds = np.array([kind for _, kind, _ in rows])
    area = once(Auroc(scores, kinds, np.ones(len(rows), dtype=np.bool_)))
    if kinds.all() or not kinds.any():
        assert np.isnan(area)
    else:
        assert area == pytest.approx(roc_auc_score(kinds, scores))


@given(scored)
def test_a_question_that_counts_twice_is_as_two(rows: list[tuple[float, bool, int]]) -> None:
    times = np.array([times for _, _, times in rows])
    assume(times.any())
    scores = np.array([score for score, _, _ in rows])
    kinds = np.array([kind for _, kind, _ in rows])
    every = np.ones(len(rows), dtype=np.bool_)
    again = np.repeat(np.arange(len(rows)), times)
    for weighted, repeated in (
        (Auroc(scores, kinds, every), Auroc(scores[again], kinds[again], every[again])),
        (Aurc(scores, kinds, every), Aurc(scores[again], kinds[again], every[again])),
        (Ratio.mean(kinds, every), Ratio.mean(kinds[again], every[again])),
    ):
        value = float(weighted(times[None, :].astype(np.float64))[0])
        assert value == pytest.approx(once(repeated), nan_ok=True)


def test_the_area_under_risk_and_coverage_is_the_mean_of_risks() -> None:
    confidence, loss = np.array([0.2, 0.9, 0.4, 0.7]), np.array([1.0, 0.0, 1.0, 0.0])
    curve = Aurc(confidence, loss, ALL)
    assert once(curve) == pytest.approx((0 / 1 + 0 / 2 + 1 / 3 + 2 / 4) / 4)
    assert curve.points() == [
        (0.9, 0.25, 0.0),
        (0.7, 0.5, 0.0),
        (0.4, 0.75, pytest.approx(1 / 3)),
        (0.2, 1.0, 0.5),
    ]


def test_questions_of_one_confidence_come_in_together_in_any_order() -> None:
    first = Aurc(np.full(4, 0.5), np.array([1.0, 0.0, 0.0, 0.0]), ALL)
    last = Aurc(np.full(4, 0.5), np.array([0.0, 0.0, 0.0, 1.0]), ALL)
    assert once(first) == once(last) == 0.25
    assert first.points() == [(0.5, 1.0, 0.25)]


def test_only_the_questions_meant_are_counted() -> None:
    over = np.array([True, True, False, False])
    ratio = Ratio.mean(np.array([1.0, 0.0, 1.0, 1.0]), over)
    assert once(ratio) == 0.5
    assert once(Aurc(np.arange(4.0), np.array([1.0, 1.0, 0.0, 0.0]), over)) == 1.0
    assert np.isnan(once(Auroc(np.arange(4.0), over, over)))


def test_nothing_counted_is_not_defined_and_has_no_interval() -> None:
    none = np.zeros(4, dtype=np.bool_)
    values = np.arange(4.0)
    found = figures(
        {
            "mean": Ratio.mean(values, none),
            "auroc": Auroc(values, ALL, none),
            "aurc": Aurc(values, values, none),
            "one class": Auroc(values, ALL, ALL),
        },
        ["a", "b", "c", "d"],
        seed=0,
        resamples=50,
    )
    assert found["one class"] == Figure(value=None, n=4)
    assert {found[name] for name in ("mean", "auroc", "aurc")} == {Figure(value=None, n=0)}
    assert Aurc(values, values, none).points() == []


def test_shares_of_single_questions_have_wilsons_interval() -> None:
    share = Ratio.mean(np.array([True, True, False, True]), ALL)
    found = figures({"share": share}, ["a", "b", "c", "d"], seed=0, resamples=50)["share"]
    assert (found.value, found.n) == (0.75, 4)
    assert (found.low, found.high) == wilson(3, 4)


def test_a_share_of_all_is_not_thought_certain() -> None:
    share = Ratio.mean(ALL, ALL)
    found = figures({"share": share}, ["a", "a", "b", "b"], seed=0, resamples=50)["share"]
    assert (found.low, found.high) == wilson(2, 2)  # two clusters, however many questions
    gain = Ratio.mean(np.zeros(4), ALL)
    none = figures({"gain": gain}, ["a", "b", "c", "d"], seed=0, resamples=50)["gain"]
    assert (none.low, none.high) == (0.0, 0.0)  # no share: a gain may be below 0


def test_questions_of_one_cluster_are_drawn_together() -> None:
    values = np.array([1.0] * 50 + [0.0] * 50)
    share = Ratio.mean(values, np.ones(100, dtype=np.bool_))
    two = [f"c{at // 50}" for at in range(100)]
    found = figures({"share": share}, two, seed=0, resamples=2000)["share"]
    assert (found.low, found.value, found.high) == (0.0, 0.5, 1.0)
    many = [f"c{at % 10}" for at in range(100)]
    even = figures({"share": share}, many, seed=0, resamples=2000)["share"]
    assert (even.low, even.high) == (0.5, 0.5)  # each cluster holds as many of both


def test_one_cluster_alone_has_no_interval() -> None:
    share = Ratio.mean(np.array([1.0, 0.0, 0.0, 1.0]), ALL)
    found = figures({"share": share}, ["a"] * 4, seed=0, resamples=50)["share"]
    assert found == Figure(value=0.5, n=4)


def test_the_interval_of_an_auroc_is_about_what_theory_says() -> None:
    """Hanley and McNeil's standard error of an area of one half: sqrt((m + n + 1) / 12 m n)."""
    generator = np.random.default_rng(3)
    kinds = np.arange(400) % 2 == 0
    area = Auroc(generator.random(400), kinds, np.ones(400, dtype=np.bool_))
    found = figures({"a": area}, [str(at) for at in range(400)], seed=0, resamples=2000)["a"]
    assert found.low is not None
    assert found.high is not None
    width = 2 * 1.96 * np.sqrt(401 / (12 * 200 * 200))
    assert found.high - found.low == pytest.approx(width, rel=0.15)


def test_the_same_seed_draws_the_same() -> None:
    values = np.random.default_rng(1).random(40)
    one = {"mean": Ratio.mean(values, np.ones(40, dtype=np.bool_))}
    clusters = [str(at % 7) for at in range(40)]
    assert figures(one, clusters, 5, 300) == figures(one, clusters, 5, 300)
    assert figures(one, clusters, 5, 300) != figures(one, clusters, 6, 300)

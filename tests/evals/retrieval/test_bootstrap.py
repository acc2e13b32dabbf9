"""Intervals of means over queries that depend on each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from evals.retrieval.bootstrap import resample


def column(*values: float) -> NDArray[np.float64]:
    return np.array(values)[:, None]


def test_a_mean_is_macro_over_volumes() -> None:
    found = resample(column(1, 1, 1, 0), ["v", "v", "v", "w"], ["a", "b", "c", "d"], 0, 100)
    assert found.mean((0,)).value == pytest.approx(0.5)
    assert (found.queries, found.clusters) == (4, 4)
    assert found.draws.shape == (1, 100)


def test_queries_of_one_cluster_are_drawn_together() -> None:
    """100 queries in 4 clusters say as much as 4 queries do, and no more."""
    values = column(*[1.0] * 50, *[0.0] * 50)
    apart = resample(values, ["v"] * 100, list(range(100)), 0, 4_000).mean((0,))
    together = resample(values, ["v"] * 100, [row // 25 for row in range(100)], 0, 4_000).mean((0,))
    four = resample(column(1, 1, 0, 0), ["v"] * 4, list(range(4)), 0, 4_000).mean((0,))
    assert together == four
    # The normal interval of a share of one half.
    assert apart.low == pytest.approx(0.5 - 1.96 * 0.05, abs=0.015)
    assert apart.high == pytest.approx(0.5 + 1.96 * 0.05, abs=0.015)
    assert (together.low, together.high) == (0.0, 1.0)


def test_an_interval_of_the_mean_of_volumes_is_what_theory_says() -> None:
    """Two volumes of independent queries: variances of the means add up, by a quarter."""
    generator = np.random.default_rng(7)
    many, few = generator.random(400), generator.random(100)
    values = np.concatenate([many, few])[:, None]
    found = resample(values, ["v"] * 400 + ["w"] * 100, list(range(500)), 1, 10_000).mean((0,))
    error = np.sqrt(many.var() / 400 + few.var() / 100) / 2
    assert found.value == pytest.approx((many.mean() + few.mean()) / 2)
    assert found.high - found.low == pytest.approx(2 * 1.96 * error, rel=0.04)


def test_systems_are_compared_on_the_same_draws() -> None:
    hard = np.random.default_rng(3).random(200)
    values = np.stack([hard + 0.1, hard], axis=1)
    found = resample(values, ["v"] * 200, list(range(200)), 0, 2_000)
    difference = found.difference((0,), (1,))
    assert (difference.value, difference.low, difference.high) == pytest.approx((0.1, 0.1, 0.1))
    ratio = found.ratio((0,), (1,))
    assert ratio is not None
    assert ratio.value == pytest.approx((hard.mean() + 0.1) / hard.mean())
    assert ratio.low < ratio.value < ratio.high


def test_a_ratio_to_what_may_be_nothing_is_none() -> None:
    values = np.array([[1.0, 0.0], [1.0, 1.0]])
    found = resample(values, ["v", "v"], ["a", "b"], 0, 200)
    assert found.ratio((0,), (1,)) is None
    assert found.ratio((1,), (0,)) is not None


@pytest.mark.parametrize("clusters", [["a", "b"], ["a", "a"]])
def test_the_same_seed_gives_the_same_interval(clusters: Sequence[str]) -> None:
    values = column(0.2, 0.9)
    once, again = (resample(values, ["v", "v"], clusters, 5, 1_500) for _ in range(2))
    assert once.mean((0,)) == again.mean((0,))
    assert np.array_equal(once.draws, again.draws)


def test_there_is_no_mean_of_nothing() -> None:
    with pytest.raises(ValueError, match="no queries"):
        resample(np.zeros((0, 1)), [], [], 0)

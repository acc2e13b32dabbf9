"""How far two runs differ on the same items: the difference, its interval, and tests of it.

All sums are by cluster, because items of one cluster rise and fall together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, log2

import numpy as np
from numpy.typing import NDArray

from evals.comparison.paired import Pair
from evals.retrieval.bootstrap import RESAMPLES
from evals.statistics import Difference, Ratio, figures

Values = NDArray[np.float64]

ALPHA = 0.05
_SEED = 0
_ALL = 12  # clusters that moved: up to so many, every way to swap them is tried
_AT_ONCE = 1_000  # random swaps, so that many clusters take some megabytes
_TIE = 1e-12  # a swapped difference that is less by rounding alone is not less


class Spread(StrEnum):
    """Whether an interval of resamples says anything."""

    SOUND = "sound"
    SAME = "no variation"
    FEW = "too few clusters"
    JOINT = "each item depends on all"


@dataclass(frozen=True, slots=True)
class Interval:
    """95 % of a difference; bounds are None with fewer than two clusters, or if it is JOINT.

    `spread` is FEW where no outcome whatever of so few clusters could be significant, and SAME
    where all resamples agree: neither proves that the runs are equal. JOINT ones are of areas under
    curves, whose items cannot be drawn one by one.
    """

    low: float | None
    high: float | None
    spread: Spread


@dataclass(frozen=True, slots=True)
class Sums:
    """Right and total, by cluster, before and after: each of shape (clusters, 2)."""

    before: Values
    after: Values

    @classmethod
    def of(cls, pairs: Sequence[Pair]) -> Sums:
        """The sums over `pairs`, clusters in the order of their names."""
        names = sorted({pair.before.cluster for pair in pairs})
        rows = {name: row for row, name in enumerate(names)}
        before, after = np.zeros((len(names), 2)), np.zeros((len(names), 2))
        for pair in pairs:
            row = rows[pair.before.cluster]
            before[row] += pair.before.right, pair.before.total
            after[row] += pair.after.right, pair.after.total
        return cls(before, after)

    @property
    def clusters(self) -> int:
        """How many there are."""
        return len(self.before)

    @property
    def values(self) -> tuple[float, float]:
        """The metric before and after, 0..1."""
        before, after = (_value(side.sum(axis=0)) for side in (self.before, self.after))
        return float(before), float(after)

    @property
    def delta(self) -> float:
        """By how much the metric is higher afterwards, -1..1."""
        before, after = self.values
        return after - before


def interval(sums: Sums) -> Interval:
    """The percentiles of the difference over resamples of clusters, paired.

    Davison and Hinkley 1997, "Bootstrap Methods and their Application", section 3.8.
    """
    if sums.clusters > 1 and np.array_equal(sums.before, sums.after):
        # Every resample differs by 0; drawing thousands of clusters to see it takes seconds.
        few = sums.clusters < least_moved(ALPHA)
        return Interval(0.0, 0.0, Spread.FEW if few else Spread.SAME)
    statistic = Difference(Ratio(*sums.after.T), Ratio(*sums.before.T))
    clusters = [str(row) for row in range(sums.clusters)]
    figure = figures({"delta": statistic}, clusters, _SEED)["delta"]
    if sums.clusters < least_moved(ALPHA):
        spread = Spread.FEW
    elif figure.low == figure.high:
        spread = Spread.SAME
    else:
        spread = Spread.SOUND
    return Interval(figure.low, figure.high, spread)


def swapped(sums: Sums) -> float:
    """How likely a difference at least so far from 0 is if A and B were one, 0..1, two-sided.

    Then each cluster could as well have had its two outcomes the other way round (the paired
    randomization test; Fisher 1935, "The Design of Experiments", chapter 3). Every way is tried
    where few clusters moved, else 10,000 at random, the observed one counted with them (Davison
    and Hinkley 1997, section 4.2.5). For items of 0 or 1 that are their own clusters this is the
    exact test of McNemar.
    """
    moved = np.flatnonzero((sums.before != sums.after).any(axis=1))
    step = (sums.after - sums.before)[moved]
    before, after = sums.before.sum(axis=0), sums.after.sum(axis=0)
    least = abs(sums.delta) - _TIE
    reached = tried = 0
    for chosen in _ways(len(moved)):
        shift = chosen @ step
        deltas = _value(after - shift) - _value(before + shift)
        reached += int((np.abs(deltas) >= least).sum())
        tried += len(chosen)
    return reached / tried if len(moved) <= _ALL else (reached + 1) / (tried + 1)


def _ways(moved: int) -> Iterator[Values]:
    """Which clusters are swapped, as 0 and 1: (some ways, moved) at a time."""
    if moved <= _ALL:
        numbers = np.arange(2**moved)[:, None]
        yield (numbers >> np.arange(moved) & 1).astype(np.float64)
        return
    generator = np.random.default_rng(_SEED)
    for start in range(0, RESAMPLES, _AT_ONCE):
        size = min(_AT_ONCE, RESAMPLES - start)
        yield generator.integers(2, size=(size, moved)).astype(np.float64)


def mcnemar(lost: int, gained: int) -> float:
    """The exact two-sided p-value that items which changed are as often lost as gained.

    McNemar 1947, "Note on the Sampling Error of the Difference Between Correlated Proportions or
    Percentages", Psychometrika 12; by the binomial distribution. 1 where nothing changed.
    """
    from scipy.stats import binomtest  # type: ignore[import-untyped]

    changed = lost + gained
    return float(binomtest(lost, changed, 0.5).pvalue) if changed else 1.0


def holm(values: Sequence[float]) -> list[float]:
    """The p-values of a family of tests, corrected for its size, in the order given.

    Holm 1979, "A Simple Sequentially Rejective Multiple Test Procedure", Scand. J. Statistics 6.
    """
    corrected, largest = [0.0] * len(values), 0.0
    for rank, at in enumerate(sorted(range(len(values)), key=values.__getitem__)):
        largest = max(largest, min(1.0, values[at] * (len(values) - rank)))
        corrected[at] = largest
    return corrected


def least_moved(alpha: float) -> int:
    """How many clusters must move, all the same way, for a two-sided p-value of `alpha`."""
    return ceil(1 - log2(alpha))


def least_shown(sums: Sums, family: int) -> float | None:
    """The smallest difference that could have been significant in a `family` of tests, 0..1: one
    thing gone in each of as many clusters as it takes, and in no other the other way.

    By Holm's first step, so that it holds whatever the other tests say. Less could do where things
    are right by degrees. None where even all clusters would not have been enough.
    """
    needed = least_moved(ALPHA / max(1, family))
    things = min(sums.before[:, 1].sum(), sums.after[:, 1].sum())
    return float(needed / things) if needed <= sums.clusters else None


def _value(sums: Values) -> Values:
    return sums[..., 0] / sums[..., 1]

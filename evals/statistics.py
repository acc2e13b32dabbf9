"""Figures over weighted questions, and their intervals by resampling clusters of questions.

A figure takes how often each question counts, once as they are and then as each resample has
them, so that one rule serves shares, areas under curves and differences alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from evals.interval import wilson
from evals.retrieval.bootstrap import RESAMPLES, times_drawn

Values = NDArray[np.float64]
Chosen = NDArray[np.bool_]

_TAILS = (2.5, 97.5)  # percentiles: 95 % lie between


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A value over `n` questions with its 95 % interval; None where it is not defined."""

    value: float | None
    low: float | None = None
    high: float | None = None
    n: int


class Statistic(Protocol):
    """A figure as a function of how often each question counts."""

    @property
    def over(self) -> Chosen:
        """The questions that it is over, shape (n,)."""
        ...

    def __call__(self, weights: Values) -> Values:
        """The value for each row of `weights`, shape (r, n); NaN where it is not defined."""
        ...


@dataclass(frozen=True, slots=True)
class Ratio:
    """One sum by another, each shape (n,); `counted` where it is a share of questions."""

    above: Values
    below: Values
    counted: bool = False

    @classmethod
    def mean(cls, values: Values | Chosen, over: Chosen) -> Ratio:
        """The mean of `values` over the questions `over`."""
        above = np.where(over, values, 0.0).astype(np.float64)
        return cls(above, over.astype(np.float64), counted=values.dtype == np.bool_)

    @property
    def over(self) -> Chosen:
        """The questions that are counted."""
        return self.below > 0

    @property
    def share(self) -> tuple[int, int] | None:
        """How many of how many, where it is a share."""
        return (int(self.above.sum()), int(self.below.sum())) if self.counted else None

    def __call__(self, weights: Values) -> Values:
        """The ratio for each row of `weights`."""
        return _by(weights @ self.above, weights @ self.below)


@dataclass(frozen=True, slots=True)
class Difference:
    """One ratio less another over the same questions, on the same draws."""

    of: Ratio
    less: Ratio

    @property
    def over(self) -> Chosen:
        """The questions that either is over."""
        return self.of.over | self.less.over

    def __call__(self, weights: Values) -> Values:
        """The difference, -1..1 of shares, for each row of `weights`."""
        return self.of(weights) - self.less(weights)


class Auroc:
    """How likely a question of one kind scores above one of the other, ties counting half.

    The area under the receiver operating characteristic as the Mann-Whitney statistic: Hanley and
    McNeil 1982, "The Meaning and Use of the Area under a ROC Curve", Radiology 143.
    """

    def __init__(self, scores: Values, positive: Chosen, over: Chosen) -> None:
        self.over = over
        self._rows, self._starts = _groups(scores, over)
        self._positive = positive[self._rows]

    def __call__(self, weights: Values) -> Values:
        """The area for each row of `weights`; NaN where one of the two kinds is missing."""
        if not len(self._rows):
            return np.full(len(weights), np.nan)
        drawn = weights[:, self._rows]
        positive = np.add.reduceat(drawn * self._positive, self._starts, axis=1)
        negative = np.add.reduceat(drawn * ~self._positive, self._starts, axis=1)
        # Groups run from the highest score down: below a group are those that come after it.
        total = negative.sum(axis=1, keepdims=True)
        below = total - np.cumsum(negative, axis=1)
        won = (positive * (below + negative / 2)).sum(axis=1)
        return _by(won, positive.sum(axis=1) * total[:, 0])


class Aurc:
    """The area under the risk-coverage curve: the mean risk over all coverages; lower is better.

    Geifman and El-Yaniv 2017, "Selective Classification for Deep Neural Networks"; questions of
    the same confidence cannot be told apart, and come in together.
    """

    def __init__(self, confidence: Values, loss: Values | Chosen, over: Chosen) -> None:
        self.over = over
        self._rows, self._starts = _groups(confidence, over)
        self._loss = loss[self._rows].astype(np.float64)
        self._confidence = confidence[self._rows]

    def __call__(self, weights: Values) -> Values:
        """The area for each row of `weights`."""
        if not len(self._rows):
            return np.full(len(weights), np.nan)
        size, coverage, risk = self._steps(weights)
        return _by((size * risk).sum(axis=1), coverage[:, -1])

    def points(self) -> list[tuple[float, float, float]]:
        """The curve: for each confidence, from the highest down, the share of the questions that
        have it or more, and the share of these that are wrong.
        """
        if not len(self._rows):
            return []
        _, coverage, risk = self._steps(np.ones((1, len(self.over))))
        shares = coverage[0] / coverage[0, -1]
        rows = zip(self._confidence[self._starts], shares, risk[0], strict=True)
        return [
            (float(confidence), float(share), float(wrong)) for confidence, share, wrong in rows
        ]

    def _steps(self, weights: Values) -> tuple[Values, Values, Values]:
        """By group of equal confidence: its size, the questions down to it, and their risk."""
        drawn = weights[:, self._rows]
        size = np.add.reduceat(drawn, self._starts, axis=1)
        wrong = np.cumsum(np.add.reduceat(drawn * self._loss, self._starts, axis=1), axis=1)
        covered = np.cumsum(size, axis=1)
        # Where a resample has nothing yet there is no risk, and the group's size of 0 drops it.
        return size, covered, np.divide(wrong, covered, out=np.zeros_like(wrong), where=covered > 0)


def figures(
    statistics: Mapping[str, Statistic],
    clusters: Sequence[str],
    seed: int,
    resamples: int = RESAMPLES,
) -> dict[str, Figure]:
    """The value of each statistic over all questions, with its 95 % interval.

    Shares of questions that are clusters by themselves, and shares of none or all, have Wilson's
    interval. All else has the percentiles of resamples of whole clusters (Davison and Hinkley
    1997, "Bootstrap Methods and their Application", section 3.8), on the same draws; resamples in
    which a figure is not defined are left out. Clusters are few where a set has few articles, and
    then the interval is rather too narrow. There is none where all questions are of one cluster.
    """
    numbers = {cluster: number for number, cluster in enumerate(dict.fromkeys(clusters))}
    at = np.array([numbers[cluster] for cluster in clusters], dtype=np.int64)
    generator = np.random.default_rng(seed)
    ratios = {name: one for name, one in statistics.items() if isinstance(one, Ratio)}
    above = _by_cluster([one.above for one in ratios.values()], at, len(numbers))
    below = _by_cluster([one.below for one in ratios.values()], at, len(numbers))
    drawn: dict[str, list[Values]] = {name: [] for name in statistics}
    for times in times_drawn(len(numbers), generator, resamples):
        # Sums are taken of clusters, which are fewer than questions and serve all ratios at once.
        shares = _by(times @ above, times @ below)
        for column, name in enumerate(ratios):
            drawn[name].append(shares[:, column])
        weights = times[:, at]
        for name in statistics.keys() - ratios.keys():
            drawn[name].append(statistics[name](weights))
    once = np.ones((1, len(at)))
    return {
        name: _figure(one, float(one(once)[0]), np.concatenate(drawn[name]), at)
        for name, one in statistics.items()
    }


def _by_cluster(columns: Sequence[Values], at: NDArray[np.int64], number: int) -> Values:
    """Sums of each column over the questions of each of `number` clusters, (number, columns)."""
    sums = np.zeros((number, len(columns)))
    for column, values in enumerate(columns):
        sums[:, column] = np.bincount(at, weights=values, minlength=number)
    return sums


def _figure(statistic: Statistic, value: float, draws: Values, at: NDArray[np.int64]) -> Figure:
    own = at[statistic.over]
    if np.isnan(value):
        return Figure(value=None, n=len(own))
    several = len(np.unique(own))
    share = statistic.share if isinstance(statistic, Ratio) else None
    if share is not None and several == len(own):
        low, high = wilson(*share)
        return Figure(value=value, low=low, high=high, n=len(own))
    if share is not None and several > 1 and share[0] in (0, share[1]):
        # No draw differs from another; so much is known of the clusters, each counted once.
        low, high = wilson(several if share[0] else 0, several)
        return Figure(value=value, low=low, high=high, n=len(own))
    defined = draws[~np.isnan(draws)]
    if several < 2 or not len(defined):
        return Figure(value=value, n=len(own))
    low, high = (float(bound) for bound in np.percentile(defined, _TAILS))
    return Figure(value=value, low=low, high=high, n=len(own))


def _groups(scores: Values, over: Chosen) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The questions `over`, best score first, and where in that order each new score begins."""
    rows = np.flatnonzero(over)
    rows = rows[np.argsort(-scores[rows], kind="stable")]
    starts = np.flatnonzero(np.diff(scores[rows], prepend=np.inf))
    return rows, starts


def _by(above: Values, below: Values) -> Values:
    ratios = np.full(above.shape, np.nan)
    np.divide(above, below, out=ratios, where=below > 0)
    return ratios

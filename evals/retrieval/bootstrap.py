"""Intervals for means over queries that are not independent: the cluster bootstrap.

Sub-entries of one head heading ("Berlin: access to", "Berlin: aerial corridors") speak of the same
things: one that is found well makes the others likely. So whole clusters are drawn, with
replacement, volume by volume (Davison and Hinkley 1997, "Bootstrap Methods and their Application",
section 3.8). Systems are compared on the same draws, so that what is hard for all of them does not
blur the difference.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 10_000
_TAILS = (2.5, 97.5)  # percentiles: 95 % lie between
_AT_ONCE = 1_000  # resamples, so that the draws of a large volume take some megabytes

Means = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value and its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Resampled:
    """Means over volumes: of the queries, of any shape, and of each resample.

    `draws` has the shape of `means` and, as its last axis, the resamples. `queries` and `clusters`
    are how many there were.
    """

    means: Means
    draws: Means
    queries: int
    clusters: int

    def mean(self, at: tuple[int, ...]) -> Estimate:
        """The mean at one place of the shape."""
        return _estimate(self.means[at], self.draws[at])

    def difference(self, one: tuple[int, ...], other: tuple[int, ...]) -> Estimate:
        """How much higher the mean at `one` is than that at `other`."""
        return _estimate(self.means[one] - self.means[other], self.draws[one] - self.draws[other])

    def ratio(self, one: tuple[int, ...], other: tuple[int, ...]) -> Estimate | None:
        """The mean at `one` by that at `other`; None where that is 0, or is in a resample."""
        below = self.draws[other]
        if not self.means[other] or not below.all():
            return None
        return _estimate(self.means[one] / self.means[other], self.draws[one] / below)


def _estimate(value: float, draws: Means) -> Estimate:
    low, high = np.percentile(draws, _TAILS)
    return Estimate(float(value), float(low), float(high))


def resample(
    values: NDArray[np.float64],
    volumes: Sequence[str],
    clusters: Sequence[Hashable],
    seed: int,
    resamples: int = RESAMPLES,
) -> Resampled:
    """Means, macro over volumes, of `values`, of which the first axis is the queries.

    `volumes` and `clusters` have an item for each query; a cluster lies within its volume. Raises
    ValueError without queries.
    """
    if not len(values):
        raise ValueError("there are no queries to take the mean of")
    generator = np.random.default_rng(seed)
    shape = values.shape[1:]
    means, draws, count = np.zeros(shape), np.zeros((*shape, resamples)), 0
    for volume in sorted(set(volumes)):
        rows = [row for row, name in enumerate(volumes) if name == volume]
        sums, sizes = _by_cluster(values[rows], [clusters[row] for row in rows])
        means += sums.sum(axis=0) / sizes.sum()
        draws += _draws(sums, sizes, generator, resamples)
        count += len(sizes)
    number = len(set(volumes))
    return Resampled(means / number, draws / number, len(values), count)


def _by_cluster(
    values: NDArray[np.float64], clusters: Sequence[Hashable]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Sums of the values of each cluster, and how many there are in it."""
    numbers = {cluster: at for at, cluster in enumerate(dict.fromkeys(clusters))}
    at = [numbers[cluster] for cluster in clusters]
    sums = np.zeros((len(numbers), *values.shape[1:]))
    np.add.at(sums, at, values)
    return sums, np.bincount(at).astype(np.float64)


def _draws(
    sums: NDArray[np.float64],
    sizes: NDArray[np.float64],
    generator: np.random.Generator,
    resamples: int,
) -> Means:
    """The mean of each resample of clusters, the resamples last."""
    number = len(sizes)
    parts: list[Means] = []
    for times in times_drawn(number, generator, resamples):
        totals = times @ sums.reshape(number, -1) / (times @ sizes)[:, None]
        parts.append(totals.T.reshape(*sums.shape[1:], len(times)))
    return np.concatenate(parts, axis=-1)


def times_drawn(
    number: int, generator: np.random.Generator, resamples: int
) -> Iterator[NDArray[np.float64]]:
    """How often each of `number` clusters is in each resample: (some resamples, number) at a time.

    As many clusters are drawn as there are, with replacement.
    """
    for start in range(0, resamples, _AT_ONCE):
        size = min(_AT_ONCE, resamples - start)
        # Each resample has its own run of numbers, so that one count tells them apart.
        drawn = generator.integers(number, size=(size, number))
        drawn += np.arange(size)[:, None] * number
        times = np.bincount(drawn.ravel(), minlength=size * number).reshape(size, number)
        yield times.astype(np.float64)

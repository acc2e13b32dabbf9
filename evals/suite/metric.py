"""Metrics: what was judged, summed up, with intervals and the verdict of the gate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from evals.interval import wilson
from evals.statistics import Ratio, figures
from evals.suite.baseline import Floor
from evals.suite.judged import Bar, Definition, Found, Judged


class Verdict(StrEnum):
    """What the gate of a metric says.

    A rate for which the baseline has no floor could not fail, and says so: "no floor".
    """

    PASSED = "pass"
    FAILED = "FAIL"
    MISSING = "MISSING"
    NO_FLOOR = "no floor"
    NO_GATE = "no gate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A metric over a whole run: `right` of `total` things judged, in `clusters` clusters.

    `low` and `high` bound 95 %, None where nothing was judged, all is of one cluster, or the metric
    is joint. `slices`
    are (right, total) by slice, `outcomes` counts by outcome, `floor` what must be reached, and
    `slack_low` the least lower bound that the baseline allows; both None without.
    """

    definition: Definition
    right: float
    total: int
    clusters: int
    low: float | None
    high: float | None
    slices: Mapping[str, tuple[float, int]]
    outcomes: Mapping[str, int]
    floor: float | None
    slack_low: float | None
    verdict: Verdict

    @property
    def gated(self) -> bool:
        """Whether the metric can fail."""
        return self.verdict not in (Verdict.NO_GATE, Verdict.NO_FLOOR)

    @property
    def value(self) -> float | None:
        """`right` of `total`, 0..1; None where nothing was judged."""
        return self.right / self.total if self.total else None


def metrics(found: Found, floors: Mapping[str, Floor], seed: int) -> tuple[Metric, ...]:
    """The metrics of what was found, in the order of their definitions; those of which nothing
    was judged are there if they are due, or have a floor: a gate cannot vanish.
    """
    by_name: dict[str, list[Judged]] = {}
    for one in found.judged:
        by_name.setdefault(one.metric, []).append(one)
    return tuple(
        _metric(definition, by_name.get(definition.metric, []), floors, seed)
        for definition in found.definitions
        if definition.metric in {*by_name, *found.due, *floors}
    )


def _metric(
    definition: Definition, judged: Sequence[Judged], floors: Mapping[str, Floor], seed: int
) -> Metric:
    low, high = (None, None) if definition.joint else _interval(judged, seed)
    right, total = sum(one.right for one in judged), sum(one.total for one in judged)
    floor, slack_low = _bars(definition, floors)
    outcomes: Counter[str] = Counter()
    for one in judged:
        outcomes.update(one.outcomes)
    return Metric(
        definition=definition,
        right=right,
        total=total,
        clusters=len({one.cluster for one in judged}),
        low=low,
        high=high,
        slices=_slices(judged),
        outcomes=dict(sorted(outcomes.items())),
        floor=floor,
        slack_low=slack_low,
        verdict=_verdict(definition, right, total, low, floor, slack_low),
    )


def _bars(definition: Definition, floors: Mapping[str, Floor]) -> tuple[float | None, float | None]:
    if definition.bar is Bar.WHOLE:
        return 1.0, None
    given = floors.get(definition.metric)
    if definition.bar is Bar.TOLD:
        return None, None
    if given is None:
        return definition.least, None
    return max(given.least, definition.least or 0.0), given.low


def _verdict(
    definition: Definition,
    right: float,
    total: int,
    low: float | None,
    floor: float | None,
    slack_low: float | None,
) -> Verdict:
    if not total:
        return Verdict.MISSING
    if definition.bar is Bar.TOLD:
        return Verdict.NO_GATE
    if floor is None:
        return Verdict.NO_FLOOR
    reached = right >= floor * total
    if slack_low is not None:
        # Without an interval nothing can be said against the baseline: that is no pass.
        reached = reached and low is not None and low >= slack_low
    return Verdict.PASSED if reached else Verdict.FAILED


def _slices(judged: Sequence[Judged]) -> dict[str, tuple[float, int]]:
    slices: dict[str, tuple[float, int]] = {}
    for one in judged:
        right, total = slices.get(one.slice, (0.0, 0))
        slices[one.slice] = right + one.right, total + one.total
    return dict(sorted(slices.items()))


def _interval(judged: Sequence[Judged], seed: int) -> tuple[float | None, float | None]:
    """Wilson's where all or none are right, over clusters; else by resampling clusters."""
    right, total = sum(one.right for one in judged), sum(one.total for one in judged)
    clusters = [one.cluster for one in judged]
    several = len(set(clusters))
    if not total or several < 2:
        return None, None
    if right in (0, total):
        return wilson(several if right else 0, several)
    above = np.array([one.right for one in judged], dtype=np.float64)
    below = np.array([one.total for one in judged], dtype=np.float64)
    figure = figures({"share": Ratio(above, below)}, clusters, seed)["share"]
    return figure.low, figure.high

"""Sums, intervals and verdicts of metrics, on counts whose right value is known."""

from __future__ import annotations

import pytest

from evals.interval import wilson
from evals.suite.baseline import Floor
from evals.suite.judged import Bar, Definition, Found, Judged
from evals.suite.metric import Metric, Verdict, metrics


def definition(bar: Bar, least: float | None = None, *, joint: bool = False) -> Definition:
    return Definition(
        metric="s/m", code="D0", title="m", unit="things", bar=bar, least=least, joint=joint
    )


def judged(item: int, right: float, total: int = 1, cluster: str = "", kind: str = "k") -> Judged:
    return Judged(
        metric="s/m",
        item=f"q{item}",
        cluster=cluster or f"q{item}",
        slice=kind,
        right=right,
        total=total,
        outcomes={"right": int(right)},
    )


def measured(
    bar: Bar, *all_: Judged, least: float | None = None, floor: Floor | None = None
) -> Metric:
    found = Found(definitions=(definition(bar, least),), judged=all_, due=frozenset({"s/m"}))
    (metric,) = metrics(found, {"s/m": floor} if floor else {}, seed=1)
    return metric


def test_a_metric_is_a_ratio_of_sums() -> None:
    metric = measured(Bar.TOLD, judged(1, 3, 4), judged(2, 0, 1), judged(3, 0.5), judged(4, 2, 2))
    assert (metric.right, metric.total, metric.value) == (5.5, 8, 5.5 / 8)
    assert (metric.clusters, metric.outcomes) == (4, {"right": 5})
    assert metric.verdict is Verdict.NO_GATE


def test_slices_add_up_to_the_whole() -> None:
    metric = measured(Bar.TOLD, judged(1, 1, kind="b"), judged(2, 0, kind="a"), judged(3, 1, 2))
    assert list(metric.slices.items()) == [("a", (0.0, 1)), ("b", (1.0, 1)), ("k", (1.0, 2))]


def test_where_all_are_right_the_interval_is_wilson_s_over_clusters() -> None:
    metric = measured(Bar.WHOLE, *(judged(n, 5, 5, cluster=f"d{n % 4}") for n in range(12)))
    assert (metric.low, metric.high) == wilson(4, 4)
    assert metric.verdict is Verdict.PASSED


def test_one_cluster_tells_nothing_of_others() -> None:
    metric = measured(Bar.WHOLE, judged(1, 1, cluster="d"), judged(2, 1, cluster="d"))
    assert metric.low is metric.high is None


def test_the_interval_is_over_clusters() -> None:
    """Ten clusters of ten alike are worth ten questions: the interval of ten."""
    alike = [judged(10 * c + n, c % 2, cluster=f"d{c}") for c in range(10) for n in range(10)]
    apart = [judged(n, n % 2) for n in range(100)]
    wide, narrow = measured(Bar.TOLD, *alike), measured(Bar.TOLD, *apart)
    assert wide.low is not None
    assert narrow.low is not None
    assert wide.value == narrow.value == 0.5
    assert wide.low == pytest.approx(0.2, abs=0.05)
    assert narrow.low == pytest.approx(0.4, abs=0.02)


@pytest.mark.parametrize(
    ("bar", "least", "right", "verdict"),
    [
        (Bar.WHOLE, None, 100, Verdict.PASSED),
        (Bar.WHOLE, None, 99, Verdict.FAILED),
        (Bar.RATE, 0.9, 90, Verdict.PASSED),
        (Bar.RATE, 0.9, 89, Verdict.FAILED),
        (Bar.RATE, None, 1, Verdict.NO_FLOOR),
        (Bar.TOLD, None, 0, Verdict.NO_GATE),
    ],
)
def test_verdicts(bar: Bar, least: float | None, right: int, verdict: Verdict) -> None:
    all_ = [judged(n, float(n < right)) for n in range(100)]
    assert measured(bar, *all_, least=least).verdict is verdict


@pytest.mark.parametrize("bar", Bar)
def test_what_is_due_and_judged_nothing_is_missing(bar: Bar) -> None:
    metric = measured(bar)
    assert (metric.total, metric.value, metric.verdict) == (0, None, Verdict.MISSING)


def test_what_is_neither_due_nor_judged_is_left_out() -> None:
    found = Found(definitions=(definition(Bar.WHOLE),), judged=(), due=frozenset())
    assert metrics(found, {}, seed=1) == ()


@pytest.mark.parametrize(
    ("floor", "verdict"),
    [
        (Floor(0.5, None), Verdict.PASSED),
        (Floor(0.7, None), Verdict.FAILED),
        (Floor(0.5, 0.40), Verdict.PASSED),
        (Floor(0.5, 0.55), Verdict.FAILED),
    ],
)
def test_a_baseline_bounds_the_value_and_the_lower_bound(floor: Floor, verdict: Verdict) -> None:
    all_ = [judged(n, float(n < 60)) for n in range(100)]
    assert measured(Bar.RATE, *all_, floor=floor).verdict is verdict


def test_without_an_interval_nothing_is_shown_against_a_baseline_s() -> None:
    alone = [judged(n, 1, cluster="d") for n in range(5)]
    assert measured(Bar.RATE, *alone, floor=Floor(0.5, 0.1)).verdict is Verdict.FAILED


def test_the_same_seed_gives_the_same_interval() -> None:
    all_ = [judged(n, n % 3 / 3) for n in range(30)]
    assert measured(Bar.TOLD, *all_) == measured(Bar.TOLD, *all_)


def test_what_the_baseline_has_a_floor_for_cannot_vanish() -> None:
    found = Found(definitions=(definition(Bar.RATE),), judged=(), due=frozenset())
    (metric,) = metrics(found, {"s/m": Floor(0.5, None)}, seed=1)
    assert metric.verdict is Verdict.MISSING


def test_a_baseline_lowers_no_floor_that_a_definition_has() -> None:
    all_ = [judged(n, float(n < 60)) for n in range(100)]
    metric = measured(Bar.RATE, *all_, least=0.9, floor=Floor(0.3, None))
    assert (metric.floor, metric.verdict) == (0.9, Verdict.FAILED)


def test_an_area_has_no_interval_of_items_and_its_floor_alone() -> None:
    all_ = tuple(judged(n, n % 2) for n in range(20))
    found = Found(
        definitions=(definition(Bar.RATE, joint=True),), judged=all_, due=frozenset({"s/m"})
    )
    (metric,) = metrics(found, {"s/m": Floor(0.5, None)}, seed=1)
    assert (metric.value, metric.low, metric.high) == (0.5, None, None)
    assert metric.verdict is Verdict.PASSED


def test_only_a_rate_with_a_floor_is_gated() -> None:
    assert not measured(Bar.RATE, judged(1, 0)).gated
    assert not measured(Bar.TOLD, judged(1, 0)).gated
    assert measured(Bar.WHOLE, judged(1, 0)).gated

"""The metrics of a run as rows of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from evals.suite.drawing import Whisker, whisker
from evals.suite.metric import Metric, Verdict
from evals.suite.wording import by_stage, count, expected, figure, interval

_MARKS = {Verdict.PASSED: "✓", Verdict.FAILED: "✗", Verdict.MISSING: "✗"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """One kind of item: how much of it is right."""

    name: str
    right: str
    total: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A metric; `failures` are how many there are, to be found at `anchor`."""

    anchor: str
    name: str
    code: str
    title: str
    unit: str
    total: str
    clusters: int
    value: str
    interval: str
    whisker: Whisker | None
    expected: str
    verdict: str
    mark: str
    failed: bool
    slices: tuple[Slice, ...]
    outcomes: tuple[tuple[str, str], ...]
    failures: int


@dataclass(frozen=True, slots=True)
class Group:
    """The metrics of one stage or set."""

    stage: str
    rows: tuple[Row, ...]


def anchors(metrics: Sequence[Metric]) -> dict[str, str]:
    """The anchor on the page of each metric's failures, by its name."""
    return {metric.definition.metric: f"m{n}" for n, metric in enumerate(metrics, start=1)}


def groups(
    metrics: Sequence[Metric],
    anchor: Mapping[str, str],
    failures: Mapping[str, int],
    wanted: Callable[[Metric], bool],
) -> tuple[Group, ...]:
    """The metrics that are `wanted`, by stage; `failures` are counts by metric."""
    found = []
    for stage, titled in by_stage(metrics):
        rows = tuple(
            _row(title, metric, anchor[metric.definition.metric], failures)
            for title, metric in titled
            if wanted(metric)
        )
        if rows:
            found.append(Group(stage, rows))
    return tuple(found)


def _row(title: str, metric: Metric, anchor: str, failures: Mapping[str, int]) -> Row:
    definition = metric.definition
    return Row(
        anchor=anchor,
        name=definition.metric,
        code=definition.code,
        title=title,
        unit=definition.unit,
        total=f"{metric.total:,}",
        clusters=metric.clusters,
        value="–" if metric.value is None else figure(metric.value),
        interval=interval(metric),
        whisker=whisker(metric),
        expected=expected(metric),
        verdict=str(metric.verdict),
        mark=_MARKS.get(metric.verdict, ""),
        failed=metric.verdict in (Verdict.FAILED, Verdict.MISSING),
        slices=tuple(
            Slice(name=name, right=count(right), total=f"{total:,}", value=figure(right / total))
            for name, (right, total) in metric.slices.items()
        ),
        outcomes=tuple((name, f"{times:,}") for name, times in metric.outcomes.items()),
        failures=failures.get(definition.metric, 0),
    )

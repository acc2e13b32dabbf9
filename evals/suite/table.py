"""The results of a run on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.suite.metric import Metric, Verdict
from evals.suite.results import Results

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_FAILURES = 5  # shown of each metric that missed its gate


def print_results(results: Results, console: Console) -> None:
    """The table of metrics, then failures under the gates that are not reached, and the verdict."""
    console.print(_table(results))
    for metric in results.failed:
        _print_failures(results, metric, console)
    verdict = "all gates reached" if results.passed else "a gate was not reached"
    console.print(
        f"{results.run.suite}: {verdict}; index {results.run.index}, "
        f"{results.run.passages:,} passages, code {results.run.code}",
        markup=False,
        highlight=False,
    )


def _table(results: Results) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Column, Table
    from rich.text import Text

    table = Table(
        Column("", no_wrap=True),
        "metric",
        *(Column(name, no_wrap=True, justify="right") for name in ("n", "value", "95 %", "floor")),
        Column("gate", no_wrap=True),
        box=SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
    )
    for metric in results.metrics:
        definition = metric.definition
        cells = (
            definition.code,
            f"{definition.title} ({definition.unit})",
            f"{metric.total:,}",
            "–" if metric.value is None else f"{metric.value:.3f}",
            ""
            if metric.low is None or metric.high is None
            else f"{metric.low:.3f}–{metric.high:.3f}",
            "" if metric.floor is None else f"{metric.floor:.2f}",
            str(metric.verdict),
        )
        table.add_row(*map(Text, cells))
    return table


def _print_failures(results: Results, metric: Metric, console: Console) -> None:
    name = metric.definition.metric
    if metric.verdict is Verdict.MISSING:
        console.print(f"{name}: nothing was judged, though the set gives cause", markup=False)
        return
    failures = [(one.item, f) for one in results.judged if one.metric == name for f in one.failures]
    for item, failure in failures[:_FAILURES]:
        lines = [f"{name}: {failure.outcome} ({item})", f"  shown: {failure.shown}"]
        lines += [f"  source: {failure.source}"] if failure.source else []
        console.print("\n".join(lines), markup=False, highlight=False, soft_wrap=True)
    if len(failures) > _FAILURES:
        rest = len(failures) - _FAILURES
        console.print(f"{name}: and {rest:,} more; see --out", markup=False, highlight=False)

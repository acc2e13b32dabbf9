"""The results of a run on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evals.suite.failing import Wrong, by_metric, in_turn
from evals.suite.metric import Metric, Verdict
from evals.suite.page_diff import Piece, compared
from evals.suite.results import Results
from evals.suite.wording import (
    actual,
    by_stage,
    expected,
    figure,
    interval,
    verdict_line,
    visible,
)

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

_FAILURES = 5  # shown of each metric that missed its gate
_LONGEST = 400  # characters of a text
_WIDE = 105  # columns from which on there is room for what is counted
_STYLES = {Verdict.PASSED: "green", Verdict.FAILED: "bold red", Verdict.MISSING: "bold red"}
_MARKS = {"struck": "[-{}-]", "added": "{{+{}+}}"}


def print_results(results: Results, console: Console) -> None:
    """The table of metrics, then failures under the gates that are not reached, and the verdict."""
    console.print(_table(results, units=console.width >= _WIDE))
    console.print()
    wrong = by_metric(results)
    for metric in results.failed:
        _print_failures(metric, wrong.get(metric.definition.metric, []), console)
    console.print(
        f"{verdict_line(results)}; index {results.run.index}, "
        f"{results.run.passages:,} passages, code {results.run.code}",
        markup=False,
        highlight=False,
    )


def _table(results: Results, *, units: bool) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Column, Table
    from rich.text import Text

    table = Table(
        Column("", no_wrap=True),
        Column("metric", overflow="fold"),
        Column("n", no_wrap=True, justify="right"),
        *([Column("of", no_wrap=True)] if units else []),
        *(Column(name, no_wrap=True, justify="right") for name in ("value", "95 %", "floor")),
        Column("gate", no_wrap=True),
        box=SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        pad_edge=False,
        show_edge=False,
    )
    for stage, titled in by_stage(results.metrics):
        if table.row_count:
            table.add_row()
        table.add_row("", Text(stage, style="bold"))
        for title, metric in titled:
            table.add_row(*_cells(title, metric, units=units))
    return table


def _cells(title: str, metric: Metric, *, units: bool) -> tuple[Text, ...]:
    from rich.text import Text

    cells = (
        metric.definition.code,
        title,
        f"{metric.total:,}",
        *((metric.definition.unit,) if units else ()),
        "–" if metric.value is None else figure(metric.value),
        interval(metric),
        "" if metric.floor is None else figure(metric.floor),
    )
    verdict = Text(str(metric.verdict), style=_STYLES.get(metric.verdict, "dim"))
    return (*map(Text, cells), verdict)


def _print_failures(metric: Metric, wrong: Sequence[Wrong], console: Console) -> None:
    from rich.text import Text

    name = metric.definition.metric
    told = f"{name}: expected {expected(metric)}; {actual(metric)}"
    console.print(Text(told, style="bold"))
    for one in in_turn(wrong, _FAILURES):
        console.print(Text(f"  {visible(one.failure.outcome)} ({visible(one.judged.item)})"))
        for label, text in _texts(one):
            _print_indented(label, text, console)
    if len(wrong) > _FAILURES:
        console.print(Text(f"  and {len(wrong) - _FAILURES:,} more; --out keeps all of them"))
    console.print()


def _texts(one: Wrong) -> list[tuple[str, str]]:
    """What was shown, and the source: with what differs marked where the two are alike."""
    shown, source = one.failure.shown, one.failure.source
    told = [("shown", _cut(shown))]
    pieces = compared(shown, source)
    if pieces:
        marked = " ".join(_marked(piece) for piece in pieces)
        return [*told, ("source", marked)]
    return [*told, ("source", _cut(source))] if source else told


def _marked(piece: Piece) -> str:
    return _MARKS.get(piece.kind, "{}").format(piece.text)


def _cut(text: str) -> str:
    return visible(text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …")


def _print_indented(label: str, text: str, console: Console) -> None:
    from rich.padding import Padding
    from rich.text import Text

    console.print(Padding(Text(f"{label}: {text}"), (0, 0, 0, 4)))

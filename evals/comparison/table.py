"""A comparison on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from evals.comparison.change import Change, Shown
from evals.comparison.comparison import Compared, Comparison, Decision
from evals.comparison.wording import (
    NOTES,
    bounds,
    heading,
    once,
    probability,
    reason,
    signed,
    verdict,
)
from evals.suite.judged import Bar
from evals.suite.wording import count, figure, visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_MOST = 5  # items shown of each kind; the others are counted, and stand in --json and --html
_LONGEST = 300  # characters of what a run showed
_STYLES = {Decision.WORSE: "bold red", Decision.MISSING: "bold red", Decision.BETTER: "green"}


def print_comparison(comparison: Comparison, console: Console) -> None:
    """What was compared, the metrics that changed, their items, those that did not, the verdict."""
    for line in heading(comparison):
        _say(console, line)
    changed = [one for one in comparison.metrics if not one.unchanged]
    if changed:
        console.print(_table(changed))
    for one in changed:
        for line in _items(one):
            _say(console, line)
    same = [one for one in comparison.metrics if one.unchanged]
    if same:
        _say(
            console,
            f"In {len(same)} of {len(comparison.metrics)} metrics no item differs (no variation, "
            "so no interval and no test); --json names them.",
        )
    for note in NOTES if changed else ():
        _say(console, note)
    _say(console, f"{verdict(comparison)}.")


def _table(metrics: Sequence[Compared]) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Column, Table
    from rich.text import Text

    right = (Column(name, no_wrap=True, justify="right") for name in ("n", "A", "B", "B − A, 95 %"))
    table = Table(
        Column("metric", overflow="fold"),
        *right,
        Column("p\nHolm", no_wrap=True, justify="right"),
        Column("−\n+", no_wrap=True, justify="right"),
        Column("found", overflow="fold"),
        box=SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
    )
    for one in metrics:
        told = "\n".join(filter(None, (str(one.decision), reason(one), once(one))))
        found = Text(told)
        found.stylize(_STYLES.get(one.decision, ""), 0, len(str(one.decision)))
        title = f"{one.definition.code} {one.definition.title}"
        table.add_row(
            *map(Text, (title, *_figures(one), f"{len(one.lost)}\n{len(one.gained)}")), found
        )
    return table


def _figures(one: Compared) -> tuple[str, str, str, str, str]:
    test = one.tested
    if test is None:
        return "0", "", "", "", ""
    return (
        f"{test.items:,}",
        figure(test.before),
        figure(test.after),
        f"{signed(test.delta)}\n{bounds(test)}",
        f"{probability(test.p)}\n{probability(test.corrected)}",
    )


def _items(one: Compared) -> Iterator[str]:
    """The items that changed, and those that only one of the runs has."""
    name = one.definition.metric
    if one.bar is not Bar.TOLD:
        yield from _some(name, "lost", one.lost)
        yield from _some(name, "gained", one.gained)
        listed = {id(change) for change in one.lost}
        yield from _some(name, "broken", [c for c in one.broken if id(c) not in listed])
    for run, alone in (("A", one.only_before), ("B", one.only_after)):
        if alone:
            ids = ", ".join(change.item for change in alone[:_MOST])
            rest = f" and {len(alone) - _MOST:,} more" if len(alone) > _MOST else ""
            yield f"{name}: judged in {run} alone: {ids}{rest}"


def _some(name: str, kind: str, changes: Sequence[Change]) -> Iterator[str]:
    for change in changes[:_MOST]:
        asked = f" {change.question}" if change.question else ""
        yield visible(f"{name}: {kind}: {change.item} ({change.slice}){asked}")
        for run, shown in (("A", change.before), ("B", change.after)):
            yield visible(f"  {run}: {_side(shown)}")
    if len(changes) > _MOST:
        yield f"{name}: {kind}: and {len(changes) - _MOST:,} more; see --html or --json"


def _side(shown: Shown | None) -> str:
    if shown is None:
        return "not judged"
    told = f"{count(shown.right)} of {shown.total:,}"
    told += f" ({shown.outcomes})" if shown.outcomes else ""
    words = shown.words if len(shown.words) <= _LONGEST else f"{shown.words[:_LONGEST]}…"
    return f"{told}: {' '.join(words.split())}" if words else told


def _say(console: Console, line: str) -> None:
    console.print(line, markup=False, highlight=False, soft_wrap=True)

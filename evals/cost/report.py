"""The cost of answers for people, as tables, and for programs, as one JSON object."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from statistics import median
from typing import TYPE_CHECKING, Any

from evals.cost.answer import Answers
from evals.cost.asked import UNFILTERED
from evals.cost.cold import Run
from evals.cost.query import Searches
from evals.cost.scale import Opened
from evals.retrieval.latency import Latency

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

SCHEMA = 1
_MB = 1e6


def answers_json(found: Answers) -> str:
    """All runs, and the ratios of their medians: ours by the tutorial's. Seconds and bytes."""
    ratios = {"time_ratio": found.time_ratio, "memory_ratio": found.memory_ratio}
    return _json({**asdict(found), **ratios})


def searches_json(found: Searches) -> str:
    """Latencies and steps in milliseconds, and the ratios that follow from them."""
    return _json({**asdict(found), "ratio": found.ratio, "filter_ratio": found.filter_ratio})


def sizes_json(found: Sequence[Opened]) -> str:
    """All that was measured of each size: seconds, bytes, and latencies in milliseconds."""
    return _json({"sizes": [{**asdict(one), "filter_ratio": one.filter_ratio} for one in found]})


def print_answers(found: Answers, console: Console) -> None:
    """A table of both, and the ratios."""
    table = _table("from cold, median", "frus ask", "tutorial", "ratio")
    for name, value, form in (
        ("seconds to the answer", lambda run: run.answered, ".2f"),
        ("seconds to the end", lambda run: run.ended, ".2f"),
        ("MB at most", lambda run: run.peak / _MB, ",.0f"),
    ):
        ours, other = (median(map(value, runs)) for runs in (found.ours, found.tutorial))
        table.add_row(name, f"{ours:{form}}", f"{other:{form}}", f"{ours / other:.2f}")
    console.print(table)
    spread = f"{_spread(found.ours)}, and {_spread(found.tutorial)} s"
    _say(
        console,
        f"{found.passages:,} passages of {found.volumes} volumes, {len(found.ours)} rounds"
        f" (answers after {spread}){_load(found.load)}.",
    )


def print_searches(found: Searches, console: Console) -> None:
    """A table of latencies, and one of our steps."""
    table = _table(f"{found.questions} {found.asked}, ms", "p50", "p95", "p50 by ours unfiltered")
    unfiltered = found.ours[UNFILTERED]
    rows = {f"ours, {name}": latency for name, latency in found.ours.items()}
    for name, latency in {"the tutorial": found.tutorial, **rows}.items():
        table.add_row(name, *_figures(latency), f"{latency.p50 / unfiltered.p50:.2f}")
    console.print(table)
    console.print(_steps(found.steps))
    _say(
        console,
        f"{found.passages:,} passages of {found.volumes} volumes. Without a filter "
        f"{found.ratio:.2f} times the tutorial's p50{_load(found.load)}.",
    )


def print_sizes(found: Sequence[Opened], console: Console) -> None:
    """A table with a column for each size."""
    table = _table("", *(f"{one.passages:,} passages" for one in found))
    for name in found[0].latencies:
        cells = [" / ".join(_figures(one.latencies[name])) for one in found]
        table.add_row(f"p50 / p95, ms, {name}", *cells)
    rows = {
        "slowest filter, p50 by unfiltered": [f"{one.filter_ratio:.2f}" for one in found],
        "opening, s": [f"{one.opening:.2f}" for one in found],
        "first search, ms": [f"{1_000 * one.first:.0f}" for one in found],
        "memory with the model, MB": [_mb(one.model_memory) for one in found],
        "memory after opening, MB": [_mb(one.opened_memory) for one in found],
        "memory after searches, MB": [_mb(one.searched_memory) for one in found],
        "disk, MB": [_mb(sum(one.disk.values())) for one in found],
    }
    for part in found[0].disk:
        rows[f"  {part}"] = [_mb(one.disk[part]) for one in found]
    rows["building, s"] = ["–" if (s := one.build_seconds) is None else f"{s:.0f}" for one in found]
    for name, cells in rows.items():
        table.add_row(name, *cells)
    console.print(table)
    loads = ", ".join("–" if one.load is None else f"{one.load:.1f}" for one in found)
    _say(console, f"Vectors are stand-ins; {found[0].questions} questions. Load: {loads}.")


def _steps(steps: Mapping[str, float]) -> Table:
    table = _table("step of ours, unfiltered", "ms", "share")
    total = sum(steps.values())
    for step, milliseconds in steps.items():
        table.add_row(step, f"{milliseconds:.2f}", f"{milliseconds / total:.0%}")
    return table


def _table(first: str, *others: str) -> Table:
    from rich.table import Table

    table = Table(first)
    for name in others:
        table.add_column(name, justify="right")
    return table


def _figures(latency: Latency) -> tuple[str, str]:
    return f"{latency.p50:.1f}", f"{latency.p95:.1f}"


def _spread(runs: Sequence[Run]) -> str:
    times = [run.answered for run in runs]
    return f"{min(times):.2f} to {max(times):.2f}"


def _load(load: float | None) -> str:
    return "" if load is None else f", at a load of {load:.1f}"


def _mb(size: float) -> str:
    return f"{size / _MB:,.0f}"


def _json(record: Mapping[str, Any]) -> str:
    return json.dumps({"schema": SCHEMA, **record}, ensure_ascii=False, indent=2)


def _say(console: Console, line: str) -> None:
    console.print(line, markup=False, highlight=False, soft_wrap=True)

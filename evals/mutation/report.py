"""What became of the planted faults, as a table and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from evals.mutation.fault import Fault
from evals.mutation.run import LEAST, Outcome, Report, Tried

if TYPE_CHECKING:
    from rich.console import Console


def print_report(report: Report, console: Console) -> None:
    """The table of faults, those that nobody noticed in full, and the share that was noticed."""
    rows = [
        (
            str(one.fault.family),
            one.fault.name,
            str(one.outcome),
            ", ".join(one.by),
            "" if one.as_named or one.outcome is not Outcome.NOTICED else one.fault.metric,
            f"{one.seconds:.1f}",
        )
        for one in report.tried
    ]
    _print_table(("family", "fault", "outcome", "noticed by", "and not by", "s"), rows, console)
    for one in report.tried:
        if one.outcome in (Outcome.SURVIVED, Outcome.ERROR):
            fault, told = one.fault, f"\n  {one.told}" if one.told else ""
            _print(console, f"{one.outcome}: {fault.name}: {fault.breaks}{told}")
    _print(console, _verdict(report))


def print_list(faults: Sequence[Fault], console: Console) -> None:
    """The faults, and what ought to notice each."""
    rows = [(str(one.family), one.name, one.breaks, one.metric) for one in faults]
    _print_table(("family", "fault", "what breaks", "ought to notice"), rows, console)


def as_json(report: Report) -> str:
    """The report as one JSON object."""
    plain = {
        "faults": [_plain(one) for one in report.tried],
        "counted": report.counted,
        "share": report.share,
        "least": LEAST,
        "passed": report.passed,
    }
    return json.dumps(plain, ensure_ascii=False, indent=1)


def _plain(one: Tried) -> dict[str, Any]:
    return {
        "fault": one.fault.name,
        "family": str(one.fault.family),
        "breaks": one.fault.breaks,
        "metric": one.fault.metric,
        "outcome": str(one.outcome),
        "by": list(one.by),
        "as_named": one.as_named,
        "told": one.told,
        "seconds": one.seconds,
    }


def _verdict(report: Report) -> str:
    noticed, equivalent = len(report.of(Outcome.NOTICED)), len(report.of(Outcome.EQUIVALENT))
    named = sum(one.as_named for one in report.tried)
    share = "" if report.share is None else f" ({report.share:.3f}, {LEAST} wanted)"
    return (
        f"{noticed} of {report.counted} faults noticed{share}, {named} by the metric named; "
        f"{equivalent} more change nothing that was asked"
    )


def _print(console: Console, line: str) -> None:
    console.print(line, markup=False, highlight=False, soft_wrap=True)


def _print_table(columns: Sequence[str], rows: Sequence[Sequence[str]], console: Console) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns, box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for row in rows:
        table.add_row(*map(Text, row))
    console.print(table)

"""A report for people, as a table with its failures, and for programs, as one JSON object."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from evals.case import Case
from evals.faithfulness import Measured, Report

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

SCHEMA = 1
_VERDICTS = {True: "pass", False: "FAIL", None: "–"}


def as_json(report: Report, question_set: Path, digest: str, split: str) -> str:
    """The report as one JSON object, its keys in a fixed order.

    `digest` is the SHA-256 of the question set. Shares lie in [0, 1]; one that judged nothing
    is null.
    """
    return json.dumps(
        {
            "schema": SCHEMA,
            "passed": report.passed,
            "set": {"name": question_set.name, "sha256": digest, "split": split},
            "cases": report.cases,
            "index": {
                "version": report.index.version,
                "model": report.index.model,
                "passages": report.index.passages,
            },
            "checks": [_check(measured) for measured in report.measured],
        },
        ensure_ascii=False,
        indent=2,
    )


def print_report(report: Report, console: Console) -> None:
    """The table of checks, then every failure under a gate with its words and the record's."""
    console.print(_table(report))
    for measured in report.measured:
        for failure in measured.failures if measured.floor is not None else ():
            finding = failure.finding
            lines = [
                f"{measured.name}: {finding.outcome} ({failure.case.id})",
                f"  asked: {_asked(failure.case)}",
                f"  shown: {finding.shown}",
            ]
            lines += [f"  source: {finding.source}"] if finding.source else []
            console.print("\n".join(lines), markup=False, highlight=False, soft_wrap=True)
    verdict = "all gates reached" if report.passed else "a gate was not reached"
    console.print(f"{report.cases} cases: {verdict}", markup=False, highlight=False)


def _asked(case: Case) -> str:
    return " / ".join((*case.history, case.question))


def _table(report: Report) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Column, Table
    from rich.text import Text

    table = Table(
        *(Column(name, no_wrap=True) for name in ("check", "of", "right", "share", "95 %")),
        *(Column(name, no_wrap=True) for name in ("floor", "gate")),
        "outcomes",
        box=SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
    )
    for measured in report.measured:
        low_high = "–".join(f"{bound:.3f}" for bound in measured.interval or ())
        outcomes = ", ".join(f"{name} {n}" for name, n in measured.outcomes.items())
        cells = (
            measured.name,
            measured.definition,
            f"{measured.right}/{measured.total}",
            "–" if measured.share is None else f"{measured.share:.3f}",
            low_high,
            "" if measured.floor is None else f"{measured.floor:.2f}",
            _VERDICTS[measured.passed],
            outcomes,
        )
        table.add_row(*map(Text, cells))
    return table


def _check(measured: Measured) -> dict[str, object]:
    return {
        "name": measured.name,
        "definition": measured.definition,
        "share": measured.share,
        "right": measured.right,
        "n": measured.total,
        "interval": list(measured.interval) if measured.interval else None,
        "floor": measured.floor,
        "passed": measured.passed,
        "outcomes": measured.outcomes,
        "slices": {name: {"right": right, "n": n} for name, (right, n) in measured.slices.items()},
        "failures": [
            {
                "case": failure.case.id,
                "question": failure.case.question,
                "history": list(failure.case.history),
                "outcome": failure.finding.outcome,
                "shown": failure.finding.shown,
                "source": failure.finding.source,
            }
            for failure in measured.failures
        ],
    }

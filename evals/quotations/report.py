"""The test of the checker for people, as a table, and for programs, as one JSON object."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from evals.quotations.run import FLOORS, Bench, Failure, Score
from evals.quotations.trial import Group

if TYPE_CHECKING:
    from rich.console import Console

SCHEMA = 1
_ENOUGH = 20  # failures shown to a person


def as_json(found: Bench, seed: int, per_operator: int) -> str:
    """All scores and failures, as one JSON object.

    `schema` is 1 and changes with the meaning of a field. `groups` and `operators` have `right`,
    `total`, `equivalent` (not counted in `total`), `share` and its 95 % `interval`, null without
    trials. A failure has the `quotation` and `cite` that were checked, the `verdict`, and the
    true quotation with its `passage`. `missed` are the gates that were not reached.
    """
    return json.dumps(
        {
            "schema": SCHEMA,
            "volumes": list(found.volumes),
            "seed": seed,
            "per_operator": per_operator,
            "groups": {str(group): _score(found.of(group)) for group in Group},
            "operators": {
                score.operator: {
                    "group": str(score.group),
                    **_score(score),
                    "failures": [_failure(failure) for failure in score.failures],
                }
                for score in found.scores
            },
            "missed": list(found.missed),
        },
        ensure_ascii=False,
        indent=2,
    )


def print_report(found: Bench, console: Console) -> None:
    """A table of the operators, the first failures, and the gates that were not reached."""
    from rich.table import Table

    table = Table("Operator", "Right", "Of", "Share", "95 % interval", "Equivalent")
    for group in Group:
        whole, each = FLOORS[group]
        floors = f"at least {whole}" + (f", each {each}" if each else "")
        table.add_row(f"[bold]{group}[/] ({floors})", *_cells(found.of(group)))
        for score in found.scores:
            if score.group is group:
                table.add_row(f"  {score.operator}", *_cells(score))
        table.add_section()
    console.print(table)
    failures = [(score, failure) for score in found.scores for failure in score.failures]
    for score, failure in failures[:_ENOUGH]:
        for line in _told(score, failure):
            console.print(line, markup=False, highlight=False)
    if len(failures) > _ENOUGH:
        console.print(f"… and {len(failures) - _ENOUGH} more; --json lists them all")
    for gate in found.missed:
        console.print(f"[bold red]Missed:[/] {gate}")


def _told(score: Score, failure: Failure) -> list[str]:
    trial = failure.trial
    return [
        f"\n{score.operator}: {failure.verdict.outcome} ({trial.cite})",
        f"  quoted  {trial.quotation}",
        f"  source  {trial.true.text}  [{trial.true.passage.id}]",
    ]


def _cells(score: Score) -> tuple[str, ...]:
    low, high = score.interval or (0.0, 0.0)
    between = f"{low:.4f} to {high:.4f}" if score.interval else "–"
    share = "–" if score.share is None else f"{score.share:.4f}"
    return (str(score.right), str(score.total), share, between, str(score.equivalent))


def _score(score: Score) -> dict[str, Any]:
    return {
        "right": score.right,
        "total": score.total,
        "equivalent": score.equivalent,
        "share": score.share,
        "interval": list(score.interval) if score.interval else None,
    }


def _failure(failure: Failure) -> dict[str, str]:
    trial = failure.trial
    return {
        "quotation": trial.quotation,
        "cite": trial.cite,
        "verdict": str(failure.verdict.outcome),
        "true": trial.true.text,
        "passage": trial.true.passage.id,
    }

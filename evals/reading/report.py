"""The evaluation of answers for people, as tables, and for programs, as lines of JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from evals.reading.evaluation import Evaluation
from evals.reading.reply import Cited, Reply
from evals.statistics import Figure

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

SCHEMA = 1
_DIGITS = 6
_NAMED = 12  # characters of a digest that name a set to people


def as_line(reply: Reply) -> str:
    """A reply as one JSON object.

    Ids are those of the set, offsets index the text of its passages. `statements[].citations` are
    numbers from 1 of `citations`; `reason` is null for an answer. `alone` is the best sentence of
    the gold passage, or of the near miss, read by itself; null where the set names neither.
    """
    alone = reply.alone
    return _line(
        {
            "id": reply.question.id,
            "refused": reply.refused,
            "reason": reply.reason,
            "searched": reply.searched,
            "answerability": round(reply.answerability, _DIGITS),
            "statements": [
                {"text": text, "citations": [at + 1 for at in citations]}
                for text, citations in reply.statements
            ],
            "citations": [_cited(cited) for cited in reply.citations],
            "retrieved": list(reply.retrieved),
            "alone": alone
            and {
                "answerability": round(alone.answerability, _DIGITS),
                "best": alone.best and _cited(alone.best),
            },
        }
    )


def as_summary(evaluation: Evaluation) -> str:
    """All that was measured, as one JSON object in `summary`.

    `schema` is 1 and changes with the meaning of a field. `measures` have `value`, the bounds
    `low` and `high` of the 95 % interval, and `n`, the questions that they are over; all but n
    are null where not defined. `slices`, by name, have `questions` and `measures`. `curve` has
    `points` of [confidence, coverage, risk] and where the assistant stands on it, `operating`, as
    [coverage, risk]. `timings_ms` alone differ from run to run.
    """
    plan = evaluation.plan
    return _line(
        {
            "summary": {
                "schema": SCHEMA,
                "set": {"passages": evaluation.passages, "sha256": evaluation.digest},
                "index": {"version": evaluation.index.version, "model": evaluation.index.model},
                "counts": dict(evaluation.counts),
                "refusals": dict(evaluation.refusals),
                "k": plan.k,
                "meta": {name: list(values) for name, values in plan.wanted.items()},
                "limit": plan.limit,
                "seed": plan.seed,
                "cluster": evaluation.cluster,
                "clusters": evaluation.clusters,
                "resamples": plan.resamples,
                "measures": _measures(evaluation.figures),
                "slices": {
                    one.name: {"questions": one.questions, "measures": _measures(one.figures)}
                    for one in evaluation.slices
                },
                "curve": {
                    "points": [[_rounded(part) for part in point] for point in evaluation.curve],
                    "operating": evaluation.operating
                    and [_rounded(part) for part in evaluation.operating],
                },
                "timings_ms": dict(evaluation.milliseconds),
            }
        }
    )


def print_report(evaluation: Evaluation, console: Console) -> None:
    """What was asked, the table of measures, a table of the slices, and why was refused."""
    counts = evaluation.counts
    kinds = ", ".join(f"{counts[kind]:,} {kind}" for kind in list(counts)[1:] if counts[kind])
    _say(
        console,
        f"{counts['questions']:,} questions ({kinds}) on {evaluation.passages:,} passages, set "
        f"{evaluation.digest[:_NAMED]}; 95 % intervals over {evaluation.clusters:,} "
        f"{evaluation.cluster}s.",
    )
    console.print(_table(evaluation))
    if evaluation.slices:
        console.print(_slices(evaluation))
    if evaluation.refusals:
        told = ", ".join(f"{reason} {count:,}" for reason, count in evaluation.refusals.items())
        _say(console, f"Refused: {told}.")
    spent = evaluation.milliseconds
    steps = ", ".join(f"{step} {value / 1000:.1f} s" for step, value in spent.items())
    _say(console, f"Time: {steps}.")


def _table(evaluation: Evaluation) -> Table:
    from rich.box import SIMPLE
    from rich.table import Table

    table = Table("measure", box=SIMPLE, padding=(0, 1, 0, 0))
    for name in ("value", "95 % interval", "n"):
        table.add_column(name, justify="right", no_wrap=True)
    for name, figure in evaluation.figures.items():
        table.add_row(name, _value(figure), _interval(figure), f"{figure.n:,}")
    return table


def _slices(evaluation: Evaluation) -> Table:
    from rich.box import SIMPLE
    from rich.table import Table

    names = list(evaluation.slices[0].figures)
    table = Table("slice", box=SIMPLE, padding=(0, 1, 0, 0))
    for name in ("questions", *names):
        table.add_column(name, justify="right", no_wrap=True)
    for one in evaluation.slices:
        cells = [_value(one.figures[name]) for name in names]
        table.add_row(one.name, f"{one.questions:,}", *cells)
    return table


def _value(figure: Figure) -> str:
    if figure.value is None:
        return "–"
    return f"{figure.value:.3f}" if abs(figure.value) <= 1 else f"{figure.value:.1f}"


def _interval(figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return "not defined" if figure.value is None else "–"
    digits = 3 if abs(figure.value or 0.0) <= 1 else 1
    return f"[{figure.low:.{digits}f}, {figure.high:.{digits}f}]"


def _measures(figures: Mapping[str, Figure]) -> dict[str, dict[str, float | int | None]]:
    return {
        name: {
            "value": _rounded(figure.value),
            "low": _rounded(figure.low),
            "high": _rounded(figure.high),
            "n": figure.n,
        }
        for name, figure in figures.items()
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)


def _cited(cited: Cited) -> dict[str, object]:
    return {
        "passage": cited.passage,
        "start": cited.start,
        "end": cited.end,
        "quote": cited.quote,
    }


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _say(console: Console, line: str) -> None:
    console.print(line, markup=False, highlight=False)

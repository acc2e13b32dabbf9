"""The speed of ingestion for people, as tables, and for programs, as one JSON object."""

from __future__ import annotations

import json
from dataclasses import asdict
from statistics import median
from typing import TYPE_CHECKING

from evals.speed import Speed

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

SCHEMA = 1


def as_json(speed: Speed) -> str:
    """All that was measured, as one JSON object with the rates and ratios that follow from it.

    Rates are a second, `matrix_rate` in floating-point operations; seconds are wall time, but for
    parsing, where they are of one processor. `ratio` is ours by the tutorial's.
    """
    return json.dumps(
        {
            "schema": SCHEMA,
            "runtime": speed.runtime,
            "share": speed.share,
            "ratio": median(one.ratio for one in speed.rounds),
            "matrix_share": median(one.matrix_share for one in speed.rounds),
            "parsed": [
                {**asdict(parsed), "bytes_per_second": parsed.bytes / parsed.seconds}
                for parsed in speed.parsed
            ],
            "rounds": [
                {
                    **asdict(one),
                    "tutorial_characters_per_second": one.characters / one.tutorial_seconds,
                    "characters_per_second": one.characters / one.seconds,
                    "passages_per_second": one.passages / one.seconds,
                    "tokens_per_second": one.tokens / one.embedding_seconds,
                    "ratio": one.ratio,
                    "matrix_share": one.matrix_share,
                }
                for one in speed.rounds
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def print_report(speed: Speed, console: Console) -> None:
    """A table of rounds, one of our steps, and the medians."""
    for parsed in speed.parsed:
        rate = parsed.bytes / parsed.seconds / 1e6
        _say(console, f"{parsed.volume}: parsed at {rate:.1f} MB/s a core")
    console.print(_rounds(speed))
    console.print(_steps(speed))
    last = speed.rounds[-1]
    whole = "whole volumes" if speed.share == 1 else f"the first {speed.share:.0%} of each volume"
    _say(console, f"Taken in: {whole}. Embedded by {speed.runtime}.")
    _say(
        console,
        f"Median: {median(one.ratio for one in speed.rounds):.2f} times the tutorial's characters"
        f" a second; {median(one.matrix_share for one in speed.rounds):.2f} of the matrix rate"
        f" ({last.matrix_library}, 1,024 x 384 by 384 x 1,536) while embedding.",
    )


def _rounds(speed: Speed) -> Table:
    from rich.table import Table

    rounds = speed.rounds
    table = Table("", *(one.volume for one in rounds))
    rows: dict[str, list[str]] = {
        "documents": [f"{one.documents} of {one.all_documents}" for one in rounds],
        "characters": [f"{one.characters:,}" for one in rounds],
        "characters/s, tutorial": [
            f"{one.characters / one.tutorial_seconds:,.0f}" for one in rounds
        ],
        "characters/s, ours": [f"{one.characters / one.seconds:,.0f}" for one in rounds],
        "ratio": [f"{one.ratio:.2f}" for one in rounds],
        "passages/s": [f"{one.passages / one.seconds:,.0f}" for one in rounds],
        "tokens/s, embedding": [f"{one.tokens / one.embedding_seconds:,.0f}" for one in rounds],
        "GFLOP/s, embedding": [f"{one.flops / one.embedding_seconds / 1e9:,.0f}" for one in rounds],
        "GFLOP/s, matrices": [f"{one.matrix_rate / 1e9:,.0f}" for one in rounds],
        "share of the matrix rate": [f"{one.matrix_share:.2f}" for one in rounds],
        "load": ["–" if one.load is None else f"{one.load:.1f}" for one in rounds],
    }
    for name, cells in rows.items():
        table.add_row(name, *cells)
    return table


def _steps(speed: Speed) -> Table:
    """Where our time goes, over all rounds: seconds and share of each step."""
    from rich.table import Table

    table = Table("our step", "seconds", "share")
    total = sum(one.seconds for one in speed.rounds)
    for step in dict.fromkeys(step for one in speed.rounds for step in one.steps):
        seconds = sum(one.steps[step] for one in speed.rounds)
        table.add_row(step, f"{seconds:.2f}", f"{seconds / total:.1%}")
    return table


def _say(console: Console, line: str) -> None:
    console.print(line, markup=False, highlight=False, soft_wrap=True)

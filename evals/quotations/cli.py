"""The command `frus-evals quotations`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

_PASSED, _GATE_MISSED, _COULD_NOT_RUN = 0, 1, 2


def quotations(
    *,
    volumes: Annotated[
        list[str],
        typer.Option("--volume", help="A TEI file, or an installed volume; can be repeated."),
    ],
    per_operator: Annotated[
        int, typer.Option(help="Quotations for each operator from each volume.", min=1)
    ] = 250,
    seed: Annotated[int, typer.Option(help="Of the draws of quotations and changes.")] = 0,
    home: Annotated[Path | None, typer.Option(help="Where the corpus and its index lie.")] = None,
    json_: Annotated[
        bool, typer.Option("--json", help="One JSON object on stdout, no table.")
    ] = False,
) -> None:
    """Are falsified and misplaced quotations caught, and harmlessly retyped ones accepted?

    Exit status: 0 all gates reached, 1 a gate not reached, 2 could not run.
    """
    from corpus.errors import FrusError

    try:
        passed = _run(volumes, per_operator, seed, home, as_json=json_)
    except FrusError as error:
        typer.echo(f"frus-evals: {' '.join(str(error).split())}", err=True)
        raise typer.Exit(_COULD_NOT_RUN) from None
    raise typer.Exit(_PASSED if passed else _GATE_MISSED)


def _run(
    volumes: list[str], per_operator: int, seed: int, home: Path | None, *, as_json: bool
) -> bool:
    from rich.console import Console
    from rich.progress import Progress

    from evals.quotations import report
    from evals.quotations.installed import book_of, opened, strangers
    from evals.quotations.run import bench

    with Progress(console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("opening")

        def show(step: str, done: int, total: int) -> None:
            bars.update(task, description=step, completed=done, total=total)

        with opened(volumes, home, show) as (index, ids):
            found = bench(
                index,
                [book_of(index, volume) for volume in ids],
                strangers(index),
                per_operator=per_operator,
                seed=seed,
                progress=show,
            )
    if as_json:
        typer.echo(report.as_json(found, seed, per_operator))
    else:
        report.print_report(found, Console())
    return not found.missed

"""The command `frus-evals claims`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.table import Table

    from evals.support.quality import Quality

_COULD_NOT_RUN = 2


def claims(
    *,
    files: Annotated[
        list[Path],
        typer.Option("--claims", help="Labelled claims, one JSON object a line; repeatable."),
    ],
    seed: Annotated[int, typer.Option(help="Of the resamples.", min=0)] = 0,
    write: Annotated[
        bool, typer.Option("--write", help="Keep the figures as those that reports show.")
    ] = False,
    json_: Annotated[bool, typer.Option("--json", help="JSON on stdout, no table.")] = False,
) -> None:
    """How often does the judge of support agree with people?

    A line is an object with "id", "claim", "evidence" (a list of sentences) and "binary" (0 or 1).
    Figures are of the half of each file on which nothing was chosen. Exit status: 0, or 2 could
    not run.
    """
    from corpus.errors import FrusError

    try:
        found = _run(files, seed)
        _show(found, as_json=json_)
        if write:
            _write(found)
    except FrusError as error:
        typer.echo(f"frus-evals: {' '.join(str(error).split())}", err=True)
        raise typer.Exit(_COULD_NOT_RUN) from None


def _run(files: list[Path], seed: int) -> list[Quality]:
    from rich.console import Console
    from rich.progress import Progress

    from evals.support.claims import read_claims
    from evals.support.quality import quality

    read = [read_claims(path) for path in files]
    with Progress(console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("judging")

        def show(step: str, done: int, total: int) -> None:
            bars.update(task, description=step, completed=done, total=total)

        return [quality(one, seed, show) for one in read]


def _write(found: list[Quality]) -> None:
    from evals.support.published import as_json, published_file
    from vectorstore.durable import replace_text

    replace_text(published_file(), as_json(found))


def _show(found: list[Quality], *, as_json: bool) -> None:
    from rich.console import Console

    from evals.support import published

    if as_json:
        typer.echo(published.as_json(found), nl=False)
    else:
        console = Console()
        for one in found:
            console.print(_table(one))


def _table(found: Quality) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    from evals.support.published import told

    heading = f"{found.set}: {found.claims} claims in {found.clusters} clusters, "
    heading += f"{found.supported} supported"
    table = Table("judge", "macro-F1", "AUROC", box=SIMPLE_HEAD, title=heading)
    for row in found.rows:
        table.add_row(*map(Text, (row.judge, told(row.macro_f1), told(row.auroc))))
    return table

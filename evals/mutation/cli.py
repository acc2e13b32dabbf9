"""The command `frus-evals mutate`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from evals.mutation.fault import Fault
    from evals.mutation.run import Report
    from evals.suite.world import Progress, World

    Opener = Callable[[Path | None, list[Path], Progress], AbstractContextManager[World]]

_PASSED, _UNNOTICED, _COULD_NOT_RUN = 0, 1, 2


def mutate(
    context: typer.Context,
    *,
    faults: Annotated[
        list[str] | None,
        typer.Option("--fault", help="Plant only the fault of this name; can be repeated."),
    ] = None,
    home: Annotated[
        Path | None,
        typer.Option(help="A home that has the shipped document; one of its own unless given."),
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option(help="Floors of rates; the shipped ones unless given.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Of all draws.", min=0)] = 0,
    whole: Annotated[
        bool, typer.Option("--all", help="Every gate that notices, not the first stage that does.")
    ] = False,
    list_: Annotated[
        bool, typer.Option("--list", help="Which faults there are; plants none.")
    ] = False,
    json_: Annotated[
        bool, typer.Option("--json", help="One JSON object on stdout, no table.")
    ] = False,
) -> None:
    """Plant faults one by one, and see whether the suite notices.

    Without a home they are planted in one that has the shipped document and a small volume made up
    to hold what that document does not: words that run over a page, unnumbered notes.

    Exit status: 0 enough are noticed, 1 too few, 2 could not run.
    """
    from corpus.errors import FrusError, InputError
    from evals.mutation.registry import chosen

    try:
        if list_ and json_:
            raise InputError("--list prints a table; leave out --json")
        planted = chosen(faults or [])
        if list_:
            _show_list(planted)
            return
        report = _run(context.obj, planted, home, baseline, seed, whole=whole)
    except FrusError as error:
        typer.echo(f"frus-evals: {' '.join(str(error).split())}", err=True)
        raise typer.Exit(_COULD_NOT_RUN) from None
    _show(report, as_json=json_)
    raise typer.Exit(_PASSED if report.passed else _UNNOTICED)


def _run(
    opener: Opener | None,
    faults: tuple[Fault, ...],
    home: Path | None,
    baseline: Path | None,
    seed: int,
    *,
    whole: bool,
) -> Report:
    from tempfile import TemporaryDirectory

    from rich.console import Console
    from rich.progress import Progress as Bars

    from evals.mutation.run import trial_in
    from evals.mutation.volume import write_volume
    from evals.suite.opening import opened

    with TemporaryDirectory() as folder, Bars(console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("opening")

        def show(step: str, done: int, total: int) -> None:
            bars.update(task, description=step, completed=done, total=total)

        files = [] if home is not None else [write_volume(Path(folder))]
        with (opener or opened)(home, files, show) as world:
            trial = trial_in(world, baseline, seed, whole=whole)
            return trial.carry_out(faults, show)


def _show(report: Report, *, as_json: bool) -> None:
    from rich.console import Console

    from evals.mutation import report as written

    if as_json:
        typer.echo(written.as_json(report))
    else:
        written.print_report(report, Console())


def _show_list(faults: tuple[Fault, ...]) -> None:
    from rich.console import Console

    from evals.mutation.report import print_list

    print_list(faults, Console())

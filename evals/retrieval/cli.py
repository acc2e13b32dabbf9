"""The command `frus-evals retrieval`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from evals.retrieval.run import Plan

_COULD_NOT_RUN = 2


def retrieval(
    *,
    volumes: Annotated[
        list[str] | None,
        typer.Option("--volume", help="Judge by this volume's index alone; can be repeated."),
    ] = None,
    queries: Annotated[
        int,
        typer.Option(
            help="Queries drawn of each volume, about persons and about the rest; 0 for all.",
            min=0,
        ),
    ] = 200,
    seed: Annotated[int, typer.Option(help="Of the draws of queries and of intervals.")] = 0,
    choose: Annotated[
        bool, typer.Option("--choose", help="Choose weights on some volumes, report the others.")
    ] = False,
    choosers: Annotated[
        list[str] | None,
        typer.Option("--choose-on", help="A volume to choose on; every third unless given."),
    ] = None,
    cache: Annotated[
        Path | None,
        typer.Option(help="Where the tutorial's store is kept; in the home unless given."),
    ] = None,
    home: Annotated[Path | None, typer.Option(help="Where the corpus and its index lie.")] = None,
    plot: Annotated[Path | None, typer.Option(help="Draw it too: a file .svg or .png.")] = None,
    json_: Annotated[
        bool, typer.Option("--json", help="One JSON object on stdout, no table.")
    ] = False,
) -> None:
    """Are the documents found that the volumes' own indexes name? Ours, beside other ways.

    The first run embeds all volumes once more, the tutorial's way, which takes minutes for each
    ten of them; what comes of it is kept in the cache.
    """
    from corpus.errors import FrusError
    from evals.retrieval.run import Plan

    try:
        plan = Plan(
            volumes=tuple(volumes or ()),
            most=queries or None,
            seed=seed,
            choosing=choose,
            choosers=tuple(choosers or ()),
        )
        _retrieval(plan, home, cache, plot, as_json=json_)
    except FrusError as error:
        typer.echo(f"frus-evals: {' '.join(str(error).split())}", err=True)
        raise typer.Exit(_COULD_NOT_RUN) from None


def _retrieval(
    plan: Plan, home: Path | None, cache: Path | None, picture: Path | None, *, as_json: bool
) -> None:
    from rich.console import Console
    from rich.progress import Progress

    from assistant.settings import Settings, read_settings, stay_offline
    from evals.retrieval import plot, report
    from evals.retrieval.run import evaluate
    from vectorstore.minilm import MiniLM

    stay_offline()
    if picture is not None:
        plot.require_picture(picture)
    settings = read_settings() if home is None else Settings(home.absolute())
    kept = cache or settings.home / "evals" / "tutorial"
    with Progress(console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("opening")

        def show(step: str, done: int, total: int) -> None:
            bars.update(task, description=step, completed=done, total=total)

        found = evaluate(settings.home, MiniLM(), kept, plan, show)
    if picture is not None:
        plot.draw(found, picture)
    if as_json:
        typer.echo(report.as_json(found))
    else:
        report.print_report(found, Console())

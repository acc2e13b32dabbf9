"""The command `frus-evals run`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evals.suite.extent import Suite

if TYPE_CHECKING:
    from evals.suite.results import Results
    from evals.suite.world import Progress, World

    Opener = Callable[[Path | None, list[Path], Progress], AbstractContextManager[World]]

_PASSED, _GATE_FAILED, _COULD_NOT_RUN = 0, 1, 2


def run(
    context: typer.Context,
    *,
    suite: Annotated[
        Suite | None,
        typer.Option(
            help="smoke: the shipped document; full: all that is installed. Smoke unless volumes "
            "are given."
        ),
    ] = None,
    sets: Annotated[
        list[str] | None,
        typer.Option("--set", help="Only this question set, or file of one; can be repeated."),
    ] = None,
    volumes: Annotated[
        list[Path] | None,
        typer.Option("--volume", help="A TEI file to run on, in a home of its own; repeatable."),
    ] = None,
    home: Annotated[Path | None, typer.Option(help="Where the corpus and its index lie.")] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="A folder for results.json, junit.xml and report.html."),
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option(help="Floors and bounds to reach; the shipped ones unless given.")
    ] = None,
    write_baseline: Annotated[
        Path | None, typer.Option(help="Write what this run reached as a baseline.")
    ] = None,
    llm: Annotated[
        str | None,
        typer.Option(metavar="PROVIDER:MODEL", help="Answer with this language model."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Of all draws.", min=0)] = 0,
    json_: Annotated[
        bool, typer.Option("--json", help="results.json on stdout, no table.")
    ] = False,
) -> None:
    """Measure everything, and hold it against the gates.

    Exit status: 0 all gates reached, 1 a gate not reached or a metric missing, 2 could not run.
    """
    from corpus.errors import FrusError, InputError
    from evals.suite.baseline import shipped_baseline

    # A new baseline is not held against the old one, which may be of other questions.
    extent = suite or (Suite.FULL if volumes else Suite.SMOKE)
    held = baseline or (None if write_baseline else shipped_baseline())
    try:
        if volumes and extent is Suite.SMOKE:
            raise InputError("--volume: smoke asks nothing of it; leave out --suite smoke")
        results = _run(context.obj, extent, sets or [], volumes or [], home, held, seed, llm)
        _write(results, out, write_baseline)
    except FrusError as error:
        typer.echo(f"frus-evals: {' '.join(str(error).split())}", err=True)
        raise typer.Exit(_COULD_NOT_RUN) from None
    _show(results, as_json=json_)
    raise typer.Exit(_PASSED if results.passed else _GATE_FAILED)


def _run(
    opener: Opener | None,
    suite: Suite,
    sets: list[str],
    files: list[Path],
    home: Path | None,
    baseline: Path | None,
    seed: int,
    llm: str | None,
) -> Results:
    from rich.console import Console
    from rich.progress import Progress as Bars

    from evals.suite.baseline import read_baseline
    from evals.suite.opening import opened
    from evals.suite.plan import plan
    from evals.suite.run import carry_out
    from evals.suite.with_model import naming, with_model

    open_world = opener or (opened if llm is None else partial(opened, llm=llm))
    with Bars(console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("opening")

        def show(step: str, done: int, total: int) -> None:
            bars.update(task, description=step, completed=done, total=total)

        with open_world(home, files, show) as world:
            planned = plan(suite, world.index.manifest.sources, world.text, seed, sets, world)
            floors = read_baseline(baseline, planned.sets) if baseline else {}
            if llm is None:
                return carry_out(suite.value, planned, world, floors, seed, show)
            found = carry_out(suite.value, with_model(planned), world, floors, seed, show)
            return naming(found, llm)


def _write(results: Results, out: Path | None, baseline: Path | None) -> None:
    from evals.suite.junit import as_junit
    from evals.suite.page import as_page
    from evals.suite.results import as_json, baseline_of
    from vectorstore.durable import replace_text

    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        replace_text(out / "results.json", as_json(results))
        replace_text(out / "junit.xml", as_junit(results))
        replace_text(out / "report.html", as_page(results))
    if baseline is not None:
        replace_text(baseline, baseline_of(results))


def _show(results: Results, *, as_json: bool) -> None:
    from rich.console import Console

    from evals.suite import results as written
    from evals.suite.table import print_results

    if as_json:
        typer.echo(written.as_json(results), nl=False)
    else:
        print_results(results, Console())

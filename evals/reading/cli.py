"""The command `frus-evals reader`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evals.reading.cluster import Cluster

if TYPE_CHECKING:
    from evals.reading.evaluation import Plan

_MISQUOTED, _COULD_NOT_RUN = 1, 2


def reader(
    *,
    passages: Annotated[Path, typer.Option(help="JSON Lines of passages: id, text, title.")],
    questions: Annotated[
        Path,
        typer.Option(
            help="JSON Lines of questions: id, question, history, gold_passages, gold_spans, "
            "answerable, meta."
        ),
    ],
    k: Annotated[int, typer.Option(help="Passages retrieved for a question.")] = 10,
    cluster: Annotated[
        Cluster | None,
        typer.Option(help="What intervals are over; articles where all questions name theirs."),
    ] = None,
    meta: Annotated[
        list[str] | None,
        typer.Option(help="Only questions so marked: article=Warsaw; can be repeated."),
    ] = None,
    limit: Annotated[int | None, typer.Option(help="Questions drawn; all unless given.")] = None,
    seed: Annotated[int, typer.Option(help="Of the draws of questions and of intervals.")] = 0,
    cache: Annotated[
        Path | None, typer.Option(help="A folder that keeps the set's index for the next run.")
    ] = None,
    curve: Annotated[
        Path | None, typer.Option(help="Draw the risk-coverage curve: a file .svg or .png.")
    ] = None,
    json_: Annotated[
        bool,
        typer.Option("--json", help="A JSON object for each question on stdout, then a summary."),
    ] = False,
) -> None:
    """Are the sentences quoted that answer, and is it known which questions nothing answers?

    The set's passages are indexed for this run, and every question is asked as a person would
    ask it. Exit status: 0 measured, 1 a quotation is not verbatim, 2 could not run.
    """
    from corpus.errors import FrusError
    from evals.reading.evaluation import Plan
    from evals.reading.reply import MisquotationError

    try:
        plan = Plan(
            k=k, cluster=cluster, wanted=_wanted(meta or []), limit=limit, seed=seed, cache=cache
        )
        _reader(passages, questions, plan, curve, as_json=json_)
    except FrusError as error:
        typer.echo(f"frus-evals: {' '.join(str(error).split())}", err=True)
        wrong = isinstance(error, MisquotationError)
        raise typer.Exit(_MISQUOTED if wrong else _COULD_NOT_RUN) from None


def _wanted(marks: list[str]) -> dict[str, list[str]]:
    """The values wanted of each field of `meta`."""
    from corpus.errors import InputError

    wanted: dict[str, list[str]] = {}
    for mark in marks:
        name, equals, value = mark.partition("=")
        if not name or not equals:
            raise InputError(f"--meta {mark}: write a field and its value, as article=Warsaw")
        wanted.setdefault(name, []).append(value)
    return wanted


def _reader(
    passages: Path, questions: Path, plan: Plan, picture: Path | None, *, as_json: bool
) -> None:
    from rich.console import Console
    from rich.progress import Progress

    from assistant.settings import stay_offline
    from evals.question_sets import QuestionSet
    from evals.reading import plot, report
    from evals.reading.evaluation import evaluate
    from evals.reading.reply import Reply
    from evals.retrieval.plot import require_picture
    from vectorstore.minilm import MiniLM

    stay_offline()
    if picture is not None:
        require_picture(picture)
    asked = QuestionSet.of_files(passages, questions)

    def tell(reply: Reply) -> None:
        if as_json:
            typer.echo(report.as_line(reply))

    with Progress(console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("opening")

        def show(step: str, done: int, total: int) -> None:
            bars.update(task, description=step, completed=done, total=total)

        found = evaluate(asked, MiniLM(), plan, tell, show)
    if as_json:
        typer.echo(report.as_summary(found))
    else:
        report.print_report(found, Console())
    if picture is not None:
        plot.draw(found, picture)

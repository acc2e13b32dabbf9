"""The `frus-evals` command."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from evals.cli_judgments import judgments
from evals.cli_questions import app as questions
from evals.comparison.cli import compare
from evals.cost.cli import app as cost
from evals.mutation.cli import mutate
from evals.quotations.cli import quotations
from evals.reader_training.cli import train_reader
from evals.reading.cli import reader
from evals.retrieval.cli import retrieval
from evals.suite.cli import run
from evals.support.cli import claims

PASSED, GATE_FAILED, COULD_NOT_RUN = 0, 1, 2

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def _root() -> None:
    """Measure the assistant against question sets, offline and without a model as judge.

    Exit status: 0 all gates reached, 1 a gate not reached, 2 could not run.
    """


@app.command()
def fit(
    folders: Annotated[
        list[Path], typer.Argument(help="Folders with passages.jsonl and questions.jsonl.")
    ],
    *,
    most: Annotated[int, typer.Option(help="Questions taken from each set.", min=10)] = 1200,
    home: Annotated[Path | None, typer.Option(help="Where the corpus and its index lie.")] = None,
    weights: Annotated[
        Path | None, typer.Option(help="The reader's weights, as train-reader writes them.")
    ] = None,
    volumes: Annotated[
        Path | None,
        typer.Option(help="A home with the volumes that evals/data/volumes.jsonl asks about."),
    ] = None,
) -> None:
    """Fit the weights by which sentences are judged, on question sets and the tuning half."""
    from corpus.errors import FrusError
    from evals.fitting_run import run

    try:
        typer.echo(run(folders, most, home, weights, volumes))
    except FrusError as error:
        typer.echo(f"frus-evals: {' '.join(str(error).split())}", err=True)
        raise typer.Exit(COULD_NOT_RUN) from None


@app.command()
def words(
    volumes: Annotated[list[Path], typer.Argument(help="TEI volumes to count over.")],
) -> None:
    """Print the table of word frequencies by which words of a question are weighed."""
    from rich.console import Console
    from rich.progress import Progress

    from corpus.errors import FrusError
    from evals.word_frequencies import count_words

    try:
        with Progress(console=Console(stderr=True)) as bars:
            task = bars.add_task("volumes", total=len(volumes))
            for line in count_words(volumes, lambda done, _: bars.update(task, completed=done)):
                typer.echo(line)
    except FrusError as error:
        typer.echo(f"frus-evals: {' '.join(str(error).split())}", err=True)
        raise typer.Exit(COULD_NOT_RUN) from None


@app.command()
def speed(
    *,
    volumes: Annotated[
        list[Path], typer.Option("--volume", help="A TEI volume to take in; can be repeated.")
    ],
    share: Annotated[
        float, typer.Option(help="How much of each volume to take in, above 0, at most 1.")
    ] = 1.0,
    rounds: Annotated[int, typer.Option(help="How often to do it.", min=1)] = 1,
    json_: Annotated[
        bool, typer.Option("--json", help="One JSON object on stdout, no table.")
    ] = False,
) -> None:
    """How fast is a volume taken in, beside LangChain's tutorial and what the machine can do?"""
    from corpus.errors import FrusError

    try:
        _speed(volumes, share, rounds, as_json=json_)
    except FrusError as error:
        typer.echo(f"frus-evals: {' '.join(str(error).split())}", err=True)
        raise typer.Exit(COULD_NOT_RUN) from None


app.command()(claims)
app.command()(compare)
app.command()(judgments)
app.command()(mutate)
app.command()(quotations)
app.command()(reader)
app.command()(retrieval)
app.command()(run)
app.command()(train_reader)
app.add_typer(cost, name="cost")
app.add_typer(questions, name="questions")


def main() -> None:
    """Run the command; an unforeseen error is shown whole and exits 2, never 1."""
    try:
        app()
    except Exception:
        traceback.print_exc()
        sys.exit(COULD_NOT_RUN)


def _speed(volumes: list[Path], share: float, rounds: int, *, as_json: bool) -> None:
    from rich.console import Console

    from assistant.settings import stay_offline
    from evals import speed_report
    from evals.speed import measure
    from vectorstore.minilm import MiniLM

    stay_offline()
    with Console(stderr=True).status("loading") as status:
        found = measure(volumes, MiniLM(), share=share, rounds=rounds, told=status.update)
    if as_json:
        typer.echo(speed_report.as_json(found))
    else:
        speed_report.print_report(found, Console())

"""The `frus-evals` command."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evals.cli_judgments import judgments
from evals.cost.cli import app as cost
from evals.quotations.cli import quotations
from evals.reader_training.cli import train_reader
from evals.reading.cli import reader
from evals.retrieval.cli import retrieval

if TYPE_CHECKING:
    from evals.faithfulness import Assistant

    Opener = Callable[[Path | None], AbstractContextManager[Assistant]]

PASSED, GATE_FAILED, COULD_NOT_RUN = 0, 1, 2

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class SplitChoice(StrEnum):
    """The part of a question set to run."""

    TUNE = "tune"
    REPORT = "report"
    ALL = "all"


@app.callback()
def _root() -> None:
    """Measure the assistant against question sets, offline and without a model as judge.

    Exit status: 0 all gates reached, 1 a gate not reached, 2 could not run.
    """


@app.command()
def faithfulness(
    context: typer.Context,
    *,
    question_set: Annotated[
        Path | None,
        typer.Option("--set", help="JSON Lines of questions; the shipped set unless given."),
    ] = None,
    home: Annotated[Path | None, typer.Option(help="Where the corpus and its index lie.")] = None,
    split: Annotated[
        SplitChoice,
        typer.Option(help="Thresholds are chosen on tune; figures are given for report."),
    ] = SplitChoice.REPORT,
    json_: Annotated[
        bool, typer.Option("--json", help="One JSON object on stdout, no table.")
    ] = False,
) -> None:
    """Are quotations verbatim, pages and footnotes right, and questions refused that should be?"""
    from corpus.errors import FrusError

    opener: Opener = context.obj or _open_assistant
    try:
        code = _faithfulness(opener, question_set, home, split, as_json=json_)
    except FrusError as error:
        typer.echo(f"frus-evals: {' '.join(str(error).split())}", err=True)
        code = COULD_NOT_RUN
    raise typer.Exit(code)


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


app.command()(judgments)
app.command()(quotations)
app.command()(reader)
app.command()(retrieval)
app.command()(train_reader)
app.add_typer(cost, name="cost")


def main() -> None:
    """Run the command; an unforeseen error is shown whole and exits 2, never 1."""
    try:
        app()
    except Exception:
        traceback.print_exc()
        sys.exit(COULD_NOT_RUN)


def _open_assistant(home: Path | None) -> AbstractContextManager[Assistant]:
    from assistant.opening import open_assistant
    from assistant.settings import Settings, read_settings

    return open_assistant(read_settings() if home is None else Settings(home.absolute()))


def _faithfulness(
    opener: Opener, given: Path | None, home: Path | None, split: SplitChoice, *, as_json: bool
) -> int:
    from hashlib import sha256

    from rich.console import Console
    from rich.progress import Progress

    from evals import report
    from evals.case import Split, load_cases, select, shipped_set
    from evals.faithfulness import evaluate
    from evals.gates import load_floors, shipped_floors
    from evals.source import read_source, shipped_page

    path = given or shipped_set()
    source = read_source(shipped_page())
    chosen = None if split is SplitChoice.ALL else Split(split.value)
    cases = select(load_cases(path, source), chosen)
    floors = load_floors(shipped_floors())
    with opener(home) as assistant, Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("asking", total=2 * len(cases))
        result = evaluate(assistant, cases, source, floors, lambda: progress.advance(task))
    if as_json:
        digest = sha256(path.read_bytes()).hexdigest()
        typer.echo(report.as_json(result, path, digest, split.value))
    else:
        report.print_report(result, Console())
    return PASSED if result.passed else GATE_FAILED


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

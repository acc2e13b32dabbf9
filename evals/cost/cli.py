"""The commands `frus-evals cost`: what an answer costs in time, memory and disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from assistant.settings import Settings
    from evals.retrieval.bench import Bench

_COULD_NOT_RUN = 2

Home = Annotated[Path | None, typer.Option(help="Where the corpus and its index lie.")]
Cache = Annotated[
    Path | None,
    typer.Option(help="Where the tutorial's store is kept; in the home unless given."),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on stdout, no table.")]

app = typer.Typer(help="What an answer costs in time, memory and disk.", no_args_is_help=True)


@app.command()
def answer(
    *,
    rounds: Annotated[int, typer.Option(help="How often to ask each, from cold.", min=1)] = 7,
    questions: Annotated[
        list[str] | None,
        typer.Option("--question", help="Asked in turn; titles of documents unless given."),
    ] = None,
    home: Home = None,
    cache: Cache = None,
    json_: AsJson = False,
) -> None:
    """How soon does `frus ask` answer from a cold start, beside the tutorial's first passages?

    The first run embeds all volumes once more, the tutorial's way, which takes minutes for each
    ten of them; what comes of it is kept in the cache.
    """
    from rich.console import Console

    from evals.cost import report
    from evals.cost.answer import Answers, answer_cold
    from evals.cost.asked import draw
    from evals.cost.query import load

    with _told() as told:
        settings = _settings(home)
        with _bench(settings, cache, told) as bench:
            stored = bench.index.passages
            asked = questions or draw(stored, rounds)
            store, passages = bench.store.folder, bench.index.manifest.passages
            volumes = bench.index.volume_count
        ours, tutorial = answer_cold(settings.home, store, asked, rounds=rounds, told=told)
        found = Answers(
            passages=passages, volumes=volumes, ours=ours, tutorial=tutorial, load=load()
        )
    if json_:
        typer.echo(report.answers_json(found))
    else:
        report.print_answers(found, Console())


@app.command()
def query(
    *,
    questions: Annotated[int, typer.Option(help="How many to ask.", min=5)] = 150,
    titles: Annotated[
        bool,
        typer.Option(
            "--titles",
            help="Ask for titles of documents, the longest that is asked, not headings of indexes.",
        ),
    ] = False,
    home: Home = None,
    cache: Cache = None,
    json_: AsJson = False,
) -> None:
    """How long does a warm search take, within filters and beside the tutorial's?

    It needs the tutorial's store, as `frus-evals cost answer` does.
    """
    from rich.console import Console

    from corpus.library import Library
    from evals.cost import report
    from evals.cost.asked import Asked, draw, headings
    from evals.cost.query import time_searches

    settings = _settings(home)
    with _told() as told, _bench(settings, cache, told) as bench:
        asked = (
            draw(bench.index.passages, questions)
            if titles
            else headings(Library(settings.home), questions, progress=told)
        )
        told("searching", 0, 1)
        kind = Asked.TITLES if titles else Asked.HEADINGS
        found = time_searches(bench.index, bench.store, asked, kind)
    if json_:
        typer.echo(report.searches_json(found))
    else:
        report.print_searches(found, Console())


@app.command()
def scale(
    *,
    volumes: Annotated[
        list[Path], typer.Option("--volume", help="A TEI volume to take text of; can be repeated.")
    ],
    into: Annotated[Path, typer.Option(help="Where indexes are kept, some 5 kB a passage.")],
    sizes: Annotated[
        list[int] | None,
        typer.Option("--passages", help="A size; 10,000, 100,000 and 500,000 unless given.", min=1),
    ] = None,
    questions: Annotated[int, typer.Option(help="How many to ask each, within each filter.")] = 100,
    home: Home = None,
    json_: AsJson = False,
) -> None:
    """How do time, memory and disk grow with the number of passages?

    Text is that of the volumes, over and over; vectors are made of those in the home's index, in
    no time. What takes long, half an hour for 500,000 passages, is the graph that Chroma makes.
    """
    import numpy as np
    from rich.console import Console

    from evals.cost import report
    from evals.cost.scale import measure_sizes
    from vectorstore.index import Index
    from vectorstore.minilm import MiniLM

    with _told() as told:
        with Index(_settings(home).index, MiniLM()) as index:
            near = index.matrix.vectors(np.arange(len(index.matrix)))
        found = measure_sizes(
            volumes,
            sizes or [10_000, 100_000, 500_000],
            into,
            near,
            questions=questions,
            progress=told,
        )
    if json_:
        typer.echo(report.sizes_json(found))
    else:
        report.print_sizes(found, Console())


@app.command()
def chat(
    *,
    browser: Annotated[
        bool, typer.Option("--browser", help="Open the page in Chromium too; needs the extra test.")
    ] = False,
    home: Home = None,
    json_: AsJson = False,
) -> None:
    """How soon is the chat there, beside a bare one of Gradio's, and how long do visitors wait?

    The visitors ask the questions of the shipped set: one alone, five who read between their
    questions, and thirty at the same moment. It takes about five minutes.
    """
    from contextlib import nullcontext

    from rich.console import Console

    from evals.case import load_cases, shipped_set
    from evals.cost.browser_start import browser_start
    from evals.cost.chat import chat_json, measure_chat, print_chat

    # Questions that history belongs to are no first questions.
    asked = [case.question for case in load_cases(shipped_set(), None) if not case.history]
    with _told() as told, browser_start() if browser else nullcontext() as usable:
        found = measure_chat(_settings(home).home, asked, usable, told)
    typer.echo(chat_json(found)) if json_ else print_chat(found, Console())


@contextmanager
def _told() -> Iterator[Callable[[str, int, int], None]]:
    """Whom to tell of progress; an error that a person can mend ends with one message."""
    from rich.console import Console
    from rich.progress import Progress

    from corpus.errors import FrusError

    try:
        with Progress(console=Console(stderr=True), transient=True) as bars:
            task = bars.add_task("opening")

            def show(step: str, done: int, total: int) -> None:
                bars.update(task, description=step, completed=done, total=total)

            yield show
    except FrusError as error:
        typer.echo(f"frus-evals: {' '.join(str(error).split())}", err=True)
        raise typer.Exit(_COULD_NOT_RUN) from None


def _settings(home: Path | None) -> Settings:
    from assistant.settings import Settings, read_settings, stay_offline

    stay_offline()
    return read_settings() if home is None else Settings(home.absolute())


def _bench(settings: Settings, cache: Path | None, told: Callable[[str, int, int], None]) -> Bench:
    from evals.retrieval.bench import Bench
    from vectorstore.minilm import MiniLM

    kept = cache or settings.home / "evals" / "tutorial"
    return Bench(settings.index, MiniLM(), kept, told)

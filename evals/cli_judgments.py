"""`frus-evals judgments`: what the back-of-book indexes of installed volumes judge."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from corpus.library import Library, Source
    from evals.index_report import Judged

_COULD_NOT_RUN = 2


def judgments(
    volumes: Annotated[
        list[str] | None,
        typer.Argument(help="Installed volumes; all that are whole books unless given."),
    ] = None,
    *,
    sample: Annotated[int, typer.Option(help="Judgments shown to be checked.", min=0)] = 0,
    seed: Annotated[int, typer.Option(help="Of the sample.")] = 0,
    home: Annotated[Path | None, typer.Option(help="Where the corpus and its index lie.")] = None,
    json_: Annotated[
        bool, typer.Option("--json", help="One JSON object on stdout, no table.")
    ] = False,
) -> None:
    """What do the volumes' own indexes say that a search should find?"""
    from rich.console import Console

    from corpus.errors import FrusError
    from evals import index_report

    try:
        found = _judged(volumes or [], home)
    except FrusError as error:
        typer.echo(f"frus-evals: {' '.join(str(error).split())}", err=True)
        raise typer.Exit(_COULD_NOT_RUN) from None
    drawn = index_report.sampled(found, sample, seed)
    if json_:
        typer.echo(index_report.as_json(found, drawn))
    else:
        index_report.print_report(found, drawn, Console())


def _judged(volumes: list[str], home: Path | None) -> list[Judged]:
    from rich.console import Console
    from rich.progress import track

    from assistant.settings import read_settings
    from corpus.errors import CorpusError
    from corpus.library import Library

    library = Library(read_settings().home if home is None else home.absolute())
    sources = [source for source in _sources(library, volumes) if source.whole]
    if not sources:
        raise CorpusError(
            "no whole book is installed, and single pages have no index; see: frus corpus add"
        )
    shown = track(sources, "reading indexes", console=Console(stderr=True))
    return [_read(library, source) for source in shown]


def _sources(library: Library, volumes: list[str]) -> list[Source]:
    from corpus.errors import CorpusError

    if not volumes:
        return library.sources()
    chosen = [library.source(volume) for volume in dict.fromkeys(volumes)]
    for source in chosen:
        if not source.whole:
            raise CorpusError(f"{source.volume} is single pages, which have no index; add the book")
    return chosen


def _read(library: Library, source: Source) -> Judged:
    from corpus.tei_index import read_index
    from evals.index_judgments import judge
    from evals.index_report import judged

    text = library.read(source)
    return judged(judge(read_index(source.files[0]), text), source.files[0], text)

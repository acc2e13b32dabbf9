"""`frus-evals questions`: question sets checked, begun, and made of what readers reported."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from corpus.errors import FrusError
    from evals.case import Texts
    from evals.question_check import Checked
    from vectorstore.index import Index

_FLAWED, _COULD_NOT_RUN = 1, 2

app = typer.Typer(no_args_is_help=True, help="Check and write question sets.")

_File = Annotated[Path, typer.Argument(help="A question set: one JSON object a line.")]
_Home = Annotated[Path | None, typer.Option(help="Where the corpus and its index lie.")]


@app.command()
def check(
    file: _File,
    *,
    trained_on: Annotated[
        list[Path] | None,
        typer.Option(help="Questions that something was trained on, a JSON object a line."),
    ] = None,
    home: _Home = None,
) -> None:
    """Is every line a case, and do the words that answer stand in the store exactly once?

    Exit status: 0 nothing is wrong, 1 a line must be mended, 2 could not be checked.
    """
    from corpus.errors import FrusError
    from evals.question_check import check as checked

    try:
        with _opened(home) as index:
            installed = {volume.id for volume in index.passages.volumes}
            found = checked(file, _texts(index), installed, trained_on or [])
    except FrusError as error:
        _refuse(error)
    _say(found)
    raise typer.Exit(_FLAWED if found.faults else 0)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a line."""
    from evals.schema import schema_text

    typer.echo(schema_text(), nl=False)


@app.command()
def new(
    file: _File,
    *,
    question: Annotated[str, typer.Option(help="The question as asked.")],
    passage: Annotated[
        list[str] | None,
        typer.Option(help="Id of a passage that answers; without one, none answers. Repeatable."),
    ] = None,
    words: Annotated[
        list[str] | None, typer.Option(help="Words that answer in that passage, one for each.")
    ] = None,
    history: Annotated[
        list[str] | None, typer.Option(help="A question asked before, oldest first; repeatable.")
    ] = None,
    slice_: Annotated[str, typer.Option("--slice", help="The kind of question.")] = "own",
    split: Annotated[str, typer.Option(help="tune or report.")] = "report",
    within: Annotated[str, typer.Option(help="The volume or document that is asked alone.")] = "",
    note: Annotated[str, typer.Option(help="Why the reply is what it is.")] = "",
    home: _Home = None,
) -> None:
    """Append one question to a set, checked against the store; the set is made if there is none."""
    from corpus.errors import FrusError, InputError
    from evals.case import case_from
    from evals.question_lines import add_case, free_id

    try:
        passages, said = passage or [], words or []
        if len(passages) != len(said):
            raise InputError(f"{len(passages)} passages, {len(said)} words: give --words for each")
        case = case_from(
            {
                "id": free_id(file, slice_),
                "question": question,
                "history": history or [],
                "slice": slice_,
                "expect": "answer" if passages else "refuse",
                "gold": [{"passage": p, "words": w} for p, w in zip(passages, said, strict=True)],
                "split": split,
                "note": note,
                "within": within,
            }
        )
        with _opened(home) as index:
            add_case(file, case, _texts(index))
    except FrusError as error:
        _refuse(error)
    typer.echo(f"{file}: {case.id} added; the reply expected: {case.expect}")


@app.command()
def from_reports(
    reports: Annotated[Path, typer.Argument(help="What readers reported in the chat.")],
    *,
    out: Annotated[Path, typer.Option(help="The question set to append to.")],
) -> None:
    """Make a line of each report of a wrong quotation, for a person to say what is right."""
    from assistant.reported import read_reports
    from corpus.errors import FrusError
    from evals.question_lines import add_reports

    try:
        found = read_reports(reports)
        added = add_reports(out, found)
    except FrusError as error:
        _refuse(error)
    typer.echo(f"{out}: {added} of {len(found)} reports added; the others stand there already")
    if added:
        typer.echo(
            "Write into each which reply is right: expect is answer, with the words that answer "
            "in gold, or refuse. Until then the set cannot be run."
        )


@contextmanager
def _opened(home: Path | None) -> Iterator[Index]:
    """The index of a home, built where there is none."""
    from assistant.opening import open_index
    from assistant.settings import Settings, read_settings, stay_offline
    from corpus.library import Library
    from vectorstore.minilm import MiniLM

    stay_offline()
    settings = read_settings() if home is None else Settings(home.absolute())
    embedder = MiniLM()

    def notice(text: str) -> None:
        if text:
            typer.echo(text, err=True)

    library = Library(settings.home)
    with open_index(library, settings, embedder, embedder, notice=notice) as index:
        yield index


def _texts(index: Index) -> Texts:
    def text(id_: str) -> str | None:
        passage = index.passages.passage(id_)
        return None if passage is None else passage.text

    return text


def _say(found: Checked) -> None:
    for fault in found.faults:
        typer.echo(fault, err=True)
    for warning in found.warnings:
        typer.echo(f"warning: {warning}", err=True)
    if found.unseen:
        typer.echo(
            f"warning: not installed, so that words in them were not looked up: "
            f"{', '.join(found.unseen)}",
            err=True,
        )
    for kind, counts in found.counts().items():
        typer.echo(f"{kind}: {', '.join(f'{name} {n}' for name, n in counts.items())}")
    typer.echo(f"{len(found.cases)} cases, {len(found.faults)} faults")


def _refuse(error: FrusError) -> NoReturn:
    typer.echo(f"frus-evals: {' '.join(str(error).split())}", err=True)
    raise typer.Exit(_COULD_NOT_RUN) from None

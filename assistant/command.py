"""What the commands share: their options, opening the assistant, errors and exit codes."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from corpus.errors import FrusError, InputError, ModelError, StoreError
from corpus.passage import Kind, Voice
from vectorstore.retriever import Filter

if TYPE_CHECKING:
    from assistant.app import Assistant

Host = Annotated[str, typer.Option(help="Address to listen at.")]
Port = Annotated[int, typer.Option(help="Port to listen at.", min=1, max=65535)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Hits = Annotated[int, typer.Option("--k", help="Passages to retrieve.", min=1, max=100)]
VolumeScope = Annotated[
    list[str] | None, typer.Option("--volume", help="Only this volume; may be repeated.")
]
DocumentScope = Annotated[
    list[str] | None,
    typer.Option("--document", help="Only this document, as frus1944Quebec/d123; may be repeated."),
]
KindScope = Annotated[
    str | None, typer.Option("--kind", help="Only passages of this kind: paragraph or footnote.")
]
VoiceScope = Annotated[
    str | None,
    typer.Option("--voice", help="Only words of: author, editor, source note or summary."),
]
After = Annotated[
    str | None, typer.Option(help="Only documents of this day or later: 1944, 1944-09, 1944-09-06.")
]
Before = Annotated[str | None, typer.Option(help="Only documents of this day or earlier.")]
RerankerName = Annotated[
    str | None,
    typer.Option(
        "--reranker", help="A cross-encoder on this machine that orders the best passages."
    ),
]

#: Volumes were refused; others may have been taken.
SOME_REFUSED = 3

_KINDS = (Kind.PARAGRAPH, Kind.FOOTNOTE)


def run(app: typer.Typer) -> None:
    """Run a command; errors that a person can mend become one message and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except FrusError as error:
        complain(error)
        sys.exit(1 if isinstance(error, StoreError | ModelError) else 2)
    except OSError as error:
        if error.filename is None:
            raise
        complain(f"{error.filename}: {error.strerror}; is FRUS_HOME writable?")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def complain(message: object) -> None:
    """Say on standard error what is wrong, after the command's name."""
    sys.stderr.write(f"{Path(sys.argv[0]).name}: {message}\n")


@contextmanager
def opened(
    llm: str | None = None, reranker: str | None = None, *, asking: bool = False
) -> Iterator[Assistant]:
    """The assistant over this process's home, closed at the end.

    Where it is going to be asked, its model is loaded while all else is.
    """
    from assistant.settings import read_settings, stay_offline
    from assistant.span_reader.model import MiniLMReader
    from assistant.terminal import Bars, warn
    from vectorstore.minilm import MiniLM

    settings, embedder, span_reader = read_settings(), MiniLM(), MiniLMReader()
    stay_offline()
    with _uncollected():
        if asking:
            embedder.warm_up_aside()
            span_reader.warm_up_aside()
        from assistant.opening import open_assistant

    with Bars() as bars:
        assistant = open_assistant(settings, llm, bars.show, warn, embedder, reranker, span_reader)
    with assistant:
        yield assistant


@contextmanager
def _uncollected() -> Iterator[None]:
    """Nobody looks for garbage in what is imported within: it stays, and there is much of it.

    A tenth of the time from a cold start to an answer went into that.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def scope_of(
    volumes: Sequence[str] | None,
    documents: Sequence[str] | None,
    kind: str | None,
    voice: str | None,
    after: str | None,
    before: str | None,
) -> Filter:
    """The filter that the options name; InputError where one cannot be used."""
    if kind is not None and kind not in _KINDS:
        flaw = f"--kind: {kind!r} is neither paragraph nor footnote"
        if kind == Kind.HEADING:
            flaw += "; headings are listed by frus corpus documents VOLUME"
        raise InputError(flaw)
    if voice is not None and voice not in list(Voice):
        raise InputError(f"--voice: {voice!r} is none of {', '.join(Voice)}")
    return Filter(
        volumes=tuple(volumes or ()),
        documents=tuple(documents or ()),
        kind=Kind(kind) if kind is not None else None,
        voice=Voice(voice) if voice is not None else None,
        after=after,
        before=before,
    )


def joined(words: Sequence[str] | None) -> str | None:
    """What was typed, where a shell took a text without quotation marks apart."""
    return None if words is None else " ".join(words)


def one_of(single: str | None, batch: Path | None, what: str, also: object = None) -> None:
    """Refuse a command with neither or both of a single input and a batch.

    `also` is an option that goes with the single input; a batch has its own in every line.
    """
    if (single is None) == (batch is None):
        raise InputError(f"give either {what} or --batch FILE")
    if batch is not None and also is not None:
        raise InputError("--batch: write the history or cite of each line into the line itself")


def print_json(record: Mapping[str, Any]) -> None:
    """Print one JSON object on one line."""
    text = json.dumps(record, ensure_ascii=False)
    if any("\ud800" <= character <= "\udfff" for character in text):
        text = json.dumps(record)  # a lone surrogate cannot be written as UTF-8
    sys.stdout.write(text + "\n")
    sys.stdout.flush()

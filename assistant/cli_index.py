"""`frus index`: what the index holds, and building it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.command import SOME_REFUSED, AsJson
from corpus.errors import StoreError

if TYPE_CHECKING:
    from vectorstore.build import Built
    from vectorstore.manifest import Manifest

AllowShrink = Annotated[
    bool, typer.Option("--allow-shrink", help="Accept an index with far fewer passages.")
]

app = typer.Typer(help="The index that is searched.", no_args_is_help=True)


@app.command()
def status(as_json: AsJson = False) -> None:
    """Say what the index holds, and whether it is whole and up to date."""
    from assistant.command import print_json
    from assistant.settings import read_settings
    from assistant.terminal_corpus import print_status
    from vectorstore.minilm import MiniLM
    from vectorstore.status import read_status

    settings = read_settings()
    state = read_status(settings.home, settings.index, MiniLM.name)
    print_json(state) if as_json else print_status(state)


@app.command()
def build(as_json: AsJson = False, allow_shrink: AllowShrink = False) -> None:
    """Bring the index up to date with the installed volumes."""
    from dataclasses import asdict

    from assistant.command import print_json
    from assistant.terminal import out

    built = build_index(allow_shrink=allow_shrink)
    if as_json:
        record = asdict(built.manifest)
        del record["files"]
        refused = [str(error) for error in built.refused]
        print_json(record | {"embedded": built.embedded, "refused": refused})
    else:
        out().print(_said(built))
    if built.refused:
        raise typer.Exit(SOME_REFUSED)


@app.command()
def check() -> None:
    """Try the index out: every file, every passage's place, and a sample of searches."""
    from assistant.settings import read_settings
    from assistant.terminal import out
    from vectorstore.minilm import MiniLM
    from vectorstore.verify import verify
    from vectorstore.versions import serve

    served = serve(read_settings().index, MiniLM.name)
    try:
        verify(served.folder, served.manifest.passages)
    finally:
        served.hold.release()
    if served.notice:
        raise StoreError(
            f"index {served.manifest.version}, which stands in, is sound. {served.notice}"
        )
    out().print(f"Index {served.manifest.version} is sound.")


def build_index(*, leaving: Collection[str] = (), allow_shrink: bool = False) -> Built:
    """Build the index of this process's home, with progress bars.

    Refused volumes are named, and volumes that can be searched before the build is done.
    """
    from assistant.settings import read_settings, stay_offline
    from assistant.terminal import Bars, warn
    from assistant.words_first import found_now
    from corpus.library import Library
    from vectorstore.build import build as make
    from vectorstore.minilm import MiniLM

    stay_offline()
    settings = read_settings()
    try:
        with Bars() as bars:

            def by_words(manifest: Manifest) -> None:
                bars.note(found_now(manifest.waiting))

            built = make(
                Library(settings.home),
                settings.index,
                MiniLM(),
                bars.show,
                leaving=leaving,
                allow_shrink=allow_shrink,
                by_words=by_words,
            )
    except KeyboardInterrupt:
        warn("Stopped. What was embedded is kept; go on with: frus index build")
        raise
    for message in (*map(str, built.refused), *built.notices):
        warn(message)
    return built


def _said(built: Built) -> str:
    manifest = built.manifest
    return (
        f"Index {manifest.version} holds {manifest.passages:,} passages of "
        f"{len(manifest.sources)} volumes; {built.embedded:,} were embedded now."
    )

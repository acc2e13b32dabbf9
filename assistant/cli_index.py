"""`frus index`: what the index holds, and building it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from assistant.command import AsJson

if TYPE_CHECKING:
    from vectorstore.manifest import Manifest

app = typer.Typer(help="The index that is searched.", no_args_is_help=True)


@app.command()
def status(as_json: AsJson = False) -> None:
    """Say what the index holds, and whether it is up to date."""
    from assistant.command import print_json
    from assistant.settings import read_settings
    from assistant.terminal_corpus import print_status
    from vectorstore.status import read_status

    settings = read_settings()
    state = read_status(settings.home, settings.index)
    print_json(state) if as_json else print_status(state)


@app.command()
def build(as_json: AsJson = False) -> None:
    """Bring the index up to date with the installed volumes."""
    from dataclasses import asdict

    from assistant.command import print_json
    from assistant.terminal import out

    manifest = build_index()
    if as_json:
        print_json(asdict(manifest))
    else:
        out().print(f"Index {manifest.version} holds {manifest.passages:,} passages.")


def build_index() -> Manifest:
    """Build the index of this process's home, with progress bars."""
    from assistant.settings import read_settings, stay_offline
    from assistant.terminal import Bars
    from corpus.library import Library
    from vectorstore.build import build as make
    from vectorstore.embed import MiniLM

    stay_offline()
    settings = read_settings()
    with Bars() as bars:
        return make(Library(settings.home), settings.index, MiniLM(), bars.show)

"""`frus corpus`: which volumes are installed, what they say, adding and removing them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.command import AsJson

app = typer.Typer(help="The installed volumes.", no_args_is_help=True)


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """List the installed volumes with what they hold."""
    from assistant.command import opened, print_json
    from assistant.terminal_corpus import print_volumes

    with opened() as assistant:
        cards = assistant.cards()
    if as_json:
        for card in cards:
            print_json(card)
    else:
        print_volumes(cards)


@app.command()
def show(
    id_: Annotated[str, typer.Argument(metavar="ID", help="A volume, or a document of one.")],
    as_json: AsJson = False,
) -> None:
    """Show a document, or a volume's documents; with --json every passage, one a line."""
    from assistant.command import opened, print_json
    from assistant.record import passage_record
    from assistant.terminal import print_document
    from assistant.terminal_corpus import print_contents

    with opened() as assistant:
        texts = assistant.texts(id_)
        if as_json:
            for text in texts:
                for passage in text.passages:
                    print_json(passage_record(passage))
        elif "/" in id_:
            print_document(next(iter(texts)))
        else:
            print_contents(text.document for text in texts)


@app.command()
def add(
    paths: Annotated[list[Path], typer.Argument(help="TEI volumes, copied pages, or folders.")],
) -> None:
    """Install volumes and bring the index up to date."""
    from assistant.cli_index import build_index
    from assistant.settings import read_settings
    from assistant.terminal import out
    from corpus.library import Library

    volumes = Library(read_settings().home).add(paths)
    manifest = build_index()
    out().print(f"Added {', '.join(volumes)}. The index holds {manifest.passages:,} passages.")


@app.command()
def remove(volume: Annotated[str, typer.Argument(help="The volume's id.")]) -> None:
    """Take a volume out and bring the index up to date."""
    from assistant.cli_index import build_index
    from assistant.settings import read_settings
    from assistant.terminal import out
    from corpus.library import Library

    Library(read_settings().home).remove(volume)
    manifest = build_index()
    out().print(f"Removed {volume}. The index holds {manifest.passages:,} passages.")

"""`frus corpus`: which volumes there are, what they say, adding and removing them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli_index import AllowShrink
from assistant.command import AsJson

if TYPE_CHECKING:
    from vectorstore.build import Built

app = typer.Typer(help="The installed volumes, and those that can be.", no_args_is_help=True)

NoIndex = Annotated[
    bool, typer.Option("--no-index", help="Do not index yet; frus index build does it later.")
]


@app.command("list")
def list_(
    as_json: AsJson = False,
    available: Annotated[
        bool, typer.Option("--available", help="List all published volumes instead.")
    ] = False,
) -> None:
    """List the installed volumes: what each is, holds and lacks, and where it came from."""
    from assistant.cards import read_cards
    from assistant.command import print_json
    from assistant.settings import read_settings
    from assistant.terminal import warn
    from assistant.terminal_cards import print_cards

    if available:
        _list_catalog("", as_json)
        return
    cards = read_cards(read_settings(), warn)
    if as_json:
        for card in cards:
            print_json(card)
    else:
        print_cards(cards)


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="Of titles, editors, numbers; or years.")],
    as_json: AsJson = False,
) -> None:
    """Find published volumes, installed or not."""
    _list_catalog(" ".join(words), as_json)


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
def documents(
    volume: Annotated[str, typer.Argument(help="The volume's id.")], as_json: AsJson = False
) -> None:
    """List a volume's documents; with --json all that is known of each."""
    from assistant.command import opened, print_json
    from assistant.record import document_record
    from assistant.terminal_corpus import print_contents

    with opened() as assistant:
        listed = [text.document for text in assistant.texts(volume)]
        if as_json:
            for document in listed:
                print_json(document_record(document))
        else:
            print_contents(listed)


@app.command()
def glossary(
    volume: Annotated[str, typer.Argument(help="The volume's id.")],
    words: Annotated[list[str] | None, typer.Argument(help="Only entries with these.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show what a volume's lists of persons and abbreviations explain."""
    from dataclasses import asdict

    from assistant.command import opened, print_json
    from assistant.terminal_corpus import print_glossary

    with opened() as assistant:
        terms = assistant.glossary(volume, " ".join(words or ()))
    if as_json:
        for term in terms:
            print_json({"volume": volume, **asdict(term)})
    else:
        print_glossary(terms)


@app.command()
def notices(
    volume: Annotated[str, typer.Argument(help="The volume's id.")], as_json: AsJson = False
) -> None:
    """Say what was odd in a volume's source, and did not keep it out."""
    from dataclasses import asdict

    from assistant.command import print_json
    from assistant.settings import read_settings
    from assistant.terminal_cards import print_notices
    from corpus.library import Library

    library = Library(read_settings().home)
    noticed = library.read(library.source(volume)).notices
    if as_json:
        for notice in noticed:
            print_json({"volume": volume, **asdict(notice)})
    else:
        print_notices(volume, noticed)


@app.command()
def add(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="ID|FILE|FOLDER...",
            help="Published volumes by their ids, to be downloaded; TEI files, copied pages, or "
            "folders of them (folders within are not looked into).",
        ),
    ],
    no_index: NoIndex = False,
) -> None:
    """Install volumes and bring the index up to date. Exit code 3: some were refused."""
    from assistant.adding import add_volumes
    from assistant.command import SOME_REFUSED, complain
    from assistant.settings import read_settings
    from assistant.terminal import out, warn

    try:
        added = add_volumes(what, read_settings())
    except KeyboardInterrupt:
        warn(
            "Stopped. What was added is whole. Give the same command again for the rest, or index "
            "what there is: frus index build"
        )
        raise
    for notice in added.notices:
        warn(notice)
    for error in added.refused:
        complain(error)
    if not added.volumes:
        complain("nothing was added")
        raise typer.Exit(SOME_REFUSED)
    done = f"Added {', '.join(added.volumes)}."
    if no_index:
        out().print(f"{done} To index: frus index build")
        raise typer.Exit(SOME_REFUSED if added.refused else 0)
    built = _index(done)
    raise typer.Exit(SOME_REFUSED if added.refused or built.refused else 0)


@app.command()
def remove(
    volume: Annotated[str, typer.Argument(help="The volume's id.")],
    allow_shrink: AllowShrink = False,
) -> None:
    """Take a volume out and bring the index up to date."""
    from assistant.command import SOME_REFUSED
    from assistant.settings import read_settings
    from corpus.library import Library

    Library(read_settings().home).remove(volume)
    built = _index(f"Removed {volume}.", leaving=(volume,), allow_shrink=allow_shrink)
    raise typer.Exit(SOME_REFUSED if built.refused else 0)


def _index(done: str, *, leaving: tuple[str, ...] = (), allow_shrink: bool = False) -> Built:
    """Bring the index up to date; what was done before holds, whatever becomes of that."""
    from assistant.cli_index import build_index
    from assistant.settings import read_settings
    from assistant.terminal import out, warn
    from vectorstore.versions import current

    root = read_settings().index
    before = current(root)
    try:
        built = build_index(leaving=leaving, allow_shrink=allow_shrink)
    except BaseException:
        left = "is as it was before" if current(root) == before else "lacks vectors still"
        warn(f"{done} The index {left}.")
        raise
    out().print(f"{done} The index holds {built.manifest.passages:,} passages.")
    return built


def _list_catalog(words: str, as_json: bool) -> None:
    from dataclasses import asdict

    from assistant.command import print_json
    from assistant.settings import read_settings
    from assistant.terminal_cards import print_catalog
    from corpus.catalog import read_catalog
    from corpus.library import Library

    found = read_catalog().search(words)
    installed = frozenset(Library(read_settings().home).volumes())
    if as_json:
        for entry in found:
            print_json(asdict(entry) | {"installed": entry.id in installed})
    else:
        print_catalog(found, installed)

"""Volumes, their documents and the state of the index on a terminal, by rich."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.table import Column, Table
from rich.text import Text

from assistant.app import VolumeCard
from assistant.terminal import out
from corpus.document import Document
from vectorstore.status import Status


def print_volumes(cards: Sequence[VolumeCard]) -> None:
    """The installed volumes as a table."""
    # The id is what other commands take: it is never cut.
    volume = Column("Volume", no_wrap=True, min_width=max(len(card["volume"]) for card in cards))
    table = Table(volume, "Title", "Published", box=None, header_style="bold", pad_edge=False)
    for column in ("Documents", "Paragraphs", "Footnotes"):
        table.add_column(column, justify="right")
    for card in cards:
        counts = (card["documents"], card["paragraphs"], card["footnotes"])
        numbers = [f"{count:,}" for count in counts]
        table.add_row(card["volume"], Text(card["title"]), Text(card["year"]), *numbers)
    out().print(table)


def print_contents(documents: Iterable[Document]) -> None:
    """The documents of a volume, one a line: id, date, title."""
    console = out()
    for document in documents:
        date = str(document.date or "undated")
        console.print(Text.assemble((document.id, "bold cyan"), f"  {date}  {document.title}"))


def print_status(status: Status) -> None:
    """The state of the index in a few lines."""
    console = out()
    console.print(f"Home: {status['home']}", markup=False)
    if status["version"] is None:
        console.print("No index yet; run: frus index build")
        return
    console.print(f"Index {status['version']}: {status['passages']:,} passages, {status['model']}")
    console.print(f"Volumes: {', '.join(status['volumes'])}", markup=False)
    if not status["up_to_date"]:
        changed = ", ".join([*status["missing"], *status["left"]])
        console.print(f"Not up to date ({changed}); run: frus index build", markup=False)

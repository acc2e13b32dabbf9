"""The corpus card, the catalog, a reader's notices and a download on a terminal, by rich."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.padding import Padding
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.table import Column, Table
from rich.text import Text

from assistant.shapes.card import VolumeCard
from assistant.terminal import out
from corpus.catalog import CatalogEntry
from corpus.passage import Notice

_NUMBERS = ("Documents", "Paragraphs", "Footnotes")
_UNKNOWN = "–"
_CHECKSUM = 12  # hexadecimal digits shown; all 64 with --json


def print_cards(cards: Sequence[VolumeCard]) -> None:
    """The installed volumes: a row of numbers each, and below it the rest in whole lines.

    A row is as wide as its id and its numbers need, which leaves no room for more beside them.
    """
    width = max(len("Volume"), *(len(card["volume"]) for card in cards))
    heads = Table(*_columns(width), box=None, header_style="bold", pad_edge=False)
    for card in cards:
        counts = (card["documents"], card["paragraphs"], card["footnotes"])
        numbers = [_UNKNOWN if count is None else f"{count:,}" for count in counts]
        heads.add_row(card["volume"], _years(card), Text(card["published"] or _UNKNOWN), *numbers)
    lines = _rendered(heads)
    console = out()
    console.print(lines[0])
    for card, line in zip(cards, lines[1:], strict=True):
        console.print(line)
        for about in _about(card):
            console.print(Padding(about, (0, 0, 0, 2), expand=False), soft_wrap=False)
        # An address that is broken over two lines can no longer be copied.
        console.print(Text.assemble("  ", (_provenance(card), "dim")))


def _columns(width: int) -> Iterator[Column]:
    # The id is what other commands take: it is never cut.
    yield Column("Volume", no_wrap=True, min_width=width, style="bold cyan")
    yield Column("Covers", no_wrap=True, min_width=len("1961–1963"))
    yield Column("Published", no_wrap=True, min_width=len("Published"))
    for name in _NUMBERS:
        yield Column(name, no_wrap=True, justify="right", min_width=len(name))


def _rendered(table: Table) -> list[Text]:
    """The lines of a table, as wide as they are, whatever the terminal's width."""
    console = Console(file=sys.stdout, width=200, highlight=False)
    lines = console.render_lines(table, pad=False)
    return [Text.assemble(*((part.text, part.style or "") for part in line)) for line in lines]


def _about(card: VolumeCard) -> Iterator[Text]:
    named = (card["subseries"], card["number"], card["title"])
    yield Text(", ".join(part for part in named if part))
    if card["state"] != "indexed":
        todo = f"{card['state'].capitalize()}; run: frus index build"
        yield Text(todo, style="yellow")
    if card["gaps"]:
        yield Text(f"Gaps: {'; '.join(card['gaps'])}", style="yellow")
    yield Text(f"Licence: {card['licence']}", style="dim")


def _provenance(card: VolumeCard) -> str:
    checksum = (card["checksum"] or _UNKNOWN)[:_CHECKSUM]
    return f"Source: {card['source']}; SHA-256 {checksum}"


def _years(card: VolumeCard) -> str:
    first, last = card["first_year"], card["last_year"]
    if first is None:
        return _UNKNOWN
    return str(first) if first == last else f"{first}–{last}"


def print_catalog(entries: Sequence[CatalogEntry], installed: frozenset[str]) -> None:
    """Published volumes as a table, with those marked that are installed."""
    console = out()
    if not entries:
        console.print("No volume of the catalog is like that.")
        return
    width = max(len(entry.id) for entry in entries)
    table = Table(
        Column("Volume", no_wrap=True, min_width=width, style="bold cyan"),
        Column("Covers", no_wrap=True, min_width=len("1961–1963")),
        Column("Installed", no_wrap=True, min_width=len("Installed")),
        Column("Title", overflow="fold"),
        box=None,
        header_style="bold",
        pad_edge=False,
    )
    for entry in entries:
        mark = "installed" if entry.id in installed else ""
        table.add_row(entry.id, entry.years, mark, Text(_title(entry)))
    console.print(table, soft_wrap=False)


def _title(entry: CatalogEntry) -> str:
    parts = (entry.subseries, entry.number, entry.short_title)
    return ", ".join(part for part in parts if part)


def print_notices(volume: str, notices: Sequence[Notice]) -> None:
    """What was noticed in a volume's source, one a line: where, and what."""
    console = out()
    if not notices:
        console.print(f"Nothing was noticed in {volume}.")
    for notice in notices:
        line = f"line {notice.line:,}" if notice.line is not None else ""
        where = "  ".join(part for part in (line, notice.where) if part)
        console.print(Text.assemble((where, "cyan"), "  " if where else "", notice.reason))


@contextmanager
def download_bar(volume: str) -> Iterator[Callable[[int, int | None], None]]:
    """A bar on standard error for one download, with its rate and the time left."""
    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
        console=Console(file=sys.stderr),
    )
    task = progress.add_task(volume, total=None)
    with progress:
        yield lambda done, total: progress.update(task, completed=done, total=total)

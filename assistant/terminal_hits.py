"""Passages found on a terminal, by rich: the hits, and what stands around them, told apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import indent

from rich.console import Console
from rich.text import Text

from assistant.terminal import out
from corpus.citation import printed_pages
from corpus.document import Document
from corpus.passage import Passage
from vectorstore.retriever import Hit
from vectorstore.surroundings import Surroundings

_DIM = "dim"


def print_hits(found: Sequence[tuple[Hit, Surroundings]], around: int | None = None) -> None:
    """Hits, best first, each between `around` neighbours on either side, if that is a number.

    What is not a hit is dimmed, and says before its id what it is.
    """
    console = out()
    if not found:
        console.print("Nothing found.")
    for hit, surroundings in found:
        if around is not None:
            console.print(Text(f"[under] {' › '.join(surroundings.headings)}", _DIM))
            _print_around(console, _leading(surroundings, around))
        place = printed_pages(hit.passage.page_labels)
        console.print(Text.assemble((hit.passage.id, "bold cyan"), f"  {place}  {hit.score:.3f}"))
        console.print(Text(f"  {_titled(hit.document)}", _DIM))
        console.print(Text(indent(hit.passage.text, "  ") + "\n"))
        if around is not None:
            following = surroundings.after(around)
            _print_around(console, (("after", passage) for passage in following))


def _titled(document: Document) -> str:
    """The title of a document and, where the title does not end with it, its date."""
    date = document.date_printed or str(document.date or "")
    return f"{document.title}, {date}" if date and date not in document.title else document.title


def _leading(surroundings: Surroundings, count: int) -> Iterator[tuple[str, Passage]]:
    if surroundings.parent is not None:
        yield "carries its mark", surroundings.parent.passage
    for passage in surroundings.before(count):
        yield "before", passage


def _print_around(console: Console, passages: Iterator[tuple[str, Passage]]) -> None:
    for role, passage in passages:
        place = printed_pages(passage.page_labels)
        console.print(Text(f"[{role}] {passage.id}  {place}", _DIM))
        console.print(Text(indent(passage.text, "  ") + "\n", _DIM))

"""The documents of a volume and the state of the index on a terminal, by rich."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from assistant.terminal import out
from corpus.document import Document
from vectorstore.status import Status


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
    if status["fault"]:
        console.print(status["fault"], markup=False)
    if status["version"] is None:
        console.print("No index yet; run: frus index build")
        return
    console.print(f"Index {status['version']}: {status['passages']:,} passages, {status['model']}")
    console.print(f"Volumes: {', '.join(status['volumes'])}", markup=False)
    if not status["up_to_date"]:
        changed = ", ".join([*status["missing"], *status["left"]])
        console.print(f"Not up to date ({changed}); run: frus index build", markup=False)

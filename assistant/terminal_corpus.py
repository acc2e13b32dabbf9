"""The documents of a volume and the state of the index on a terminal, by rich."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.text import Text

from assistant.terminal import out
from assistant.words_first import found_by_words
from corpus.document import Document
from corpus.glossary import Term
from vectorstore.status import Status


def print_contents(documents: Iterable[Document]) -> None:
    """The documents of a volume, one a line: id, date, title."""
    console = out()
    for document in documents:
        date = str(document.date or "undated")
        console.print(Text.assemble((document.id, "bold cyan"), f"  {date}  {document.title}"))


def print_glossary(terms: Sequence[Term]) -> None:
    """Names and abbreviations with what they mean, one a line."""
    console = out()
    if not terms:
        console.print("Nothing found.")
    for term in terms:
        console.print(Text.assemble((term.name, "bold"), f"  {term.explanation}"))


def print_status(status: Status) -> None:
    """The state of the index in a few lines."""
    console = out()
    console.print(f"Home: {status['home']}", markup=False)
    if status["fault"]:
        console.print(status["fault"], markup=False)
    if status["version"] is None:
        return
    counts = ", ".join(f"{number:,} {name}" for name, number in status["counts"].items())
    made = f"made {(status['built'] or '')[:16].replace('T', ' ')} UTC with {status['model']}"
    console.print(f"Index {status['version']}, {made}: {counts}", markup=False)
    console.print(f"Volumes: {', '.join(status['volumes'])}", markup=False)
    if status["waiting"]:
        console.print(found_by_words(status["waiting"], being_built=status["being_built"]))
    changed = ", ".join([*status["missing"], *status["left"]])
    if changed:
        console.print(f"Not up to date ({changed}); run: frus index build", markup=False)

"""Answers, hits, verdicts and documents on a terminal, by rich."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from assistant.answer import Answer
from assistant.render import citation_numbers, reference_line, searched_differently
from corpus.citation import printed_pages, reference
from corpus.passage import DocumentText, Kind, Passage

if TYPE_CHECKING:
    from assistant.quotes import Change
    from assistant.verdict import Verdict


def out() -> Console:
    """The console of results."""
    return Console(file=sys.stdout, highlight=False, soft_wrap=True)


def warn(message: str) -> None:
    """Tell the person at the terminal, if there is anything to tell."""
    if message:
        Console(file=sys.stderr, highlight=False, soft_wrap=True).print(_noted(message))


def _noted(message: str) -> str:
    return f"[yellow]Note:[/] {escape(message)}"


class _Rate(ProgressColumn):
    """Parts a second since the step began."""

    def render(self, task: Task) -> Text:
        seconds = task.finished_time or task.elapsed
        if not task.completed or not seconds:
            return Text("")
        return Text(f"{task.completed / seconds:,.1f}/s", style="progress.data.speed")


class Bars:
    """Progress bars on standard error, one a step; a context that clears up after itself."""

    def __init__(self) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            TimeRemainingColumn(),
            console=Console(file=sys.stderr),
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Bars:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._tasks:
            if kind is None:
                self._finish()
            self._progress.stop()

    def show(self, step: str, done: int, total: int) -> None:
        """Say that `done` of `total` parts of a step are done."""
        if not self._tasks:
            self._progress.start()
        if step not in self._tasks:
            self._finish()
            self._tasks[step] = self._progress.add_task(step.capitalize(), total=total)
        self._progress.update(self._tasks[step], completed=done, total=total)

    def note(self, message: str) -> None:
        """Tell the person at the terminal what `message` says, above the bars."""
        self._progress.console.print(_noted(message), highlight=False, soft_wrap=True)

    def _finish(self) -> None:
        for task in self._progress.tasks:
            self._progress.update(task.id, completed=task.total or 0)


def print_answer(answer: Answer) -> None:
    """Statements with numbered citations, and the references below; or the refusal."""
    console = out()
    if answer.hits and searched_differently(answer):
        console.print(Text(f"Searched as: {answer.searched}", style="dim"))
    if answer.refusal is not None:
        _print_flowing(console, Text(answer.refusal.message))
        _print_related(console, answer)
        return
    numbers = citation_numbers(answer)
    for statement in answer.statements:
        cited = "".join(f" [{numbers[quote]}]" for quote in statement.quotes)
        console.print(Text.assemble(statement.text, (cited, "bold cyan")))
        console.print()
    for quote, number in numbers.items():
        console.print(Text.assemble((f"[{number}] ", "bold cyan"), reference_line(quote)))


def _print_related(console: Console, answer: Answer) -> None:
    if answer.related:
        console.print(Text("\nRelated, but no answer:", style="bold"))
    for quote in answer.related:
        place = ", ".join(part for part in (quote.passage.id, printed_pages(quote.pages)) if part)
        _print_flowing(console, Text.assemble((place, "cyan"), "  ", quote.text), indent=2)


def _print_flowing(console: Console, text: Text, indent: int = 0) -> None:
    """A paragraph, whose lines end between words on a terminal; elsewhere it is one line."""
    if console.is_terminal:
        console.print(Padding(text, (0, 0, 0, indent)), soft_wrap=False)
    else:
        console.print(Text.assemble(" " * indent, text))


def print_verdict(verdict: Verdict) -> None:
    """The verdict on a quotation, the source's words and their place."""
    console = out()
    console.print(
        Text.assemble((str(verdict.outcome).capitalize(), "bold"), f". {verdict.explanation}")
    )
    if verdict.passage is None or verdict.document is None or verdict.source_text is None:
        return
    console.print(Text(f"\n  “{verdict.source_text}”\n"))
    if verdict.diff:
        console.print(Text(" ").join([Text("Changed:"), *_changes(verdict.diff)]))
    console.print(Text(reference(verdict.passage, verdict.document, verdict.pages)))


def _changes(diff: Sequence[Change]) -> Iterator[Text]:
    """The source's words, with [-words left out-] and {+words put in+} marked as such."""
    for change in diff:
        spaced = change.source.split(), change.quoted.split()
        if change.operation == "equal" and "".join(spaced[0]) == "".join(spaced[1]):
            yield Text(change.source)
            continue
        if change.source:
            yield Text(f"[-{change.source}-]", "green")
        if change.quoted:
            yield Text(f"{{+{change.quoted}+}}", "red")


def print_document(text: DocumentText) -> None:
    """A document to read: title, paragraphs with page breaks and footnote marks, footnotes."""
    console = out()
    document = text.document
    marks: dict[str, list[tuple[int, str]]] = {}
    for note in text.passages:
        if note.anchor is not None:
            mark = (note.anchor.offset, f"[{note.label or '*'}]")
            marks.setdefault(note.anchor.passage, []).append(mark)
    page = None
    for passage in text.passages:
        turned = [(p.offset, f"[Page {p.label}] ") for p in passage.pages if p.label != page]
        if passage.kind is not Kind.FOOTNOTE:
            page = passage.page_labels[-1] if passage.page_labels else page
            console.print(_readable(passage, sorted([*turned, *marks.get(passage.id, [])])))
        else:
            label = Text(f"[{passage.label or passage.voice}] ", style="cyan")
            console.print(label + _readable(passage, []))
        if passage.id.endswith("/head"):
            facts = [document.volume.title, document.date_printed or str(document.date or "")]
            about = ", ".join(fact for fact in (document.id, *facts) if fact)
            console.print(Text(about, style="dim"))
        console.print()


def _readable(passage: Passage, insertions: Sequence[tuple[int, str]]) -> Text:
    """A passage with page and footnote marks put in at their offsets, which are in order."""
    style = "bold" if passage.kind is Kind.HEADING else "not bold default"
    line, last = Text(), 0
    for offset, mark in insertions:
        line.append(passage.text[last:offset], style).append(mark, "dim cyan")
        last = offset
    return line.append(passage.text[last:], style)

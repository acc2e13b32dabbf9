"""A handout as Markdown: readable as it stands, and on any site or word processor that reads it.

Every string of the record, of a teacher or of a reader stands as plain text: nothing in it can
become a heading, a link, an image, markup or a formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answer import Answer, Quote
from assistant.handout import words
from assistant.handout.handout import Entry, Handout
from assistant.handout.sourcing import facts
from assistant.handout.wording import differences, elsewhere, place, within
from assistant.render import (
    escaped,
    escaped_lines,
    quoted,
    reference_line,
    searched_differently,
    statement_markdown,
    voice_label,
)
from assistant.scope_words import in_words
from assistant.verdict import Outcome, Verdict
from corpus.citation import plain_title
from corpus.document import Document

# Three underscores or more on a line of their own are a ruled line, as written and as shown.
_RULED = "_" * 60
_BLANK = "_" * 24


def markdown(handout: Handout) -> str:
    """The handout as Markdown, with a line break at its end."""
    return "\n\n".join(_blocks(handout)) + "\n"


def _blocks(handout: Handout) -> Iterator[str]:
    yield _heading(1, escaped(handout.title))
    if handout.level:
        yield f"{words.LEVEL}: {escaped(handout.level)}"
    yield f"{words.MADE} {in_words(handout.made.isoformat())}"
    if handout.for_class:
        yield f"{words.NAME}: {_BLANK} {words.DATE}: {_BLANK}"
    yield from _paragraphs(handout.introduction)
    for number, entry in enumerate(handout.entries, start=1):
        yield _heading(2, f"{number}. {escaped(entry.question.strip()) or words.NO_QUESTION}")
        yield from _entry(handout, entry)
    if handout.documents:
        yield _heading(2, words.DOCUMENTS if handout.answers else words.DOCUMENTS_READ)
    for document in handout.documents:
        yield from _box(document, told=handout.answers)
    if handout.answers:
        yield _heading(2, words.SOURCES)
        yield _sources(handout) or words.NOTHING_QUOTED
    yield _heading(2, words.CORPUS)
    yield from _corpus(handout)


def _entry(handout: Handout, entry: Entry) -> Iterator[str]:
    if handout.answers:
        yield from _came_of_it(handout, entry)
        if entry.look_for:
            yield f"**{words.LOOK_FOR}:** {escaped(entry.look_for)}"
    if entry.discussion:
        yield f"**{words.DISCUSS}:** {escaped(entry.discussion)}"
    if handout.lines:
        yield f"{words.YOUR_ANSWER}:"
        yield from [_RULED] * handout.lines


def _came_of_it(handout: Handout, entry: Entry) -> Iterator[str]:
    if where := within(entry):
        yield f"{words.WITHIN}: {escaped(where)}"
    if entry.reply is None:
        yield f"**{words.TROUBLE}:** {escaped(entry.trouble)}"
    elif isinstance(entry.reply, Verdict):
        yield from _verdict(entry.reply, handout.numbers)
    else:
        yield from _answer(entry.reply, handout.numbers)


def _answer(answer: Answer, numbers: dict[Quote, int]) -> Iterator[str]:
    if searched_differently(answer):
        yield f"{words.SEARCHED_AS}: {escaped(answer.searched)}"
    if answer.notice:
        yield f"{words.NOTICE}: {escaped(answer.notice)}"
    for statement in answer.statements:
        said = statement_markdown(statement, numbers, escaped_lines)
        yield _set_off(said, *(_place(q, numbers) for q in dict.fromkeys(statement.quotes)))
    if answer.refusal is not None:
        yield escaped(answer.refusal.message)
    if answer.related:
        yield f"**{words.RELATED}**"
    for letter, quote in zip(words.LETTERS, answer.related, strict=False):
        source = f"({voice_label(quote.passage)}) {escaped(reference_line(quote))}"
        yield _set_off(f"{letter}: {escaped_lines(quoted(quote))}", source)


def _verdict(verdict: Verdict, numbers: dict[Quote, int]) -> Iterator[str]:
    outcome = str(verdict.outcome).capitalize()
    yield f"**{outcome}.** {escaped(verdict.explanation)}"
    if verdict.quotes:
        near = verdict.outcome is Outcome.ALTERED
        yield f"{words.NEAREST_WORDS if near else words.SOURCE_WORDS}:"
    for quote in verdict.quotes:
        said = f"{escaped_lines(f'“{quote.text}”')} [{numbers[quote]}]"
        yield _set_off(said, _place(quote, numbers))
    if changes := differences(verdict):
        yield "\n".join(f"- {escaped(change)}" for change in changes)
    if verdict.elsewhere:
        yield escaped(elsewhere(verdict))


def _place(quote: Quote, numbers: dict[Quote, int]) -> str:
    return f"{escaped(place(quote))} [{numbers[quote]}]"


def _set_off(*paragraphs: str) -> str:
    """Paragraphs as one block quotation."""
    return "\n>\n".join(re.sub("^", "> ", one, flags=re.MULTILINE) for one in paragraphs)


def _box(document: Document, *, told: bool) -> Iterator[str]:
    yield _heading(3, escaped(plain_title(document)))
    yield "\n".join(
        f"- {fact.name}: {escaped(fact.shown) if told or fact.given else _BLANK}"
        for fact in facts(document)
    )


def _sources(handout: Handout) -> str:
    return "\n".join(
        f"{number}. ({voice_label(quote.passage)}) {escaped(reference_line(quote))}"
        for number, quote in enumerate(handout.sources, start=1)
    )


def _corpus(handout: Handout) -> Iterator[str]:
    yield "\n".join(
        f"- {escaped(line)}" for line in words.corpus_lines(handout.volumes, handout.index)
    )
    if handout.sources:
        yield words.QUOTED_EXACTLY
    if handout.silent:
        yield words.SILENCE


def _heading(depth: int, line: str) -> str:
    """A heading of `line`; "#" at its end would be taken for the heading's own."""
    shown = re.sub("#$", r"\\#", line)
    return f"{'#' * depth} {shown}"


def _paragraphs(text: str) -> Iterator[str]:
    yield from (escaped(one) for one in re.split(r"\n\s*\n", text) if one.strip())

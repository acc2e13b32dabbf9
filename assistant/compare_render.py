"""A comparison in words: how documents are named, what is said of them, and its Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answer import Quote
from assistant.compare import MOST_SIDES, Comparison
from assistant.gaps import counted
from assistant.quoted_words import speaker_label
from assistant.render import (
    citation_numbers,
    escaped,
    markdown,
    place_label,
    reference_line,
    searched_differently,
)
from assistant.ties import Mention, SameWords
from corpus.citation import note_name, numbered, plain_title
from corpus.document import Document

_SHOWN = 12  # words of a run that stands in two documents; more of it stands in the quotations
_FEWEST = 5  # words; a sentence of fewer ("See Document 85.") says no more than the reference
#: How more documents are shown by the command.
MORE = "more are shown with --sides"
#: What words that stand twice are worth to whoever compares.
REPEATED = "Words that stand twice were said once: they do not bear each other out."


def facts(document: Document) -> str:
    """Date, place, sender and recipient, and which document of which volume it is."""
    volume = document.volume
    book = ", ".join(part for part in (volume.subseries, volume.number, volume.title) if part)
    date = document.date_printed or str(document.date or "") or "undated"
    place = document.place if document.place not in date else ""
    parts = (date, place, _correspondents(document), numbered(document), book, document.id)
    return " · ".join(part for part in parts if part)


def _correspondents(document: Document) -> str:
    """From whom and to whom, where the title does not say so."""
    title = document.title.casefold()
    ends = (("from", document.sender), ("to", document.recipient))
    return " ".join(f"{way} {who}" for way, who in ends if who and who.casefold() not in title)


def summary(comparison: Comparison) -> str:
    """How many documents answer, in a sentence."""
    sides = comparison.sides
    if len(sides) == 1:
        return "Only one document answers; there is none to set beside it."
    undated = [side.document for side in sides if side.document.date is None]
    order = "in order of their dates"
    if undated:
        order += f", the {len(undated)} undated last" if len(undated) > 1 else ", the undated last"
    if comparison.further:
        return f"{len(sides)} of the documents that answer, {order}."
    return f"{len(sides)} documents answer, {order}."


def label(quote: Quote) -> str:
    """Whose words a quotation holds, and where they are printed."""
    who, place, note = speaker_label(quote), place_label(quote), note_name(quote.passage)
    if note and note.casefold() in who.casefold():
        place = place.removesuffix(note).rstrip(", ")  # "Source note, p. 3, source note"
    return f"{who}, {place}" if place else who


def ties(comparison: Comparison) -> list[str]:
    """What ties the documents together: words that stand in two of them, and references."""
    said = [_shared(comparison, one) for one in comparison.shared]
    if said:
        said.append(REPEATED)
    return [*said, *(_mentioned(one) for one in comparison.mentions)]


def _shared(comparison: Comparison, shared: SameWords) -> str:
    first, second = (_cited(comparison, part) for part in (shared.one, shared.other))
    words = shared.one.text.split()
    run = f"“{shared.one.text}”"
    if len(words) > _SHOWN:
        run = f"{len(words)} words that begin “{' '.join(words[:_SHOWN])}”"
    return f"{first} and {second} have the same words: {run}."


def _cited(comparison: Comparison, part: Quote) -> str:
    """The number of the quotation that holds `part`, or where it stands if none is shown."""
    number = comparison.citation(part)
    if number is not None:
        return f"[{number}]"
    return ", ".join(one for one in (part.document.id, place_label(part)) if one)


def _mentioned(mention: Mention) -> str:
    place = place_label(mention.quote)
    where = f" ({place})" if place else ""
    what = mention.document.id
    if mention.page is not None:
        what = f"p. {mention.page}, where {what} begins"
    said = f"{mention.quote.document.id}{where} refers to {what}"
    enough = len(mention.quote.text.split()) >= _FEWEST
    return f"{said}: “{mention.quote.text}”" if enough else f"{said}."


def left_out(comparison: Comparison, more: str = MORE) -> list[str]:
    """The documents that answer too, and those looked at in which nothing was found.

    `more` is how more of those that answer are shown, or nothing.
    """
    said = []
    if further := comparison.further:
        listed = ", ".join(document.id for document in further)
        how = f"; {more}" if more and len(comparison.sides) < MOST_SIDES else ""
        said.append(f"More documents answer ({listed}){how}.")
    if silent := comparison.silent:
        refused = comparison.answer.refusal is not None
        nothing = "Nothing that answers" if refused else "Nothing that answers, or nothing so well,"
        looked_at = counted(len(silent), "document" if refused else "other document")
        listed = ", ".join(document.id for document in silent)
        said.append(f"{nothing} was found in {looked_at} looked at: {listed}.")
    return said


def comparison_markdown(comparison: Comparison) -> str:
    """The comparison as Markdown: a section for each document, then ties and sources.

    Every string from the corpus or the reader stands as plain text, as in `render.markdown`.
    """
    answer = comparison.answer
    if answer.refusal is not None:
        return markdown(answer)
    blocks = [f"**Question:** {escaped(answer.question)}"]
    if searched_differently(answer):
        blocks.append(f"Searched as: {escaped(answer.searched)}")
    blocks.append(summary(comparison))
    blocks += _sections(comparison)
    for title, lines in (
        ("What ties them together", ties(comparison)),
        ("Not shown", left_out(comparison, more="")),
    ):
        if lines:
            blocks += [f"**{title}**", "\n".join(f"- {escaped(line)}" for line in lines)]
    listed = [f"{n}. {escaped(reference_line(q))}" for q, n in citation_numbers(answer).items()]
    blocks += ["**Sources**", "\n".join(listed)]
    blocks.append(f"Index version {escaped(answer.index.version)}")
    return "\n\n".join(blocks) + "\n"


def _sections(comparison: Comparison) -> Iterator[str]:
    numbers = citation_numbers(comparison.answer)
    for side in comparison.sides:
        yield f"### {escaped(plain_title(side.document))}"
        yield escaped(facts(side.document))
        for quote in side.quotes:
            yield f"{escaped(label(quote))}: “{escaped(quote.text)}” [{numbers[quote]}]"

"""What stands before and after a passage, as HTML to be shown within its card. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.render import voice_label
from assistant.ui.document_link import document_page
from assistant.ui.markup import hidden, text
from assistant.ui.paragraph import Between, breaks, links, mark, woven
from assistant.ui.pointing import page_pointed_to
from assistant.ui.words import chat
from assistant.ui.words import sources as words
from corpus.citation import printed_place
from corpus.passage import Passage


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A passage and the footnotes whose marks stand in it; `name` says what it is to the other."""

    passage: Passage
    notes: Sequence[Passage]
    name: str = ""


def beside_html(before: Sequence[Neighbour], after: Sequence[Neighbour]) -> str:
    """Two parts, the one that belongs above the passage first."""
    return _side("before", words.BEFORE, words.FIRST, before) + _side(
        "after", words.AFTER, words.LAST, after
    )


def _side(name: str, title: str, none: str, neighbours: Sequence[Neighbour]) -> str:
    shown = "".join(_neighbour(one) for one in neighbours)
    inside = shown or f'<p class="frus-hint">{text(none)}</p>'
    return (
        f'<div class="frus-beside frus-beside-{name}" role="group" aria-label="{text(title)}">'
        f'<p class="frus-beside-title">{text(title)}</p>{inside}</div>'
    )


def _neighbour(one: Neighbour) -> str:
    passage = one.passage
    place = printed_place(passage, passage.page_labels)
    told = " · ".join(part for part in (one.name, voice_label(passage), place) if part)
    marks = [_mark(note) for note in one.notes]
    pointers = links(passage.references, page_pointed_to, new_tab=True)
    return (
        f'<p class="frus-beside-voice">{text(told)}</p>'
        f'<p class="frus-beside-text">{woven(passage.text, pointers, [*marks, *breaks(passage)])}'
        "</p>"
    )


def _mark(note: Passage) -> Between:
    """The mark of a note that is not on the card: a link to it in its document."""
    url = f"{document_page(note.document)}#{note.id.rpartition('/')[2]}"
    return Between(
        note.anchor.offset if note.anchor is not None else 0,
        f'<sup class="frus-note-mark"><a href="{text(url)}" target="_blank" '
        f'rel="noopener noreferrer">{hidden(words.TO_NOTE + " ")}{text(mark(note))}'
        f"{hidden(' ' + chat.NEW_TAB)}</a></sup>",
    )

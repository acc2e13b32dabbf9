"""Footnotes on a source card: those of its paragraph below it, and where a cited one belongs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.render import voice_label
from assistant.ui.markup import text
from assistant.ui.paragraph import (
    Between,
    breaks,
    links,
    mark,
    note_back_html,
    note_id,
    note_marks,
    woven,
)
from assistant.ui.pointing import page_pointed_to
from assistant.ui.words import chat
from assistant.ui.words import sources as words
from corpus.citation import note_mark
from corpus.passage import Kind, Passage
from corpus.sentences import sentence_spans
from vectorstore.context import sentence_at


def own_id(card: str, passage: Passage) -> str:
    """What the HTML ids of a footnote on `card` end in."""
    return f"{card}-{passage.id.rpartition('/')[2]}"


def marks_on(card: str, notes: Sequence[Passage]) -> list[Between]:
    """The marks of a paragraph's footnotes, each a link to the note on the same card."""
    return note_marks(notes, lambda note: own_id(card, note))


def notes_html(card: str, notes: Sequence[Passage]) -> str:
    """The footnotes of a card's paragraph, whole, each with whose words they are."""
    if not notes:
        return ""
    listed = "".join(_note(note, own_id(card, note)) for note in notes)
    return (
        f'<div class="frus-card-notes" role="group" aria-label="{text(words.FOOTNOTES)}">'
        f'<p class="frus-notes-title">{text(words.FOOTNOTES)}</p>{listed}</div>'
    )


def carrier_html(passage: Passage, known: Mapping[str, Passage]) -> str:
    """Where the mark of a footnote stands, and the sentence that carries it where it is known."""
    if passage.kind is not Kind.FOOTNOTE or passage.anchor is None:
        return ""
    where = chat.footnote_to(passage.label, _named(passage.anchor.passage))
    line = f'<p class="frus-anchor">{text(where)}</p>'
    holder = known.get(passage.anchor.passage)
    if holder is None:
        return line
    offset = passage.anchor.offset
    own_mark = f'<sup class="frus-note-mark">{text(mark(passage))}</sup>'
    sentence = woven(
        holder.text, between=[Between(offset, own_mark)], span=_sentence(holder, offset)
    )
    return f'{line}<p class="frus-carrier">{sentence}</p>'


def _sentence(holder: Passage, offset: int) -> tuple[int, int]:
    """The sentence that a mark at `offset` belongs to, reaching as far as the mark."""
    spans = sentence_spans(holder.text)
    found = sentence_at(spans, offset) or (spans[-1] if spans else (0, len(holder.text)))
    return min(found[0], offset), max(found[1], offset)


def _note(note: Passage, own: str) -> str:
    words_of = woven(note.text, links(note.references, page_pointed_to, new_tab=True), breaks(note))
    return (
        f'<div class="frus-note" id="{note_id(own)}" tabindex="-1">'
        f'<p class="frus-note-head"><span class="frus-note-name">{text(words.note_named(note))}'
        f"</span>{_voice(note)}</p>"
        f'<p class="frus-note-text">{words_of}</p>'
        f'<p class="frus-actions">{note_back_html(own, words.back_to_mark(note))}</p></div>'
    )


def _voice(note: Passage) -> str:
    """Whose words a note holds; one without a mark is named so already."""
    if not note_mark(note):
        return ""
    return f' <span class="frus-note-voice">{text(voice_label(note))}</span>'


def _named(passage_id: str) -> str:
    """A passage told by its id alone: "paragraph 3", "the title"."""
    own = passage_id.rpartition("/")[2]
    if own.startswith("p") and own[1:].isdecimal():
        return chat.paragraph(own[1:])
    return chat.THE_TITLE if own.startswith("h") else chat.THE_DOCUMENT

"""The words of source cards, of what stands around them, and of footnotes."""

from __future__ import annotations

from assistant.render import voice_label
from corpus.citation import note_mark
from corpus.passage import Passage

READING = "Reading these passages"
READING_TEXT = "Found for the question; whether they answer it is being read. This is no answer."
VERBATIM = "The marked words stand here word for word as stored."
READ_DOCUMENT = "Read the document"
AROUND = "Read around"
AROUND_CLOSE = "Close what stands around"
AROUND_SHOWN = "What stands around it is shown in the card."
AROUND_FAILED = "What stands around could not be shown: the assistant did not answer."
BEFORE = "Before it"
AFTER = "After it"
FIRST = "Nothing stands before it in its document."
LAST = "Nothing stands after it in its document."
FOOTNOTES = "Footnotes"
TO_NOTE = "Footnote"
UNMARKED = "[note]"
TO_MARK = "Back to the mark"
CARRIER = "Its mark stands here"


def note_named(note: Passage) -> str:
    """A footnote by its mark; one without a mark is named by whose words it holds."""
    mark = note_mark(note)
    return f"Footnote {mark}" if mark else voice_label(note)


def back_to_mark(note: Passage) -> str:
    """The name of the link from a footnote to its mark, told from others by the mark."""
    name = note_named(note)
    return f"{TO_MARK} of {name[0].lower()}{name[1:]}"

"""The notes of a TEI document as passages: their names, voices and labels."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.passage import Voice
from corpus.tei_line import Line
from corpus.tei_markup import XML_ID, Element
from corpus.tei_text import Note

# What passages of the body are called: no note takes such a name.
_BODY_NAME = re.compile(r"head|(?:h|p|dateline|opener|closer)\d+")
_SOURCE = re.compile(r"\[?Source:")
# What the editors add to a footnote that the document itself has.
_IN_THE_ORIGINAL = re.compile(r"\[Footnotes? in the (?:original|source)\b", re.IGNORECASE)


def note_name(document_own_id: str, xml_id: str) -> str:
    """The last part of the id of the passage that holds the note `xml_id` of a document.

    That is "fn2" for the note "d12fn2" of document "d12", and the whole of an `xml_id` that does
    not begin with the document's. Where a document uses an `xml_id` twice, the first note of
    that id which has words is meant. Empty where `xml_id` is.
    """
    rest = xml_id.removeprefix(document_own_id)
    # "d12fn3" does not belong to d1, although it begins with "d1".
    own = rest != xml_id and rest and not rest[0].isdigit()
    return rest if own and not _BODY_NAME.fullmatch(rest) else xml_id


def note_names(document_own_id: str, notes: Sequence[tuple[Note, Line]]) -> list[str]:
    """The last parts of the ids of a document's notes, in order and each once.

    A note without an id, or with one that an earlier note has, is called "note1" and so on; a
    source note that has neither id nor number is called "source".
    """
    given = [note_name(document_own_id, note.element.get(XML_ID, "")) for note, _ in notes]
    taken = set(given)
    names: list[str] = []
    for name, (note, line) in zip(given, notes, strict=True):
        if not name or name in names:
            name = _new_name(note.element, line, taken)
            taken.add(name)
        names.append(name)
    return names


def voice_of(note: Note, line: Line) -> Voice:
    """Whose words a note holds: its author's where the editors say that it is in the original."""
    kind = note.element.get("type")
    if kind == "summary":
        return Voice.SUMMARY
    inline = note.element.get("rend") == "inline"
    if kind == "source" or inline or _SOURCE.match(line.text):
        return Voice.SOURCE_NOTE
    return Voice.AUTHOR if _IN_THE_ORIGINAL.search(line.text) else Voice.EDITOR


def _new_name(element: Element, line: Line, taken: set[str]) -> str:
    source = voice_of(Note(element), line) is Voice.SOURCE_NOTE and not element.get("n")
    name, number = "source" if source else "", 0
    while not name or name in taken:
        number += 1
        name = f"note{number}"
    return name

"""What the notes of a TEI document are called, and whose words they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from evals.record.tei_line import Line
from evals.record.tei_stream import Stream
from evals.record.unit import Part

# What the passages of a document's text are called: no note has such a name.
_OF_THE_TEXT = re.compile(r"head|(h|p|dateline|opener|closer)\d+")
_NAMES_A_SOURCE = re.compile(r"\[?Source:")
# What the editors add to a note that they found in the document.
_FOUND_THERE = re.compile(r"\[footnotes? in the (original|source)\b", re.IGNORECASE)


def names_of(own: str, notes: Sequence[tuple[Stream, Line]], claimed: set[str]) -> list[str]:
    """The last parts of the ids of the notes of document `own`, in order, each once.

    A note "d3fn2" of d3 is "fn2"; an id that is not made of the document's stays whole. A note
    without an id of its own is called by the one to which it points, if that is one of its
    document's and not in `claimed`, which are all ids of the file. One that still has none, or one
    that a note before it has, is "source" if it is a line that names the source, and else "note1".
    """
    ids = [_id_of(own, note, claimed) for note, _ in notes]
    given = [_short(own, id_) if id_ else "" for id_ in ids]
    names: list[str] = []
    reserved = set(given)
    for name, (note, line) in zip(given, notes, strict=True):
        one = name
        if not name or name in names:
            one = _new(note, line, reserved)
            reserved.add(one)
        names.append(one)
    return names


def part_of(note: Stream, text: str) -> Part:
    """What a note with these words is."""
    given = note.attributes
    if given.get("type") == "summary":
        return Part.SUMMARY
    sourced = given.get("type") == "source" or given.get("rend") == "inline"
    if sourced or _NAMES_A_SOURCE.match(text):
        return Part.SOURCE_NOTE
    return Part.ORIGINAL_NOTE if _FOUND_THERE.search(text) else Part.NOTE


def _id_of(own: str, note: Stream, claimed: set[str]) -> str:
    if note.attributes.get("id"):
        return note.attributes["id"]
    aimed = note.attributes.get("target", "").removeprefix("#")
    if re.fullmatch(rf"{re.escape(own)}[a-zA-Z][\w.-]*", aimed) and aimed not in claimed:
        claimed.add(aimed)
        return aimed
    return ""


def _short(own: str, id_: str) -> str:
    found = re.fullmatch(rf"{re.escape(own)}(\D.*)", id_)
    return found[1] if found and not _OF_THE_TEXT.fullmatch(found[1]) else id_


def _new(note: Stream, line: Line, reserved: set[str]) -> str:
    unnumbered = not note.attributes.get("n")
    if unnumbered and part_of(note, line.text) is Part.SOURCE_NOTE and "source" not in reserved:
        return "source"
    number = 1
    while f"note{number}" in reserved:
        number += 1
    return f"note{number}"

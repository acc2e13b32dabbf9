"""The lines of a copied page: read strictly, and parted into body and footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import SourceError

MAX_BYTES = 4_000_000  # the longest document of FRUS has about 400,000 characters
_RETURN = "↩"
_LINE_END = re.compile(r"\r\n|\r|\n")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds words: its number in the file, from 1, and its words, single-spaced."""

    number: int
    text: str


def read_lines(path: Path) -> list[Line]:
    """The lines of `path` that hold words. UTF-8, with or without a byte order mark."""
    if not path.is_file():
        raise SourceError(path, None, "no such file")
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise SourceError(path, None, f"{size:,} bytes; a copied page has at most {MAX_BYTES:,}")
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise SourceError(path, None, f"cannot be read: {error.strerror}") from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = raw.count(b"\n", 0, error.start) + 1
        raise SourceError(path, where, "not UTF-8; save the page as UTF-8 text") from None
    lines = []
    for number, line in enumerate(_LINE_END.split(text), start=1):
        control = _CONTROL.search(line)
        if control:
            reason = f"a control character U+{ord(control[0]):04X}; remove it"
            raise SourceError(path, number, reason)
        if line.strip():
            lines.append(Line(number, " ".join(line.split())))
    if not lines:
        raise SourceError(path, None, "the page is empty")
    if lines[0].text.startswith("<"):
        reason = "this is markup; copy the page's text, or add the TEI volume"
        raise SourceError(path, lines[0].number, reason)
    return lines


def body_and_notes(path: Path, lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The body, and the footnotes without their bullets and return arrows, in order.

    A footnote begins with "- " and ends with "↩", perhaps lines later; the notes are the last
    thing on the page. Raises SourceError where an arrow stands elsewhere.
    """
    arrows = [index for index, line in enumerate(lines) if _RETURN in line.text]
    if not arrows:
        return list(lines), []
    if arrows[-1] != len(lines) - 1:
        raise SourceError(
            path,
            lines[arrows[-1] + 1].number,
            "text after the footnotes, or a footnote cut off: each begins with “- ” and ends "
            "with “↩”, and they stand last",
        )
    notes: list[Line] = []
    first = len(lines)
    for arrow in reversed(arrows):
        begin = _beginning(path, lines, arrow, first)
        words = " ".join(line.text for line in lines[begin : arrow + 1])
        notes.append(Line(lines[begin].number, _bare(path, lines[arrow].number, words)))
        first = begin
    return list(lines[:first]), notes[::-1]


def _beginning(path: Path, lines: Sequence[Line], arrow: int, following: int) -> int:
    """Index of the line on which the footnote that ends on line `arrow` begins."""
    if arrow != following - 1:
        reason = "a footnote that does not end with “↩”; copy the page again"
        raise SourceError(path, lines[arrow + 1].number, reason)
    for index in range(arrow, -1, -1):
        if index < arrow and _RETURN in lines[index].text:
            break
        if lines[index].text.startswith("- "):
            return index
    raise SourceError(path, lines[arrow].number, "a footnote that does not begin with “- ”")


def _bare(path: Path, number: int, note: str) -> str:
    words = note.removeprefix("- ").removesuffix(_RETURN).strip()
    if not words or _RETURN in words:
        raise SourceError(path, number, "a footnote without words, or with “↩” inside it")
    return words

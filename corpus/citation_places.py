"""Pages, footnotes and volume numbers as Chicago and the MLA write them.

Rules: The Chicago Manual of Style, 17th edition, 9.61 (ranges of pages), 14.116 (arabic volume
numbers) and 14.157 (footnotes: 193n2); MLA Handbook, 9th edition, on ranges and on volumes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from corpus.citation import note_mark, note_name, numbered
from corpus.document import Document, Volume
from corpus.passage import Passage

Abbreviation = Callable[[int, int], str]

_VOLUME_WORDS = {"Volume": "vol.", "Volumes": "vols.", "Part": "pt.", "Parts": "pts."}
_ROMAN_RUN = re.compile(r"[IVXLC]+(?:[/–-][IVXLC]+)*")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def note_place(passage: Passage | None, document: Document, pages: Sequence[str]) -> str:
    """Where words stand, for a note by Chicago: "193n2", "Document 75, pp. 192–93".

    Pages go without "p." but behind a document's number, where one could be taken for the other.
    """
    mark = note_mark(passage)
    plain = mark.isdecimal() and pages and pages[-1][-1].isdecimal()  # not "xvin3"
    joined = f"n{mark}" if plain else ""
    name = note_name(passage).replace("footnote", "note")
    parts = (entry_place(document, pages) + joined, "" if joined else name)
    return ", ".join(part for part in parts if part)


def entry_place(document: Document, pages: Sequence[str]) -> str:
    """Where a document stands, for a bibliography by Chicago: "192–93", "Document 75, p. 6"."""
    number = numbered(document)
    label = ("p. " if len(pages) == 1 else "pp. ") if number else ""
    printed = page_range(pages, chicago)
    return ", ".join(part for part in (number, label + printed if printed else "") if part)


def work_place(document: Document, pages: Sequence[str]) -> str:
    """Where a document stands, for a list of works cited by the MLA: "pp. 192–93"."""
    label = "p. " if len(pages) == 1 else "pp. "
    printed = label + page_range(pages, mla) if pages else ""
    return ", ".join(part for part in (numbered(document), printed) if part)


def page_range(pages: Sequence[str], abbreviated: Abbreviation) -> str:
    """The first and last of `pages`, the last shortened where both are plain rising numbers."""
    if len(pages) < 2:
        return "".join(pages)
    first, last = pages[0], pages[-1]
    plain = all(re.fullmatch(r"[1-9][0-9]*", label) for label in (first, last))
    if plain and len(first) == len(last) and int(first) < int(last):
        last = abbreviated(int(first), int(last))
    return f"{first}–{last}"


def chicago(first: int, last: int) -> str:
    """The end of a range by Chicago's rule: 71–72, 100–104, 107–8, 321–28, 1496–500.

    Both numbers have as many digits, and `first` is the smaller.
    """
    if first < 100 or first % 100 == 0:
        return str(last)
    return _changed(first, last, 1 if first % 100 < 10 else 2)


def mla(first: int, last: int) -> str:
    """The end of a range by the MLA's rule, two digits or more: 71–72, 103–04, 395–401."""
    return _changed(first, last, 2)


def volume_number(volume: Volume) -> str:
    """The volume's number, "vol. 19, pt. 1"; what is no plain number stays as printed."""
    return ", ".join(_part(part) for part in volume.number.split(", ")) if volume.number else ""


def _changed(first: int, last: int, fewest: int) -> str:
    """The digits of `last` from the first one that differs, `fewest` of them at least."""
    before, after = str(first), str(last)
    same = next(i for i, (a, b) in enumerate(zip(before, after, strict=True)) if a != b)
    return after[min(same, max(0, len(after) - fewest)) :]


def _part(part: str) -> str:
    word, space, rest = part.partition(" ")
    if word not in _VOLUME_WORDS or not space:
        return part
    number = _ROMAN_RUN.sub(_arabic, rest) if _ROMAN_RUN.fullmatch(rest) else rest
    return f"{_VOLUME_WORDS[word]} {number}"


def _arabic(run: re.Match[str]) -> str:
    return re.sub(r"[IVXLC]+", lambda numeral: str(_value(numeral[0])), run[0])


def _value(numeral: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))

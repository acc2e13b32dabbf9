"""Footnote marks in a copied page: digits glued to a word, lifted out of it again.

A page copied from history.state.gov carries its marks as bare digits ("Paper1") and its notes
as lines at the end, without their numbers. The k-th note belongs to the k-th mark, so the marks
are the one chain 1, 2, ... n of glued digits in reading order. Where no chain or more than one
fits, nobody can tell the marks from the words, and the page is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_GLUED = re.compile(
    r"(?<=[^\W\d_]|[.,;:!?)\]”’\"'»…])(?P<digits>\d{1,3})(?=$|[\s.,;:!?)\]”’\"'»—–\-])"
)
_CLOSING = frozenset(".,;:!?)]”’\"'»…")


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A mark `label` at code point `offset` of body line `line` (an index, from 0)."""

    line: int
    offset: int
    label: str


class MarkError(ValueError):
    """No chain of marks fits, or several do; `line` is the body line to look at."""

    def __init__(self, line: int, reason: str) -> None:
        self.line = line
        super().__init__(reason)


def find_marks(lines: Sequence[str], notes: int, not_marks: Sequence[str] = ()) -> list[Mark]:
    """The chain of `notes` marks in `lines`, counted from 1, or from 0 where the book does so.

    Raises MarkError where a note has no mark, a mark has no note, or two chains fit.
    """
    candidates = _candidates(lines, not_marks)
    strong = [mark for mark in candidates if _after_letter(lines[mark.line], mark.offset)]
    for first in (1, 0):
        labels = [str(number) for number in range(first, first + notes)]
        for pool in (strong, candidates):
            chains = _chains(pool, labels)
            if len(chains) > 1:
                raise MarkError(*_ambiguous(chains, lines))
            if chains:
                _refuse_leftover(strong, chains[0], str(first + notes))
                return chains[0]
    found = _as_far_as_found(sorted(candidates), [str(number + 1) for number in range(notes)])
    missing = len(found) + 1
    raise MarkError(
        len(lines) - 1, f"{notes} footnotes, but the mark {missing} stands nowhere in its order"
    )


def lift_marks(text: str, marks: Sequence[Mark]) -> tuple[str, list[int]]:
    """`text` without its `marks`, and the offset in the new text at which each one stood."""
    pieces, anchors, last, length = [], [], 0, 0
    for mark in marks:
        pieces.append(text[last : mark.offset])
        length += mark.offset - last
        anchors.append(length)
        last = mark.offset + len(mark.label)
    return "".join([*pieces, text[last:]]), anchors


def _candidates(lines: Sequence[str], not_marks: Sequence[str]) -> list[Mark]:
    words = tuple(not_marks) or ("\0",)
    return [
        Mark(number, match.start(), match["digits"])
        for number, line in enumerate(lines)
        for match in _GLUED.finditer(line)
        if not line.endswith(words, 0, match.end())
    ]


def _after_letter(line: str, offset: int) -> bool:
    """Whether a letter stands before `offset` of `line`, closing punctuation aside."""
    while offset and line[offset - 1] in _CLOSING:
        offset -= 1
    return offset > 0 and line[offset - 1].isalnum() and not line[offset - 1].isdecimal()


def _chains(pool: Sequence[Mark], labels: Sequence[str]) -> list[list[Mark]]:
    """At most two chains of marks with these labels, in reading order.

    The earliest chain takes each label as soon as it may, the latest as late as it may; if the
    two are one, it is the only one.
    """
    earliest = _greedy(sorted(pool), labels)
    if earliest is None:
        return []
    backwards = _greedy(sorted(pool, reverse=True), labels[::-1])
    latest = backwards[::-1] if backwards is not None else earliest
    return [earliest] if earliest == latest else [earliest, latest]


def _greedy(pool: Sequence[Mark], labels: Sequence[str]) -> list[Mark] | None:
    chain = _as_far_as_found(pool, labels)
    return chain if len(chain) == len(labels) else None


def _as_far_as_found(pool: Sequence[Mark], labels: Sequence[str]) -> list[Mark]:
    chain: list[Mark] = []
    remaining = iter(pool)
    for label in labels:
        mark = next((mark for mark in remaining if mark.label == label), None)
        if mark is None:
            break
        chain.append(mark)
    return chain


def _ambiguous(chains: Sequence[list[Mark]], lines: Sequence[str]) -> tuple[int, str]:
    one, other = next(pair for pair in zip(*chains, strict=True) if pair[0] != pair[1])
    words = [lines[mark.line][: mark.offset].split()[-1] + mark.label for mark in (one, other)]
    return other.line, (
        f"both {words[0]!r} and {words[1]!r} may carry footnote {one.label}; "
        "name the one that does not under document.not_marks in the sidecar"
    )


def _refuse_leftover(pool: Sequence[Mark], chain: Sequence[Mark], following: str) -> None:
    last = chain[-1] if chain else Mark(-1, -1, "")
    for mark in pool:
        if mark > last and mark.label == following:
            raise MarkError(
                mark.line,
                f"a footnote mark {following} with no footnote; copy the page with its notes, "
                "or name the word under document.not_marks in the sidecar",
            )

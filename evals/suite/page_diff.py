"""What was shown against what the source has, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher

from evals.suite.wording import named, visible

_WORDS = re.compile(r"[^ \n]+")
_ALIKE = 0.5  # of the words shown must be in the source in their order, or nothing is compared
_AROUND = 25  # words of the source told before and behind what was shown, and between changes
_CLOSE = 3  # words more in the source than shown, and twice as many, may lie between
_MOST_WORDS = 1200  # that are compared; longer texts are set side by side
_LONGEST = 900  # characters of a text that stands alone


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a comparison: "same", "struck" (shown alone), "added" (in the source alone) or
    "around" (of the source, before and behind what was shown).
    """

    kind: str
    text: str


def compared(shown: str, source: str) -> tuple[Piece, ...]:
    """What was shown with what differs marked; empty where the two have too little in common.

    Words are compared as they are: what differs is then told with its unseen characters named.
    """
    ours, theirs = _WORDS.findall(shown), _WORDS.findall(source)
    if not ours or max(len(ours), len(theirs)) > _MOST_WORDS:
        return ()
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    same = [block for block in matcher.get_matching_blocks() if block.size]
    if sum(block.size for block in same) < _ALIKE * len(ours):
        return ()
    first, last = _ends(same)
    start, stop = max(0, first.b - first.a), last.b + last.size
    stop = min(len(theirs), stop + len(ours) - last.a - last.size)
    return tuple(
        piece
        for piece in (
            _around(theirs[max(0, start - _AROUND) : start], before=start > _AROUND),
            *_pieces(ours, theirs[start:stop]),
            _around(theirs[stop : stop + _AROUND], behind=stop + _AROUND < len(theirs)),
        )
        if piece.text
    )


def _ends(same: Sequence[Match]) -> tuple[Match, Match]:
    """The first and the last of the words in common that stand where the source was quoted.

    A single word may stand anywhere; two in a row do not, nor does one close to them.
    """
    sure = [place for place, block in enumerate(same) if block.size > 1] or range(len(same))
    first, last = sure[0], sure[-1]
    while first and _close(same[first - 1], same[first]):
        first -= 1
    while last + 1 < len(same) and _close(same[last], same[last + 1]):
        last += 1
    return same[first], same[last]


def _close(one: Match, next_: Match) -> bool:
    ours = next_.a - one.a - one.size
    theirs = next_.b - one.b - one.size
    return theirs <= 2 * ours + _CLOSE


def alone(text: str) -> str:
    """A text that is not compared, cut with a word on how much was."""
    cut = len(text) - _LONGEST
    whole = visible(text[:_LONGEST])
    return f"{whole} … ({cut:,} characters more in results.json)" if cut > 0 else whole


def _pieces(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("same", visible(" ".join(_middle_cut(ours[i1:i2]))))
        else:
            yield Piece("struck", named(" ".join(ours[i1:i2])))
            yield Piece("added", named(" ".join(theirs[j1:j2])))


def _middle_cut(words: Sequence[str]) -> Sequence[str]:
    most = 2 * _AROUND
    return words if len(words) <= most else [*words[:_AROUND], "…", *words[-_AROUND:]]


def _around(words: Sequence[str], *, before: bool = False, behind: bool = False) -> Piece:
    told = ["…"] * before + list(words) + ["…"] * behind
    return Piece("around", visible(" ".join(told)) if words else "")

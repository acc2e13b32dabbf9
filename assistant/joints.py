"""Whether a cut in a folded text goes through a word or a number, however it is put together.

Words quoted out of the middle of another can mean the reverse: "aligned" of "non-aligned", "five"
of "twenty-five", "2 million" of "1/2 million".
"""

from __future__ import annotations

import re
import unicodedata

# A hyphen after these joins the word that follows: quoting "aligned" out of "non-aligned"
# turns the meaning round. A dash folds to a hyphen, and words that stand before dashes too ("or
# not—we agree to it"), such as not, never, in and no, are therefore not among them, though
# "no-confidence" is then quoted without its "no".
_REVERSING = frozenset(
    {"non", "un", "anti", "counter", "dis", "ex", "pseudo", "de", "mis", "mal", "ill"}
)
_TENS = frozenset({"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"})
_UNITS = re.compile(
    r"(?:one|two|three|four|five|six|seven|eight|nine|"
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)(?!\w)",
    re.IGNORECASE,
)
_LONGEST_HEAD = max(map(len, _REVERSING | _TENS))


def cuts(text: str, position: int) -> bool:
    """Whether a cut at `position` of `text`, not at either end, goes through a word or number."""
    left, right = text[position - 1], text[position]
    if in_word(left) and in_word(right):
        return True
    before = text[position - 2] if position > 1 else " "
    after = text[position + 1] if position + 1 < len(text) else " "
    if in_word(left) and in_word(after):
        if right == "-":
            return _head(text, position) in _TENS and bool(_UNITS.match(text, position + 1))
        return _joined(left, right, after) and not _possessive(text, position)
    if not in_word(right):
        return False
    if left == "-":
        return _parted(text, position - 1)
    if left == "." and right.isdigit() and before in " $(":
        return True  # ".5 percent"
    return in_word(before) and _joined(before, left, right)


def in_word(character: str) -> bool:
    """Whether a character is part of a word or number by itself."""
    return character.isalnum() or character == "_" or unicodedata.category(character)[0] == "M"


def _joined(before: str, joint: str, after: str) -> bool:
    """Whether `joint` holds one word or number together: "can't", "1,000", "3.5", "1/2"."""
    if joint == "'":
        return True
    return joint in ".,/" and before.isdigit() and after.isdigit()


def _possessive(text: str, position: int) -> bool:
    """Whether "'s" and the end of the word follow: "Stalin" is a word of "Stalin's"."""
    tail = text[position : position + 3]
    return tail[:2] == "'s" and not (len(tail) == 3 and in_word(tail[2]))


def _parted(text: str, hyphen: int) -> bool:
    """Whether what follows a hyphen means something else without what stands before it."""
    head = _head(text, hyphen)
    return head in _REVERSING or (head in _TENS and bool(_UNITS.match(text, hyphen + 1)))


def _head(text: str, end: int) -> str:
    """The word that ends at `end`, in small letters; a part of it where it is long."""
    head = text[max(0, end - _LONGEST_HEAD - 1) : end].lower()
    start = len(head)
    while start and in_word(head[start - 1]):
        start -= 1
    return head[start:]

"""Typography taken out of a text, with a map back: what two printings of one sentence share.

Folded away are the differences that printers, browsers and keyboards make: Unicode form (NFKC,
Unicode Standard Annex #15), curly quotation marks, kinds and runs of dashes, invisible
characters, kinds and runs of white space, double marks typed twice, and the spaces of a spaced
ellipsis. Case, digits, spelling and all other punctuation are kept, because there a difference
is a change of words.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.joints import cuts

_INVISIBLE = frozenset("\u00ad\u200b\u2060\ufeff")
_SINGLE = frozenset("‘’‚‛ʼ`")
_DOUBLE = frozenset("“”„‟")
_MINUS = "\u2212"
_DASHES = "-‐‑‒–—―−"
# Each of these folds to one character, whatever stands beside it; what folds in another way, or
# into one with its neighbour, is looked for first.
_PLAINLY = str.maketrans(
    dict.fromkeys("\n\u00a0", " ")
    | dict.fromkeys(_SINGLE, "'")
    | dict.fromkeys(_DOUBLE, '"')
    | dict.fromkeys(_DASHES, "-")
)
_INVOLVED = re.compile(
    r"[^\n -~\u00a0-\u00a7\u00a9\u00ab\u00ac\u00ae\u00b0\u00b1\u00b6\u00b7\u00bb\u00bf-\u00ff"
    rf"‘’‚‛ʼ“”„‟{_DASHES[1:]}]|[ \n\u00a0]{{2}}|[{_DASHES}]{{2}}|[\"“”„‟]{{2}}|\.[ \n\u00a0]\."
)
_SPACE_RUN = re.compile(r"[ \t\n\r\f\v]{2}")
_SPACES = str.maketrans("\t\n\r\f\v", "     ")
# UAX #15, section 13 (stream-safe text): longer runs of marks occur in no language, and
# normalising them takes quadratic time.
_LONGEST_UNIT = 31


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. Its character i stands for ``original[starts[i]:ends[i]]``.

    `starts` and `ends` never decrease. Characters that came out of one original unit together
    ("…" gives three full stops) share one span, and a cut between them has no place in the
    original.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def position(self, offset: int) -> int | None:
        """The folded position of a cut at `offset` of the original; None inside a unit."""
        position = bisect_left(self.starts, offset)
        return None if position and self.ends[position - 1] > offset else position

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span of ``text[start:end]``, which must not be empty."""
        return self.starts[start], self.ends[end - 1]

    def stands_free(self, start: int, end: int) -> bool:
        """Whether ``text[start:end]`` cuts through no word, number or unit at either end."""
        return not (self._cuts(start) or self._cuts(end))

    def _cuts(self, position: int) -> bool:
        text = self.text
        if position in (0, len(text)):
            return False
        if self.starts[position - 1] == self.starts[position]:
            return True
        return cuts(text, position)


def fold(text: str) -> Folded:
    """`text` without differences of typography; linear in its length."""
    if _INVOLVED.search(text) is None:
        return _one_for_one(text.translate(_PLAINLY))
    known: dict[str, str] = {}
    pieces = []
    for start, end in _units(text):
        unit = text[start:end]
        if unit not in known:
            known[unit] = _normal(unit)
        pieces.append((known[unit], start, end))
    return _assembled(pieces)


def collapse(text: str) -> Folded:
    """`text` with each run of ASCII white space made one space, and nothing else changed."""
    if _SPACE_RUN.search(text) is None:
        return _one_for_one(text.translate(_SPACES))
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for offset, character in enumerate(text):
        if character in " \t\n\r\f\v":
            if characters and characters[-1] == " ":
                ends[-1] = offset + 1
                continue
            character = " "
        characters.append(character)
        starts.append(offset)
        ends.append(offset + 1)
    return Folded("".join(characters), starts, ends)


def _one_for_one(text: str) -> Folded:
    return Folded(text, range(len(text)), range(1, len(text) + 1))


def trimmed(words: str) -> str:
    """`words` without the white space, invisible characters and quotation marks around them."""
    return _stripped(words, lambda character: _blank(character) or _mark(character))


def readings(words: str) -> tuple[str, ...]:
    """What `words` may quote: all of them, less the pairs of quotation marks around them, less
    every mark around them.

    Marks may be the quoter's or the source's: a sentence may end with words quoted in it.
    White space around goes in any case. Empty readings are left out.
    """
    whole = _stripped(words, _blank)
    start, end = 0, len(whole)
    while end - start > 1 and _mark(whole[start]) and _mark(whole[end - 1]):
        start, end = start + 1, end - 1
    unpaired = _stripped(whole[start:end], _blank)
    return tuple(filter(None, dict.fromkeys((whole, unpaired, trimmed(words)))))


def _units(text: str) -> Iterator[tuple[int, int]]:
    """Spans that normalise on their own: a character and the marks that may compose with it.

    Invisible characters lie outside unless a mark follows them.
    """
    continues: dict[str, bool] = {}
    start = end = 0
    for offset, character in enumerate(text):
        if character in _INVISIBLE:
            continue
        if character not in continues:
            continues[character] = not character.isascii() and _composes(character)
        if start < end and continues[character] and offset - start < _LONGEST_UNIT:
            end = offset + 1
            continue
        if start < end:
            yield start, end
        start, end = offset, offset + 1
    if start < end:
        yield start, end


def _composes(character: str) -> bool:
    """Whether `character` can join the one before it under NFKC: a mark, or a later Hangul jamo."""
    first = unicodedata.normalize("NFKD", character)[0]
    return unicodedata.category(first)[0] == "M" or "\u1160" <= first <= "\u11ff"


def _normal(unit: str) -> str:
    kept = "".join(character for character in unit if character not in _INVISIBLE)
    # NFKC would read 10² as 102, and 1½ as 11⁄2.
    if unicodedata.category(kept[0]) == "No":
        return unicodedata.normalize("NFC", kept)
    return "".join(map(_plain, unicodedata.normalize("NFKC", kept)))


def _plain(character: str) -> str:
    if character.isspace():
        return " "
    if character in _SINGLE:
        return "'"
    if character in _DOUBLE:
        return '"'
    return "-" if character == _MINUS or unicodedata.category(character) == "Pd" else character


def _assembled(pieces: Iterable[tuple[str, int, int]]) -> Folded:
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for normal, start, end in pieces:
        for character in normal:
            if character in ' -"' and characters and characters[-1] == character:
                ends[-1] = end
                continue
            if character == "." and characters[-2:] == [".", " "]:
                for column in (characters, starts, ends):
                    column.pop()
            characters.append(character)
            starts.append(start)
            ends.append(end)
    return Folded("".join(characters), starts, ends)


def _stripped(words: str, surrounds: Callable[[str], bool]) -> str:
    start, end = 0, len(words)
    while start < end and surrounds(words[start]):
        start += 1
    while start < end and surrounds(words[end - 1]):
        end -= 1
    return words[start:end]


def _blank(character: str) -> bool:
    return character.isspace() or character in _INVISIBLE


def _mark(character: str) -> bool:
    return character in _SINGLE or character in _DOUBLE or character in "'\"«»"

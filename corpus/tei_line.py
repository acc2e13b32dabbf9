"""Setting a line: pieces of text, page breaks and note marks become one normalised string."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.passage import PageBreak

_LETTERS = re.compile(r"[^\W\d_]+")
_FIRST_LETTERS = re.compile(r"[^\W\d_]*")
_LAST_LETTERS = re.compile(r"[^\W\d_]*\Z")
# A form feed stands for a page break while words are counted: XML admits none in its text.
_BREAK = "\f"
_WHOLE_WORD = re.compile(rf"(?<![^\W\d_])(?<!{_BREAK})[^\W\d_]+(?![^\W\d_])(?!{_BREAK})")
# No space is printed before the one or after the other.
_CLOSING = ".,;:)]”’?!—–-"
_OPENING = "([“‘—–-"
# The space that is left before a lifted note goes before these; a quotation mark or a dash may
# have had its own.
_CLOSING_A_NOTE = ".,;:)"


@dataclass(frozen=True, slots=True)
class Break:
    """A page begins here; `label` is None where the file gives it no number."""

    label: str | None


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of the document's note number `note`, counted from 0, stands here."""

    note: int


@dataclass(frozen=True, slots=True)
class Indent:
    """White space that may be the file's own layout: it parts words, but not from their marks."""


Piece = str | Break | Mark | Indent


@dataclass(frozen=True, slots=True)
class Line:
    """Normalised text, its page breaks, and the offset of each note's mark by note number."""

    text: str
    pages: tuple[PageBreak, ...]
    marks: dict[int, int]


class Vocabulary:
    """The words of a volume, counted the first time that a word is torn by a page break."""

    def __init__(self, lines: Iterable[Sequence[Piece]]) -> None:
        self._lines = tuple(lines)

    def joins(self, left: str, right: str) -> bool:
        """Whether `left` and `right`, set against each other across a page break, are one word.

        They are if the joined word occurs elsewhere in the volume and the two parts do not both,
        or the rarer of them occurs less often than it: "because" is no "be cause".
        """
        whole = self._counts[(left + right).casefold()]
        return whole > min(self._counts[left.casefold()], self._counts[right.casefold()])

    @cached_property
    def _counts(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        for line in self._lines:
            raw = "".join(_countable(piece) for piece in line)
            counts.update(word.casefold() for word in _WHOLE_WORD.findall(raw))
        return counts


def set_line(pieces: Sequence[Piece], vocabulary: Vocabulary) -> Line:
    """Set `pieces` as one line.

    White space collapses to single spaces. A note's mark stands behind the last character before
    it; words between which it alone stood are parted by a space, and the space left before it
    goes where a full stop or the like follows. A page begins with the first character after its
    break, and of two breaks at one place the later holds.
    """
    setting = _Setting()
    for index, piece in enumerate(pieces):
        if isinstance(piece, Break):
            setting.turn(piece)
        elif isinstance(piece, Mark):
            setting.mark(piece)
        elif isinstance(piece, Indent):
            setting.indented = True
        elif words := " ".join(piece.split()):
            if setting.torn and not piece[0].isspace():
                setting.mend(_FIRST_LETTERS.match(_text_from(pieces, index)), vocabulary)
            setting.add(piece, words)
        elif piece:
            setting.spaced = True
    return Line("".join(setting.out), tuple(setting.pages), setting.marks)


class _Setting:
    """A line while it grows."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.pages: list[PageBreak] = []
        self.marks: dict[int, int] = {}
        self.spaced = False
        self.indented = False
        self._length = 0
        self._lifted = False
        self._broken = False
        self._label: str | None = None

    @property
    def torn(self) -> bool:
        """Whether a page break alone parts the last character from the next."""
        return self._broken and not (self.spaced or self.indented) and self._length > 0

    def turn(self, page: Break) -> None:
        self._broken = True
        self._label = page.label or self._label

    def mark(self, mark: Mark) -> None:
        self._lifted = True
        self.marks[mark.note] = self._length

    def mend(self, right: re.Match[str] | None, vocabulary: Vocabulary) -> None:
        """Put a space between two words that only a page break parts."""
        left = _LAST_LETTERS.search("".join(self.out[-20:]))
        if left and left[0] and right and right[0]:
            self.spaced = not vocabulary.joins(left[0], right[0])

    def add(self, piece: str, words: str) -> None:
        """Add `words`, which are `piece` with its white space collapsed and trimmed."""
        if self.out and self._parted(words, spaced=self.spaced or piece[0].isspace()):
            self.out.append(" ")
            self._length += 1
        if self._label is not None and [self._label] != [page.label for page in self.pages[-1:]]:
            self.pages.append(PageBreak(self._length, self._label))
        self.out.append(words)
        self._length += len(words)
        self.spaced = piece[-1].isspace()
        self.indented = self._lifted = self._broken = False
        self._label = None

    def _parted(self, words: str, *, spaced: bool) -> bool:
        """Whether a space stands before `words`; an ellipsis (". . .") closes nothing."""
        right = words[0]
        if spaced:
            closing = right in _CLOSING_A_NOTE and not words.startswith(". .")
            return not (self._lifted and closing)
        if self.indented or self._lifted:
            closed = self.out[-1][-1] not in _OPENING
            return closed and right not in _CLOSING and (self.indented or _opens(right))
        return False


def _opens(character: str) -> bool:
    return character.isalnum() or character in _OPENING


def _countable(piece: Piece) -> str:
    if isinstance(piece, str):
        return piece
    return _BREAK if isinstance(piece, Break) else " "


def _text_from(pieces: Sequence[Piece], index: int) -> str:
    """The text that runs on from piece `index` without a break; enough of it for a long word."""
    text = ""
    for piece in pieces[index:]:
        if not isinstance(piece, str) or len(text) > 80:
            break
        text += piece
    return text

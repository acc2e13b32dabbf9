"""Setting a line: pieces of text, page breaks, note marks and links become normalised text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.passage import PageBreak
from corpus.tei_line import Break, Indent, Line, Link, LinkEnd, LinkStart, Mark, Piece, Vocabulary

_FIRST_LETTERS = re.compile(r"[^\W\d_]*")
_LAST_LETTERS = re.compile(r"[^\W\d_]*\Z")
# A stop behind a word ("end.", "so,”"), not one within "U.S.", and the beginning of a word.
_STOPPED = re.compile(r"(?:[^\W_]{2}|[)\]”’])[.,;:?!]+[)\]”’]*\Z")
_BEGUN = re.compile(r"[“‘(\[]|[^\W\d_]")
# No space is printed before the one or after the other.
_CLOSING = ".,;:)]”’?!—–-"
_OPENING = "([“‘—–-"
# The space that is left before a lifted note goes before these; a quotation mark or a dash may
# have had its own.
_CLOSING_A_NOTE = ".,;:)"
# Not of the words that a link encloses; a full stop may be an abbreviation's.
_AROUND_A_LINK = " ,;:"


def set_line(pieces: Sequence[Piece], vocabulary: Vocabulary) -> Line:
    """Set `pieces` as one line.

    White space collapses to single spaces. A note's mark stands behind the last character before
    it; words between which it alone stood are parted by a space, and the space left before it
    goes where a full stop or the like follows. A page begins with the first character after its
    break, and of two breaks at one place the later holds. A link that encloses no word is none.
    """
    setting = _Setting()
    for index, piece in enumerate(pieces):
        if isinstance(piece, str):
            if words := " ".join(piece.split()):
                if setting.torn and not piece[0].isspace():
                    setting.mend(_text_from(pieces, index), vocabulary)
                setting.add(piece, words)
            elif piece:
                setting.spaced = True
        else:
            setting.note(piece)
    return setting.line()


class _Setting:
    """A line while it grows."""

    def __init__(self) -> None:
        self.spaced = False
        self._out: list[str] = []
        self._pages: list[PageBreak] = []
        self._marks: dict[int, int] = {}
        self._links: list[Link] = []
        self._indented = False
        self._length = 0
        self._lifted = False
        self._broken = False
        self._label: str | None = None
        self._target = ""
        self._link_start: int | None = None

    @property
    def torn(self) -> bool:
        """Whether a page break alone parts the last character from the next."""
        return self._broken and not (self.spaced or self._indented) and self._length > 0

    def note(self, piece: Break | Mark | Indent | LinkStart | LinkEnd) -> None:
        """Take note of a piece that is no text."""
        if isinstance(piece, Break):
            self._broken = True
            self._label = piece.label or self._label
        elif isinstance(piece, Mark):
            self._lifted = True
            self._marks[piece.note] = self._length
        elif isinstance(piece, Indent):
            self._indented = True
        elif isinstance(piece, LinkStart):
            self._target = piece.target
        else:
            self._end_link()

    def mend(self, after: str, vocabulary: Vocabulary) -> None:
        """Put a space between two words, or a stop and a word, that only a page break parts."""
        before = "".join(self._out[-20:])
        left, right = _LAST_LETTERS.search(before), _FIRST_LETTERS.match(after)
        if left and left[0] and right and right[0]:
            self.spaced = not vocabulary.joins(left[0], right[0])
        else:
            self.spaced = bool(_STOPPED.search(before) and _BEGUN.match(after))

    def add(self, piece: str, words: str) -> None:
        """Add `words`, which are `piece` with its white space collapsed and trimmed."""
        if self._out and self._parted(words, spaced=self.spaced or piece[0].isspace()):
            self._out.append(" ")
            self._length += 1
        if self._label is not None and [self._label] != [page.label for page in self._pages[-1:]]:
            self._pages.append(PageBreak(self._length, self._label))
        if self._target and self._link_start is None:
            self._link_start = self._length
        self._out.append(words)
        self._length += len(words)
        self.spaced = piece[-1].isspace()
        self._indented = self._lifted = self._broken = False
        self._label = None

    def line(self) -> Line:
        """The line as it stands."""
        text = "".join(self._out)
        links = tuple(link for given in self._links if (link := _trimmed(given, text)))
        return Line(text, tuple(self._pages), self._marks, links)

    def _end_link(self) -> None:
        if self._link_start is not None:
            self._links.append(Link(self._link_start, self._length, self._target))
        self._target, self._link_start = "", None

    def _parted(self, words: str, *, spaced: bool) -> bool:
        """Whether a space stands before `words`; an ellipsis (". . .") closes nothing."""
        right = words[0]
        if spaced:
            closing = right in _CLOSING_A_NOTE and not words.startswith(". .")
            return not (self._lifted and closing)
        if self._indented or self._lifted:
            closed = self._out[-1][-1] not in _OPENING
            return closed and right not in _CLOSING and (self._indented or _opens(right))
        return False


def _opens(character: str) -> bool:
    return character.isalnum() or character in _OPENING


def _trimmed(link: Link, text: str) -> Link | None:
    """The link without the marks around its words; None where it has none."""
    words = text[link.start : link.end]
    start = link.start + len(words) - len(words.lstrip(_AROUND_A_LINK))
    end = start + len(words.strip(_AROUND_A_LINK))
    worded = any(character.isalnum() for character in text[start:end])
    return Link(start, end, link.target) if worded else None


def _text_from(pieces: Sequence[Piece], index: int) -> str:
    """The text that runs on from piece `index` without a break; enough of it for a long word."""
    text = ""
    for piece in pieces[index:]:
        if isinstance(piece, LinkStart | LinkEnd):
            continue
        if not isinstance(piece, str) or len(text) > 80:
            break
        text += piece
    return text

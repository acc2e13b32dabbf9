"""Lines set from marked characters: what stands between two letters decides whether they part."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from evals.record.tei_stream import CALL, EDGE, LAYOUT, PAGE

#: Whether the letters on either side of a page's beginning are one word.
OneWord = Callable[[str, str], bool]

_RUN = re.compile(f"[\\s{PAGE}{CALL}{LAYOUT}]+")
_UNSEEN = re.compile(f"[\\s{PAGE}{CALL}{LAYOUT}]*")
_LETTERS_BEFORE = re.compile(r"[^\W\d_]+\Z")
_LETTERS_AFTER = re.compile(r"[^\W\d_]+")
# A stop behind a word ("end.", "so,”"), not one within "U.S.": what follows begins another.
_STOPPED = re.compile(r"(?:[^\W_]{2}|[)\]”’])[.,;:?!]+[)\]”’]*\Z")
# No space is printed before the one or after the other.
_CLOSING = ".,;:)]”’?!—–-"
_OPENING = "([“‘—–-"
# The space that the file may leave before a note's mark stands in print behind these.
_BEHIND_A_CALL = ".,;:)"
# A block of nothing else is a bracket or a stop that belongs to the block beside it.
_ONLY_OPENS, _ONLY_CLOSES = "([“‘ ", ")]”’.,; "


class Line(NamedTuple):
    """Text in single spaces; offsets at which pages begin and behind which notes are called.

    `pages` and `calls` are in the order of their marks, one for each.
    """

    text: str
    pages: tuple[int, ...]
    calls: tuple[int, ...]


def set_line(marked: str, one_word: OneWord) -> Line:
    """The line that the characters and marks of `marked` make, block after block."""
    text, pages, calls, before = "", list[int](), list[int](), ""
    for block in _blocks(marked):
        line = _set_block(block, one_word)
        apart = before.strip(_ONLY_OPENS) and line.text.strip(_ONLY_CLOSES)
        end = len(text)
        text += " " if text and apart else ""
        # A page that begins behind the last letter of a block begins with the next block.
        pages = [len(text) if offset == end else offset for offset in pages]
        pages += [len(text) + offset for offset in line.pages]
        calls += [len(text) + offset for offset in line.calls]
        text += line.text
        before = line.text
    return Line(text, tuple(pages), tuple(calls))


def _blocks(marked: str) -> Iterator[str]:
    """What stands between edges; marks between blocks go with the block behind them."""
    held = ""
    for part in marked.split(EDGE):
        held += part
        if not _UNSEEN.fullmatch(part):
            yield held
            held = ""
    if held:
        yield held


def _set_block(block: str, one_word: OneWord) -> Line:
    out, length, done = list[str](), 0, 0
    pages, calls = list[int](), list[int]()
    for run in _RUN.finditer(block):
        out.append(block[done : run.start()])
        length += run.start() - done
        done = run.end()
        inside = run.start() > 0 and run.end() < len(block)
        space = " " if inside and length and _parts(block, run, one_word) else ""
        calls += [length] * run[0].count(CALL)
        out.append(space)
        length += len(space)
        pages += [length] * run[0].count(PAGE)
    out.append(block[done:])
    return Line("".join(out), tuple(pages), tuple(calls))


def _parts(block: str, run: re.Match[str], one_word: OneWord) -> bool:
    """Whether a space is printed where `run` stands between two characters of `block`."""
    marks = run[0]
    before, after = block[run.start() - 1], block[run.end()]
    if re.search(r"\s", marks):
        stops = after in _BEHIND_A_CALL and not block.startswith(". .", run.end())
        return not (CALL in marks and stops)
    if before in _OPENING or after in _CLOSING:
        return False
    if LAYOUT in marks:
        return True
    if CALL in marks:
        return after.isalnum() or after in _OPENING
    return _torn_apart(block, run, one_word)


def _torn_apart(block: str, run: re.Match[str], one_word: OneWord) -> bool:
    """Whether words part where nothing stands between them but the beginning of a page."""
    after = block[run.end()]
    if _STOPPED.search(block, max(0, run.start() - 40), run.start()):
        return after.isalpha() or after in "“‘(["
    left = _LETTERS_BEFORE.search(block, max(0, run.start() - 40), run.start())
    right = _LETTERS_AFTER.match(block, run.end())
    return left is not None and right is not None and not one_word(left[0], right[0])

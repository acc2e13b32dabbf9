"""Which blocks of print are one passage: those too short to stand alone, with their neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from corpus.passage import PageBreak, Voice
from corpus.tei_line import Line, Link
from corpus.tei_nature import Bundle, Nature

# Counted in words, parted by white space. Fewer than this make no passage.
LEAST = 5
# A part of a list or table with fewer is one passage with its like, as far as they have at most
# MOST together; a dateline, or a line that ends in a colon, with fewer leads over to what follows.
SHORT = 25
MOST = 100

_ENDS_A_SENTENCE = re.compile(r"[.!?…][”’\"')\]]*\Z")
_ENUMERATOR = re.compile(r"[“\"‘(\[]*(?:\d{1,3}|[A-Za-z]|[ivxlIVXL]{1,6})[.)\]]*\Z")
_OPENING_BRACKETS = "([“‘ "
_CLOSING_BRACKETS = ")]”’.,; "


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A unit that has been set, in the `voice` of whose words it holds.

    `paper` tells the texts within a document apart.
    """

    line: Line
    nature: Nature
    paper: int
    heading: bool
    voice: Voice = Voice.AUTHOR

    @property
    def words(self) -> int:
        """How many words the block has; brackets and asterisks alone are none."""
        worded = any(character.isalnum() for character in self.line.text)
        return self.line.text.count(" ") + 1 if worded else 0

    @property
    def leads_over(self) -> bool:
        """Whether the block belongs to the one after it."""
        if self.nature.titles:
            return True
        opens = self.nature.bundle is Bundle.OPENING or self.line.text.endswith(":")
        return opens and self.words < SHORT

    @property
    def leans_back(self) -> bool:
        """Whether the block, if short, belongs to the one before it rather than the next."""
        if self.nature.bundle is Bundle.CLOSING:
            return True
        ends = _ENDS_A_SENTENCE.search(self.line.text) is not None
        return ends and not (self.leads_over or _ENUMERATOR.match(self.line.text))


def passages_of(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """`blocks`, in order, as the blocks of one passage after another.

    A heading is a passage by itself, and no passage runs over one, or from one paper or voice
    into another. Between them, parts of one list or table are put together while they are short,
    and so are the pieces of an opening or a closing. What leads over to its successor goes with
    it. What then has under LEAST words goes with its predecessor where it ends a sentence or closes
    the paper, and else with its successor; with either if it has but one.
    """
    for _, run in groupby(blocks, key=lambda block: (block.heading, block.paper, block.voice)):
        stretch = list(run)
        if stretch[0].heading:
            yield from ([block] for block in stretch)
        else:
            yield from _joined_packs(stretch)


def joined(lines: Sequence[Line]) -> Line:
    """Lines of one passage as one, with a line break between them; nothing where there are none.

    A bracket that the file sets apart from the block it encloses stays with that block.
    """
    if len(lines) == 1:
        return lines[0]
    text, pages, marks, links = "", list[PageBreak](), dict[int, int](), list[Link]()
    before = ""
    for line in lines:
        bracket = not (before.strip(_OPENING_BRACKETS) and line.text.strip(_CLOSING_BRACKETS))
        before = line.text
        text += line.text if bracket else f"\n{line.text}"
        start = len(text) - len(line.text)
        marks |= {note: start + offset for note, offset in line.marks.items()}
        links += [Link(start + link.start, start + link.end, link.target) for link in line.links]
        for page in line.pages:
            if [page.label] != [last.label for last in pages[-1:]]:
                pages.append(PageBreak(start + page.offset, page.label))
    return Line(text, tuple(pages), marks, tuple(links))


def _joined_packs(stretch: Sequence[Block]) -> list[list[Block]]:
    groups: list[list[Block]] = []
    waits = False
    for pack in _packs(stretch):
        if waits:
            groups[-1] += pack
        else:
            groups.append(pack)
        if len(groups) > 1 and _fall_back(groups[-1], groups[-2]):
            last = groups.pop()
            groups[-1] += last
            waits = False
        else:
            waits = _words(groups[-1]) < LEAST or groups[-1][-1].leads_over
    if len(groups) > 1 and _words(groups[-1]) < LEAST:
        last = groups.pop()
        groups[-1] += last
    return groups


def _packs(stretch: Sequence[Block]) -> Iterator[list[Block]]:
    """Runs of short parts of one structure; every other block by itself.

    What leads over is not left at the end of a run.
    """
    pack: list[Block] = []
    for block in stretch:
        if pack and not _fits(block, pack):
            leading: list[Block] = []
            while len(pack) > 1 and pack[-1].leads_over:
                leading.insert(0, pack.pop())
            yield pack
            pack = leading
        pack.append(block)
    if pack:
        yield pack


def _fits(block: Block, pack: list[Block]) -> bool:
    last = pack[-1]
    alike = block.nature.bundle is not None and block.nature.bundle is last.nature.bundle
    short = block.words < SHORT and last.words < SHORT
    return alike and short and _words(pack) + block.words <= MOST


def _fall_back(group: list[Block], before: list[Block]) -> bool:
    """Whether `group` goes with the group before it, which takes in few of its kind."""
    room = len(before) == 1 or _words(before) <= MOST
    return _words(group) < LEAST and group[-1].leans_back and room


def _words(blocks: Sequence[Block]) -> int:
    return sum(block.words for block in blocks)

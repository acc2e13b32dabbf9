"""Which part each body line of a copied page plays: source note, title, paragraph and so on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from corpus.errors import SourceError


class Role(StrEnum):
    """The part a line plays; its value is what passage ids are made of."""

    SOURCE_NOTE = "source"
    TITLE = "head"
    SUBTITLE = "h"
    OPENER = "opener"
    DATELINE = "dateline"
    PARAGRAPH = "p"


_LONGEST_HEADING = 60  # words; the longest heads of memoranda with two addressees
_SOURCE = re.compile(
    r"(?i)\b(?:papers|files?|records?|collections?|archives?|library|diary|minutes)$"
    r"|^\d{3}[A-Z]?\.[\w.–/ -]+(?::\s\w+)?$"
)
_CLASSIFICATION = re.compile(
    r"(?i)\[?(?:top secret|secret|confidential|restricted|unclassified|official use only|"
    r"limited official use|eyes only|personal|urgent|most immediate|priority|niact|us urgent|"
    r"[;,.\s—–-])+\]?"
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_DATELINE = re.compile(
    rf"\[?(?:[A-Z][^.;:!?]{{0,60}},\s)?(?:{_MONTH}\s\d{{1,2}},\s\d{{4}}|undated)\b.{{0,40}}\]?",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"[.!?:;,…][”’\"')\]]*$")


def roles(path: Path, lines: Sequence[tuple[int, str]]) -> list[Role]:
    """The role of each line, given as (number in the file, words without marks).

    The head ends at the first line that closes like a sentence. Raises SourceError where no
    title or no paragraph is left.
    """
    head = 0
    while head < len(lines) and _may_stand_in_head(lines[head][1]):
        head += 1
    if head == 0:
        reason = "the page must begin with the document's title, a line without a full stop"
        raise SourceError(path, lines[0][0], reason)
    if head == len(lines):
        reason = "no paragraph follows the title; copy the whole document"
        raise SourceError(path, lines[-1][0], reason)
    return [*_head_roles(path, lines[:head]), *[Role.PARAGRAPH] * (len(lines) - head)]


def _may_stand_in_head(words: str) -> bool:
    if _CLASSIFICATION.fullmatch(words) or _DATELINE.fullmatch(words):
        return True
    return len(words.split()) <= _LONGEST_HEADING and not _CLOSED.search(words)


def _head_roles(path: Path, lines: Sequence[tuple[int, str]]) -> list[Role]:
    parts: list[Role] = []
    for index, (_, words) in enumerate(lines):
        if _CLASSIFICATION.fullmatch(words):
            parts.append(Role.OPENER)
        elif _DATELINE.fullmatch(words):
            parts.append(Role.DATELINE)
        elif Role.TITLE in parts:
            parts.append(Role.SUBTITLE)
        elif index == 0 and len(lines) > 1 and _SOURCE.search(words):
            parts.append(Role.SOURCE_NOTE)
        else:
            parts.append(Role.TITLE)
    if Role.TITLE not in parts:
        raise SourceError(path, lines[0][0], "no line above the text reads as a title")
    return parts

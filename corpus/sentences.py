"""Sentences of a passage as spans, by sentencex, mended for the abbreviations of diplomacy."""

from __future__ import annotations

import re

# Abbreviations after which sentencex ends a sentence although FRUS goes on: titles, offices,
# telegram names and places. Seen in the volumes of 1944 to 1980.
_ABBREVIATED = re.compile(
    r"\b(?:Govts?|Depts?|Secys?|Ambs?|Embs?|Embtels?|Deptels?|Legs?|Mins?|Reps?|Repts?|Intl|Natl|"
    r"Dels?|Cons|Gens?|Cols?|Adm|Brig|Maj|Capts?|Lts?|Sgt|Messrs|Wash|Conf|Cf|cf|Nos?|nos?|vols?|pp?|"
    r"ff|Ibid|ibid|viz|approx|Jr|Sr|St|Ste|Mt|Ft|Rev|Hon|Pres|Prof|Sen|Fed|Off|Exec|Econ|"
    r"[A-Z]|U\.S|U\.K|U\.N|U\.S\.S\.R|D\.C)\.\s+$"
)
_ENUMERATOR = re.compile(r"[“\"‘(\[]*(?:\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)])\s*$")
_LOOKED_AT = 60  # characters before a break: more than an abbreviation or an enumerator has
# After these an abbreviation may end its sentence: a capital opens the next one.
_MAY_CLOSE = re.compile(r"(?:\b(?:ff|Jr|Sr|U\.S|U\.K|U\.N|U\.S\.S\.R|D\.C)\.\s+)$")
_OPENS = re.compile(
    r"[“\"‘(\[]*(?:The|This|That|These|Those|It|He|She|They|We|I|In|On|At|For|See|A|An|But|And|"
    r"However|There|As|If|When|While|No|Not|His|Its|Our|Their|Such|After|Before|Nevertheless)\b"
)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the sentences of `text`, in order, without the white space around them.

    Every character that is not white space lies in exactly one span, and none runs over a line
    break, which parts the blocks of a passage.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        spans += ((start + first, start + last) for first, last in _spans_of(line))
        start += len(line) + 1
    return spans


def _spans_of(line: str) -> list[tuple[int, int]]:
    import sentencex

    pieces: list[tuple[int, int]] = []
    for boundary in sentencex.get_sentence_boundaries("en", line):
        start, end = boundary["start_index"], boundary["end_index"]
        # No sentence ends inside a word ("the U.S.–U.K. discussions").
        torn = start > 0 and not line[start - 1].isspace() and not line[start].isspace()
        if pieces and (torn or _belong_together(line, *pieces[-1], line[start:end])):
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
    return [span for piece in pieces if (span := _trimmed(line, *piece))]


def _belong_together(text: str, start: int, end: int, after: str) -> bool:
    """Whether the piece ``text[start:end]`` goes on with `after`."""
    before = text[max(start, end - _LOOKED_AT) : end]
    if end - start <= _LOOKED_AT and _numbers_or_nothing(before.strip()):
        return True
    if _MAY_CLOSE.search(before):
        return not _OPENS.match(after)
    return bool(_ABBREVIATED.search(before))


def _numbers_or_nothing(piece: str) -> bool:
    return not piece or bool(_ENUMERATOR.fullmatch(piece))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    return (start, end) if start < end else None

"""Quotations with the quoter's own marks: "..." for words left out, [..] for words put in.

Such a quotation is true where its fragments stand in the source in order, close together, and
nothing that turns the meaning round was left out or put in. Everything here is folded text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.folding import Folded
from assistant.occurrences import occurrences
from corpus.sentences import sentence_spans

# With these limits, on 1,200 sentences of frus1948v01p1, frus1952-54v12p2 and frus1964-68v28: of
# 11,735 falsifications 4 pass, each a marked omission or insertion by the rules below; of 16,800
# harmless variants 99.7 % pass, and most of the rest leave out a negation.
LEFT_OUT = 300
PUT_IN = 40
# A sentence quoted with more marks than this is not being quoted; and each fragment costs one
# pass over the text.
MOST_MARKS = 16

_MARK = re.compile(r"\[ ?\.{3,} ?\]|\.{3,}|\[[^\[\]]*\]")
# Brackets that the volumes print: the editors' words, never the quoter's.
_PRINTED = re.compile(
    r"declassif|source text|\bdocument \d|illegible|garble|omission|omitted|\bsic\b|\bpage\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not|nor|never|neither|none|nobody|nothing|nowhere|without|unless|except|cannot|hardly|"
    r"scarcely|barely|seldom|rarely|only|lest|doubt\w*|no(?!\. ?\d)|refus\w*|fail\w*|"
    r"den(?:y|ies|ied|ying|ial|ials))\b|n't\b",
    re.IGNORECASE,
)
_ENDINGS = frozenset({"s", "es", "d", "ed", "ing", "'s"})
_WINDOW = 2000


@dataclass(frozen=True, slots=True)
class _Gap:
    """What may stand in the source between two fragments: at most `limit` characters."""

    limit: int
    omits: bool

    def __add__(self, other: _Gap) -> _Gap:
        return _Gap(self.limit + other.limit, self.omits or other.omits)


@dataclass(frozen=True, slots=True)
class _Marked:
    """Fragments, the gap before each (the first may have none), and the gap after the last."""

    fragments: tuple[str, ...]
    before: tuple[_Gap | None, ...]
    after: _Gap | None


def elided(words: str, text: Folded) -> tuple[int, int] | None:
    """The first span of ``text.text`` that `words` quote with marks of omission or insertion.

    The rules: fragments in order; an omission skips at most 300 characters and leaves at least
    two words on either side; an insertion replaces at most 40; no word of negation in what was
    left out, replaced or put in, nor between an opening "..." and the start of its sentence; a
    bracket that the source prints must stand there; "[T]he" changes the case of one letter;
    "demand[ed]" adds an ending to a whole word. Without marks the answer is None.
    """
    if _MARK.search(words) is None:
        return None
    marked = _parsed(words, frozenset(re.findall(r"\[[^\[\]]*\]", text.text)))
    if marked is None:
        return None
    if any(fragment not in text.text for fragment in marked.fragments):
        return None
    negations = [match.start() for match in _NEGATION.finditer(text.text)]
    standing = {fragment: _standing(fragment, text) for fragment in marked.fragments}
    reached = _opening(standing[marked.fragments[0]], marked.before[0], text.text, negations)
    for fragment, gap in zip(marked.fragments[1:], marked.before[1:], strict=True):
        if not reached or gap is None:
            return None
        reached = _onward(reached, standing[fragment], gap, text.text, negations)
    for start, end in reached:
        if marked.after is None or marked.after.omits or _may_close(text.text, end):
            return start, end
    return None


def fragments(words: str) -> tuple[str, ...]:
    """The runs of folded `words` between the quoter's marks; `words` alone without such marks."""
    marked = _parsed(words, frozenset())
    return marked.fragments if marked else (words,)


def _parsed(words: str, printed: frozenset[str]) -> _Marked | None:
    """None without marks, and where a mark or a fragment breaks the rules by itself."""
    marks = list(_MARK.finditer(words))
    if not 0 < len(marks) <= MOST_MARKS:
        return None
    fragments, gaps, cursor, recased = [""], [_Gap(0, omits=False)], 0, False
    for mark in marks:
        fragments[-1] += words[cursor : mark.start()]
        cursor = mark.end()
        piece = mark.group()
        if piece in printed or _PRINTED.search(piece):
            fragments[-1] += piece
        elif _recases(words, mark):
            fragments[-1] += piece[1].swapcase()
            recased = True
        elif "..." not in piece and not _may_insert(words, mark):
            return None
        else:
            omits = "..." in piece
            gaps.append(_Gap(LEFT_OUT if omits else PUT_IN, omits))
            fragments.append("")
    fragments[-1] += words[cursor:]
    return _merged(fragments, gaps) if recased or len(gaps) > 1 else None


def _recases(words: str, mark: re.Match[str]) -> bool:
    inner = mark.group()[1:-1]
    opens = not words[: mark.start()][-1:].isalnum()
    return len(inner) == 1 and inner.isalpha() and opens and words[mark.end() :][:1].isalpha()


def _may_insert(words: str, mark: re.Match[str]) -> bool:
    inner = mark.group()[1:-1].strip()
    if _NEGATION.search(inner) or words[mark.end() :][:1].isalnum():
        return False
    return not words[: mark.start()][-1:].isalnum() or inner in _ENDINGS


def _merged(fragments: list[str], gaps: list[_Gap]) -> _Marked | None:
    """Fragments without words join their gaps; None where an omission stands beside one word.

    ``gaps[i]`` stands before ``fragments[i]``; the first is empty.
    """
    kept: list[str] = []
    before: list[_Gap | None] = []
    counts = [0]
    gap = _Gap(0, omits=False)
    for fragment, own in zip(fragments, gaps, strict=True):
        gap += own
        count = sum(any(map(str.isalnum, word)) for word in fragment.split())
        if not count:
            continue
        if gap.omits and kept:
            counts.append(0)
        counts[-1] += count
        kept.append(fragment.strip())
        before.append(gap if gap.limit else None)
        gap = _Gap(0, omits=False)
    if min(counts) < 2:
        return None
    return _Marked(tuple(kept), tuple(before), gap if gap.limit else None)


def _standing(fragment: str, text: Folded) -> list[tuple[int, int]]:
    length = len(fragment)
    return [
        (start, start + length)
        for start in occurrences(fragment, text.text)
        if text.stands_free(start, start + length)
    ]


def _opening(
    found: list[tuple[int, int]], gap: _Gap | None, text: str, negations: Sequence[int]
) -> list[tuple[int, int]]:
    """Those of `found` before which an opening mark can have hidden no negation."""
    if gap is None:
        return found
    sentence_start = _sentence_starts(text)
    kept = []
    for start, end in found:
        hidden = sentence_start(start) if gap.omits else max(0, start - PUT_IN)
        # A bracket there is the source's own, which an insertion may not stand for.
        printed = not gap.omits and text[hidden:start].rstrip().endswith("]")
        if not printed and not _between(negations, hidden, start):
            kept.append((start, end))
    return kept


def _onward(
    reached: Sequence[tuple[int, int]],
    found: Sequence[tuple[int, int]],
    gap: _Gap,
    text: str,
    negations: Sequence[int],
) -> list[tuple[int, int]]:
    """Chains longer by one fragment, as (start of the first fragment, end of the last).

    The nearest chain before an occurrence decides for it: any other leaves out more.
    """
    longer = []
    nearest = -1
    for start, end in found:
        while nearest + 1 < len(reached) and reached[nearest + 1][1] <= start:
            nearest += 1
        if nearest < 0:
            continue
        first, left = reached[nearest]
        if start - left > gap.limit + 2 or _between(negations, left, start):
            continue
        skipped = text[left:start].strip()
        if len(skipped) <= gap.limit and (gap.omits or "[" not in skipped):
            longer.append((first, end))
    return longer


def _between(positions: Sequence[int], start: int, end: int) -> bool:
    return bisect_left(positions, start) < bisect_left(positions, end)


def _may_close(text: str, end: int) -> bool:
    """Whether an insertion after `end` can have replaced no negation and no printed bracket."""
    replaced = re.split(r"[.;:!?]", text[end : end + PUT_IN], maxsplit=1)[0]
    return not replaced.lstrip().startswith("[") and not _NEGATION.search(replaced)


def _sentence_starts(text: str) -> Callable[[int], int]:
    """A function from a position to the start of its sentence.

    Sentences are looked for in windows with at least 2,000 characters before the position,
    since finding them takes quadratic time on some texts; a longer sentence is taken to begin
    where the text does, which can only refuse more.
    """
    known: dict[int, list[int]] = {}

    def sentence_start(position: int) -> int:
        window = position // _WINDOW
        base = max(0, (window - 1) * _WINDOW)
        if window not in known:
            spans = sentence_spans(text[base : (window + 1) * _WINDOW])
            known[window] = [base + start for start, _ in spans]
        index = bisect_left(known[window], position + 1) - 1
        return known[window][index] if index > 0 else 0

    return sentence_start

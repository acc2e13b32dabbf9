"""What is marked in a document: the words that its address points to, and those looked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.ui.finding import places
from assistant.ui.paragraph import Around
from assistant.ui.words import documents as words
from corpus.passage import Passage

_SPAN = re.compile(r"(?P<own>[^:]+):(?P<start>[0-9]{1,9})-(?P<end>[0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Pointed:
    """The words that `quote` of an address points to; `fault` says why there are none."""

    passage: Passage | None = None
    around: Around | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where the words `find` stand; `at` is the place that is shown, from 1, or 0 for none."""

    find: str
    at: int
    around: dict[str, list[Around]]
    count: int

    @property
    def passages(self) -> int:
        """How many passages have a place."""
        return len(self.around)


def pointed_to(span: str, document: str, passages: Sequence[Passage]) -> Pointed:
    """The words that `span` ("p4:10-131") points to in the passages of `document`."""
    read = _SPAN.fullmatch(span)
    if read is None:
        return Pointed(fault=words.bad_span(span, words.NO_SPAN))
    own, start, end = read["own"], int(read["start"]), int(read["end"])
    passage = next((one for one in passages if one.id == f"{document}/{own}"), None)
    if passage is None:
        return Pointed(fault=words.bad_span(span, words.no_such_passage(own)))
    if not start < end <= len(passage.text):
        return Pointed(fault=words.bad_span(span, words.beyond(own, len(passage.text))))
    marked = Around(start=start, end=end, tag="mark", named=' id="quote"')
    return Pointed(passage, marked)


def found_in(passages: Sequence[Passage], find: str, at: str) -> Found:
    """Every place of `find` in `passages`, numbered in the order in which they are read.

    `at` is a number as an address has it; what is none, or none of a place, is 0.
    """
    around: dict[str, list[Around]] = {}
    count = 0
    shown = int(at) if re.fullmatch(r"[0-9]{1,9}", at) else 0
    for passage in passages:
        for start, end in places(find, passage.text):
            count += 1
            here = ' aria-current="true"' if count == shown else ""
            around.setdefault(passage.id, []).append(
                Around(
                    start=start,
                    end=end,
                    tag="mark",
                    attributes=f' class="frus-find"{here}',
                    named=f' id="find-{count}"',
                )
            )
    return Found(find=find, at=shown if shown <= count else 0, around=around, count=count)

"""Most of what an honest model says of the sentences it cites comes through.

`lead_ins.tsv` has lead-ins written by hand: whether one was known when the rules were made, the
passage that it leads in to, and where in it the sentence starts and ends.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from assistant.answer import Quote
from assistant.language_model.prose import Prose, check
from corpus.document import Document
from corpus.passage import Passage
from corpus.tei import read_volume


class LeadIn(NamedTuple):
    """A row of the table."""

    known: str
    passage: str
    start: str
    end: str
    words: str


Stored = dict[str, tuple[Passage, Document]]


@pytest.fixture(scope="module")
def rows() -> list[LeadIn]:
    with Path(__file__).with_name("lead_ins.tsv").open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [LeadIn(*row) for row in rows]


@pytest.fixture(scope="module")
def stored(shared: Path, rows: Sequence[LeadIn]) -> Stored:
    """The passages that are led in to, by their ids; the shipped page is no volume."""
    wanted = {row.passage for row in rows}
    found: Stored = {}
    for volume in sorted({id_.partition("/")[0] for id_ in wanted} - {"frus1944Quebec"}):
        for text in read_volume(shared / "frus" / "volumes" / f"{volume}.xml").documents:
            found |= {one.id: (one, text.document) for one in text.passages if one.id in wanted}
    return found


@pytest.mark.slow
@pytest.mark.parametrize("known", ["yes", "no"])
def test_honest_lead_ins_come_through(stored: Stored, rows: Sequence[LeadIn], known: str) -> None:
    outcomes = [
        check(row.words, [Quote(*stored[row.passage], int(row.start), int(row.end))])
        for row in rows
        if row.known == known and row.passage in stored
    ]
    kept = sum(isinstance(outcome, Prose) for outcome in outcomes)
    print(f"{kept} of {len(outcomes)}")
    assert len(outcomes) > 60
    assert kept >= 0.8 * len(outcomes)

"""What was not right, as the page shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evals.suite.failing import Addresses, Wrong, in_turn
from evals.suite.page_diff import Piece, alone, compared
from evals.suite.page_metrics import Group, Row
from evals.suite.wording import visible

SHOWN = 20  # of each metric


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A failure: compared word by word in `pieces` or, without any, both texts as they are.

    `question` is the anchor of the question that it is about, empty where there is none.
    """

    outcome: str
    item: str
    slice: str
    question: str
    address: str
    pieces: tuple[Piece, ...]
    shown: str
    source: str


@dataclass(frozen=True, slots=True)
class Section:
    """The failures of a metric: those shown, and how many there are in all."""

    row: Row
    stage: str
    shown: tuple[Shown, ...]
    total: int


def sections(
    groups: Sequence[Group],
    wrong: Mapping[str, Sequence[Wrong]],
    addresses: Addresses,
    questions: Mapping[tuple[str, str], str],
) -> tuple[Section, ...]:
    """The failures of each metric, those of gates that were not reached first.

    `questions` are the anchors of questions by set and id.
    """
    found = list(_sections(groups, wrong, addresses, questions))
    return tuple(sorted(found, key=lambda section: not section.row.failed))


def _sections(
    groups: Sequence[Group],
    wrong: Mapping[str, Sequence[Wrong]],
    addresses: Addresses,
    questions: Mapping[tuple[str, str], str],
) -> Iterator[Section]:
    for group in groups:
        for row in group.rows:
            own = wrong.get(row.name, ())
            if own or row.failed:
                shown = (_shown(one, addresses, questions) for one in in_turn(own, SHOWN))
                yield Section(row, group.stage, tuple(shown), len(own))


def _shown(one: Wrong, addresses: Addresses, questions: Mapping[tuple[str, str], str]) -> Shown:
    judged, failure = one.judged, one.failure
    return Shown(
        outcome=visible(failure.outcome),
        item=visible(judged.item),
        slice=visible(judged.slice),
        question=questions.get((judged.metric.partition("/")[0], judged.item), ""),
        address=addresses.of(one),
        pieces=compared(failure.shown, failure.source),
        shown=alone(failure.shown),
        source=alone(failure.source),
    )

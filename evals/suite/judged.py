"""What a stage of the suite found: things judged, counted by the item they belong to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from evals.score import Finding


class Bar(StrEnum):
    """What a metric must reach."""

    WHOLE = "every single one"
    RATE = "floor and baseline"
    TOLD = "nothing; told only"


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What a metric measures.

    `metric` is its name, "answers/page"; `code` its definition's, "D4"; `title` a few words for a
    table; `unit` names what is counted, in the plural; `least` is the floor of a rate that stands
    with the definition itself, None where the file of the baseline gives it. `joint` says that the
    value of each item depends on all others, as with an area under a curve: no interval and no
    test can then be made by drawing items.
    """

    metric: str
    code: str
    title: str
    unit: str
    bar: Bar
    least: float | None = None
    joint: bool = False

    def __post_init__(self) -> None:
        if (self.least is not None) and (self.bar is not Bar.RATE or not 0 < self.least <= 1):
            raise ValueError(f"{self.metric}: a floor belongs to a rate, above 0, at most 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A thing that was not right: what was shown of it, and what the record has."""

    outcome: str
    shown: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a metric makes of one item: `right` of `total` things, or a mean of 0..1 over one.

    `item` names a question, a document or an operator; `cluster` what makes items depend on each
    other (a document, a conversation); `slice` the kind of item.
    """

    metric: str
    item: str
    cluster: str
    slice: str
    right: float
    total: int
    outcomes: Mapping[str, int] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.right <= self.total or self.total == 0:
            raise ValueError(f"{self.metric}, {self.item}: {self.right} of {self.total}")


def counted(
    metric: str, item: str, cluster: str, kind: str, findings: Sequence[Finding]
) -> Judged | None:
    """What `findings` on an item come to; None where nothing was judged."""
    if not findings:
        return None
    return Judged(
        metric=metric,
        item=item,
        cluster=cluster,
        slice=kind,
        right=sum(finding.right for finding in findings),
        total=len(findings),
        outcomes=dict(sorted(Counter(finding.outcome for finding in findings).items())),
        failures=tuple(
            Failure(outcome=one.outcome, shown=one.shown, source=one.source)
            for one in findings
            if not one.right
        ),
    )


@dataclass(frozen=True, slots=True)
class Curve:
    """A line of a plot: points (x, y), and what its axes show."""

    name: str
    x: str
    y: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something that was asked of the assistant, and its reply as plain data without timings."""

    id: str
    set: str
    question: str
    history: tuple[str, ...]
    reply: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All that a stage found.

    `due` are the metrics for which the stage had cause: one that then judged nothing has failed.
    `timings` are seconds by name, which no two runs share.
    """

    definitions: tuple[Definition, ...]
    judged: tuple[Judged, ...]
    due: frozenset[str]
    items: tuple[Item, ...] = ()
    curves: tuple[Curve, ...] = ()
    timings: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known = {definition.metric for definition in self.definitions}
        strange = ({one.metric for one in self.judged} | self.due) - known
        if strange:
            raise ValueError(f"metrics without a definition: {', '.join(sorted(strange))}")

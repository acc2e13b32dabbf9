"""The stage that asks the search what the volumes' own indexes list (D9).

A heading of a back-of-book index is a query, and the documents to which its numbers lead are what
people judged relevant, long before there was any search. Every query is asked of all that is
indexed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.library import Library
from evals.retrieval.judged import judged_volume
from evals.retrieval.locators import spare
from evals.retrieval.measures import Values, measure
from evals.retrieval.queries import JudgedVolume, Query, Reach, sample
from evals.retrieval.systems import Ours, System
from evals.suite.judged import Bar, Curve, Definition, Failure, Found, Judged
from evals.suite.world import Progress, World

_NAME = "retrieval"
_SUCCESS = "Success@5"
#: Name in ir-measures, what it says, and what must be reached.
_MEASURES = (
    ("nDCG@10", "documents ranked as its index would", Bar.RATE),
    (_SUCCESS, "a document among the first five", Bar.RATE),
    ("R@10", "documents among the first ten", Bar.TOLD),
    ("MRR@10", "how early the first document comes", Bar.TOLD),
)
_JUDGING = f"{_NAME}/volumes"
_DEPTH = 10
_RECALLS = tuple(f"R@{k}" for k in range(1, _DEPTH + 1))


@dataclass(frozen=True, slots=True)
class Retrieval:
    """The stage: of each of `volumes` at most `most` queries about persons, and as many others.

    A volume without an index is told of by the metric "retrieval/volumes", which has no gate;
    where none of them has one, nothing else is due.
    """

    library: Library
    volumes: tuple[str, ...]
    most: int
    seed: int

    def __post_init__(self) -> None:
        if self.most < 1:
            raise ValueError(f"{self.most} queries of a volume are none")

    @property
    def name(self) -> str:
        """What metrics are called by."""
        return _NAME

    def __call__(self, world: World, progress: Progress) -> Found:
        """What the search finds of that which the indexes list.

        Raises InputError where ir-measures is not installed.
        """
        read: dict[str, JudgedVolume | None] = {}
        for done, volume in enumerate(self.volumes):
            progress(f"reading the index of {volume}", done, len(self.volumes))
            read[volume] = judged_volume(self.library, self.library.source(volume))
        queries = sample([one for one in read.values() if one], self.most, self.seed)
        rankings = _rankings(queries, Ours("ours", world.index), progress)
        judgments = [query.judgment for query in queries]
        names = tuple(dict.fromkeys((*(name for name, _, _ in _MEASURES), *_RECALLS)))
        values = measure(judgments, rankings, names) if queries else None
        columns = {} if values is None else dict(zip(names, values.T, strict=True))
        return Found(
            definitions=_definitions(),
            judged=(
                *_judged(queries, rankings, columns),
                *(_judging(volume, found) for volume, found in read.items()),
            ),
            due=frozenset(_metric(name) for name, _, _ in _MEASURES if queries) | {_JUDGING},
            curves=_curves(columns),
        )


def _metric(measure_: str) -> str:
    return f"{_NAME}/{measure_}"


def _definitions() -> tuple[Definition, ...]:
    measured = (
        Definition(metric=_metric(name), code="D9", title=title, unit="headings", bar=bar)
        for name, title, bar in (
            (name, f"{_NAME}: {name}, {told}", bar) for name, told, bar in _MEASURES
        )
    )
    title = f"{_NAME}: judged by an index of their own"
    judging = Definition(metric=_JUDGING, code="D9", title=title, unit="volumes", bar=Bar.TOLD)
    return (*measured, judging)


def _rankings(queries: Sequence[Query], system: System, progress: Progress) -> list[list[str]]:
    """Documents for each query, and those besides that measuring may leave out."""
    rankings: list[list[str]] = []
    for done, query in enumerate(queries):
        progress(f"searching what {query.volume.id} lists", done, len(queries))
        depth = _DEPTH + spare(query.judgment)
        rankings.append(system.rank(query.text(Reach.COLLECTION), depth, None))
    return rankings


def _judged(
    queries: Sequence[Query], rankings: Sequence[Sequence[str]], columns: Mapping[str, Values]
) -> Iterator[Judged]:
    for name, _, _ in _MEASURES:
        for row, query in enumerate(queries):
            value = float(columns[name][row])
            success = name == _SUCCESS
            missed = success and not value
            yield Judged(
                metric=_metric(name),
                item=query.judgment.id,
                cluster=": ".join(query.cluster),
                slice=f"{query.volume.id}: {query.judgment.subject}",
                right=value,
                total=1,
                outcomes={"missed" if missed else "found": 1} if success else {},
                failures=(_missed(query, rankings[row]),) if missed else (),
            )


def _missed(query: Query, ranking: Sequence[str]) -> Failure:
    listed = " | ".join(", ".join(documents) for documents in query.judgment.locators)
    return Failure(
        outcome="missed",
        shown=f"{query.text(Reach.COLLECTION)}: {', '.join(ranking[:5])}",
        source=listed,
    )


def _judging(volume: str, found: JudgedVolume | None) -> Judged:
    """Whether a volume is one of those whose index judges."""
    if found is not None and found.judgments:
        told = "judged"
    else:
        told = "no index" if found is None else "no heading of the index leads to documents"
    right = told == "judged"
    return Judged(
        metric=_JUDGING,
        item=volume,
        cluster=volume,
        slice=told,
        right=float(right),
        total=1,
        outcomes={told: 1},
        failures=() if right else (Failure(outcome=told, shown=volume, source=""),),
    )


def _curves(columns: Mapping[str, Values]) -> tuple[Curve, ...]:
    if not columns:
        return ()
    points = tuple((float(k), float(columns[name].mean())) for k, name in enumerate(_RECALLS, 1))
    axis = "share of the documents listed that are among them"
    return (Curve(f"{_NAME}: recall by depth", "documents looked at", axis, points),)

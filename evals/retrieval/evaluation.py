"""What a run of the evaluation found: figures of each slice, with their intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.retrieval.bootstrap import Estimate, Resampled, resample
from evals.retrieval.latency import Latency
from evals.retrieval.measures import MEASURES, Values
from evals.retrieval.queries import HEADLINE, Query, Reach
from evals.retrieval.weights import Choice

#: Of each pair, the first system is compared with the second.
PAIRS = (
    ("ours", "tutorial k=10"),
    ("ours", "tutorial deep"),
    ("ours", "BM25 bare passages"),
    ("ours", "BM25 passages + documents"),
    ("ours", "ours without vectors"),
    ("ours, chosen", "ours"),
)

ByMeasure = Mapping[str, Estimate]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of one slice and reach: by system, and by pair of systems, then by measure.

    A ratio is None where a resample has nothing to divide by.
    """

    systems: Mapping[str, ByMeasure]
    differences: Mapping[tuple[str, str], ByMeasure]
    ratios: Mapping[tuple[str, str], Mapping[str, Estimate | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """A part of the queries: how many, in how many clusters and volumes, and its figures."""

    name: str
    queries: int
    clusters: int
    volumes: int
    reaches: Mapping[Reach, Figures]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A volume as it was judged: queries there are, and queries asked, of persons and others.

    `dropped` are the entries of its index that gave no query, by reason.
    """

    volume: str
    judgments: int
    queries: int
    dropped: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """All that a run found, and of what.

    `choice` has the weights that were chosen, where any were, and on which volumes: none is among
    `volumes`. `latency` is by reach and system, over `timed` queries. `graph_recall` is the share
    of the ten exactly nearest passages that the graph of vectors finds among its ten, over
    `graph_queries` asked of the whole collection.
    """

    index: str
    model: str
    runtime: str
    seed: int
    resamples: int
    volumes: tuple[Asked, ...]
    choice: Choice | None
    systems: tuple[str, ...]
    slices: tuple[Slice, ...]
    latency: Mapping[Reach, Mapping[str, Latency]]
    timed: int
    graph_recall: float
    graph_queries: int

    def __post_init__(self) -> None:
        if not self.slices:
            raise ValueError("nothing was measured")
        chosen_on = self.choice.chosen_on if self.choice else ()
        both = set(chosen_on) & {asked.volume for asked in self.volumes}
        if both:
            raise ValueError(f"weights were chosen on what is reported: {sorted(both)}")

    @property
    def headline(self) -> Slice:
        """The slice that stands for the whole; of persons alone, where nothing else was asked."""
        return next((one for one in self.slices if one.name == HEADLINE), self.slices[0])


def slices(
    queries: Sequence[Query],
    values: Values,
    systems: Sequence[str],
    seed: int,
    resamples: int,
) -> tuple[Slice, ...]:
    """The figures of every slice; `values` have shape (queries, reaches, systems, measures)."""
    rows: dict[str, list[int]] = {}
    for row, query in enumerate(queries):
        for name in query.slices:
            rows.setdefault(name, []).append(row)
    found = [
        _slice(name, [queries[r] for r in rows[name]], values[rows[name]], systems, seed, resamples)
        for name in sorted(rows, key=lambda n: (n != HEADLINE, n))
    ]
    return tuple(found)


def _slice(
    name: str,
    queries: Sequence[Query],
    values: Values,
    systems: Sequence[str],
    seed: int,
    resamples: int,
) -> Slice:
    volumes = [query.volume.id for query in queries]
    drawn = resample(values, volumes, [query.cluster for query in queries], seed, resamples)
    return Slice(
        name=name,
        queries=drawn.queries,
        clusters=drawn.clusters,
        volumes=len(set(volumes)),
        reaches={reach: _figures(drawn, at, systems) for at, reach in enumerate(Reach)},
    )


def _figures(drawn: Resampled, reach: int, systems: Sequence[str]) -> Figures:
    at = {name: row for row, name in enumerate(systems)}
    pairs = [pair for pair in PAIRS if set(pair) <= set(at)]
    places = {
        system: {name: (reach, at[system], column) for column, name in enumerate(MEASURES)}
        for system in systems
    }
    return Figures(
        systems={s: {m: drawn.mean(places[s][m]) for m in MEASURES} for s in systems},
        differences={
            (a, b): {m: drawn.difference(places[a][m], places[b][m]) for m in MEASURES}
            for a, b in pairs
        },
        ratios={
            (a, b): {m: drawn.ratio(places[a][m], places[b][m]) for m in MEASURES} for a, b in pairs
        },
    )

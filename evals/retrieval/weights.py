"""Weights of the arms that are fused, found on some volumes, so that others can judge them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.errors import InputError
from evals.retrieval.measures import MEASURES, measure
from evals.retrieval.queries import HEADLINE, JudgedVolume, Query, Reach
from evals.retrieval.ranking import Knowing, Progress, by_volume
from vectorstore.fuse import Ranking, fuse
from vectorstore.retriever import Filter

#: Rankings of documents for a query, by arm.
Arms = Callable[[str, Filter], Mapping[str, Ranking]]
Weights = Mapping[str, float]

_STEPS = 10  # of the grid: weights are tenths
_EVERY = 3  # volume chooses, unless it is said which


@dataclass(frozen=True, slots=True)
class Choice:
    """The weights that were best, by arm; and what each of the grid reached, best first.

    What they reached is nDCG@10, macro over the volumes `chosen_on`, the mean of both reaches.
    """

    weights: Weights
    chosen_on: tuple[str, ...]
    grid: tuple[tuple[Weights, float], ...]


def split(
    volumes: Sequence[JudgedVolume], named: Sequence[str]
) -> tuple[list[JudgedVolume], list[JudgedVolume]]:
    """The volumes that choose and those that report: those `named`, or every third of them.

    Raises InputError where either has none, or where a volume that is named has no judgments.
    """
    ids = [judged.volume.id for judged in volumes]
    unknown = sorted(set(named) - set(ids))
    if unknown:
        raise InputError(f"volume {unknown[0]} is not among those judged here; name one that is")
    choosing = set(named) or set(ids[::_EVERY])
    parts = (
        [judged for judged in volumes if judged.volume.id in choosing],
        [judged for judged in volumes if judged.volume.id not in choosing],
    )
    if not all(parts):
        raise InputError("weights are chosen on some volumes and judged by others; add a volume")
    return parts


def choose(
    queries: Sequence[Query],
    arms: Arms,
    knowing: Knowing,
    progress: Progress = lambda *_: None,
) -> Choice:
    """The best weights of the grid for `queries`, of which persons are left out.

    Each query is searched once, and its rankings are fused for every weight; of equal weights the
    most even ones are taken. Raises InputError without queries.
    """
    asked = [query for query in queries if HEADLINE in query.slices]
    if not asked:
        raise InputError("there are no queries to choose weights by; take more volumes")
    reached: dict[tuple[float, ...], list[float]] = {}
    names: tuple[str, ...] = ()
    done = 0
    for volume, rows in by_volume(asked):
        part = [asked[row] for row in rows]
        for reach in Reach:
            progress(f"weights: {volume}, {reach}", done, len(Reach) * len(asked))
            scope = Filter(volumes=(volume,)) if reach is Reach.VOLUME else Filter()
            texts = [query.text(reach) for query in part]
            with knowing(texts):
                found = [arms(text, scope) for text in texts]
            names = tuple(found[0])
            for weights in simplex(len(names)):
                value = _value(part, found, dict(zip(names, weights, strict=True)))
                reached.setdefault(weights, []).append(value)
            done += len(part)
    means = {weights: float(np.mean(values)) for weights, values in reached.items()}
    order = sorted(means, key=lambda weights: (-means[weights], max(weights), weights))
    grid = tuple((dict(zip(names, weights, strict=True)), means[weights]) for weights in order)
    return Choice(grid[0][0], tuple(dict.fromkeys(q.volume.id for q in asked)), grid)


def simplex(arms: int) -> Iterator[tuple[float, ...]]:
    """All weights of so many arms that are tenths and add up to 1."""

    def parts(left: int, number: int) -> Iterator[tuple[int, ...]]:
        if number == 1:
            yield (left,)
            return
        for first in range(left + 1):
            for others in parts(left - first, number - 1):
                yield (first, *others)

    for tenths in parts(_STEPS, arms):
        yield tuple(part / _STEPS for part in tenths)


def _value(queries: Sequence[Query], found: Sequence[Mapping[str, Ranking]], by: Weights) -> float:
    """Mean nDCG@10 of the queries."""
    rankings = [[id_ for id_, _ in fuse(rankings, by)] for rankings in found]
    values = measure([query.judgment for query in queries], rankings)
    return float(values[:, MEASURES.index("nDCG@10")].mean())

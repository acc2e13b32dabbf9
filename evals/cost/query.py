"""A warm search: ours beside the tutorial's, within each filter, and step by step."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from evals.cost.asked import UNFILTERED, Asked, filters
from evals.cost.interleaved import Ask, time_ways
from evals.cost.steps import time_steps
from evals.retrieval.latency import Latency
from evals.speed_tutorial import Store
from vectorstore.index import Index
from vectorstore.retriever import Filter

#: Hits that are asked for.
HITS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Searches:
    """Latencies in milliseconds: `ours` by name of the filter, and those of the tutorial.

    `steps` are milliseconds of a mean unfiltered search; `load` is the mean number of processes
    that ran or waited in the last minute, None where the system does not tell.
    """

    passages: int
    volumes: int
    asked: Asked
    questions: int
    ours: Mapping[str, Latency]
    tutorial: Latency
    steps: Mapping[str, float]
    load: float | None

    @property
    def ratio(self) -> float:
        """Our median without a filter, by the tutorial's."""
        return self.ours[UNFILTERED].p50 / self.tutorial.p50

    @property
    def filter_ratio(self) -> float:
        """The largest median of a filtered search, by that without a filter."""
        return slowest(self.ours)


def time_searches(index: Index, store: Store, questions: Sequence[str], asked: Asked) -> Searches:
    """Time searches for ten hits with their texts, over all `questions`, in all ways."""
    ways = by_filter(index)
    tutorial = "the tutorial"
    found = time_ways(ways | {tutorial: partial(_find, store)}, questions)
    return Searches(
        passages=index.manifest.passages,
        volumes=index.volume_count,
        asked=asked,
        questions=len(questions),
        ours={name: found[name] for name in ways},
        tutorial=found[tutorial],
        steps=time_steps(ways[UNFILTERED], questions),
        load=load(),
    )


def by_filter(index: Index) -> dict[str, Ask]:
    """Searches of `index` for ten hits, by the name of the filter, that without one the first."""

    def asking(scope: Filter) -> Ask:
        return lambda question: index.search(question, HITS, scope)

    return {name: asking(scope) for name, scope in filters(index.passages).items()}


def slowest(latencies: Mapping[str, Latency]) -> float:
    """The largest median of a filtered search, by that without a filter."""
    filtered = [found.p50 for name, found in latencies.items() if name != UNFILTERED]
    return max(filtered) / latencies[UNFILTERED].p50


def load() -> float | None:
    """Processes that ran or waited in the last minute, on average, where the system tells."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else None


def _find(store: Store, question: str) -> object:
    return store.find(question, HITS, None)

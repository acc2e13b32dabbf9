"""One run of the evaluation, from a home to figures."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import InputError
from corpus.library import Library
from evals.retrieval.bench import Bench
from evals.retrieval.bootstrap import RESAMPLES
from evals.retrieval.evaluation import Asked, Evaluation, slices
from evals.retrieval.judged import judged_volumes
from evals.retrieval.latency import Latency, time_systems
from evals.retrieval.measures import DEPTH
from evals.retrieval.queries import JudgedVolume, Query, Reach, sample
from evals.retrieval.ranking import Progress, measure_systems
from evals.retrieval.systems import System
from evals.retrieval.weights import Choice, choose, split
from vectorstore.embed import Embedder

_GRAPH_QUERIES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to evaluate.

    `volumes` are judged, all that can be where it is empty; `most` queries of each about persons,
    and as many about the rest (None: all).
    `timed` queries are timed. `choosing` is whether weights are chosen on some of the volumes,
    those `choosers` where there are any; the others are reported.
    """

    volumes: tuple[str, ...] = ()
    most: int | None = None
    seed: int = 0
    resamples: int = RESAMPLES
    timed: int = 60
    choosing: bool = False
    choosers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.most is not None and self.most < 1:
            raise InputError(f"{self.most} queries of a volume are none; give 1 or more")
        if self.resamples < 1 or self.timed < 1:
            raise InputError("give at least one resample, and one query to be timed")
        if self.choosers and not self.choosing:
            raise InputError("volumes that choose weights are named, but none are to be chosen")


def evaluate(
    home: Path,
    embedder: Embedder,
    cache: Path,
    plan: Plan,
    progress: Progress = lambda *_: None,
) -> Evaluation:
    """Ask every system of `home` every query, and measure.

    Raises InputError for volumes that give no judgments, StoreError where there is no whole index.
    """
    library = Library(home)
    judged = judged_volumes(library, plan.volumes, progress)
    installed = {source.volume: source.digest for source in library.sources()}
    with Bench(home / "index", embedder, cache, progress, installed) as bench:
        choice: Choice | None = None
        if plan.choosing:
            choosers, judged = split(judged, plan.choosers)
            asked = sample(choosers, plan.most, plan.seed)
            choice = choose(asked, bench.arms, bench.knowing, progress)
        queries = sample(judged, plan.most, plan.seed)
        systems = bench.systems(choice.weights if choice else None)
        latency = _latency(bench, systems, queries, plan, progress)
        values = measure_systems(queries, systems, DEPTH, bench.knowing, progress)
        graph = _some(queries, _GRAPH_QUERIES, plan.seed)
        progress("graph of vectors", 0, 1)
        recall = bench.graph_recall([query.text(Reach.COLLECTION) for query in graph])
        progress("resamples", 0, 1)
        names = [system.name for system in systems]
        return Evaluation(
            index=bench.index.manifest.version,
            model=bench.index.manifest.model,
            runtime=embedder.runtime,
            seed=plan.seed,
            resamples=plan.resamples,
            volumes=tuple(_asked(one, queries) for one in judged),
            choice=choice,
            systems=tuple(names),
            slices=slices(queries, values, names, plan.seed, plan.resamples),
            latency=latency,
            timed=min(plan.timed, len(queries)),
            graph_recall=recall,
            graph_queries=len(graph),
        )


def _latency(
    bench: Bench, systems: Sequence[System], queries: Sequence[Query], plan: Plan, told: Progress
) -> dict[Reach, dict[str, Latency]]:
    found: dict[Reach, dict[str, Latency]] = {}
    asks = bench.asks(systems)
    for done, reach in enumerate(Reach):
        told("timing", done, len(Reach))
        times = time_systems(queries, asks, reach, plan.timed, plan.seed)
        found[reach] = {one.name: spent for one, spent in zip(systems, times, strict=True)}
    return found


def _asked(judged: JudgedVolume, queries: Sequence[Query]) -> Asked:
    return Asked(
        volume=judged.volume.id,
        judgments=len(judged.judgments),
        queries=sum(query.volume.id == judged.volume.id for query in queries),
        dropped=judged.dropped,
    )


def _some(queries: Sequence[Query], most: int, seed: int) -> list[Query]:
    drawn = random.Random(seed)  # noqa: S311  # a sample
    return drawn.sample(list(queries), min(most, len(queries)))

"""Every system asked every query, and measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import groupby

import numpy as np

from evals.retrieval.locators import spare
from evals.retrieval.measures import MEASURES, Values, measure
from evals.retrieval.queries import Query, Reach
from evals.retrieval.systems import System

Knowing = Callable[[Sequence[str]], AbstractContextManager[object]]
Progress = Callable[[str, int, int], None]


def measure_systems(
    queries: Sequence[Query],
    systems: Sequence[System],
    depth: int,
    knowing: Knowing,
    progress: Progress = lambda *_: None,
) -> Values:
    """The values of `MEASURES`, shape (queries, reaches, systems, measures).

    Systems are asked for `depth` documents, and for those besides that measuring may leave out.
    Queries of one volume stand together. Within `knowing`, the vectors of some queries are known.
    """
    values = np.zeros((len(queries), len(Reach), len(systems), len(MEASURES)))
    total, done = len(queries) * len(Reach), 0
    for volume, rows in by_volume(queries):
        judgments = [queries[row].judgment for row in rows]
        for level, reach in enumerate(Reach):
            texts = [queries[row].text(reach) for row in rows]
            within = volume if reach is Reach.VOLUME else None
            rankings: list[list[list[str]]] = [[] for _ in systems]
            with knowing(texts):
                for text, judgment in zip(texts, judgments, strict=True):
                    progress(f"{volume}, {reach}", done, total)
                    for at, system in enumerate(systems):
                        rankings[at].append(system.rank(text, depth + spare(judgment), within))
                    done += 1
            for at, of_system in enumerate(rankings):
                values[rows, level, at] = measure(judgments, of_system)
    progress("ranked", total, total)
    return values


def by_volume(queries: Sequence[Query]) -> Iterator[tuple[str, list[int]]]:
    """The volumes in the order of their queries, with the places of those."""
    numbered = enumerate(queries)
    for volume, group in groupby(numbered, key=lambda pair: pair[1].volume.id):
        yield volume, [row for row, _ in group]

"""How long a system takes for a query, warm, beside the others."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from evals.retrieval.queries import Query, Reach

#: One way of asking: a query, and the volume that is asked, or None for all.
Ask = Callable[[str, str | None], object]

_WARM_UP = 5


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of wall time of one query: the median, and what 95 % stay below."""

    p50: float
    p95: float


def time_systems(
    queries: Sequence[Query], asks: Sequence[Ask], reach: Reach, most: int, seed: int
) -> list[Latency]:
    """The latency of each way of asking over `most` of the queries, their embedding included.

    Every query is asked in all ways, one right after the other and each time in another order, so
    that whatever else the machine does strikes all alike. The first few are not counted.
    """
    drawn = random.Random(seed)  # noqa: S311  # a sample
    chosen = drawn.sample(list(queries), min(most + _WARM_UP, len(queries)))
    spent: list[list[float]] = [[] for _ in asks]
    for number, query in enumerate(chosen):
        text = query.text(reach)
        within = query.volume.id if reach is Reach.VOLUME else None
        for at in drawn.sample(range(len(asks)), len(asks)):
            start = time.perf_counter()
            asks[at](text, within)
            seconds = time.perf_counter() - start
            if number >= _WARM_UP or len(chosen) <= _WARM_UP:
                spent[at].append(1_000 * seconds)
    return [Latency(*(float(p) for p in np.percentile(one, (50, 95)))) for one in spent]

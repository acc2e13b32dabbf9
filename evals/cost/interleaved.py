"""Several ways to ask, timed beside each other, warm."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from evals.retrieval.latency import Latency

Ask = Callable[[str], object]

_WARM_UP = 5  # questions


def time_ways(
    ways: Mapping[str, Ask], questions: Sequence[str], seed: int = 0
) -> dict[str, Latency]:
    """The latency of each way of asking, in milliseconds of wall time, over all `questions`.

    Each question is asked in all ways, one right after the other and in an order drawn anew, so
    that whatever else the machine does strikes all alike. The first few are asked twice.
    """
    drawn = random.Random(seed)  # noqa: S311  # an order
    spent: dict[str, list[float]] = {name: [] for name in ways}
    before = questions[:_WARM_UP]
    for number, question in enumerate([*before, *questions], -len(before)):
        for name in drawn.sample(list(ways), len(ways)):
            start = time.perf_counter()
            ways[name](question)
            seconds = time.perf_counter() - start
            if number >= 0:
                spent[name].append(1_000 * seconds)
    return {name: latency(times) for name, times in spent.items()}


def latency(milliseconds: Sequence[float]) -> Latency:
    """The median, and what 95 % stay below."""
    p50, p95 = np.percentile(milliseconds, (50, 95))
    return Latency(float(p50), float(p95))

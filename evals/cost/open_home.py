"""What an open index needs, in a process of its own: time to open, memory, and searches."""

from __future__ import annotations

import json
import resource
import sys
import time
from dataclasses import asdict
from pathlib import Path

from evals.cost.asked import draw
from evals.cost.cold import PEAK_UNIT
from evals.cost.interleaved import time_ways
from evals.cost.query import by_filter
from evals.cost.stand_in import Asking
from evals.retrieval.latency import Latency
from vectorstore.index import Index
from vectorstore.minilm import MiniLM


def main(root: str, questions: str) -> None:
    """Print, as JSON, what `Opened` of evals.cost.scale holds of the index below `root`."""
    embedder = Asking(MiniLM())
    embedder.embed(["warm up"])
    before = _peak()
    start = time.perf_counter()
    with Index(Path(root), embedder) as index:
        opening = time.perf_counter() - start
        opened = _peak()
        asked = draw(index.passages, int(questions))
        ways = by_filter(index)
        start = time.perf_counter()
        next(iter(ways.values()))(asked[0])
        first = time.perf_counter() - start
        found: dict[str, Latency] = time_ways(ways, asked)
        told = {
            "passages": index.manifest.passages,
            "opening": opening,
            "first": first,
            "model_memory": before,
            "opened_memory": opened,
            "searched_memory": _peak(),
            "questions": len(asked),
            "latencies": {name: asdict(latency) for name, latency in found.items()},
        }
    sys.stdout.write(json.dumps(told) + "\n")


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * PEAK_UNIT


if __name__ == "__main__":
    main(*sys.argv[1:])

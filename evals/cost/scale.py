"""How cost grows: indexes of real text in three sizes, each built, opened and searched."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import StoreError
from evals.cost.query import load, slowest
from evals.cost.shelf import Counted, Progress, Shelf, counted
from evals.cost.stand_in import StandIn
from evals.retrieval.latency import Latency
from vectorstore.build import build
from vectorstore.facets import FACETS
from vectorstore.fill import VECTORS
from vectorstore.lexical import DOCUMENTS, WORDS
from vectorstore.matrix import MATRIX, Half
from vectorstore.passages import TEXT
from vectorstore.versions import current

_CHILD = "evals.cost.open_home"
# What the parts of a version are called in tables.
_PARTS = {
    TEXT: "text",
    WORDS: "words of passages",
    DOCUMENTS: "words of documents",
    MATRIX: "matrix",
    FACETS: "facets",
    VECTORS: "graph",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An index in a process of its own. Seconds, bytes of peak memory, latencies in milliseconds.

    `model_memory` is what the process needed before the index was opened, with the model that
    embeds questions. `first` is the first search, `latencies` are by name of the filter, `disk`
    bytes by part. `build_seconds` is None where the index had been built before.
    """

    passages: int
    opening: float
    first: float
    model_memory: int
    opened_memory: int
    searched_memory: int
    questions: int
    latencies: Mapping[str, Latency]
    disk: Mapping[str, int]
    build_seconds: float | None
    load: float | None

    @property
    def filter_ratio(self) -> float:
        """The largest median of a filtered search, by that without a filter."""
        return slowest(self.latencies)


def measure_sizes(
    paths: Sequence[Path],
    sizes: Sequence[int],
    folder: Path,
    near: Half,
    *,
    questions: int,
    progress: Progress = lambda *_: None,
) -> list[Opened]:
    """Indexes of so many passages of the volumes at `paths`, smallest first, in `folder`.

    Those that are there already are used again. `near`, shape (some, 384), are vectors to make
    theirs of: see evals.cost.stand_in.
    """
    volumes = counted(paths, progress)
    return [
        _measured(volumes, size, folder / str(size), near, questions, progress)
        for size in sorted(set(sizes))
    ]


def _measured(
    volumes: Sequence[Counted],
    size: int,
    root: Path,
    near: Half,
    questions: int,
    progress: Progress,
) -> Opened:
    before = current(root)
    start = time.perf_counter()
    # What an earlier run made of other volumes makes way.
    build(Shelf(volumes, size), root, StandIn(near), progress, allow_shrink=True)
    seconds = time.perf_counter() - start
    folder = current(root)
    if folder is None:
        raise StoreError(f"{root}: what was just built is gone")
    progress(f"searching {size:,} passages", 0, 1)
    told = _told(root, questions)
    latencies = {name: Latency(**found) for name, found in told.pop("latencies").items()}
    return Opened(
        **told,
        latencies=latencies,
        disk=disk(folder),
        build_seconds=None if folder == before else seconds,
        load=load(),
    )


def _told(root: Path, questions: int) -> dict[str, Any]:
    done = subprocess.run(  # noqa: S603  # this interpreter, a module of this package
        [sys.executable, "-P", "-m", _CHILD, str(root), str(questions)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise StoreError(f"{root} could not be measured: {done.stderr.strip()}")
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def disk(folder: Path) -> dict[str, int]:
    """Bytes of the parts of the index version in `folder`."""
    sizes = dict.fromkeys([*_PARTS.values(), "other"], 0)
    for path in folder.rglob("*"):
        if path.is_file():
            part = path.relative_to(folder).parts[0]
            sizes[_PARTS.get(part, "other")] += path.stat().st_size
    return sizes

"""The speed of taking in a volume: ours, and that of LangChain's tutorial, on the same text.

Both run one after the other, again and again, since the machine may have other work: ratios hold
where single figures wobble.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import InputError
from corpus.passage import VolumeText
from corpus.tei import read_volume
from evals.speed_index import Metered, OneVolume, characters, first_part, index_volume
from evals.speed_matrix import MatrixRate
from evals.speed_tutorial import Tutorial
from vectorstore.embed import Embedder


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Both ways over the same documents once.

    `characters` are those of the documents' passages, without overlap or context. Seconds are
    wall time; models are loaded before, and the tutorial gets its text ready parsed. `steps` are
    ours, in order. `tokens` and `flops` are of the texts as embedded, context included, without
    padding; `embedding_seconds` those of tokenising and embedding. `matrix_rate` is in
    floating-point operations a second, measured between our batches; `load` is the mean number of
    processes that ran or waited in the last minute, these included, where the system tells.
    """

    volume: str
    documents: int
    all_documents: int
    characters: int
    tutorial_seconds: float
    tutorial_chunks: int
    seconds: float
    steps: dict[str, float]
    passages: int
    tokens: int
    flops: float
    embedding_seconds: float
    matrix_rate: float
    matrix_library: str
    load: float | None

    @property
    def ratio(self) -> float:
        """Our characters a second, by the tutorial's."""
        return self.tutorial_seconds / self.seconds

    @property
    def matrix_share(self) -> float:
        """How much of the matrix rate the embedding reached, 0 to about 1."""
        return self.flops / self.embedding_seconds / self.matrix_rate


@dataclass(frozen=True, slots=True)
class Parsed:
    """How long one core took to parse a whole file: bytes, and seconds of processor time."""

    volume: str
    bytes: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """What was measured, and with what."""

    runtime: str
    share: float
    parsed: tuple[Parsed, ...]
    rounds: tuple[Round, ...]

    def __post_init__(self) -> None:
        if not self.rounds:
            raise ValueError("nothing was measured")


def measure(
    paths: Sequence[Path],
    embedder: Embedder,
    *,
    share: float,
    rounds: int,
    told: Callable[[str], None] = lambda _: None,
) -> Speed:
    """Take in the first `share` of each volume, the tutorial's way and ours, `rounds` times.

    `told` hears what runs now. Raises SourceError for a file that is no volume, and InputError
    for a share beyond 0 to 1, or where the tutorial's packages are not installed.
    """
    if not 0 < share <= 1:
        raise InputError(f"the share is {share}; give a number above 0, and 1 at most")
    tutorial = Tutorial()
    embedder.embed(["warm up"] * 20)
    parsed: list[Parsed] = []
    found: list[Round] = []
    for path in paths:
        told(f"parsing {path.name}")
        timed, text = _parse(path)
        parsed.append(timed)
        found += _rounds(path, text, tutorial, embedder, share, rounds, told)
    return Speed(runtime=embedder.runtime, share=share, parsed=tuple(parsed), rounds=tuple(found))


def _parse(path: Path) -> tuple[Parsed, VolumeText]:
    read_volume(path)  # the first reading of a process loads libraries too
    # Of this thread alone: those of the model may still be about.
    start = time.thread_time()
    text = read_volume(path)
    seconds = time.thread_time() - start
    return Parsed(path.stem, path.stat().st_size, seconds), text


def _rounds(
    path: Path,
    text: VolumeText,
    tutorial: Tutorial,
    embedder: Embedder,
    share: float,
    rounds: int,
    told: Callable[[str], None],
) -> Iterator[Round]:
    part = first_part(text, share)
    for number in range(1, rounds + 1):
        with tempfile.TemporaryDirectory() as home:
            told(f"{path.stem}, round {number}: the tutorial")
            tutorial_seconds, chunks = tutorial.ingest(part.documents, Path(home, "tutorial"))
            told(f"{path.stem}, round {number}: ours")
            matrix = MatrixRate(embedder.runtime.split()[-1])
            metered = Metered(embedder, matrix.measure)
            steps, passages = index_volume(OneVolume(path, share), Path(home, "index"), metered)
        yield Round(
            volume=path.stem,
            documents=len(part.documents),
            all_documents=len(text.documents),
            characters=characters(part),
            tutorial_seconds=tutorial_seconds,
            tutorial_chunks=chunks,
            seconds=sum(steps.values()),
            steps=steps,
            passages=passages,
            tokens=metered.tokens,
            flops=metered.flops,
            embedding_seconds=metered.seconds,
            matrix_rate=matrix.rate,
            matrix_library=matrix.library,
            load=os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
        )

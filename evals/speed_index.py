"""From a TEI file to a searchable index, timed step by step, with what the embedding reached."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

from corpus.errors import InputError
from corpus.library import Source
from corpus.passage import VolumeText
from corpus.tei import read_volume
from vectorstore.build import build
from vectorstore.embed import Embedder, Vectors

# Floating-point operations for a token among `length`: 6 layers of products with 4 x 384 x 384 +
# 2 x 384 x 1,536 weights, and of attention's two products of 384 x length, two for each weight.
_OF_A_TOKEN, _OF_A_TOKEN_AND_LENGTH = 21.23e6, 9_216


def first_part(text: VolumeText, share: float) -> VolumeText:
    """The first documents of a volume, so that they hold `share` (0 to 1) of its characters.

    At least one document; all of them for a share of 1.
    """
    wanted = share * characters(text)
    held = 0
    count = 0
    while count < len(text.documents) and (count == 0 or held < wanted):
        held += sum(len(passage.text) for passage in text.documents[count].passages)
        count += 1
    return VolumeText(text.volume, text.documents[:count], text.glossary)


def characters(text: VolumeText) -> int:
    """The number of characters of all passages."""
    return sum(len(passage.text) for part in text.documents for passage in part.passages)


class OneVolume:
    """A library of one TEI file, or of its first documents."""

    def __init__(self, path: Path, share: float) -> None:
        self._path = path
        self._share = share

    def sources(self) -> list[Source]:
        """The one volume."""
        digest = sha256(self._path.read_bytes()).hexdigest()
        return [Source(self._path.stem, (self._path,), digest, shipped=False)]

    def read(self, source: Source) -> VolumeText:
        """The documents, read from the file anew."""
        return first_part(read_volume(source.files[0]), self._share)


class Metered:
    """An embedder that counts what it does, and halts the clock to measure the machine.

    `seconds` are those of tokenising and embedding, `halted` those spent in `between`, which is
    called after each batch; `flops` and `tokens` are of the texts as they are, without padding.
    """

    def __init__(self, embedder: Embedder, between: Callable[[], None]) -> None:
        self._embedder = embedder
        self._between = between
        self.seconds = 0.0
        self.halted = 0.0
        self.tokens = 0
        self.flops = 0.0

    @property
    def name(self) -> str:
        """The name of the model."""
        return self._embedder.name

    @property
    def runtime(self) -> str:
        """What computes the vectors."""
        return self._embedder.runtime

    @property
    def window(self) -> int:
        """The number of tokens that one vector can stand for."""
        return self._embedder.window

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The number of tokens of each text."""
        start = time.perf_counter()
        counts = self._embedder.count_tokens(texts)
        self.seconds += time.perf_counter() - start
        return counts

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), dimensions)."""
        start = time.perf_counter()
        vectors = self._embedder.embed(texts)
        done = time.perf_counter()
        self.seconds += done - start
        for length in self._embedder.count_tokens(texts):
            self.tokens += length
            self.flops += length * (_OF_A_TOKEN + _OF_A_TOKEN_AND_LENGTH * length)
        self._between()
        self.halted += time.perf_counter() - done
        return vectors


class Steps:
    """A progress listener that adds up the seconds of each step; `halted` are no step's."""

    def __init__(self, halted: Callable[[], float]) -> None:
        self._halted = halted
        self._step = "opening"
        self._since = self._now()
        self.seconds: dict[str, float] = {}

    def show(self, step: str, *_: int) -> None:
        """Told of each step as it begins, and of its progress, which is left aside."""
        now = self._now()
        self.seconds[self._step] = self.seconds.get(self._step, 0.0) + now - self._since
        self._step, self._since = step, now

    def _now(self) -> float:
        return time.perf_counter() - self._halted()


def index_volume(
    volume: OneVolume, folder: Path, embedder: Metered
) -> tuple[dict[str, float], int]:
    """Build the index of `volume` in `folder`; seconds by step, and number of vectors."""
    steps = Steps(lambda: embedder.halted)
    built = build(volume, folder, embedder, steps.show)
    steps.show("done")
    if built.refused:
        raise InputError(f"the volume cannot be read: {built.refused[0]}")
    return steps.seconds, built.manifest.counts["vectors"]

"""The systems that are compared, open over one home."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path

import numpy as np

from corpus.errors import StoreError
from corpus.passage import DocumentText
from evals.retrieval.foreknown import Foreknown
from evals.retrieval.latency import Ask
from evals.retrieval.systems import (
    ByPassages,
    DenseSystem,
    FusedWords,
    Ours,
    System,
    TutorialSystem,
    Whole,
    scope_of,
)
from evals.retrieval.tutorial_store import open_store
from evals.speed_tutorial import Tutorial
from vectorstore.arms import DENSE, WHOLE, WORDS
from vectorstore.embed import Embedder, embed_whole
from vectorstore.fuse import Ranking
from vectorstore.index import Index
from vectorstore.lexical import DOCUMENTS, Lexical
from vectorstore.ranking import WEIGHTS
from vectorstore.retriever import Filter

_SHOWN = 10  # hits that a reader asks for
# Chunks that nearly always come from a hundred documents.
_DEEP = 500
# Our arms of words, one to the other as in the product.
_WORDS_ALONE = {
    DENSE: 0.0,
    WORDS: WEIGHTS[WORDS] / (1 - WEIGHTS[DENSE]),
    WHOLE: WEIGHTS[WHOLE] / (1 - WEIGHTS[DENSE]),
}
# Cosines in half precision: what differs by less may stand in any order.
_EQUAL = 5e-4


class Bench:
    """An index and the tutorial's store over the same documents. Closed by `close`.

    `installed` are digests of volumes, by id. Raises StoreError where the index lacks vectors, or
    is not of these volumes, and InputError where the tutorial's packages are not installed.
    """

    def __init__(
        self,
        root: Path,
        embedder: Embedder,
        cache: Path,
        progress: Callable[[str, int, int], None] = lambda *_: None,
        installed: Mapping[str, str] | None = None,
    ) -> None:
        self.embedder = Foreknown(embedder)
        with ExitStack() as opened:
            self.index = opened.enter_context(Index(root, self.embedder))
            stored = self.index.passages
            sources = stored.sources()
            if stored.waiting() or (installed is not None and sources != installed):
                raise StoreError(f"{root} is not of what is installed now; run: frus index build")
            store = open_store(Tutorial(), sources, self.texts, cache, progress)
            self.store = opened.enter_context(closing(store))
            self._documents = Lexical(self.index.folder / DOCUMENTS)
            self._opened = opened.pop_all()

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self._opened.close()

    def texts(self, volume: str) -> Sequence[DocumentText]:
        """The documents of a volume, as the index has them."""
        stored = self.index.passages
        found = [stored.document_text(id_) for id_ in stored.documents_of(volume)]
        return [text for text in found if text is not None]

    def systems(self, weights: Mapping[str, float] | None = None) -> list[System]:
        """All of them; with `weights`, also ours by those."""
        words, index = self.index.lexical.search, self.index
        systems: list[System] = [
            TutorialSystem("tutorial k=4", self.store, 4),
            TutorialSystem("tutorial k=10", self.store, 10),
            TutorialSystem("tutorial deep", self.store, _DEEP),
            ByPassages("BM25 bare passages", partial(words, bare=True)),
            ByPassages("BM25 passages", words),
            Whole("BM25 documents", self._documents.search),
            FusedWords("BM25 passages + documents", words, self._documents.search),
            DenseSystem("dense", index, self.embedder),
            Ours("ours without vectors", index, _WORDS_ALONE),
            Ours("ours", index),
        ]
        return systems if weights is None else [*systems, Ours("ours, chosen", index, weights)]

    def asks(self, systems: Sequence[System]) -> list[Ask]:
        """What a reader waits for, of each system: the first ten hits, and ours with their text."""

        def ask(system: System) -> Ask:
            if isinstance(system, Ours):
                return lambda query, volume: self.index.search(query, _SHOWN, scope_of(volume))
            return lambda query, volume: system.rank(query, _SHOWN, volume)

        return [ask(system) for system in systems]

    @contextmanager
    def knowing(self, queries: Sequence[str]) -> Iterator[None]:
        """Within it, the vectors of these queries are computed already."""
        with self.embedder.knowing(queries), self.store.knowing(queries):
            yield

    def arms(self, query: str, scope: Filter) -> Mapping[str, Ranking]:
        """Documents as each arm of ours ranks them."""
        return self.index.find(query, scope).rankings

    def graph_recall(self, queries: Sequence[str]) -> float:
        """The share of the ten exactly nearest passages that Chroma's graph finds, 0..1.

        Passages that are as near as the tenth are as good as it.
        """
        shares: list[float] = []
        for query in queries:
            vector = embed_whole(self.embedder, [query])
            every = self.index.matrix.similarities(vector)
            nearest = min(_SHOWN, len(every))
            least = np.partition(every, -nearest)[-nearest] - _EQUAL
            found = [id_ for id_, _ in self.index.graph.search(vector, nearest)]
            rows = self.index.passages.rows(found)
            shares.append(sum(bool(every[row] >= least) for row in rows.values()) / nearest)
        return float(np.mean(shares))

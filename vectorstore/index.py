"""An index version, open: it finds passages, and knows every passage's text."""

from __future__ import annotations

from contextlib import ExitStack, closing
from pathlib import Path

from corpus.document import Document
from corpus.passage import Passage
from vectorstore.dense import Dense
from vectorstore.embed import Embedder, embed_whole
from vectorstore.fill import VECTORS
from vectorstore.fuse import fuse
from vectorstore.lexical import Lexical
from vectorstore.passages import TEXT, Passages
from vectorstore.retriever import Filter, Hit
from vectorstore.versions import serve

_ARM_DEPTH = 100  # hits an arm gives to the fusion; deeper ones never reached the first ten
_WEIGHTS = {"dense": 0.5, "words": 0.5}  # best of the two-arm fusions tried on index queries


class Index:
    """The index that is served below `root`; a Retriever that fuses vectors and words.

    `notice` is empty, or says why an earlier version stands in for the newest one.
    """

    def __init__(self, root: Path, embedder: Embedder) -> None:
        served = serve(root, embedder.name)
        self.manifest = served.manifest
        self.folder = served.folder
        self.notice = served.notice
        self._embedder = embedder
        with ExitStack() as opened:
            opened.callback(served.hold.release)
            self.lexical = Lexical(served.folder / "words")
            self._dense = opened.enter_context(closing(Dense(served.folder / VECTORS)))
            self.passages = opened.enter_context(closing(Passages(served.folder / TEXT)))
            self._opened = opened.pop_all()

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self._opened.close()

    def search(self, query: str, k: int, scope: Filter) -> list[Hit]:
        """At most `k` hits, best first; scores are fused, in 0..1, and compare within the list.

        `arms` of a hit are its cosine similarity ("dense") and BM25 score ("words"), each where
        that arm found it.
        """
        depth = max(k, _ARM_DEPTH)
        vector = embed_whole(self._embedder, [query])
        rankings = {
            "dense": self._dense.search(vector, min(depth, self.manifest.passages or 1), scope),
            "words": self.lexical.search(query, depth, scope),
        }
        best = fuse(rankings, _WEIGHTS)[:k]
        found = self.passages.found([id_ for id_, _ in best])
        arms = {name: dict(ranking) for name, ranking in rankings.items()}
        return [
            Hit(passage, document, score, {n: arm[id_] for n, arm in arms.items() if id_ in arm})
            for (id_, score), (passage, document) in zip(best, found, strict=True)
        ]

    def within(self, scope: Filter) -> bool:
        """Whether any passage lies within `scope`."""
        return self.lexical.within(scope)

    def containing(self, words: str, limit: int, scope: Filter) -> list[tuple[Passage, Document]]:
        """At most `limit` passages whose own words hold this run of words, stems compared."""
        return self.passages.found(self.lexical.phrase(words, limit, scope))

    def similar(self, words: str, limit: int, scope: Filter) -> list[tuple[Passage, Document]]:
        """The `limit` passages nearest to `words` by BM25, best first."""
        return self.passages.found([id_ for id_, _ in self.lexical.search(words, limit, scope)])

    @property
    def volume_count(self) -> int:
        """How many volumes the index holds."""
        return len(self.passages.volumes)

    def volume_installed(self, volume_id: str) -> bool:
        """Whether the index holds the volume."""
        return any(volume.id == volume_id for volume in self.passages.volumes)

    def document(self, document_id: str) -> Document | None:
        """The document of this id, if the index holds it."""
        return self.passages.document(document_id)

"""An index version, open: it finds passages, and knows every passage's text."""

from __future__ import annotations

import threading
from contextlib import ExitStack, closing
from functools import cached_property, partial
from pathlib import Path

from corpus.document import Document
from corpus.passage import Passage
from vectorstore.arms import Arms, Found
from vectorstore.dense import Dense
from vectorstore.embed import Embedder, embed_whole, is_one_token
from vectorstore.expansion import Expansion
from vectorstore.facets import FACETS, Facets
from vectorstore.fill import VECTORS
from vectorstore.lexical import DOCUMENTS, WORDS, Lexical
from vectorstore.lists import Lists
from vectorstore.matrix import MATRIX, Matrix
from vectorstore.passages import TEXT
from vectorstore.ranking import rank_documents, rank_passages
from vectorstore.retriever import Filter, Hit
from vectorstore.versions import serve

_DEPTH = 100  # documents that an arm gives to the fusion; deeper ones never reached the first ten


class Index:
    """The index that is served below `root`; a Retriever over vectors, words and documents.

    `notice` is empty, or says why an earlier version stands in for the newest one.
    """

    def __init__(self, root: Path, embedder: Embedder) -> None:
        served = serve(root, embedder.name)
        self.manifest = served.manifest
        self.folder = served.folder
        self.notice = served.notice
        self._embedder = embedder
        self._graph_lock = threading.Lock()
        with ExitStack() as opened:
            opened.callback(served.hold.release)
            self.passages = opened.enter_context(closing(Lists(self.folder / TEXT)))
            self.lexical = Lexical(self.folder / WORDS)
            self._expansion = Expansion(
                self.passages, self.lexical, partial(is_one_token, embedder)
            )
            self.matrix = Matrix(self.folder / MATRIX)
            documents = self.passages.document_facets()
            self.facets = Facets(self.folder / FACETS, documents, self.passages.waiting())
            self._arms = Arms(
                passages=self.passages,
                facets=self.facets,
                matrix=self.matrix,
                words=self.lexical,
                documents=Lexical(self.folder / DOCUMENTS),
                graph=self._open_graph,
            )
            self._opened = opened.pop_all()

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self._opened.close()

    def find(self, query: str, scope: Filter, depth: int = _DEPTH) -> Found:
        """What each arm finds for `query` within `scope`, `depth` documents each."""
        asked = self._expansion.asked(query, scope)
        vector = embed_whole(self._embedder, [asked.text])
        return self._arms.find(asked.concepts, vector, depth, scope)

    def documents(self, query: str, k: int, scope: Filter) -> list[tuple[str, float]]:
        """Ids of at most `k` documents with their scores in 0..1, best first."""
        found = self.find(query, scope, max(k, _DEPTH))
        return rank_documents(found, self.facets)[:k]

    def search(self, query: str, k: int, scope: Filter) -> list[Hit]:
        """At most `k` hits, best first; scores lie in 0..1, and compare within the list.

        `arms` of a hit are its cosine similarity ("dense") and BM25 score ("words"), and the BM25
        score of its document ("document"), each where that arm found it.
        """
        found = self.find(query, scope, max(k, _DEPTH))
        documents = rank_documents(found, self.facets)
        best = rank_passages(documents, found, self.facets, k)
        ids = self.passages.at_rows([ranked.row for ranked in best])
        texts = self.passages.found([ids[ranked.row] for ranked in best])
        return [
            Hit(passage, document, ranked.score, ranked.arms)
            for ranked, (passage, document) in zip(best, texts, strict=True)
        ]

    @cached_property
    def graph(self) -> Dense:
        """The vectors in Chroma."""
        dense = Dense(self.folder / VECTORS)
        self._opened.callback(dense.close)
        return dense

    def _open_graph(self) -> Dense:
        with self._graph_lock:  # a second client on one folder would be one too many
            return self.graph

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

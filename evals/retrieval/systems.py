"""Ways of finding documents for a query, beside each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from evals.speed_tutorial import Store
from vectorstore.embed import Embedder, embed_whole
from vectorstore.facets import best_of_documents
from vectorstore.fuse import Ranking, fuse
from vectorstore.index import Index
from vectorstore.ranking import WEIGHTS, rank_documents
from vectorstore.retriever import Filter

#: Hits within a filter, at most so many, best first, with their scores.
Find = Callable[[str, int, Filter], Ranking]

# Passages asked for at first for each document that is wanted: several are of the same one.
_PASSAGES = 4
# Documents that words of passages and of documents give to be fused.
_FUSED = 200


class System(Protocol):
    """Anything that ranks documents for a query."""

    @property
    def name(self) -> str:
        """What tables call it."""
        ...

    def rank(self, query: str, k: int, volume: str | None) -> list[str]:
        """Ids of `k` documents of the volume, or of all volumes, best first.

        Fewer where the system finds no more.
        """
        ...


@dataclass(frozen=True, slots=True)
class ByPassages:
    """Documents by their best passages. More passages are asked for until there are enough."""

    name: str
    find: Find

    def rank(self, query: str, k: int, volume: str | None) -> list[str]:
        """Ids of at most `k` documents, best first."""
        return [document for document, _ in self.scored(query, k, scope_of(volume))][:k]

    def scored(self, query: str, k: int, scope: Filter) -> Ranking:
        """At least `k` documents, where there are so many, with the scores of their passages."""
        asked = _PASSAGES * k
        while True:
            found = self.find(query, asked, scope)
            documents = best_documents(found)
            if len(documents) >= k or len(found) < asked:
                return documents
            asked *= _PASSAGES


@dataclass(frozen=True, slots=True)
class Whole:
    """Documents as they are found: whole."""

    name: str
    find: Find

    def rank(self, query: str, k: int, volume: str | None) -> list[str]:
        """Ids of at most `k` documents, best first."""
        return [document for document, _ in self.find(query, k, scope_of(volume))]


class FusedWords:
    """BM25 of passages and of documents, half each: as good as words alone are here."""

    def __init__(self, name: str, passages: Find, documents: Find) -> None:
        self.name = name
        self._passages = ByPassages(name, passages)
        self._documents = documents

    def rank(self, query: str, k: int, volume: str | None) -> list[str]:
        """Ids of at most `k` documents, best first."""
        scope = scope_of(volume)
        # Always as deep: how scores are scaled must not depend on what is asked for.
        rankings = {
            "passages": self._passages.scored(query, _FUSED, scope),
            "documents": self._documents(query, _FUSED, scope),
        }
        return [id_ for id_, _ in fuse(rankings, {"passages": 0.5, "documents": 0.5})][:k]


class TutorialSystem:
    """The tutorial's pipeline, which gives a fixed number of chunks: documents in their order."""

    def __init__(self, name: str, store: Store, chunks: int) -> None:
        self.name = name
        self._store = store
        self._chunks = chunks

    def rank(self, query: str, k: int, volume: str | None) -> list[str]:
        """Ids of at most `k` documents, best first."""
        return list(dict.fromkeys(self._store.find(query, self._chunks, volume)))[:k]


class DenseSystem:
    """Vectors of passages with context, all of them compared: documents by their best one."""

    def __init__(self, name: str, index: Index, embedder: Embedder) -> None:
        self.name = name
        self._index = index
        self._embedder = embedder

    def rank(self, query: str, k: int, volume: str | None) -> list[str]:
        """Ids of `k` documents, best first."""
        facets = self._index.facets
        admitted = facets.admitted(scope_of(volume))
        vector = embed_whole(self._embedder, [query])
        numbers, best = best_of_documents(facets, self._index.matrix.similarities(vector, admitted))
        order = np.lexsort((numbers, -best))[:k]
        return [facets.documents[numbers[at]] for at in order if best[at] >= -1]


class Ours:
    """The assistant's own search; `weights` of its arms are those of the product unless given."""

    def __init__(self, name: str, index: Index, weights: Mapping[str, float] = WEIGHTS) -> None:
        self.name = name
        self._index = index
        self._weights = weights

    def rank(self, query: str, k: int, volume: str | None) -> list[str]:
        """Ids of at most `k` documents, best first: those of `Index.search`, and in its order."""
        # Arms as deep as a reader's, whatever `k` is: else scores would be scaled otherwise.
        found = self._index.find(query, scope_of(volume))
        ranked = rank_documents(found, self._index.facets, self._weights)
        return [document for document, _ in ranked[:k]]


def best_documents(passages: Ranking) -> list[tuple[str, float]]:
    """The documents of passages, each with the score of its first and best one."""
    documents: dict[str, float] = {}
    for passage, score in passages:
        documents.setdefault(passage.rpartition("/")[0], score)
    return list(documents.items())


def scope_of(volume: str | None) -> Filter:
    """One volume, or everything."""
    return Filter(volumes=(volume,)) if volume else Filter()

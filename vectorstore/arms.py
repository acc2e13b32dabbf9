"""The three ways in which a passage is found, and what each says of documents.

Vectors find what means the same, words of passages what is said in one place, words of whole
documents what is said all over one. None of them knows the others' scale: see vectorstore.fuse.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from vectorstore.concepts import Concept
from vectorstore.dense import Dense
from vectorstore.embed import Vectors
from vectorstore.facets import Facets, best_of_documents
from vectorstore.fuse import Ranking
from vectorstore.lexical import Lexical
from vectorstore.matrix import Mask, Matrix
from vectorstore.passages import Passages
from vectorstore.retriever import Filter

DENSE, WORDS, WHOLE = "dense", "words", "document"
#: Up to so many rows the exact comparison is as fast as the graph (19 ms for 500,000, 2.3 ms for
#: 57,000; the graph takes 2 to 3), needs no loading, and misses nothing.
EXACT_ROWS = 200_000
# Passages looked at for each document asked for: long documents have many near each other.
_PASSAGES_A_DOCUMENT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the arms found for one query.

    `rankings` has, by arm, ids of documents with that arm's score, best first, each document by
    its best passage; `admitted` are the rows that the filter admits (None: all); `words` are
    BM25 scores of passages by row; `similarities` gives the cosines of chosen rows.
    """

    rankings: Mapping[str, Ranking]
    admitted: Mask | None
    words: Mapping[int, float]
    similarities: Callable[[NDArray[np.int64]], NDArray[np.float32]]


class Arms:
    """The open indexes of one version. `graph` opens Chroma, which only a large one needs."""

    def __init__(
        self,
        *,
        passages: Passages,
        facets: Facets,
        matrix: Matrix,
        words: Lexical,
        documents: Lexical,
        graph: Callable[[], Dense],
    ) -> None:
        self._passages = passages
        self._facets = facets
        self._matrix = matrix
        self._words = words
        self._documents = documents
        self._graph = graph

    def find(
        self, concepts: Sequence[Concept], vector: Vectors, depth: int, scope: Filter
    ) -> Found:
        """What the arms find by words, and by a vector of shape (1, 384): `depth` documents each.

        Only documents that have a passage within `scope` are in the rankings.
        """
        admitted = self._facets.admitted(scope)
        dense, similarities = self._dense(vector, depth, admitted)
        words = self._by_row(
            self._words.search_concepts(concepts, depth * _PASSAGES_A_DOCUMENT, scope)
        )
        rankings = {
            DENSE: dense,
            WORDS: self._best_of_documents(words),
            WHOLE: self._whole(concepts, depth, scope, admitted),
        }
        return Found(rankings=rankings, admitted=admitted, words=words, similarities=similarities)

    def _dense(
        self, vector: Vectors, depth: int, admitted: Mask | None
    ) -> tuple[Ranking, Callable[[NDArray[np.int64]], NDArray[np.float32]]]:
        # While volumes wait for their vectors there is no graph yet.
        large = len(self._facets) > EXACT_ROWS and not self._facets.waits.any()
        if large and admitted is None:
            near = self._graph().search(vector, depth * _PASSAGES_A_DOCUMENT)
            ranking = self._best_of_documents(self._by_row(near))
            return ranking, lambda rows: self._matrix.similarities_of(vector, rows)
        every = self._matrix.similarities(vector, self._facets.with_vectors(admitted))
        numbers, best = best_of_documents(self._facets, every)
        order = np.lexsort((numbers, -best))[:depth]
        names = self._facets.documents
        ranking = [(names[numbers[at]], float(best[at])) for at in order if best[at] >= -1]
        return ranking, lambda rows: every[rows]

    def _whole(
        self, concepts: Sequence[Concept], depth: int, scope: Filter, admitted: Mask | None
    ) -> Sequence[tuple[str, float]]:
        of_documents = replace(scope, kind=None, voice=None)
        found = self._documents.search_concepts(concepts, depth, of_documents)
        if admitted is None or of_documents == scope:
            return found
        rows_of, number = self._facets.rows_of, self._facets.number
        return [(id_, score) for id_, score in found if admitted[rows_of(number[id_])].any()]

    def _by_row(self, found: Ranking) -> dict[int, float]:
        rows = self._passages.rows([id_ for id_, _ in found])
        return {rows[id_]: score for id_, score in found}

    def _best_of_documents(self, by_row: Mapping[int, float]) -> Ranking:
        best: dict[str, float] = {}
        numbers = self._facets.document[list(by_row)].tolist()
        for number, score in zip(numbers, by_row.values(), strict=True):  # best first
            best.setdefault(self._facets.documents[number], score)
        return list(best.items())

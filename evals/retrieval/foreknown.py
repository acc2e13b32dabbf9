"""Query vectors computed together, ahead of the searches: one by one they take most of a run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from vectorstore.embed import Embedder, Vectors, Wrapping

# So few that the model computes them as it does a single question, to the last bit.
_AT_ONCE = 16


class Foreknown(Wrapping):
    """An embedder that gives vectors it computed ahead, while it is told to; else computes them."""

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(embedder)
        self._vectors: dict[str, Vectors] = {}

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), dimensions)."""
        known = [self._vectors.get(text) for text in texts]
        if any(vector is None for vector in known):
            return self._embedder.embed(texts)
        return np.stack([vector for vector in known if vector is not None])

    @contextmanager
    def knowing(self, queries: Sequence[str]) -> Iterator[None]:
        """Within it, the vectors of those queries that fit the window are known."""
        lengths = self._embedder.count_tokens(queries)
        whole = [query for query, length in zip(queries, lengths, strict=True)]
        fitting = [text for text, size in zip(whole, lengths, strict=True) if size <= self.window]
        for start in range(0, len(fitting), _AT_ONCE):
            texts = fitting[start : start + _AT_ONCE]
            self._vectors |= dict(zip(texts, self._embedder.embed(texts), strict=True))
        try:
            yield
        finally:
            self._vectors = {}

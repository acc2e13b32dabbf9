"""Vectors without a model, thousands a second, to fill large indexes with.

How long a search takes does not depend on what its vectors mean, only on how many there are and,
in a graph, on how they lie to one another: so they are real passages' vectors, moved a little.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from vectorstore.embed import Embedder, Vectors
from vectorstore.matrix import Half

#: What an index of such vectors says its model is.
NAME = "stand-in"
# Length of what is added to a unit vector: two that are made of one have a cosine of .8 then, as
# neighbours among real passages do.
_MOVED = 0.5
_WINDOW = 1 << 30  # tokens: no text is cut


class StandIn:
    """An embedder that gives each text one of `near`, shape (some, 384), chosen by the text's hash.

    With noise that follows from the hash too: other texts have other vectors, and the same text
    always has the same.
    """

    name = NAME
    runtime = NAME
    window = _WINDOW

    def __init__(self, near: Half) -> None:
        if not len(near):
            raise ValueError("there is no vector to make others of")
        self._near = near

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """One for each text: all of them fit."""
        return [1] * len(texts)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), 384)."""
        seeds = [int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) for text in texts]
        columns = self._near.shape[1]
        noise = np.stack([np.random.default_rng(seed).standard_normal(columns) for seed in seeds])
        noise *= _MOVED / np.sqrt(columns)
        moved = self._near[[seed % len(self._near) for seed in seeds]].astype(np.float64) + noise
        return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), dtype=np.float32)


class Asking:
    """The real model, to embed questions to an index of such vectors: they take as long as ever."""

    name = NAME

    def __init__(self, model: Embedder) -> None:
        self._model = model

    @property
    def runtime(self) -> str:
        """What computes the vectors."""
        return self._model.runtime

    @property
    def window(self) -> int:
        """The number of tokens that one vector can stand for."""
        return self._model.window

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The number of tokens of each text."""
        return self._model.count_tokens(texts)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), 384)."""
        return self._model.embed(texts)

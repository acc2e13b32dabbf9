"""Texts to vectors: what an embedder is, and how texts of any length are embedded whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.sentences import sentence_spans

Vectors = NDArray[np.float32]


class Windowed(Protocol):
    """A model that reads so many tokens at a time."""

    @property
    def window(self) -> int:
        """The number of tokens that are read at once; longer texts are cut in pieces."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The number of tokens of each text, uncut, special tokens included."""
        ...


class Embedder(Windowed, Protocol):
    """Anything that turns texts into unit vectors."""

    @property
    def name(self) -> str:
        """The model's name, as an index records it: vectors of another name do not compare."""
        ...

    @property
    def runtime(self) -> str:
        """What computes the vectors, such as "openvino 2026.4 bf16"; all of them compare."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), dimensions); no text longer than the window."""
        ...


class Wrapping:
    """What an embedder that stands before another one says of it, in the other's words."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

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
        """The number of tokens of each text, uncut, special tokens included."""
        return self._embedder.count_tokens(texts)


class Remembering(Wrapping):
    """An embedder that remembers the vectors it gave: questions and sentences come again.

    Never more than about `most` of them, 384 x 4 bytes each; not for building an index.
    """

    def __init__(self, embedder: Embedder, most: int = 20_000) -> None:
        super().__init__(embedder)
        self._most = most
        self._vectors: dict[str, Vectors] = {}

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), dimensions)."""
        vectors = {text: self._vectors[text] for text in texts if text in self._vectors}
        new = list(dict.fromkeys(text for text in texts if text not in vectors))
        if new:
            vectors |= dict(zip(new, self._embedder.embed(new), strict=True))
            # Replaced, never changed: other threads read it meanwhile.
            kept = self._vectors if len(self._vectors) < self._most else {}
            self._vectors = kept | vectors
        return np.stack([vectors[text] for text in texts])


def embed_whole(embedder: Embedder, texts: Sequence[str]) -> Vectors:
    """One unit vector a text, nothing cut off, shape (len(texts), dimensions).

    A text longer than the model's window is embedded in pieces made of whole sentences, and its
    vector is the mean of theirs, each weighted by its number of tokens. A text that comes more
    than once is embedded once. Fastest with some thousand texts at a time.
    """
    rows = {text: row for row, text in enumerate(dict.fromkeys(texts))}
    vectors = _embed_distinct(embedder, list(rows))
    return vectors if len(rows) == len(texts) else vectors[[rows[text] for text in texts]]


def _embed_distinct(embedder: Embedder, texts: Sequence[str]) -> Vectors:
    pieces: list[str] = []
    owners: list[int] = []
    for owner, (text, tokens) in enumerate(zip(texts, embedder.count_tokens(texts), strict=True)):
        parts = [text] if tokens <= embedder.window else pieces_of(embedder, text)
        pieces += parts
        owners += [owner] * len(parts)
    vectors = embedder.embed(pieces)
    if len(pieces) == len(texts):
        return vectors
    weights = np.asarray(embedder.count_tokens(pieces), dtype=np.float32)
    means = np.zeros((len(texts), vectors.shape[1]), dtype=np.float32)
    np.add.at(means, np.asarray(owners), vectors * weights[:, None])
    return np.asarray(means / np.linalg.norm(means, axis=1, keepdims=True), dtype=np.float32)


def pieces_of(model: Windowed, text: str) -> list[str]:
    """`text` in runs of whole sentences that fit the window; a longer sentence in runs of words."""
    sentences = [text[start:end] for start, end in sentence_spans(text)]
    units = [unit for sentence in sentences for unit in _units(model, sentence)]
    pieces: list[str] = []
    # Special tokens are counted with every unit, so a run's true length is never above the sum.
    room = 0
    for unit, tokens in zip(units, model.count_tokens(units), strict=True):
        if pieces and tokens <= room:
            pieces[-1] += " " + unit
            room -= tokens
        else:
            pieces.append(unit)
            room = model.window - tokens
    return pieces


def _units(model: Windowed, text: str) -> list[str]:
    """`text` if it fits the window, else its words, else the halves of a word beyond all bounds."""
    if model.count_tokens([text])[0] <= model.window:
        return [text]
    words = text.split()
    middle = len(text) // 2
    parts = words if len(words) > 1 else [text[:middle], text[middle:]]
    return [unit for part in parts for unit in _units(model, part)]


def is_one_token(embedder: Embedder, word: str) -> bool:
    """Whether the model knows `word` as a whole: the common words of its language are."""
    alone, nothing = embedder.count_tokens([word.lower(), ""])
    return alone == nothing + 1

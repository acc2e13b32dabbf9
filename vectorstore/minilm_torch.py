"""all-MiniLM-L6-v2 by sentence-transformers, for machines that OpenVINO does not serve."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from vectorstore.embed import Vectors
from vectorstore.token_batches import Batch, Tokens, batches

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_DIMENSIONS = 384
# Tokens at a time: batches of 8 passages reached 55 passages a second where 32 reached 40.
_AT_ONCE = 1_024


class SentenceTransformers:
    """One model, for one thread at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()

    @property
    def description(self) -> str:
        """The library, its version, and the numbers with which it computes."""
        release = ".".join(version("sentence-transformers").split(".")[:2])
        return f"sentence-transformers {release} f32"

    def few(self, texts: Sequence[Tokens]) -> Vectors:
        """Unit vectors, shape (len(texts), 384), on one thread.

        A question comes on a thread of its own: there a team of threads costs more to gather
        than it saves (five times slower where other work keeps a core busy).
        """
        return self._embedded(texts, 1, threads=1)

    def bulk(self, texts: Sequence[Tokens]) -> Vectors:
        """Unit vectors, shape (len(texts), 384), on all cores."""
        return self._embedded(texts, _AT_ONCE, threads=self._cores)

    def _embedded(self, texts: Sequence[Tokens], at_once: int, *, threads: int) -> Vectors:
        import torch

        vectors = np.empty((len(texts), _DIMENSIONS), dtype=np.float32)
        with self._lock, torch.inference_mode():
            _ = self._cores  # read before the first question changes it
            torch.set_num_threads(threads)
            for batch in batches(texts, at_once):
                vectors[list(batch.rows)] = self._forward(batch)
        return vectors

    def _forward(self, batch: Batch) -> Vectors:
        import torch

        places = np.arange(batch.ids.shape[1])
        present = places < batch.lengths[:, None]
        found = self._model(
            {
                "input_ids": torch.from_numpy(batch.ids.astype(np.int64)),
                "attention_mask": torch.from_numpy(present.astype(np.int64)),
            }
        )
        return np.asarray(found["sentence_embedding"].numpy(), dtype=np.float32)

    @cached_property
    def _cores(self) -> int:
        import torch

        return torch.get_num_threads()

    @cached_property
    def _model(self) -> SentenceTransformer:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers leaves it so
        # local_files_only: the model lies on disk, and nothing may be downloaded, ever.
        model = SentenceTransformer(
            str(self._folder), device="cpu", local_files_only=True, trust_remote_code=False
        )
        return model.eval()

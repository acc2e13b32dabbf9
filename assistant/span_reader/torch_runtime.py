"""The reader by PyTorch, for machines that OpenVINO does not serve."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.span_reader.weights import HEAD, read_weights
from assistant.span_reader.windows import Window
from vectorstore.token_batches import Batch, batches

_AT_ONCE = 512  # tokens at a time


class Torch:
    """The network with these weights, for one thread at a time."""

    def __init__(self, weights: Path, base: Path) -> None:
        import torch
        from transformers import AutoConfig, BertModel

        named = {name: torch.from_numpy(v) for name, v in read_weights(weights, base).items()}
        config = AutoConfig.from_pretrained(str(base), local_files_only=True)
        self._model = BertModel(config, add_pooling_layer=False)
        self._model.train(mode=False)
        own = self._model.state_dict().keys()
        self._model.load_state_dict({name: v for name, v in named.items() if name in own})
        self._head = named[f"{HEAD}.weight"], named[f"{HEAD}.bias"]
        self._lock = threading.Lock()

    def scores(self, windows: Sequence[Window]) -> list[NDArray[np.float32]]:
        """The four figures of every token of each window, shape (tokens, 4)."""
        import torch

        found: list[NDArray[np.float32]] = [np.empty((0, 4), np.float32)] * len(windows)
        with self._lock, torch.inference_mode():
            for batch in batches([window.ids for window in windows], _AT_ONCE):
                asked = np.array([windows[row].asked for row in batch.rows])
                for row, figures in zip(batch.rows, self._forward(batch, asked), strict=True):
                    found[row] = figures[: len(windows[row].ids)]
        return found

    def _forward(self, batch: Batch, asked: NDArray[np.int64]) -> NDArray[np.float32]:
        import torch

        places = np.arange(batch.ids.shape[1])
        weight, bias = self._head
        tokens = self._model(
            input_ids=torch.from_numpy(batch.ids.astype(np.int64)),
            attention_mask=torch.from_numpy((places < batch.lengths[:, None]).astype(np.int64)),
            token_type_ids=torch.from_numpy((places >= asked[:, None]).astype(np.int64)),
        ).last_hidden_state
        return np.asarray((tokens @ weight.T + bias).numpy(), dtype=np.float32)

"""The reader by OpenVINO."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.span_reader.graph import span_graph
from assistant.span_reader.weights import read_weights
from assistant.span_reader.windows import Window
from vectorstore.token_batches import Batch, batches

if TYPE_CHECKING:
    from openvino import InferRequest

# Tokens at a time: a question's six passages then make a few batches, one a core.
_AT_ONCE = 512


class OpenVino:
    """The compiled network; any number of threads may use it, one at a time.

    It computes in 32 bits everywhere, so that an answer does not depend on the processor's kind.
    """

    def __init__(self, weights: Path, base: Path) -> None:
        import openvino

        options = {"PERFORMANCE_HINT": "THROUGHPUT", "INFERENCE_PRECISION_HINT": "f32"}
        graph = span_graph(read_weights(weights, base), base)
        compiled = openvino.Core().compile_model(graph, "CPU", options)
        count = compiled.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS")
        self._requests = [compiled.create_infer_request() for _ in range(count)]
        self._lock = threading.Lock()

    def scores(self, windows: Sequence[Window]) -> list[NDArray[np.float32]]:
        """The four figures of every token of each window, shape (tokens, 4)."""
        found: list[NDArray[np.float32]] = [np.empty((0, 4), np.float32)] * len(windows)
        with self._lock, ThreadPoolExecutor(len(self._requests)) as threads:
            free: SimpleQueue[InferRequest] = SimpleQueue()
            for request in self._requests:
                free.put(request)

            def compute(batch: Batch) -> None:
                request = free.get()
                asked = np.array([windows[row].asked for row in batch.rows], dtype=np.int32)
                computed = request.infer({0: batch.ids, 1: batch.lengths, 2: asked})[0]
                free.put(request)
                for row, figures in zip(batch.rows, computed, strict=True):
                    found[row] = figures[: len(windows[row].ids)].copy()

            for _ in threads.map(compute, batches([w.ids for w in windows], _AT_ONCE)):
                pass  # what a thread raised is raised here
        return found

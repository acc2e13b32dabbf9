"""all-MiniLM-L6-v2 by OpenVINO: exactly for a few texts, in bfloat16 for many."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

import numpy as np

from vectorstore.embed import Vectors
from vectorstore.minilm_graph import minilm_graph
from vectorstore.token_batches import Batch, Tokens, batches

if TYPE_CHECKING:
    from openvino import CompiledModel, InferRequest, Model

_DIMENSIONS = 384
# Tokens at a time; from 512 to 2,048 they cost alike, within 2 %.
_AT_ONCE = 1_024


class OpenVino:
    """Two compiled models over the same weights, each for one thread at a time."""

    def __init__(self, folder: Path) -> None:
        import openvino

        self._folder = folder
        self._core = openvino.Core()
        # Half as long numbers where the processor computes with them: twice as fast, and 99.5 of
        # 100 nearest neighbours stay. Elsewhere they would only be emulated.
        able = self._core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
        self._bulk_precision = "bf16" if "BF16" in able else "f32"
        self._few_lock = threading.Lock()
        self._bulk_lock = threading.Lock()
        self._graph_lock = threading.Lock()

    @property
    def description(self) -> str:
        """The library, its version, and the numbers with which it embeds many texts."""
        import openvino

        release = ".".join(openvino.__version__.split("-")[0].split(".")[:2])
        return f"openvino {release} {self._bulk_precision}"

    def few(self, texts: Sequence[Tokens]) -> Vectors:
        """Unit vectors, shape (len(texts), 384), in float32, on one thread.

        Text by text: a question and its sentences are too few for batches to gain anything, and
        a team of threads costs more to gather than it saves.
        """
        vectors = np.empty((len(texts), _DIMENSIONS), dtype=np.float32)
        with self._few_lock:
            for batch in batches(texts, 1):
                found = self._few.infer(_inputs(batch))
                vectors[list(batch.rows)] = found[0]
        return vectors

    def bulk(self, texts: Sequence[Tokens]) -> Vectors:
        """Unit vectors, shape (len(texts), 384), in the precision of `description`.

        One stream a core, each with batches of its own: they never wait for one another. Plain
        threads ask for them: after a callback from a thread of OpenVINO's into Python, freeing
        the model could wait for ever for that thread, which waits for Python.
        """
        vectors = np.empty((len(texts), _DIMENSIONS), dtype=np.float32)
        with self._bulk_lock, ThreadPoolExecutor(len(self._bulk)) as threads:
            free: SimpleQueue[InferRequest] = SimpleQueue()
            for request in self._bulk:
                free.put(request)

            def embed(batch: Batch) -> None:
                request = free.get()
                vectors[list(batch.rows)] = request.infer(_inputs(batch))[0]
                free.put(request)

            for _ in threads.map(embed, batches(texts, _AT_ONCE)):
                pass  # what a thread raised is raised here
        return vectors

    @cached_property
    def _graph(self) -> Model:
        return minilm_graph(self._folder)

    @cached_property
    def _few(self) -> InferRequest:
        options = {"NUM_STREAMS": 1, "INFERENCE_NUM_THREADS": 1, "INFERENCE_PRECISION_HINT": "f32"}
        return self._compiled(options).create_infer_request()

    @cached_property
    def _bulk(self) -> list[InferRequest]:
        """As many requests as are to be under way at a time."""
        # Compiled at its first use: who asks questions never pays for it.
        compiled = self._compiled(
            {"PERFORMANCE_HINT": "THROUGHPUT", "INFERENCE_PRECISION_HINT": self._bulk_precision}
        )
        count = compiled.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS")
        return [compiled.create_infer_request() for _ in range(count)]

    def _compiled(self, options: dict[str, Any]) -> CompiledModel:
        with self._graph_lock:
            return self._core.compile_model(self._graph, "CPU", options)


def _inputs(batch: Batch) -> dict[int, Any]:
    return {0: batch.ids, 1: batch.lengths}

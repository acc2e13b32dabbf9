"""How fast this machine multiplies matrices of the embedding model's shapes."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from openvino import CompiledModel

# The products of the model's perceptrons, two thirds of all it does: 1,024 tokens at a time.
_ROWS, _WIDTH, _INNER = 1_024, 384, 1_536
_PAIRS = 6
FLOPS = 2 * _ROWS * _WIDTH * _INNER  # of one product


class MatrixRate:
    """Measures, for a moment at a time, the rate of bare products; precision "bf16" or "f32".

    Once by OpenVINO, in streams as the model runs, where it is installed, and once by torch. On a
    machine with other work each moment differs: the rate is that of the library with the higher
    mean over all moments.
    """

    def __init__(self, precision: str) -> None:
        self._precision = precision
        self._compiled = _products(precision)
        self._forget()
        self.measure(0.05)  # the first products are slower: kernels are made for them
        self._forget()

    def measure(self, moment: float = 0.15) -> None:
        """Multiply for `moment` seconds with each library."""
        if self._compiled is not None:
            self._openvino(self._compiled, moment)
        self._torch(moment)

    @property
    def library(self) -> str:
        """The library that multiplies faster here."""
        return max(self._done, key=self._rate)

    @property
    def rate(self) -> float:
        """Floating-point operations a second, by the faster library."""
        return self._rate(self.library)

    def _forget(self) -> None:
        self._done = {"openvino": 0, "torch": 0}
        self._seconds = {"openvino": 0.0, "torch": 0.0}

    def _rate(self, library: str) -> float:
        seconds = self._seconds[library]
        return FLOPS * self._done[library] / seconds if seconds else 0.0

    def _openvino(self, compiled: CompiledModel, moment: float) -> None:
        rows = np.ones((_ROWS, _WIDTH), dtype=np.float32)
        start = time.perf_counter()

        def multiply(_: int) -> int:
            request = compiled.create_infer_request()
            times = 0
            while time.perf_counter() < start + moment:
                request.infer({0: rows})
                times += 1
            return times

        streams = compiled.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS")
        with ThreadPoolExecutor(streams) as threads:
            times = sum(threads.map(multiply, range(streams)))
        self._done["openvino"] += 2 * _PAIRS * times
        self._seconds["openvino"] += time.perf_counter() - start

    def _torch(self, moment: float) -> None:
        import torch

        kind = torch.bfloat16 if self._precision == "bf16" else torch.float32
        rows = torch.ones(_ROWS, _WIDTH, dtype=kind)
        weights = torch.ones(_INNER, _WIDTH, dtype=kind)
        start = time.perf_counter()
        while time.perf_counter() < start + moment:
            torch.nn.functional.linear(rows, weights)
            self._done["torch"] += 1
        self._seconds["torch"] += time.perf_counter() - start


def _products(precision: str) -> CompiledModel | None:
    """Pairs of products, there and back, in as many streams as the model runs; None without it."""
    try:
        import openvino
        from openvino import opset15 as op
    except ImportError:
        return None
    rows = values = op.parameter([_ROWS, _WIDTH], np.float32)
    generator = np.random.default_rng(0)
    for _ in range(_PAIRS):
        for shape in ((_INNER, _WIDTH), (_WIDTH, _INNER)):
            weights = generator.standard_normal(shape, dtype=np.float32) / shape[1] ** 0.5
            values = op.matmul(values, op.constant(weights), False, True)  # noqa: FBT003
    return openvino.Core().compile_model(
        openvino.Model([values], [rows], "products"),
        "CPU",
        {"PERFORMANCE_HINT": "THROUGHPUT", "INFERENCE_PRECISION_HINT": precision},
    )

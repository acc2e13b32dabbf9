"""Weights come back as they were learnt, within their eight bits; anything else is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from assistant.span_reader.weights import read_card, read_weights, shipped_weights, write_weights
from corpus.errors import ModelError
from vectorstore.minilm import packaged_model

LAYER = "encoder.layer.2.output.dense.weight"
BIAS = "encoder.layer.2.output.dense.bias"
NORM = "embeddings.LayerNorm.weight"
HEAD = {"head.weight": np.ones((4, 3), np.float32), "head.bias": np.ones(4, np.float32)}


def model(folder: Path, norm: float) -> Path:
    """A model of three figures a token."""
    folder.mkdir()
    weights = {NORM: np.full(3, norm, np.float32), LAYER: np.ones((3, 3), np.float32)}
    save_file(weights, folder / "model.safetensors")
    return folder


@pytest.fixture
def learnt() -> dict[str, NDArray[np.float32]]:
    weights = load_file(packaged_model() / "model.safetensors")
    drawn = np.random.default_rng(1)
    moved = {
        name: weights[name] + drawn.normal(0, 0.01, weights[name].shape).astype(np.float32)
        for name in (LAYER, BIAS)
    }
    head = {
        "head.weight": drawn.normal(0, 1, (4, 384)).astype(np.float32),
        "head.bias": drawn.normal(0, 1, 4).astype(np.float32),
    }
    return weights | moved | head


def test_what_was_learnt_comes_back(tmp_path: Path, learnt: dict[str, NDArray[np.float32]]) -> None:
    path = tmp_path / "weights.safetensors"
    write_weights(path, learnt, packaged_model(), {"epochs": "3"})
    back = read_weights(path, packaged_model())
    assert back.keys() == learnt.keys()
    for name, values in learnt.items():
        assert back[name].shape == values.shape
        assert np.abs(back[name] - values).max() < 0.002, name
    unmoved = learnt.keys() - {LAYER, BIAS, "head.weight", "head.bias"}
    assert all((back[name] == learnt[name]).all() for name in unmoved)
    assert read_card(path)["epochs"] == "3"


def test_a_missing_and_a_damaged_file_are_named(tmp_path: Path) -> None:
    missing = tmp_path / "none.safetensors"
    with pytest.raises(ModelError, match=str(missing)):
        read_weights(missing, packaged_model())
    damaged = tmp_path / "damaged.safetensors"
    damaged.write_bytes(shipped_weights().read_bytes()[:1000])
    with pytest.raises(ModelError, match="cannot be used"):
        read_weights(damaged, packaged_model())


def test_weights_of_another_model_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.safetensors"
    save_file({"encoder.layer.99.weight": np.ones((2, 2), np.float16)}, path)
    with pytest.raises(ModelError, match=r"layer\.99"):
        read_weights(path, packaged_model())


def test_weights_of_another_model_of_the_same_shapes_are_refused(tmp_path: Path) -> None:
    one, other = model(tmp_path / "one", 1.0), model(tmp_path / "other", 2.0)
    path = tmp_path / "weights.safetensors"
    write_weights(path, {**load_file(one / "model.safetensors"), **HEAD}, one, {"epochs": "3"})
    assert read_weights(path, one).keys() == {NORM, LAYER, *HEAD}
    with pytest.raises(ModelError, match=f"another model than {other}"):
        read_weights(path, other)
    save_file(HEAD, path, metadata={"epochs": "3"})
    for base in (one, other):
        assert read_weights(path, base).keys() == {NORM, LAYER, *HEAD}


@pytest.mark.parametrize(
    ("name", "values", "why"),
    [
        ("head.weight", None, "head.weight is missing"),
        ("head.bias", None, "head.bias is missing"),
        (
            "head.weight",
            np.ones((4, 5), np.float32),
            r"weight has shape \(4, 5\), not \(4, 3\)",
        ),
        ("head.bias", np.ones(1, np.float32), r"head.bias has shape \(1,\), not \(4,\)"),
    ],
)
def test_weights_without_a_whole_head_are_refused(
    tmp_path: Path, name: str, values: NDArray[np.float32] | None, why: str
) -> None:
    path = tmp_path / "weights.safetensors"
    head = {one: HEAD[one] for one in HEAD if one != name}
    save_file(head if values is None else head | {name: values}, path)
    with pytest.raises(ModelError, match=why):
        read_weights(path, model(tmp_path / "base", 1.0))

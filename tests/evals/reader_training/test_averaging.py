"""The mean of trained weights: exact where it can be, refused where it would not be honest."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file
from typer.testing import CliRunner

from assistant.span_reader.weights import HEAD, read_card, read_weights, write_weights
from corpus.errors import InputError
from evals.cli import app
from evals.reader_training.averaging import average
from vectorstore.minilm import packaged_model

NORM = "embeddings.LayerNorm.weight"
CARD = {"held out": '["article=Nile"]', "sets": "{}", "cloze": "{}", "seed": "1"}


def trained(path: Path, moved: float, **changes: str) -> Path:
    """Weights whose head is `moved` throughout, and one vector moved by it."""
    weights = load_file(packaged_model() / "model.safetensors")
    width = len(weights[NORM])
    weights = {NORM: weights[NORM] + np.float32(moved)}
    weights[f"{HEAD}.weight"] = np.full((4, width), moved, dtype=np.float32)
    weights[f"{HEAD}.bias"] = np.full(4, moved, dtype=np.float32)
    write_weights(path, weights, packaged_model(), CARD | changes)
    return path


def test_the_mean_of_weights(tmp_path: Path, rivers: Path) -> None:
    one, other = trained(tmp_path / "a", 0.25, seed="1"), trained(tmp_path / "b", 0.75, seed="2")
    found = average([one, other], [rivers], tmp_path / "mean")
    base = load_file(packaged_model() / "model.safetensors")
    mean = read_weights(tmp_path / "mean", packaged_model())
    assert np.array_equal(mean[f"{HEAD}.weight"], np.full_like(mean[f"{HEAD}.weight"], 0.5))
    assert np.allclose(mean[NORM] - base[NORM], 0.5, atol=1e-3)
    card = read_card(tmp_path / "mean")
    assert (card["seed"], len(json.loads(card["average of"])["sha256"])) == ("1, 2", 2)
    assert found["rivers"].pairs == json.loads(card["figures"])["rivers"]["pairs"] == 3


def test_trainings_that_held_out_other_questions_are_not_averaged(tmp_path: Path) -> None:
    one = trained(tmp_path / "a", 0.25)
    other = trained(tmp_path / "b", 0.75, **{"held out": "[]"})
    with pytest.raises(InputError, match="b: held out: is other than that of"):
        average([one, other], [], tmp_path / "mean")
    assert not (tmp_path / "mean").exists()


def test_the_command_says_what_it_lacks(tmp_path: Path) -> None:
    one = trained(tmp_path / "a", 0.25)
    command = ["average-readers", str(one), "--out", str(tmp_path / "mean")]
    ran = CliRunner().invoke(app, command)
    assert (ran.exit_code, "give at least two files" in ran.output) == (2, True)

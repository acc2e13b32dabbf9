"""Vectors without a model."""

from __future__ import annotations

import numpy as np
import pytest

from evals.cost.stand_in import NAME, Asking, StandIn
from vectorstore.minilm import MiniLM


@pytest.fixture
def stand_in() -> StandIn:
    near = np.random.default_rng(0).standard_normal((3, 384))
    return StandIn((near / np.linalg.norm(near, axis=1, keepdims=True)).astype(np.float16))


def test_each_text_has_its_own_unit_vector_always(stand_in: StandIn) -> None:
    texts = [f"text {number}" for number in range(40)]
    vectors = stand_in.embed(texts)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(40), abs=1e-6)
    assert len(np.unique(vectors, axis=0)) == 40
    assert np.array_equal(stand_in.embed(texts[::-1])[::-1], vectors)
    assert stand_in.count_tokens(texts) == [1] * 40


def test_vectors_made_of_one_lie_near_each_other(stand_in: StandIn) -> None:
    vectors = stand_in.embed([f"text {number}" for number in range(40)])
    cosines = vectors @ vectors.T
    near = cosines[cosines > 0.5]
    assert 0.75 < np.median(near[near < 0.999]) < 0.85
    assert (cosines < 0.3).any()


def test_there_must_be_a_vector_to_begin_with() -> None:
    with pytest.raises(ValueError, match="no vector"):
        StandIn(np.zeros((0, 384), dtype=np.float16))


def test_questions_are_embedded_by_the_model_under_the_other_name(embedder: MiniLM) -> None:
    asking = Asking(embedder)
    assert (asking.name, asking.window, asking.runtime) == (NAME, 256, embedder.runtime)
    assert asking.count_tokens(["herring"]) == embedder.count_tokens(["herring"])
    assert np.array_equal(asking.embed(["herring"]), embedder.embed(["herring"]))

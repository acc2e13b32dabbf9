"""Vectors: of unit length, the same every time, and of the whole text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from vectorstore.embed import Vectors, embed_whole
from vectorstore.minilm import MiniLM

SENTENCE = "The Government of the United States desires the cooperation of the Soviet Union. "


def test_vectors_have_unit_length_and_do_not_change(embedder: MiniLM) -> None:
    texts = ["grain and ships", "", "grain and ships", "naïve façade 😀"]
    vectors = embed_whole(embedder, texts)
    assert vectors.shape == (4, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(4), abs=1e-5)
    assert vectors[0] == pytest.approx(vectors[2], abs=1e-5)
    assert embed_whole(embedder, texts) == pytest.approx(vectors, abs=1e-6)


def test_what_is_alike_is_near(embedder: MiniLM) -> None:
    texts = ["What if friendliness looks weak?", "They mistake friendliness for weakness.", "Grain"]
    asked, near, far = embed_whole(embedder, texts)
    assert asked @ near > asked @ far + 0.2


@pytest.mark.parametrize("count", [20, 60])
def test_nothing_of_a_long_text_is_lost(embedder: MiniLM, count: int) -> None:
    text = SENTENCE * count
    assert embedder.count_tokens([text])[0] > embedder.window
    (whole,) = embed_whole(embedder, [text + "They sold grain."])
    (changed,) = embed_whole(embedder, [text + "A shipyard burned."])
    assert float(np.abs(whole - changed).max()) > 1e-3


def test_a_sentence_longer_than_the_window_is_parted_at_words(embedder: MiniLM) -> None:
    text = "grain " * 400 + "and"
    (one,) = embed_whole(embedder, [f"{text} friendliness"])
    (other,) = embed_whole(embedder, [f"{text} submarines"])
    assert float(np.abs(one - other).max()) > 1e-3


def test_a_long_text_is_the_mean_of_its_pieces_by_their_length(embedder: MiniLM) -> None:
    pieces = [(SENTENCE * 16).strip(), (SENTENCE * 3).strip()]
    counts = embedder.count_tokens(pieces)
    assert counts[0] <= embedder.window < sum(counts)
    (vector,) = embed_whole(embedder, [" ".join(pieces)])
    mean = np.asarray(counts) @ embedder.embed(pieces)
    assert vector @ (mean / np.linalg.norm(mean)) == pytest.approx(1.0, abs=1e-3)


class Counting:
    """Says which texts it was given to embed."""

    name, runtime, window = "counting", "a table", 8

    def __init__(self) -> None:
        self.given: list[str] = []

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) + 2 for text in texts]

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.given += texts
        return np.array([[1.0, 0.0] if "grain" in text else [0.0, 1.0] for text in texts], "f4")


def test_what_comes_twice_is_embedded_once() -> None:
    embedder = Counting()
    vectors = embed_whole(embedder, ["ships", "grain", "ships", "ships"])
    assert embedder.given == ["ships", "grain"]
    assert vectors.tolist() == [[0, 1], [1, 0], [0, 1], [0, 1]]


def test_no_piece_is_longer_than_the_window() -> None:
    embedder = Counting()
    text = "One two three. Four five. Six grain eight nine. " + "ten " * 20
    embed_whole(embedder, [text])
    assert max(embedder.count_tokens(embedder.given)) <= embedder.window
    assert " ".join(embedder.given).split() == text.split()


def test_no_texts_have_no_vectors(embedder: MiniLM) -> None:
    assert embed_whole(embedder, []).shape == (0, 384)


def test_long_and_short_texts_keep_their_places(embedder: MiniLM) -> None:
    texts = ["grain", SENTENCE * 40, "ships", SENTENCE * 30 + "Grain.", "weather"]
    together = embed_whole(embedder, texts)
    apart = np.concatenate([embed_whole(embedder, [text]) for text in texts])
    assert together == pytest.approx(apart, abs=1e-5)

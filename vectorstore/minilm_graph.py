"""The network of all-MiniLM-L6-v2 as an OpenVINO graph, built from its packaged weights.

It needs neither torch nor a converted copy of the model. A BERT encoder: embeddings of words and
places, then layers of attention and a two-step perceptron, each added to what went in and
normalised (Devlin et al. 2019, https://arxiv.org/abs/1810.04805; Vaswani et al. 2017,
https://arxiv.org/abs/1706.03762). A text's vector is the mean over its tokens, at unit length.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    from openvino import Model, Node

_PLACE, _HEAD_PLACE = 1, 2  # axes of (texts, tokens, width) and of (texts, heads, tokens, size)


def minilm_graph(folder: Path) -> Model:
    """The network whose weights and configuration lie in `folder`.

    Takes token ids, shape (texts, tokens), int32, and the texts' lengths in tokens, shape
    (texts,), int32; gives unit vectors, shape (texts, width), float32.
    """
    from openvino import Model
    from openvino import opset15 as op
    from safetensors.numpy import load_file

    encoder = Encoder(load_file(folder / "model.safetensors"), folder)
    ids = op.parameter([-1, -1], np.int32, name="ids")
    lengths = op.parameter([-1], np.int32, name="lengths")
    tokens = encoder.tokens(ids, lengths)
    counted = op.convert(op.unsqueeze(encoder.before(ids, lengths), _whole(2)), "f32")
    total = op.reduce_sum(op.multiply(tokens, counted), _whole(_PLACE))
    # The mean is the sum at another length, and the length is made one in any case.
    unit = op.normalize_l2(total, _whole([1]), 1e-24, "max")
    return Model([unit], [ids, lengths], "all-MiniLM-L6-v2")


class Encoder:
    """The layers of the network, over `weights` by name, shaped as `folder` configures them."""

    def __init__(self, weights: dict[str, NDArray[np.float32]], folder: Path) -> None:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self._weights = weights
        self._heads: int = config["num_attention_heads"]
        self._epsilon: float = config["layer_norm_eps"]
        self._layers: int = config["num_hidden_layers"]
        self._width = weights["embeddings.word_embeddings.weight"].shape[1]

    def tokens(self, ids: Node, lengths: Node, first: Node | None = None) -> Node:
        """What comes out of the last layer, shape (texts, tokens, width).

        `first`, shape (texts,), are the lengths of the first parts of pairs of texts; without it
        every token is of the first kind.
        """
        from openvino import opset15 as op

        present = op.unsqueeze(self.before(ids, lengths), _whole([1, 2]))
        # Added to the scores of attention: nothing is heard from padding.
        padding = op.select(present, _real(0.0), _real(np.finfo(np.float32).min / 2))
        tokens = self._embedded(ids, first)
        for layer in range(self._layers):
            tokens = self._layer(f"encoder.layer.{layer}", tokens, padding)
        return tokens

    def before(self, ids: Node, lengths: Node) -> Node:
        """Which of the columns of `ids` come before each of `lengths`, shape (texts, tokens)."""
        from openvino import opset15 as op

        return op.less(op.unsqueeze(_places(ids), _whole(0)), op.unsqueeze(lengths, _whole(1)))

    def linear(self, name: str, tokens: Node) -> Node:
        """`tokens` times the weights `name`, and its bias."""
        from openvino import opset15 as op

        product = op.matmul(tokens, _real(self._weights[f"{name}.weight"]), False, True)  # noqa: FBT003
        return op.add(product, _real(self._weights[f"{name}.bias"]))

    def _embedded(self, ids: Node, first: Node | None) -> Node:
        """What goes into the first layer, shape (texts, tokens, width)."""
        from openvino import opset15 as op

        named = self._weights
        kinds = named["embeddings.token_type_embeddings.weight"]
        by_place = named["embeddings.position_embeddings.weight"] + kinds[0]
        words = op.gather(_real(named["embeddings.word_embeddings.weight"]), ids, _whole(0))
        tokens = op.add(words, op.gather(_real(by_place), _places(ids), _whole(0)))
        if first is not None:
            second = op.logical_not(op.unsqueeze(self.before(ids, first), _whole(2)))
            by_kind = op.multiply(op.convert(second, "f32"), _real(kinds[1] - kinds[0]))
            tokens = op.add(tokens, by_kind)
        return self._normalised("embeddings.LayerNorm", tokens)

    def _layer(self, name: str, tokens: Node, padding: Node) -> Node:
        """One layer: attention, then the perceptron."""
        from openvino import opset15 as op

        heard = self.linear(
            f"{name}.attention.output.dense", self._attention(name, tokens, padding)
        )
        tokens = self._normalised(f"{name}.attention.output.LayerNorm", op.add(heard, tokens))
        inner = op.gelu(self.linear(f"{name}.intermediate.dense", tokens), "erf")
        outer = self.linear(f"{name}.output.dense", inner)
        return self._normalised(f"{name}.output.LayerNorm", op.add(outer, tokens))

    def _attention(self, name: str, tokens: Node, padding: Node) -> Node:
        from openvino import opset15 as op

        query, key, value = (
            self._by_head(self.linear(f"{name}.attention.self.{part}", tokens))
            for part in ("query", "key", "value")
        )
        scale = _real((self._width // self._heads) ** -0.5)
        # Spelt out: the one operation for it, scaled_dot_product_attention, gave the same bits
        # and was 4 % slower in bulk.
        scores = op.multiply(op.matmul(query, key, False, True), scale)  # noqa: FBT003
        weights = op.softmax(op.add(scores, padding), -1)
        heard = op.transpose(op.matmul(weights, value, False, False), _whole([0, 2, 1, 3]))  # noqa: FBT003
        return op.reshape(heard, _whole([0, 0, self._width]), special_zero=True)

    def _by_head(self, tokens: Node) -> Node:
        from openvino import opset15 as op

        shape = _whole([0, 0, self._heads, self._width // self._heads])
        return op.transpose(op.reshape(tokens, shape, special_zero=True), _whole([0, 2, 1, 3]))

    def _normalised(self, name: str, tokens: Node) -> Node:
        from openvino import opset15 as op

        unit = op.mvn(tokens, _whole([-1]), True, self._epsilon, "inside_sqrt")  # noqa: FBT003
        scaled = op.multiply(unit, _real(self._weights[f"{name}.weight"]))
        return op.add(scaled, _real(self._weights[f"{name}.bias"]))


def _places(ids: Node) -> Node:
    """0, 1, 2 …, one for each column of `ids`."""
    from openvino import opset15 as op

    columns = op.gather(op.shape_of(ids, "i32"), _whole(_PLACE), _whole(0))
    return op.range(_whole(0), columns, _whole(1), "i32")


def _real(values: ArrayLike) -> Node:
    from openvino import opset15 as op

    # Shared: the weights lie in memory once, however many models are compiled from the graph.
    return op.constant(np.ascontiguousarray(values, dtype=np.float32), shared_memory=True)


def _whole(values: ArrayLike) -> Node:
    from openvino import opset15 as op

    return op.constant(np.asarray(values, dtype=np.int32))

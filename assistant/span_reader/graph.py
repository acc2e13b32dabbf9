"""The reader's network as an OpenVINO graph: MiniLM's layers, and four figures for each token."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.span_reader.weights import HEAD, Weights
from vectorstore.minilm_graph import Encoder

if TYPE_CHECKING:
    from openvino import Model


def span_graph(weights: Weights, base: Path) -> Model:
    """The network with these weights, shaped as the model in folder `base` is.

    Takes token ids, shape (windows, tokens), int32; the windows' lengths in tokens and those of
    the questions at their front, shape (windows,), int32 both. Gives float32 of shape (windows,
    tokens, 4): scores of a token as the first and the last of the answer and as one of a sentence
    that answers; the fourth, at token 0 alone, is the score of the window as a whole.
    """
    from openvino import Model
    from openvino import opset15 as op

    ids = op.parameter([-1, -1], np.int32, name="ids")
    lengths = op.parameter([-1], np.int32, name="lengths")
    asked = op.parameter([-1], np.int32, name="asked")
    encoder = Encoder(weights, base)
    scores = encoder.linear(HEAD, encoder.tokens(ids, lengths, asked))
    return Model([scores], [ids, lengths, asked], "span reader")

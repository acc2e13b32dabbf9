"""The reader's network in PyTorch, as it is trained: MiniLM's layers and a head of four rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import AutoConfig, BertModel

from assistant.span_reader.weights import HEAD, Weights

#: The rows of the head, in the order in which the reader reads them (assistant/span_reader).
FIRST, LAST, SENTENCE, WHOLE = range(4)

_TABLE = "embeddings.word_embeddings.weight"  # frozen: the product has it already
_SPREAD = 0.02  # standard deviation of a new head's weights, as BERT's were


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Windows of tokens, padded to one length: each int64, shape (windows, tokens).

    `present` is 1 for tokens that are no padding, `kinds` 0 for those of the question.
    """

    ids: Tensor
    present: Tensor
    kinds: Tensor


class Network(nn.Module):
    """The layers of the model in folder `base`, and a new head, drawn by `seed`."""

    def __init__(self, base: Path, seed: int) -> None:
        super().__init__()
        torch.manual_seed(seed)
        config = AutoConfig.from_pretrained(str(base), local_files_only=True)
        self.encoder = BertModel(config, add_pooling_layer=False)
        own = self.encoder.state_dict().keys()
        known = load_file(base / "model.safetensors")
        self.encoder.load_state_dict({name: known[name] for name in own})
        self.encoder.get_parameter(_TABLE).requires_grad_(False)  # noqa: FBT003  # so named by torch
        self.head = nn.Linear(config.hidden_size, 4)
        nn.init.normal_(self.head.weight, std=_SPREAD)
        nn.init.zeros_(self.head.bias)

    def forward(self, tokens: Tokens, *, halved: bool = False) -> Tensor:
        """The four figures of each token, float32, shape (windows, tokens, 4).

        `halved`: the layers compute in bfloat16, which is faster; the head never does, whose
        figures would be rounded to three digits.
        """
        with torch.autocast("cpu", torch.bfloat16, enabled=halved):
            states = self.encoder(
                input_ids=tokens.ids,
                attention_mask=tokens.present,
                token_type_ids=tokens.kinds,
            ).last_hidden_state
        figures: Tensor = self.head(states.float())
        return figures

    def learnt(self) -> dict[str, Tensor]:
        """What was trained, by name: all but the table of words."""
        table = f"encoder.{_TABLE}"
        return {name: value for name, value in self.state_dict().items() if name != table}

    def learn(self, learnt: Mapping[str, Tensor]) -> None:
        """Take over what a network has learnt; KeyError or RuntimeError where it does not fit."""
        table = f"encoder.{_TABLE}"
        self.load_state_dict({**learnt, table: self.state_dict()[table]})

    def weights(self) -> Weights:
        """The weights by the names that the base model and the product have for them."""
        named = {name.removeprefix("encoder."): value for name, value in self.learnt().items()}
        return {name: value.detach().numpy().astype(np.float32) for name, value in named.items()}


def head_parameter(name: str) -> bool:
    """Whether the network's parameter of this name is of the head."""
    return name.startswith(HEAD)

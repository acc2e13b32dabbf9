"""Reading the best hits once more beside the query, with a model that the reader names.

A cross-encoder reads query and passage together, which is slower than comparing vectors and may
be more exact. None ships, none is downloaded, and none is used unless it is named.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelError
from vectorstore.embed import pieces_of
from vectorstore.retriever import Filter, Hit, Retriever

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder as Model
    from transformers import PretrainedConfig, PreTrainedTokenizerBase

#: Hits that are read once more.
DEPTH = 20
#: The arm of a hit that holds the cross-encoder's own score.
RERANKER = "reranker"
# Pairs computed together, and tokens of a pair at most: they bound the memory.
_BATCH = 16
_MOST_TOKENS = 512
_FEWEST_TOKENS = 32  # less leaves no room for a sentence beside a question
_DECIMALS = 5  # of a score: further ones depend on which pairs are computed together

Scores = NDArray[np.float64]


class CrossEncoder:
    """A cross-encoder of sentence-transformers, from disk. Any number of threads may use it.

    `name` is a folder, or the name of a model that was downloaded before. Raises ModelError where
    there is none, where it cannot be loaded, and where it does not give one score a pair.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._model, self._window = _opened(name)
        self._lock = threading.Lock()

    def scores(self, query: str, texts: Sequence[str]) -> Scores:
        """The model's own score of each text for `query`, shape (len(texts),); higher is better.

        Nothing is cut off: a long text is read in pieces, and its best piece counts (MaxP: Dai
        and Callan 2019, "Deeper Text Understanding for IR with Contextual Neural Language
        Modeling"); over the pieces of a long query scores are averaged.
        """
        if not texts:
            return np.zeros(0)
        with self._lock:
            asked = _Window(self._model.tokenizer, self._window // 2).cut(query)
            found = np.stack([self._scores(part, texts) for part in asked])
        return np.asarray(found.mean(axis=0).round(_DECIMALS), dtype=np.float64)

    def _scores(self, query: str, texts: Sequence[str]) -> Scores:
        import torch

        whole = _Window(self._model.tokenizer, self._window)
        beside = replace(whole, window=self._window - whole.count_tokens([query])[0])
        pieces = [beside.cut(text) for text in texts]
        given = self._model.predict(
            [(query, piece) for parts in pieces for piece in parts],
            batch_size=_BATCH,
            show_progress_bar=False,
            activation_fn=torch.nn.Identity(),
        )
        scores = np.asarray(given, dtype=np.float64)
        if not np.isfinite(scores).all():
            raise ModelError(
                f"reranker {self.name!r}: it gives no numbers; its weights are damaged"
            )
        return np.maximum.reduceat(scores, np.cumsum([0, *map(len, pieces)])[:-1])


@dataclass(frozen=True, slots=True)
class _Window:
    """So many tokens of a text, as the model's tokenizer counts them, its special ones included."""

    tokenizer: PreTrainedTokenizerBase
    window: int

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(ids) for ids in self.tokenizer(list(texts), verbose=False)["input_ids"]]

    def cut(self, text: str) -> list[str]:
        return [text] if self.count_tokens([text])[0] <= self.window else pieces_of(self, text)


def _opened(name: str) -> tuple[Model, int]:
    """The model, and how many tokens of a pair it reads."""
    from safetensors import SafetensorError
    from sentence_transformers import CrossEncoder as Model
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers leaves it so
    config = _config(name)
    try:
        # local_files_only: nothing may be downloaded, ever.
        model = Model(name, device="cpu", local_files_only=True, trust_remote_code=False)
    except (OSError, ValueError, RuntimeError, ImportError, SafetensorError) as error:
        raise ModelError(f"reranker {name!r}: it cannot be loaded: {_reason(error)}") from error
    positions = getattr(config, "max_position_embeddings", None) or _MOST_TOKENS
    window = min(model.tokenizer.model_max_length, positions, _MOST_TOKENS)
    if window < _FEWEST_TOKENS:
        raise ModelError(
            f"reranker {name!r}: it reads {window} tokens at a time; name one that reads at "
            f"least {_FEWEST_TOKENS}"
        )
    return model.eval(), window


def _config(name: str) -> PretrainedConfig:
    """What the model says of itself; without it a model with no trained head would be given one."""
    from transformers import AutoConfig

    try:
        config: PretrainedConfig = AutoConfig.from_pretrained(
            name, local_files_only=True, trust_remote_code=False
        )
    except (OSError, ValueError) as error:
        if Path(name).is_dir():
            raise ModelError(
                f"reranker {name!r}: the folder holds no model that can be read: {_reason(error)}"
            ) from error
        raise ModelError(
            f"reranker {name!r}: there is no such folder, and no such model on this machine. "
            "Nothing is downloaded here: fetch it where there is a network, as by "
            "hf download NAME --local-dir FOLDER, and name that folder"
        ) from error
    kinds = config.architectures or []
    if config.num_labels != 1 or not any(k.endswith("ForSequenceClassification") for k in kinds):
        raise ModelError(
            f"reranker {name!r}: it is no cross-encoder that gives one score a pair "
            f"({', '.join(kinds) or 'no architecture'}, {config.num_labels} scores); name one "
            "such as ms-marco-MiniLM-L6-v2"
        )
    return config


def _reason(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


class Reranked:
    """A retriever whose best hits are put into the order in which a cross-encoder has them."""

    def __init__(
        self, retriever: Retriever, cross_encoder: CrossEncoder, depth: int = DEPTH
    ) -> None:
        if depth < 1:
            raise ValueError(f"{depth} hits cannot be put into order")
        self._retriever = retriever
        self._cross_encoder = cross_encoder
        self._depth = depth

    def search(self, query: str, k: int, scope: Filter) -> list[Hit]:
        """At most `k` hits, best first; the first `depth` of the retriever are in a new order.

        Their scores are the cross-encoder's, scaled to lie between the best and the worst score
        that these hits had, so that a list still compares from end to end; the cross-encoder's
        own score is in `arms`. Ties stay in the retriever's order.
        """
        hits = self._retriever.search(query, max(k, self._depth), scope)
        return [*self._reordered(query, hits[: self._depth]), *hits[self._depth :]][:k]

    def _reordered(self, query: str, hits: Sequence[Hit]) -> list[Hit]:
        if not hits:
            return []
        given = self._cross_encoder.scores(query, [hit.passage.text for hit in hits])
        span = given.max() - given.min()
        shares = (given - given.min()) / span if span else np.ones_like(given)
        low, high = hits[-1].score, hits[0].score
        judged = [
            replace(
                hit,
                score=min(high, low + (high - low) * float(share)),
                arms=hit.arms | {RERANKER: float(own)},
            )
            for hit, share, own in zip(hits, shares, given, strict=True)
        ]
        return sorted(judged, key=lambda hit: -hit.arms[RERANKER])

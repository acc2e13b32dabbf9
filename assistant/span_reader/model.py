"""The shipped reader: MiniLM, trained on to find the words that answer, or none."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.span_reader.reading import Reading, SentenceReading
from assistant.span_reader.weights import shipped_weights
from assistant.span_reader.windows import Window, windows
from corpus.sentences import sentence_spans
from vectorstore.minilm import packaged_model, packaged_tokenizer

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# It was trained on windows of this length, in tokens, question included.
_WINDOW = 320
_QUESTION = 160  # tokens of a question at most; a longer one is read in parts

_FIRST, _LAST, _SENTENCE, _WHOLE = range(4)


class Runtime(Protocol):
    """A library that computes the network."""

    def scores(self, windows: Sequence[Window]) -> list[NDArray[np.float32]]:
        """The four figures of every token of each window, shape (tokens, 4)."""
        ...


class MiniLMReader:
    """Reads passages for a question. Any number of threads may use it; loaded at first use.

    `weights` is a file as `frus-evals train-reader` writes it, by default the one that ships.
    """

    def __init__(self, weights: Path | None = None) -> None:
        self.weights = weights or shipped_weights()
        self._lock = threading.Lock()

    def read(
        self, question: str, texts: Sequence[str], contexts: Sequence[str] = ()
    ) -> list[Reading]:
        """One reading of each text, of all its sentences; nothing of them is cut off.

        A long text is read in windows of whole sentences, and over the parts of a long question
        the figures are averaged.
        """
        known = contexts or [""] * len(texts)
        parts = [self._read(part, texts, known) for part in self._parts(question)]
        return [_mean(readings) for readings in zip(*parts, strict=True)]

    def warm_up_aside(self) -> None:
        """Begin to load the model, and return; whoever needs it before it is there waits for it."""
        # Loaded here: two threads must not import at once what imports in circles.
        _ = self._tokenizer
        aside = ThreadPoolExecutor(1)
        # What it raises is left aside too: it is raised again where the model is needed.
        aside.submit(lambda: self._runtime)
        aside.shutdown(wait=False)

    def _read(
        self, question: list[int], texts: Sequence[str], contexts: Sequence[str]
    ) -> list[Reading]:
        encoded = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        known = self._tokenizer.encode_batch(list(contexts), add_special_tokens=False)
        spans = [sentence_spans(text) for text in texts]
        cut: list[Window] = []
        owners: list[int] = []
        for owner, (text, context, sentences) in enumerate(zip(encoded, known, spans, strict=True)):
            ids = np.array(text.ids, dtype=np.int32)
            ranges = _token_ranges(text.offsets, sentences)
            for window in windows(question, ids, ranges, _WINDOW, context.ids):
                cut.append(window)
                owners.append(owner)
        scores = self._runtime.scores(cut)
        return [
            _reading(
                sentences,
                [(w, s) for w, s, o in zip(cut, scores, owners, strict=True) if o == owner],
            )
            for owner, sentences in enumerate(spans)
        ]

    def _parts(self, question: str) -> list[list[int]]:
        """The question's token ids, special ones around them, in parts that leave room."""
        ids = self._tokenizer.encode(question).ids
        opening, inner, closing = ids[:1], ids[1:-1], ids[-1:]
        room = _QUESTION - 2
        starts = range(0, max(len(inner), 1), room)
        return [[*opening, *inner[start : start + room], *closing] for start in starts]

    @cached_property
    def _loaded_tokenizer(self) -> Tokenizer:
        return packaged_tokenizer()

    @cached_property
    def _loaded_runtime(self) -> Runtime:
        try:
            import openvino  # noqa: F401  # asked whether it is there
        except ImportError:
            from assistant.span_reader.torch_runtime import Torch

            return Torch(self.weights, packaged_model())
        from assistant.span_reader.openvino_runtime import OpenVino

        return OpenVino(self.weights, packaged_model())

    @property
    def _tokenizer(self) -> Tokenizer:
        with self._lock:
            return self._loaded_tokenizer

    @property
    def _runtime(self) -> Runtime:
        with self._lock:
            return self._loaded_runtime


def _token_ranges(
    offsets: Sequence[tuple[int, int]], sentences: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The half-open range of tokens of each sentence; empty where it has none of its own."""
    starts = np.array([start for start, _ in offsets], dtype=np.int64)
    return [
        (int(np.searchsorted(starts, start)), int(np.searchsorted(starts, end)))
        for start, end in sentences
    ]


def _reading(
    sentences: Sequence[tuple[int, int]], read: Sequence[tuple[Window, NDArray[np.float32]]]
) -> Reading:
    least = float(np.finfo(np.float32).min)
    span, inside = [least] * len(sentences), [least] * len(sentences)
    for window, scores in read:
        nothing = scores[0, _FIRST] + scores[0, _LAST]
        for run in window.runs:
            own = scores[run.first : run.last]
            best = np.max(np.maximum.accumulate(own[:, _FIRST]) + own[:, _LAST]) - nothing
            span[run.sentence] = max(span[run.sentence], float(best))
            inside[run.sentence] = max(inside[run.sentence], float(own[:, _SENTENCE].mean()))
    return Reading(
        tuple(
            SentenceReading(start=start, end=end, span=s, sentence=i)
            for (start, end), s, i in zip(sentences, span, inside, strict=True)
        ),
        max((float(scores[0, _WHOLE]) for _, scores in read), default=least),
    )


def _mean(readings: Sequence[Reading]) -> Reading:
    if len(readings) == 1:
        return readings[0]
    sentences = (
        SentenceReading(
            start=same[0].start,
            end=same[0].end,
            span=float(np.mean([one.span for one in same])),
            sentence=float(np.mean([one.sentence for one in same])),
        )
        for same in zip(*(reading.sentences for reading in readings), strict=True)
    )
    return Reading(tuple(sentences), float(np.mean([one.answered for one in readings])))

"""How well a reader does with pairs that it did not learn from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.span_reader.reading import Reading, SpanReader
from evals.reader_training.pair import Pair
from evals.statistics import Auroc

_SPAN_SHARE = 0.25  # of a sentence's score that joins both figures: spans differ by more

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Figures over `pairs` pairs, `answerable` of them answered by their text.

    `auroc`: how likely an answerable one scores above another, by each score of a text, 0..1,
    None where there is but one kind. `top_right`: the share of the answerable whose best sentence
    answers, by each score of a sentence, 0..1, None without any.
    """

    pairs: int
    answerable: int
    auroc: Mapping[str, float | None]
    top_right: Mapping[str, float | None]

    def __str__(self) -> str:
        return (
            f"AUROC answerable {_listed(self.auroc)}; top sentence right "
            f"{_listed(self.top_right)}; {self.pairs} pairs, {self.answerable} answerable"
        )


def measure(reader: SpanReader, pairs: Sequence[Pair]) -> Figures:
    """What the reader makes of each pair's text alone, retrieval left out."""
    readings = [reader.read(pair.question, [pair.text])[0] for pair in pairs]
    answerable = np.array([pair.answerable for pair in pairs], dtype=np.bool_)
    over = np.ones(len(pairs), dtype=np.bool_)
    scores = _scores(readings)
    once = np.ones((1, len(pairs)))
    return Figures(
        pairs=len(pairs),
        answerable=int(answerable.sum()),
        auroc={
            name: _defined(Auroc(values, answerable, over)(once)[0])
            for name, values in scores.items()
        },
        top_right=_top_right(
            [(p, r) for p, r in zip(pairs, readings, strict=True) if p.answerable]
        ),
    )


def _scores(readings: Sequence[Reading]) -> dict[str, Scores]:
    """The scores of each text, by name; "together" is the sum of the others, each standardised."""
    scores = {
        "span": np.array([max(s.span for s in r.sentences) for r in readings]),
        "sentence": np.array([max(s.sentence for s in r.sentences) for r in readings]),
        "whole": np.array([r.answered for r in readings]),
    }
    together = sum(((v - v.mean()) / (v.std() or 1.0) for v in scores.values()), np.zeros(1))
    return scores | {"together": together}


def _top_right(answered: Sequence[tuple[Pair, Reading]]) -> dict[str, float | None]:
    right: dict[str, list[bool]] = {"span": [], "sentence": [], "together": []}
    for pair, reading in answered:
        best = {
            "span": max(reading.sentences, key=lambda s: s.span),
            "sentence": max(reading.sentences, key=lambda s: s.sentence),
            "together": max(reading.sentences, key=lambda s: _SPAN_SHARE * s.span + s.sentence),
        }
        for name, sentence in best.items():
            right[name].append(pair.answered_in(sentence.start, sentence.end))
    return {name: float(np.mean(flags)) if flags else None for name, flags in right.items()}


def _defined(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _listed(values: Mapping[str, float | None]) -> str:
    return ", ".join(
        f"{name} {'none' if value is None else f'{value:.3f}'}" for name, value in values.items()
    )

"""The average of several trainings: one set of weights, steadier than each of them.

Trainings that go on from the same start with other seeds end at weights whose mean does as well
as all of them asked together, at the cost of one (Wortsman et al. 2022, "Model soups: averaging
weights of multiple fine-tuned models improves accuracy without increasing inference time").
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from assistant.span_reader.model import MiniLMReader
from assistant.span_reader.weights import read_card, read_weights, write_weights
from corpus.errors import InputError
from evals.reader_training.figures import Figures, measure
from evals.reader_training.hold_out import HoldOut
from evals.reader_training.plan import HELD_OUT, Card, noted
from evals.reader_training.set_pairs import split
from vectorstore.minilm import packaged_model

#: What trainings must have in common: else the average has seen what one of them held out.
_SAME = (HELD_OUT, "sets", "cloze")


def average(trained: Sequence[Path], sets: Sequence[Path], out: Path) -> dict[str, Figures]:
    """Write the mean of the weights in the files `trained` to `out`.

    Gives the figures of the mean on what the trainings held out of `sets`, by set. Raises
    InputError for fewer than two files, or trainings on other data; ModelError for a file that
    holds no weights.
    """
    if len(trained) < 2:
        raise InputError("give at least two files of weights to average")
    cards = [read_card(path) for path in trained]
    _require_same(trained, cards)
    weights = [read_weights(path, packaged_model()) for path in trained]
    mean = {
        name: np.mean([one[name] for one in weights], axis=0, dtype=np.float64).astype(np.float32)
        for name in weights[0]
    }
    write_weights(out, mean, packaged_model(), cards[0])
    found = _figures(out, sets, cards[0])
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in trained]
    card = cards[0] | {
        "seed": ", ".join(card["seed"] for card in cards),
        "average of": noted(sha256=digests),
        "figures": json.dumps({name: asdict(one) for name, one in found.items()}),
    }
    write_weights(out, mean, packaged_model(), card)
    return found


def _require_same(trained: Sequence[Path], cards: Sequence[Card]) -> None:
    for path, card in zip(trained, cards, strict=True):
        for name in _SAME:
            if card.get(name) != cards[0].get(name):
                raise InputError(
                    f"{path}: {name}: is other than that of {trained[0]}; average trainings that "
                    "differ by their seed alone"
                )


def _figures(path: Path, sets: Sequence[Path], card: Card) -> dict[str, Figures]:
    held = split(sets, [HoldOut.parse(one) for one in json.loads(card[HELD_OUT])]).held
    reader = MiniLMReader(path)
    return {name: measure(reader, [one.pair for one in pairs]) for name, pairs in held.items()}

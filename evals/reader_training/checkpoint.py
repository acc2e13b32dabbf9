"""What was learnt so far, on disk, so that several trainings can go on from it."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from corpus.errors import InputError


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a network has learnt, by name, in full precision, and how."""

    learnt: Mapping[str, Tensor]
    card: Mapping[str, str]


def save(path: Path, checkpoint: Checkpoint) -> None:
    """Write it to `path`."""
    torch.save({"learnt": dict(checkpoint.learnt), "card": dict(checkpoint.card)}, path)


def load(path: Path) -> Checkpoint:
    """What `save` wrote; InputError where the file is none of that kind."""
    try:
        stored = torch.load(path, weights_only=True)
        return Checkpoint(stored["learnt"], stored["card"])
    except (OSError, RuntimeError, EOFError, KeyError, TypeError, pickle.UnpicklingError) as error:
        raise InputError(
            f"--start {path}: cannot be gone on from: {error}; name a file that --cloze-only wrote"
        ) from error

"""The reader's weights: those of all-MiniLM-L6-v2, each moved by what was learnt.

What is stored is the difference, in eight bits, with a scale for each row: training moves a weight
little, so the difference keeps a precision that the weight itself would not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelError

Weights = dict[str, NDArray[np.float32]]

#: The heads, which the base model lacks; stored as they are.
HEAD = "head"
_SCALE = ".scale"
_FIGURES = 4  # of each token
# Small, so that it is quickly hashed, and moved by any training of the base.
_TELLING = "embeddings.LayerNorm.weight"
_BASE = "base"


def shipped_weights() -> Path:
    """The weights that come with the product."""
    return Path(__file__).parent.parent / "data" / "span_reader" / "weights.safetensors"


def read_weights(path: Path, base: Path) -> Weights:
    """The weights of the reader in `path`, learnt from the model in folder `base`.

    Raises ModelError where the file is missing, damaged, without a head or learnt from another
    model; a card without the base's fingerprint tells that by names and shapes alone.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    weights: Weights = load_file(base / "model.safetensors")
    width, fingerprint = len(weights[_TELLING]), _fingerprint(weights)
    try:
        _add(weights, load_file(path))
        _require_head(weights, width)
        if read_card(path).get(_BASE, fingerprint) != fingerprint:
            raise ValueError(f"they were learnt from another model than {base}")
    except (OSError, SafetensorError, KeyError, ValueError) as error:
        raise ModelError(
            f"{path}: the reader's weights cannot be used: {error}; reinstall the product, or "
            "name others"
        ) from error
    return weights


def _add(weights: Weights, stored: Mapping[str, NDArray[np.generic]]) -> None:
    for name, values in stored.items():
        if name.endswith(_SCALE):
            continue
        if name.startswith(HEAD):
            weights[name] = values.astype(np.float32)
        elif name + _SCALE in stored:
            scale = stored[name + _SCALE].astype(np.float32)
            weights[name] = weights[name] + values.astype(np.float32) * scale
        else:
            weights[name] = weights[name] + values.astype(np.float32)


def _require_head(weights: Weights, width: int) -> None:
    for name, shape in ((f"{HEAD}.weight", (_FIGURES, width)), (f"{HEAD}.bias", (_FIGURES,))):
        if name not in weights:
            raise ValueError(f"{name} is missing")
        if weights[name].shape != shape:
            raise ValueError(f"{name} has shape {weights[name].shape}, not {shape}")


def _fingerprint(base: Weights) -> str:
    return hashlib.sha256(base[_TELLING].tobytes()).hexdigest()


def write_weights(path: Path, learnt: Weights, base: Path, card: Mapping[str, str]) -> None:
    """Store `learnt` as differences from the model in folder `base`; `card` goes in as metadata,
    and so does the base's fingerprint.

    Weights equal to the base's are not stored; vectors are in 16 bits; matrices in 8, one scale
    a row.
    """
    from safetensors.numpy import load_file, save_file

    known: Weights = load_file(base / "model.safetensors")
    stored: dict[str, NDArray[np.generic]] = {}
    for name, values in learnt.items():
        if name.startswith(HEAD):
            stored[name] = values.astype(np.float16)
            continue
        moved = values - known[name]
        if not moved.any():
            continue
        if moved.ndim == 1:
            stored[name] = moved.astype(np.float16)
            continue
        scale = np.maximum(np.abs(moved).max(axis=1, keepdims=True) / 127, 1e-12)
        scale = scale.astype(np.float16).astype(np.float32)
        stored[name] = np.round(moved / np.maximum(scale, 6e-8)).clip(-127, 127).astype(np.int8)
        stored[name + _SCALE] = scale.astype(np.float16)
    save_file(stored, path, metadata={**card, _BASE: _fingerprint(known)})
    path.chmod(0o644)  # safetensors lets nobody else read it


def read_card(path: Path) -> dict[str, str]:
    """What was stored beside the weights: how they were made."""
    with path.open("rb") as file:
        size = int.from_bytes(file.read(8), "little")
        header: dict[str, dict[str, str]] = json.loads(file.read(size))
    return header.get("__metadata__", {})

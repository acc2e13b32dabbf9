"""What a run must reach beside the gates that are whole: floors, and a baseline's lower bounds."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.errors import InputError

_SLACK = 0.02  # by which a lower bound may lie below that of the baseline


@dataclass(frozen=True, slots=True)
class Floor:
    """The least value of a rate, above 0 and at most 1, and of its interval's lower bound; None
    where the baseline had no interval.
    """

    least: float
    low: float | None


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    floor: float
    low: float | None


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    sets: dict[str, str]
    metrics: dict[str, _Kept]


def shipped_baseline() -> Path:
    """The file of the baseline that comes with the project."""
    return Path(__file__).parent.parent / "data" / "baseline.json"


def read_baseline(path: Path, sets: Mapping[str, str]) -> dict[str, Floor]:
    """The floors by metric in `path` that bear on these sets, SHA-256 by name.

    Raises InputError naming file and field where a set has changed since, or the file is anything
    else.
    """
    try:
        file = _File.model_validate_json(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: the baseline cannot be read: {error.strerror}") from None
    except (ValidationError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: no baseline: {_told(error)}") from None
    for name, digest in file.sets.items():
        if sets.get(name, digest) != digest:
            raise InputError(
                f"{path}: sets.{name}: the set has changed since the baseline was made; look at "
                "what changed, then run with --write-baseline"
            )
    for name, kept in file.metrics.items():
        if not 0 < kept.floor <= 1:
            raise InputError(f"{path}: metrics.{name}.floor: {kept.floor} is not in (0, 1]")
        if name.partition("/")[0] not in file.sets:
            raise InputError(
                f"{path}: metrics.{name}: sets has no digest of what it was measured on; make the "
                "baseline with --write-baseline"
            )
    return {
        name: Floor(kept.floor, None if kept.low is None else kept.low - _SLACK)
        for name, kept in file.metrics.items()
        if name.partition("/")[0] in sets
    }


def as_baseline(
    sets: Mapping[str, str],
    reached: Mapping[str, tuple[float, float | None]],
    whole: Collection[str] = (),
) -> str:
    """A baseline file; `reached` are value and lower bound of rates, `whole` what must be whole.

    Floors stand a little below what was reached: by `_SLACK`, as the lower bounds do when they
    are read.
    """
    file = _File(
        sets=dict(sorted(sets.items())),
        metrics={
            name: _Kept(
                floor=max(0.01, round(value - _SLACK, 4)),
                low=None if low is None else round(low, 4),
            )
            for name, (value, low) in sorted(reached.items())
        }
        | {name: _Kept(floor=1.0, low=None) for name in sorted(whole)},
    )
    return json.dumps(file.model_dump(), indent=1) + "\n"


def _told(error: ValidationError | UnicodeDecodeError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return str(error)
    fault = error.errors(include_url=False)[0]
    field = ".".join(str(step) for step in fault["loc"])
    return f"{field}: {fault['msg']}" if field else fault["msg"]

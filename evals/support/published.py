"""The judge's quality on file: what every report says beside judged scores."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from corpus.errors import InputError
from evals.statistics import Figure
from evals.support.quality import JUDGE, Quality

_DECIMALS = 4


def published_file() -> Path:
    """The figures that come with the project."""
    return Path(__file__).parent.parent / "data" / "judge.json"


def as_json(found: Sequence[Quality]) -> str:
    """The figures as JSON, rounded to four decimals."""
    plain = json.loads(json.dumps([asdict(one) for one in found]), parse_float=_rounded)
    return json.dumps(plain, indent=1, ensure_ascii=False) + "\n"


def read_published(path: Path) -> tuple[Quality, ...]:
    """The figures in `path`; InputError naming file and field where they are anything else."""
    try:
        found = TypeAdapter(tuple[Quality, ...]).validate_json(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        field = ".".join(map(str, fault["loc"]))
        raise InputError(
            f"{path}: {field}: {fault['msg']}; write it with: frus-evals claims"
        ) from None
    if not found:
        raise InputError(f"{path}: holds no figures; write it with: frus-evals claims")
    return found


def note(found: Sequence[Quality]) -> str:
    """A sentence or two for a report that shows judged scores."""
    sets = "; ".join(
        f"{one.set} macro-F1 {told(row.macro_f1)}, AUROC {told(row.auroc)}"
        for one in found
        for row in one.rows
        if row.judge == JUDGE
    )
    return (
        "Whether prose is supported is judged by words alone, and gates nothing. Against people's "
        f"labels that judge reaches, on halves that it was not tuned on: {sets} (95 % intervals; "
        "0.5 is chance for AUROC)."
    )


def told(figure: Figure) -> str:
    """A figure with its interval: "0.67 (0.60–0.74)"."""
    value = "undefined" if figure.value is None else f"{figure.value:.2f}"
    if figure.low is None or figure.high is None:
        return value
    return f"{value} ({figure.low:.2f}–{figure.high:.2f})"


def _rounded(number: str) -> float:
    return round(float(number), _DECIMALS)

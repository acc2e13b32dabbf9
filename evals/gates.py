"""What a run must reach: whole numbers of right citations, and floors for rates."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from corpus.errors import InputError

# Every single one must be right; no file can lower these.
EXACT = frozenset(
    {
        "verbatim",
        "located",
        "page",
        "footnote",
        "coverage",
        "leakage",
        "determinism",
        "quiet refusal",
    }
)
# Rates, whose floors a file gives.
RATES = frozenset({"answered", "refused", "greeted", "first quote hit", "gold recall"})


def shipped_floors() -> Path:
    """The file of floors for the shipped question set."""
    return Path(__file__).parent / "data" / "gates.json"


def load_floors(path: Path) -> dict[str, float]:
    """The least share by name of check, in (0, 1], for each of `RATES`: 1.0 for `EXACT`.

    The file is one JSON object from each name in `RATES` to its floor. Raises InputError naming
    file and field where it is anything else.
    """
    try:
        floors = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: the floors cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise InputError(f"{path}: not JSON: {error}") from None
    if not isinstance(floors, dict):
        raise InputError(f"{path}: must be one object from names of rates to floors")
    for name in sorted(RATES - floors.keys()):
        raise InputError(f"{path}: {name}: is missing; give its floor, above 0 and at most 1")
    for name, floor in floors.items():
        if name not in RATES:
            raise InputError(f"{path}: {name}: is none of {', '.join(sorted(RATES))}")
        if type(floor) not in (int, float) or not 0 < floor <= 1:
            raise InputError(f"{path}: {name}: {floor!r} is not above 0 and at most 1")
    return dict.fromkeys(EXACT, 1.0) | {name: float(floors[name]) for name in RATES}


def passed(
    name: str, right: int, total: int, floors: Mapping[str, float], *, due: bool
) -> bool | None:
    """Whether check `name` reached its floor; None where there is no floor, or nothing due.

    A check that is due and judged nothing has failed: a missing figure is no pass.
    """
    if name not in floors:
        return None
    if total == 0:
        return False if due else None
    return right >= floors[name] * total

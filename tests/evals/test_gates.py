import json
from pathlib import Path

import pytest

from corpus.errors import InputError
from evals.gates import EXACT, RATES, load_floors, passed, shipped_floors
from evals.interval import wilson

FLOORS = {"verbatim": 1.0, "refused": 0.85}


def test_shipped_floors_are_whole_where_they_must_be() -> None:
    floors = load_floors(shipped_floors())
    assert floors.keys() == EXACT | RATES
    assert all(floors[name] == 1.0 for name in EXACT)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"refused": None}, "refused: None is not above 0"),
        ({"refused": 0}, "refused: 0 is not above 0"),
        ({"refused": 1.5}, "refused: 1.5 is not above 0"),
        ({"refused": True}, "refused: True is not above 0"),
        ({"refused": float("nan")}, "refused: nan is not above 0"),
        ({"verbatim": 0.5}, "verbatim: is none of answered"),
    ],
)
def test_floors_that_cannot_be_used(tmp_path: Path, change: dict[str, object], told: str) -> None:
    path = tmp_path / "gates.json"
    path.write_text(json.dumps(json.loads(shipped_floors().read_text()) | change))
    with pytest.raises(InputError, match=told):
        load_floors(path)


@pytest.mark.parametrize(
    ("text", "told"), [("{}", "is missing"), ("[]", "must be one object"), ("{", "not JSON")]
)
def test_files_that_hold_no_floors(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "gates.json").write_text(text)
    with pytest.raises(InputError, match=told):
        load_floors(tmp_path / "gates.json")
    with pytest.raises(InputError, match="cannot be read"):
        load_floors(tmp_path / "none.json")


@pytest.mark.parametrize(
    ("name", "right", "total", "due", "verdict"),
    [
        ("verbatim", 5, 5, True, True),
        ("verbatim", 999, 1000, True, False),
        ("refused", 17, 20, True, True),
        ("refused", 16, 20, True, False),
        ("refused", 0, 0, True, False),
        ("refused", 0, 0, False, None),
        ("verbatim", 4, 5, False, False),
        ("no gate", 0, 5, True, None),
    ],
)
def test_a_gate_that_is_due_and_judged_nothing_has_failed(
    name: str, right: int, total: int, due: bool, verdict: bool | None
) -> None:
    assert passed(name, right, total, FLOORS, due=due) is verdict


# Table I of Newcombe 1998, "Two-sided confidence intervals for the single proportion", method 3.
@pytest.mark.parametrize(
    ("right", "total", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_intervals_of_newcombe_1998(right: int, total: int, low: float, high: float) -> None:
    assert wilson(right, total) == pytest.approx((low, high), abs=5e-5)
    mirrored = wilson(total - right, total)
    assert mirrored == pytest.approx((1 - high, 1 - low), abs=5e-5)


@pytest.mark.parametrize(("right", "total"), [(0, 0), (3, 2), (-1, 2)])
def test_no_interval_without_trials(right: int, total: int) -> None:
    with pytest.raises(ValueError, match="is no share"):
        wilson(right, total)

"""Floors and lower bounds that a run must reach: written, read back, refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.errors import InputError
from evals.suite.baseline import Floor, as_baseline, read_baseline, shipped_baseline

SETS = {"shipped": "abc", "stored": "def"}


def written(folder: Path, text: str) -> Path:
    path = folder / "baseline.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_was_reached_is_a_floor_two_points_below(tmp_path: Path) -> None:
    text = as_baseline(SETS, {"shipped/refused": (0.75, 0.6), "shipped/greeted": (1.0, None)})
    assert read_baseline(written(tmp_path, text), SETS) == {
        "shipped/refused": Floor(0.73, 0.58),
        "shipped/greeted": Floor(0.98, None),
    }


def test_floors_of_sets_that_are_not_asked_are_left_out(tmp_path: Path) -> None:
    path = written(tmp_path, as_baseline(SETS, {"shipped/refused": (0.75, 0.6)}))
    assert read_baseline(path, {"stored": "def"}) == {}


def test_a_set_that_changed_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, as_baseline(SETS, {"shipped/refused": (0.75, 0.6)}))
    with pytest.raises(InputError, match=r"baseline\.json: sets\.shipped: .* --write-baseline"):
        read_baseline(path, SETS | {"shipped": "changed"})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "no baseline: Invalid JSON"),
        ("[]", "no baseline: Input should be an object"),
        ('{"sets": {}}', "no baseline: metrics: Field required"),
        ('{"sets": {}, "metrics": {}, "more": 1}', "no baseline: more: Extra inputs"),
        ('{"sets": {}, "metrics": {"s/m": {"floor": 0, "low": null}}}', r"s/m\.floor: 0"),
        ('{"sets": {}, "metrics": {"s/m": {"floor": 1.5, "low": null}}}', r"s/m\.floor: 1\.5"),
        ('{"sets": {}, "metrics": {"s/m": {"floor": 0.5}}}', r"s/m\.low: Field required"),
        ('{"sets": {}, "metrics": {"s/m": {"floor": "x", "low": null}}}', r"s/m\.floor: Input"),
    ],
)
def test_files_that_are_no_baseline(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read_baseline(written(tmp_path, text), SETS)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.json: the baseline cannot be read: No such file"):
        read_baseline(tmp_path / "none.json", SETS)
    (tmp_path / "latin.json").write_bytes(b"\xe9")
    with pytest.raises(InputError, match=r"latin\.json: no baseline: .*utf-8"):
        read_baseline(tmp_path / "latin.json", SETS)


def test_the_shipped_baseline_gates_every_rate_of_the_shipped_set() -> None:
    path = shipped_baseline()
    sets = json.loads(path.read_text(encoding="utf-8"))["sets"]
    rates = {"answered", "refused", "greeted", "first quote hit", "gold recall"}
    assert {f"shipped/{name}" for name in rates} <= read_baseline(path, sets).keys()


def test_what_must_be_whole_is_in_a_baseline_and_cannot_vanish(tmp_path: Path) -> None:
    text = as_baseline(SETS, {"shipped/refused": (0.75, 0.6)}, {"shipped/page"})
    assert read_baseline(written(tmp_path, text), SETS)["shipped/page"] == Floor(1.0, None)


def test_a_floor_of_a_set_without_a_digest_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, as_baseline({}, {"shipped/refused": (0.75, 0.6)}))
    with pytest.raises(InputError, match=r"metrics\.shipped/refused: sets has no digest"):
        read_baseline(path, SETS)

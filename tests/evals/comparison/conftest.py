"""Runs on paper, as `frus-evals run --out` leaves them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from evals.suite.results import Results, as_json


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str, Results], Path]:
    """Writes a run into a folder of this name."""

    def write(name: str, found: Results) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        (folder / "results.json").write_text(as_json(found), encoding="utf-8")
        return folder

    return write

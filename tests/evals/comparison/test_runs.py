"""Two runs of the same code on the same index."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.app import Assistant

_COMMAND = (sys.executable, "-c", "from evals.cli import main; main()")


@pytest.mark.slow
def test_a_run_against_itself_has_no_change(
    assistant: Assistant, home: Path, tmp_path: Path
) -> None:
    for name in ("a", "b"):
        ran = subprocess.run(
            [*_COMMAND, "run", "--home", home, "--out", tmp_path / name],
            check=False,
            capture_output=True,
        )
        assert ran.returncode in (0, 1), ran.stderr
    found = subprocess.run(
        [*_COMMAND, "compare", tmp_path / "a", tmp_path / "b", "--json"],
        check=True,
        capture_output=True,
    )
    metrics = json.loads(found.stdout)["metrics"]
    assert len(metrics) > 20
    for metric in metrics:
        assert metric["tested"]["delta"] == 0
        for kind in ("lost", "gained", "broken", "only_before", "only_after"):
            assert metric[kind] == []

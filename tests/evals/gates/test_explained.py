"""Why a gate is not reached, as the tests of the gates say it; and those tests, run whole."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from evals.gates.explained import explained
from evals.suite.baseline import Floor
from evals.suite.judged import Bar, Definition, Failure, Found, Judged
from evals.suite.metric import Metric, metrics
from evals.suite.results import SCHEMA, Results, Run

CHECKOUT = Path(__file__).parents[3]


def _results(right: int, due: bool = False) -> Results:
    definition = Definition(
        metric="shipped/page", code="D4", title="pages", unit="quotations", bar=Bar.RATE
    )
    judged = tuple(
        Judged(
            metric="shipped/page",
            item=f"case {n}",
            cluster=str(n),
            slice="s",
            right=float(n < right),
            total=1,
            failures=()
            if n < right
            else (Failure(outcome="off by one", shown=f"p. {n}", source=f"p. {n + 1}"),),
        )
        for n in range(0 if due else 10)
    )
    found = Found(definitions=(definition,), judged=judged, due=frozenset({"shipped/page"}))
    run = Run(
        suite="smoke",
        code="c",
        seed=0,
        index="i",
        digest="d",
        model="m",
        passages=9,
        volumes={},
        sets={},
    )
    return Results(
        schema=SCHEMA,
        run=run,
        metrics=metrics(found, {"shipped/page": Floor(0.9, 0.5)}, 0),
        judged=judged,
        items=(),
        curves=(),
        notes=(),
        timings={},
    )


def _told(results: Results) -> str:
    (metric,) = results.metrics
    assert isinstance(metric, Metric)
    return explained(metric, results)


def test_value_interval_floor_and_the_first_failures_are_said() -> None:
    told = _told(_results(3))
    assert "shipped/page (D4): pages" in told
    assert "value     0.3000: 3 of 10" in told
    assert "clusters" in told
    assert "floor     0.9000, floor and baseline" in told
    assert "lower bound must reach 0.5000" in told
    assert "off by one (case 3)\n    shown:  p. 3\n    source: p. 4" in told
    assert "case 7" in told
    assert "case 8" not in told
    assert "and 2 more" in told


def test_a_gate_without_anything_judged_is_said_to_be_missing() -> None:
    assert "nothing was judged" in _told(_results(0, due=True))


@pytest.mark.slow
def test_every_gate_of_the_smoke_suite_is_a_test(tmp_path: Path) -> None:
    """In a home of its own, without an index: that is built."""
    command = [sys.executable, "-m", "pytest", "evals", "-m", "gates", "-q", "--no-header", "-rA"]
    environment = os.environ | {"FRUS_HOME": str(tmp_path / "home")}
    done = subprocess.run(
        command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "test_gate[shipped/page]" in done.stdout
    assert "test_gate[stored/verbatim]" in done.stdout

"""The smoke suite, each of its gates a test: pytest evals -m gates.

The suite runs once, before the tests are listed: which gates there are is known only then. It
runs on the home that FRUS_HOME names, the checkout's own unless it does; an index is built where
there is none.
"""

from __future__ import annotations

import pytest

from evals.gates.explained import explained
from evals.suite.baseline import read_baseline, shipped_baseline
from evals.suite.extent import Suite
from evals.suite.metric import Metric, Verdict
from evals.suite.opening import opened
from evals.suite.plan import plan
from evals.suite.results import Results
from evals.suite.run import carry_out

_SEED = 0


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test for each metric of the smoke suite that has a gate, or that is missing."""
    results = _results()
    gates = [metric for metric in results.metrics if metric.gated]
    names = [metric.definition.metric for metric in gates]
    metafunc.parametrize(("gate", "results"), [(gate, results) for gate in gates], ids=names)


@pytest.mark.gates
def test_gate(gate: Metric, results: Results) -> None:
    """The gate is reached."""
    if gate.verdict is not Verdict.PASSED:
        pytest.fail(explained(gate, results), pytrace=False)


def _results() -> Results:
    def silent(step: str, done: int, total: int) -> None:
        """Pytest says what it does by itself."""

    with opened(None, [], silent) as world:
        planned = plan(Suite.SMOKE, world.index.manifest.sources, world.text, _SEED)
        floors = read_baseline(shipped_baseline(), planned.sets)
        return carry_out(Suite.SMOKE.value, planned, world, floors, _SEED, silent)

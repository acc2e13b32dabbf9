"""A run on paper: `results.json`, written whole and read back with every field checked."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from corpus.errors import InputError
from evals.suite.baseline import as_baseline
from evals.suite.judged import Bar, Curve, Found, Item, Judged
from evals.suite.metric import Metric, Verdict

SCHEMA = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What was run on what.

    `code` is the revision of the code, with "+" behind it where files were changed since; `index`
    the version of the index and `digest` that of all that it stores; `volumes` and `sets` are
    SHA-256 by name; `model` names the embedding model and `llm` the language model, if any.
    """

    suite: str
    code: str
    seed: int
    index: str
    digest: str
    model: str
    passages: int
    volumes: Mapping[str, str]
    sets: Mapping[str, str]
    llm: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """A run and all that was found; `timings` are seconds, and all that two equal runs differ in.

    `notes` are sentences for the reader: what no check can tell.
    """

    schema: int
    run: Run
    metrics: tuple[Metric, ...]
    judged: tuple[Judged, ...]
    items: tuple[Item, ...]
    curves: tuple[Curve, ...]
    notes: tuple[str, ...]
    timings: Mapping[str, float]

    @property
    def failed(self) -> tuple[Metric, ...]:
        """The metrics whose gate is not reached, or that are missing."""
        bad = (Verdict.FAILED, Verdict.MISSING)
        return tuple(metric for metric in self.metrics if metric.verdict in bad)

    @property
    def passed(self) -> bool:
        """Whether there is a gate and all are reached; a run without any has shown nothing."""
        return not self.failed and any(one.verdict is Verdict.PASSED for one in self.metrics)


def together(found: Sequence[Found]) -> Found:
    """What several stages found, as one."""
    return Found(
        definitions=tuple(one for part in found for one in part.definitions),
        judged=tuple(one for part in found for one in part.judged),
        due=frozenset(name for part in found for name in part.due),
        items=tuple(one for part in found for one in part.items),
        curves=tuple(one for part in found for one in part.curves),
        timings={name: spent for part in found for name, spent in part.timings.items()},
    )


def as_json(results: Results) -> str:
    """The results as JSON, fields in a fixed order, a line to each thing judged and each item."""
    plain: dict[str, Any] = TypeAdapter(Results).dump_python(results, mode="json")
    plain["passed"] = results.passed
    lines = [f"{json.dumps(name)}: {_value(plain[name])}" for name in plain]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _value(value: object) -> str:
    if isinstance(value, list) and value:
        rows = (json.dumps(one, ensure_ascii=False) for one in value)
        return "[\n " + ",\n ".join(rows) + "\n]"
    return json.dumps(value, ensure_ascii=False)


def baseline_of(results: Results) -> str:
    """What the gates of a run reached, as a baseline file for the runs to come.

    What must be whole is in it too: a gate that is in the baseline cannot vanish. Stages that ask
    about the installed volumes, whatever these are, have no part in it.
    """
    reached = {
        metric.definition.metric: (metric.value or 0.0, metric.low)
        for metric in results.metrics
        if metric.definition.bar is Bar.RATE and metric.total and _asked(metric, results.run)
    }
    whole = {
        metric.definition.metric
        for metric in results.metrics
        if metric.definition.bar is Bar.WHOLE and metric.total and _asked(metric, results.run)
    }
    bearing = {name.partition("/")[0] for name in (*reached, *whole)}
    sets = {name: digest for name, digest in results.run.sets.items() if name in bearing}
    return as_baseline(sets, reached, whole)


def _asked(metric: Metric, run: Run) -> bool:
    """Whether the metric is of a set that has a digest of its own."""
    return metric.definition.metric.partition("/")[0] in run.sets


def read_results(path: Path) -> Results:
    """The results in `path`; InputError naming file and field where it holds anything else."""
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise InputError(f"{path}: no results of a run: {error}") from None
    if not isinstance(plain, dict) or plain.get("schema") != SCHEMA:
        raise InputError(f"{path}: schema: is not {SCHEMA}; run the suite again")
    plain.pop("passed", None)
    try:
        return TypeAdapter(Results).validate_python(plain)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        field = ".".join(str(step) for step in fault["loc"])
        raise InputError(f"{path}: {field}: {fault['msg']}") from None

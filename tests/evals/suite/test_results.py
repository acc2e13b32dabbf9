"""Results on paper: the same read back, refused where a field is wrong, passed only by a gate."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import InputError
from evals.suite.baseline import read_baseline
from evals.suite.judged import Bar, Curve, Definition, Failure, Found, Item, Judged
from evals.suite.metric import metrics
from evals.suite.results import SCHEMA, Results, Run, as_json, baseline_of, read_results, together

RUN = Run(
    suite="smoke",
    code="abc",
    seed=0,
    index="v",
    digest="d",
    model="m",
    passages=9,
    volumes={"frus1944Quebec": "x"},
    sets={"s": "y"},
)


def found(bar: Bar = Bar.RATE, right: int = 3) -> Found:
    failure = Failure(outcome="miss", shown="“a”\u2028", source="b\nc")
    judged = tuple(
        Judged(
            metric="s/m",
            item=f"q{n}",
            cluster=f"q{n}",
            slice="k",
            right=float(n < right),
            total=1,
            outcomes={"hit" if n < right else "miss": 1},
            failures=() if n < right else (failure,),
        )
        for n in range(4)
    )
    definition = Definition(metric="s/m", code="D0", title="m", unit="things", bar=bar)
    return Found(
        definitions=(definition,),
        judged=judged,
        due=frozenset({"s/m"}),
        items=(Item(id="q0", set="s", question="é?", history=("a",), reply={"n": [1, None]}),),
        curves=(Curve("c", "x", "y", ((0.0, 0.5), (1.0, 0.25))),),
        timings={"part": 0.5},
    )


def results(part: Found) -> Results:
    return Results(
        schema=SCHEMA,
        run=RUN,
        metrics=metrics(part, {}, seed=0),
        judged=part.judged,
        items=part.items,
        curves=part.curves,
        notes=("a note",),
        timings=part.timings,
    )


def test_results_are_read_back_as_they_were(tmp_path: Path) -> None:
    one = results(found())
    path = tmp_path / "results.json"
    path.write_text(as_json(one), encoding="utf-8")
    assert read_results(path) == one
    assert as_json(read_results(path)) == as_json(one)
    assert json.loads(as_json(one))["passed"] is one.passed


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"schema": 0}, "schema: is not 1; run the suite again"),
        ({"run": {}}, r"run\.suite: Field required"),
        ({"judged": [{"metric": "s/m"}]}, r"judged\.0\.item: Field required"),
        ({"timings": []}, r"timings: Input should be"),
    ],
)
def test_a_wrong_field_is_named(tmp_path: Path, change: dict[str, object], told: str) -> None:
    path = tmp_path / "results.json"
    path.write_text(json.dumps(json.loads(as_json(results(found()))) | change))
    with pytest.raises(InputError, match=rf"results\.json: {told}"):
        read_results(path)


@pytest.mark.parametrize("text", ["", "{", "[]", "null"])
def test_files_that_are_no_results(tmp_path: Path, text: str) -> None:
    path = tmp_path / "results.json"
    path.write_text(text)
    with pytest.raises(InputError, match=r"results\.json: "):
        read_results(path)
    with pytest.raises(InputError, match="cannot be read"):
        read_results(tmp_path / "none.json")


def test_a_run_passes_by_a_gate_and_not_by_having_none() -> None:
    assert results(found(Bar.WHOLE, right=4)).passed
    assert not results(found(Bar.WHOLE)).passed
    assert not results(found(Bar.TOLD)).passed
    missing = Found(definitions=found().definitions, judged=(), due=frozenset({"s/m"}))
    assert [metric.definition.metric for metric in results(missing).failed] == ["s/m"]


def test_what_was_reached_becomes_the_baseline(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(baseline_of(results(found())))
    floor = read_baseline(path, RUN.sets)["s/m"]
    assert floor.least == pytest.approx(0.73)
    again = metrics(found(), {"s/m": floor}, seed=0)
    assert not replace(results(found()), metrics=again).failed


def test_what_stages_found_is_put_together_in_order() -> None:
    one, other = found(), replace(found(), timings={"else": 1.0})
    whole = together([one, other])
    assert whole.judged == one.judged + other.judged
    assert whole.timings == {"part": 0.5, "else": 1.0}

"""Runs made up of what was judged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from evals.suite.judged import Bar, Definition, Found, Item, Judged
from evals.suite.metric import metrics
from evals.suite.results import SCHEMA, Results, Run

RUN = Run(
    suite="smoke",
    code="aaaa",
    seed=0,
    index="one",
    digest="1" * 64,
    model="minilm",
    passages=9,
    volumes={"frus1944Quebec": "2" * 64},
    sets={"set": "3" * 64},
)


def definition(name: str, bar: Bar = Bar.RATE) -> Definition:
    return Definition(metric=f"set/{name}", code="D10", title=f"set: {name}", unit="q", bar=bar)


def judged(
    item: str, right: float, total: int = 1, *, metric: str = "rate", cluster: str | None = None
) -> Judged:
    return Judged(
        metric=f"set/{metric}",
        item=item,
        cluster=cluster or item,
        slice="plain",
        right=right,
        total=total,
    )


def results(
    rows: Iterable[Judged],
    *definitions: Definition,
    items: tuple[Item, ...] = (),
    **changes: object,
) -> Results:
    """A run in which all of `rows` was judged, the run's own fields first changed."""
    found = Found(
        definitions=definitions or (definition("rate"),), judged=tuple(rows), due=frozenset()
    )
    return Results(
        schema=SCHEMA,
        run=replace(RUN, **changes),  # type: ignore[arg-type]
        metrics=metrics(found, {}, 0),
        judged=found.judged,
        items=items,
        curves=(),
        notes=(),
        timings={},
    )


def binary(values: str, **changes: object) -> Results:
    """A run of the one metric "set/rate": "1" for an item that is right, "0" for one that is not,
    "." for one that was not judged.
    """
    rows = (judged(f"q{at:03}", int(v)) for at, v in enumerate(values) if v != ".")
    return results(rows, **changes)  # type: ignore[arg-type]

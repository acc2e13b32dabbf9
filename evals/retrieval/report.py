"""The evaluation of retrieval for people, as tables, and for programs, as one JSON object."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from evals.retrieval.bootstrap import Estimate
from evals.retrieval.evaluation import Evaluation, Figures, Slice
from evals.retrieval.measures import MEASURES
from evals.retrieval.queries import Reach

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

SCHEMA = 1

_Values = Mapping[str, Estimate] | Mapping[str, Estimate | None]


def as_json(evaluation: Evaluation) -> str:
    """All that was measured, as one JSON object.

    `schema` is 1 and changes with the meaning of a field. `slices`, by name, have `queries`,
    `clusters`, `volumes` and `reaches`; each reach ("one volume", "whole collection") has
    `systems`, by name, `differences` and `ratios`, by "one / other"; and these have for each
    measure `[value, low, high]`, the bounds of the 95 % interval behind the value, or null for a
    ratio to nothing. Measures lie in 0..1. `latency` is in milliseconds, by reach and system.
    `graph` has the recall of the graph of vectors. `choice` is null, or has the `weights` chosen,
    the volumes `chosen_on`, which are in no figure, and the `grid`: weights with what they reach.
    """
    return json.dumps(
        {
            "schema": SCHEMA,
            "index": evaluation.index,
            "model": evaluation.model,
            "runtime": evaluation.runtime,
            "seed": evaluation.seed,
            "resamples": evaluation.resamples,
            "volumes": [asdict(asked) for asked in evaluation.volumes],
            "choice": asdict(evaluation.choice) if evaluation.choice else None,
            "slices": {one.name: _slice(one) for one in evaluation.slices},
            "latency": {
                reach: {name: asdict(latency) for name, latency in by_system.items()}
                for reach, by_system in evaluation.latency.items()
            },
            "timed": evaluation.timed,
            "graph": {
                "recall@10": evaluation.graph_recall,
                "queries": evaluation.graph_queries,
            },
        },
        ensure_ascii=False,
        indent=2,
    )


def _slice(one: Slice) -> dict[str, object]:
    return {
        "queries": one.queries,
        "clusters": one.clusters,
        "volumes": one.volumes,
        "reaches": {reach: _figures(figures) for reach, figures in one.reaches.items()},
    }


def _figures(figures: Figures) -> dict[str, object]:
    return {
        "systems": {name: _measures(values) for name, values in figures.systems.items()},
        "differences": _pairs(figures.differences),
        "ratios": _pairs(figures.ratios),
    }


def _pairs(pairs: Mapping[tuple[str, str], _Values]) -> dict[str, object]:
    return {f"{one} / {other}": _measures(values) for (one, other), values in pairs.items()}


def _measures(values: _Values) -> dict[str, list[float] | None]:
    return {
        name: [value.value, value.low, value.high] if value else None
        for name, value in values.items()
    }


def print_report(evaluation: Evaluation, console: Console) -> None:
    """The table of the headline, the comparisons, and a table of the slices."""
    headline = evaluation.headline
    _say(
        console,
        f"{headline.name}: {headline.queries:,} queries under {headline.clusters:,} headings, "
        f"macro over {headline.volumes} volumes; 95 % intervals, for these volumes, "
        f"by {evaluation.resamples:,} resamples of headings.",
    )
    console.print(_systems(evaluation, headline))
    for line in _comparisons(headline):
        _say(console, line)
    console.print(_slices(evaluation))
    for line in _not_better(evaluation):
        _say(console, line)
    _say(
        console,
        f"The graph of vectors finds {evaluation.graph_recall:.4f} of the ten exactly nearest "
        f"passages (graph recall@10, {evaluation.graph_queries:,} queries).",
    )
    if choice := evaluation.choice:
        weights = ", ".join(f"{name} {weight}" for name, weight in choice.weights.items())
        _say(
            console,
            f"Weights chosen: {weights}, on {', '.join(choice.chosen_on)}; no figure here is of "
            "these volumes.",
        )


def _systems(evaluation: Evaluation, part: Slice) -> Table:
    from rich.table import Table

    table = Table("asked of", "system", *MEASURES, "p50 ms", "p95 ms")
    for reach, figures in part.reaches.items():
        for name, values in figures.systems.items():
            latency = evaluation.latency[reach][name]
            first, *others = values.values()
            table.add_row(
                reach,
                name,
                _with_interval(first),
                *(f"{value.value:.3f}" for value in others),
                f"{latency.p50:.1f}",
                f"{latency.p95:.1f}",
            )
        table.add_section()
    return table


def _comparisons(part: Slice) -> Iterator[str]:
    name = MEASURES[0]
    for reach, figures in part.reaches.items():
        for pair, ratios in figures.ratios.items():
            ratio, difference = ratios[name], figures.differences[pair][name]
            times = f"{_with_interval(ratio, 2)} times" if ratio else "beyond all measure"
            yield (
                f"{reach}: {name} of {pair[0]} by that of {pair[1]}: {times};"
                f" difference {_with_interval(difference)}."
            )


def _not_better(evaluation: Evaluation) -> Iterator[str]:
    """Where the headline's measure of ours is not above another's by more than the interval."""
    name = MEASURES[0]
    for one in evaluation.slices:
        for reach, figures in one.reaches.items():
            for (ours, other), ratios in figures.ratios.items():
                ratio = ratios[name]
                if ratio is not None and ratio.low <= 1:
                    times = _with_interval(ratio, 2)
                    yield f"Not above, {one.name}, {reach}: {ours} has {times} times {other}."


def _slices(evaluation: Evaluation) -> Table:
    """The headline's measure of each system, slice by slice."""
    from rich.table import Table

    table = Table(f"{MEASURES[0]} of", "queries", "asked of", *evaluation.systems)
    for one in evaluation.slices:
        for reach, figures in one.reaches.items():
            values = [figures.systems[name][MEASURES[0]] for name in evaluation.systems]
            cells = [f"{value.value:.3f}" for value in values]
            first = reach is Reach.VOLUME
            table.add_row(
                one.name if first else "", f"{one.queries:,}" if first else "", reach, *cells
            )
        table.add_section()
    return table


def _with_interval(value: Estimate, digits: int = 3) -> str:
    return f"{value.value:.{digits}f} [{value.low:.{digits}f}, {value.high:.{digits}f}]"


def _say(console: Console, line: str) -> None:
    console.print(line, markup=False, highlight=False, soft_wrap=True)

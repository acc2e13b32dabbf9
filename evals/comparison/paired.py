"""What two runs judged, paired by metric, item and slice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.errors import InputError
from evals.suite.judged import Bar, Definition, Judged
from evals.suite.results import Results

_Key = tuple[str, str]
_STRICTEST = (Bar.WHOLE, Bar.RATE, Bar.TOLD)
_EVEN = 1e-9  # shares that differ by less are the same: sums of floats may differ in the last digit


@dataclass(frozen=True, slots=True)
class Pair:
    """What a metric made of one item in both runs."""

    before: Judged
    after: Judged

    @property
    def change(self) -> float:
        """By how much more of it is right afterwards, -1..1; 0 where only rounding differs."""
        change = share(self.after) - share(self.before)
        return change if abs(change) > _EVEN else 0.0

    @property
    def binary(self) -> bool:
        """Whether it is right or wrong as a whole in both runs."""
        return all(one.total == 1 and one.right in (0, 1) for one in (self.before, self.after))


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """A metric of two runs: pairs by item and slice, and what one of the runs alone judged."""

    definition: Definition
    bar: Bar
    pairs: tuple[Pair, ...]
    only_before: tuple[Judged, ...]
    only_after: tuple[Judged, ...]


def share(judged: Judged) -> float:
    """How much of an item is right, 0..1."""
    return judged.right / judged.total


def wrong(judged: Judged) -> float:
    """How many things of an item are not right."""
    return judged.total - judged.right


def paired(before: Results, after: Results) -> tuple[Paired, ...]:
    """All metrics of which either run judged anything, in the order of the runs.

    A gate that only one of the runs had holds: the stricter bar counts. Raises InputError where a
    metric was defined anew between the runs, or an item counts twice or in another cluster.
    """
    definitions: dict[str, tuple[Definition, ...]] = {}
    for metric in (*before.metrics, *after.metrics):
        name = metric.definition.metric
        definitions[name] = (*definitions.get(name, ()), metric.definition)
    ours, theirs = _by_metric(before.judged, "A"), _by_metric(after.judged, "B")
    return tuple(
        _metric(found, ours.get(name, {}), theirs.get(name, {}))
        for name, found in definitions.items()
        if name in ours or name in theirs
    )


def _by_metric(judged: Sequence[Judged], run: str) -> dict[str, dict[_Key, Judged]]:
    found: dict[str, dict[_Key, Judged]] = {}
    for one in judged:
        own, key = found.setdefault(one.metric, {}), (one.item, one.slice)
        if key in own:
            raise InputError(
                f"{run}: {one.metric}: {one.item} ({one.slice}) was judged twice; run the suite "
                "on a set in which each question has an id of its own"
            )
        own[key] = one
    return found


def _metric(
    definitions: Sequence[Definition], before: dict[_Key, Judged], after: dict[_Key, Judged]
) -> Paired:
    first, last = definitions[0], definitions[-1]
    if (first.code, first.unit) != (last.code, last.unit):
        raise InputError(
            f"{first.metric}: A counts {first.unit} ({first.code}), B {last.unit} ({last.code}); "
            "the metric was defined anew: run A again with the scorers of B"
        )
    # Sorted, so that the order of a file's lines has no part in what is drawn.
    both = sorted(before.keys() & after.keys())
    pairs = tuple(Pair(before[key], after[key]) for key in both)
    for pair in pairs:
        if pair.before.cluster != pair.after.cluster:
            raise InputError(
                f"{first.metric}: {pair.before.item}: its cluster is {pair.before.cluster} in A "
                f"and {pair.after.cluster} in B; run A again with the scorers of B"
            )
    return Paired(
        definition=last,
        bar=min((one.bar for one in definitions), key=_STRICTEST.index),
        pairs=pairs,
        only_before=tuple(before[key] for key in sorted(before.keys() - after.keys())),
        only_after=tuple(after[key] for key in sorted(after.keys() - before.keys())),
    )

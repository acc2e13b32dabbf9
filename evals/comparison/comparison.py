"""Two runs compared, metric by metric, and what may be said of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from evals.comparison.change import Change, Told, gained, lost
from evals.comparison.difference import (
    ALPHA,
    Interval,
    Spread,
    Sums,
    holm,
    interval,
    least_shown,
    mcnemar,
    swapped,
)
from evals.comparison.paired import Pair, Paired, paired, wrong
from evals.suite.judged import Bar, Definition, Judged
from evals.suite.results import Results, Run

SCHEMA = 1
_ROUNDING = 1e-9  # of sums of floats: a difference of .02 is not less than .02 by it


class Decision(StrEnum):
    """What the comparison says of a metric."""

    WORSE = "worse"
    BETTER = "better"
    NOTHING_SHOWN = "no difference shown"
    TOLD = "told only"
    MISSING = "missing in B"
    NEW = "new in B"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """The figures of a metric over the items that both runs judged.

    `before`, `after` are 0..1, `delta` how much higher it is afterwards. `mcnemar` is the exact
    test of items that are right or wrong, None for others; `p` the test that decides: the same
    where each item is its own cluster, else the randomization test by clusters, and none where the
    value of each item depends on all others. `corrected` is
    `p` by Holm over the metrics whose gate is a rate, None for all others. `least_shown` is the
    smallest difference that could have been decided, None where none could.
    """

    items: int
    clusters: int
    before: float
    after: float
    delta: float
    interval: Interval
    mcnemar: float | None
    p: float | None
    corrected: float | None = None
    least_shown: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A metric in both runs; `tested` is None where they judged no item in common.

    `lost` and `gained` are items of which less or more is right, `broken` those in which a metric
    that must be whole has more wrong than before; `only_before` and `only_after` were judged once.
    """

    definition: Definition
    bar: Bar
    decision: Decision
    tested: Tested | None
    lost: tuple[Change, ...]
    gained: tuple[Change, ...]
    broken: tuple[Change, ...]
    only_before: tuple[Change, ...]
    only_after: tuple[Change, ...]

    @property
    def unchanged(self) -> bool:
        """Whether both runs judged the same items and each of them alike."""
        changed = (self.lost, self.gained, self.broken, self.only_before, self.only_after)
        return self.tested is not None and self.tested.delta == 0 and not any(changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """B held against A; `least` is the difference from which one counts, `across` whether the
    indexes differ.
    """

    schema: int
    before: Run
    after: Run
    across: bool
    least: float
    metrics: tuple[Compared, ...]

    @property
    def worse(self) -> tuple[Compared, ...]:
        """The metrics that are worse, or that B has not judged."""
        bad = (Decision.WORSE, Decision.MISSING)
        return tuple(metric for metric in self.metrics if metric.decision in bad)


def compare(before: Results, after: Results, least: float) -> Comparison:
    """What can be said of B, `after`, against A; a rate must differ by `least`, 0..1, to count.

    Raises InputError where a metric was defined anew between the runs.
    """
    found = paired(before, after)
    told = Told(before, after)
    raw = [_tested(one) if one.pairs else None for one in found]
    tests = {
        at: test.p
        for at, test in enumerate(raw)
        if test is not None and test.p is not None and found[at].bar is Bar.RATE
    }
    corrected = dict(zip(tests, holm([*tests.values()]), strict=True))
    metrics: list[Compared] = []
    for at, (one, test) in enumerate(zip(found, raw, strict=True)):
        shown = _shown(one, len(tests), least)
        whole = test and replace(test, corrected=corrected.get(at), least_shown=shown)
        metrics.append(_compared(one, whole, told, least))
    return Comparison(
        schema=SCHEMA,
        before=before.run,
        after=after.run,
        across=before.run.digest != after.run.digest,
        least=least,
        metrics=tuple(metrics),
    )


def _tested(one: Paired) -> Tested:
    sums = Sums.of(one.pairs)
    exact = None
    if one.definition.joint:
        return _untested(one, sums)
    if all(pair.binary for pair in one.pairs):
        exact = mcnemar(len(lost(one.pairs)), len(gained(one.pairs)))
    alone = sums.clusters == len(one.pairs)
    before, after = sums.values
    return Tested(
        items=len(one.pairs),
        clusters=sums.clusters,
        before=before,
        after=after,
        delta=sums.delta,
        interval=interval(sums),
        mcnemar=exact,
        p=exact if exact is not None and alone else swapped(sums),
    )


def _untested(one: Paired, sums: Sums) -> Tested:
    before, after = sums.values
    return Tested(
        items=len(one.pairs),
        clusters=sums.clusters,
        before=before,
        after=after,
        delta=sums.delta,
        interval=Interval(None, None, Spread.JOINT),
        mcnemar=None,
        p=None,
    )


def _shown(one: Paired, family: int, least: float) -> float | None:
    if not one.pairs or one.bar is not Bar.RATE or one.definition.joint:
        return None
    shown = least_shown(Sums.of(one.pairs), family)
    return None if shown is None else max(shown, least)


def _compared(one: Paired, test: Tested | None, told: Told, least: float) -> Compared:
    broken, strange = _broken(one)
    return Compared(
        definition=one.definition,
        bar=one.bar,
        decision=_decision(one, test, least),
        tested=test,
        lost=told.pairs(lost(one.pairs)),
        gained=told.pairs(gained(one.pairs)),
        broken=(*told.pairs(broken), *told.after(strange)),
        only_before=told.before(one.only_before),
        only_after=told.after(one.only_after),
    )


def _broken(one: Paired) -> tuple[list[Pair], list[Judged]]:
    """Where a metric that must be whole has more wrong in an item: none of it may, whatever a
    test says; also in an item that A did not judge.
    """
    if one.bar is not Bar.WHOLE:
        return [], []
    return (
        [pair for pair in one.pairs if wrong(pair.after) > wrong(pair.before)],
        [judged for judged in one.only_after if wrong(judged)],
    )


def _decision(one: Paired, test: Tested | None, least: float) -> Decision:
    if not one.pairs and not one.only_before:
        return Decision.WORSE if any(_broken(one)) else Decision.NEW
    if one.bar is Bar.TOLD:
        return Decision.TOLD
    if test is None:
        return Decision.MISSING
    if one.definition.joint:
        return Decision.TOLD
    if one.bar is Bar.WHOLE:
        return _by_item(one)
    significant = test.corrected is not None and test.corrected <= ALPHA
    if not significant or abs(test.delta) < least - _ROUNDING:
        return Decision.NOTHING_SHOWN
    return Decision.WORSE if test.delta < 0 else Decision.BETTER


def _by_item(one: Paired) -> Decision:
    """Where every single thing must be right, one that broke decides, and one that was mended."""
    if any(_broken(one)):
        return Decision.WORSE
    mended = any(wrong(pair.after) < wrong(pair.before) for pair in one.pairs)
    return Decision.BETTER if mended else Decision.NOTHING_SHOWN

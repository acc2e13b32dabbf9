"""The stage that puts the quotation checker to the test, operator by operator (D12)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from evals.quotations.installed import book_of, strangers
from evals.quotations.run import FLOORS, Score, bench
from evals.quotations.trial import Group
from evals.suite.judged import Bar, Definition, Failure, Found, Judged
from evals.suite.world import Progress, World

_OPERATORS = "quotations/operators"
# Of fewer trials a share says little: their operator is below its floor only where the whole
# interval is.
_ENOUGH = 20
_METRICS = {
    Group.MEANING: ("falsified", "falsified quotations caught"),
    Group.PLACE: ("misplaced", "wrong places caught"),
    Group.HARMLESS: ("retyped", "harmless retyping accepted"),
}


@dataclass(frozen=True, slots=True)
class Quotations:
    """The stage: `per_operator` quotations for each operator from each of `volumes`."""

    volumes: tuple[str, ...]
    per_operator: int
    seed: int

    @property
    def name(self) -> str:
        """What metrics are called by."""
        return "quotations"

    def __call__(self, world: World, progress: Progress) -> Found:
        """The verdicts of the checker on true quotations that were changed."""
        judged: list[Judged] = []
        whole: dict[str, Score] = {}
        others = strangers(world.index)
        for volume in self.volumes:
            found = bench(
                world.index,
                [book_of(world.index, volume)],
                others,
                per_operator=self.per_operator,
                seed=self.seed,
                progress=progress,
            )
            judged += (one for score in found.scores for one in _judged(volume, score))
            for score in found.scores:
                before = whole.get(score.operator)
                whole[score.operator] = score if before is None else before + score
        judged += (one for score in whole.values() for one in _at_floor(score))
        return Found(
            definitions=_definitions(),
            judged=tuple(judged),
            due=frozenset({_OPERATORS, *map(_named, Group)}),
        )


def _definitions() -> tuple[Definition, ...]:
    every = Definition(
        metric=_OPERATORS,
        code="D12",
        title="quotations: operators at their floors",
        unit="operators",
        bar=Bar.WHOLE,
    )
    return (*map(_definition, Group), every)


def _definition(group: Group) -> Definition:
    title = _METRICS[group][1]
    whole = FLOORS[group][0]
    return Definition(
        metric=_named(group),
        code="D12",
        title=f"quotations: {title}",
        unit="quotations",
        bar=Bar.WHOLE if whole == 1.0 else Bar.RATE,
        least=None if whole == 1.0 else whole,
    )


def _named(group: Group) -> str:
    return f"quotations/{_METRICS[group][0]}"


def _judged(volume: str, score: Score) -> Iterator[Judged]:
    """The score of one operator on one volume; nothing where it could be applied to nothing."""
    if not score.total:
        return
    missed = Counter(str(failure.verdict.outcome) for failure in score.failures)
    yield Judged(
        metric=_named(score.group),
        item=f"{volume}: {score.operator}",
        cluster=f"{volume}: {score.operator}",
        slice=score.operator,
        right=score.right,
        total=score.total,
        outcomes={"right": score.right} | dict(sorted(missed.items())),
        failures=tuple(
            Failure(
                outcome=f"{score.operator}: {failure.verdict.outcome}",
                shown=f"{failure.trial.quotation} ({failure.trial.cite})",
                source=failure.trial.true.text,
            )
            for failure in score.failures
        ),
    )


def _at_floor(score: Score) -> Iterator[Judged]:
    """Whether one operator reaches the floor of its group's operators, over all volumes."""
    share, interval = score.share, score.interval
    if share is None or interval is None:
        return
    floor = FLOORS[score.group][1]
    reached = (share if score.total >= _ENOUGH else interval[1]) >= floor
    told = f"{score.operator}: {score.right} of {score.total}, {floor} wanted"
    yield Judged(
        metric=_OPERATORS,
        item=score.operator,
        cluster=score.operator,
        slice=str(score.group),
        right=float(reached),
        total=1,
        outcomes={"at its floor" if reached else "below its floor": 1},
        failures=() if reached else (Failure(outcome="below its floor", shown=told, source=""),),
    )

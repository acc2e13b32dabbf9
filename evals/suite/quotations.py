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
        return Found(
            definitions=_definitions(), judged=tuple(judged), due=frozenset(map(_named, Group))
        )


def _definitions() -> tuple[Definition, ...]:
    return tuple(
        Definition(
            metric=_named(group),
            code="D12",
            title=f"quotations: {title}",
            unit="quotations",
            bar=Bar.WHOLE if FLOORS[group][0] == 1.0 else Bar.RATE,
            least=None if FLOORS[group][0] == 1.0 else FLOORS[group][0],
        )
        for group, (_, title) in _METRICS.items()
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

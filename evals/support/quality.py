"""How often the judge of support agrees with people, beside judges that anybody could have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evals.statistics import Auroc, Chosen, Figure, Statistic, Values, figures
from evals.support.claims import Claim, ClaimSet
from evals.support.judge import containment, judge

JUDGE, CONTAINMENT, EVERYTHING = "judge", "word containment", "everything supported"


class MacroF1:
    """The mean of the F1 of both labels, 0..1 (van Rijsbergen 1979; macro as in WiCE)."""

    def __init__(self, said: Chosen, true: Chosen) -> None:
        self.over = np.ones(len(true), dtype=np.bool_)
        self._said, self._true = said, true

    def __call__(self, weights: Values) -> Values:
        """The value for each row of `weights`; NaN where a label is missing."""
        right = weights @ (self._said & self._true), weights @ (~self._said & ~self._true)
        wrong = weights @ (self._said != self._true)
        f1 = np.zeros(len(weights))
        for hits, there in zip(right, (self._true, ~self._true), strict=True):
            below = 2 * hits + wrong
            one = np.divide(2 * hits, below, out=np.zeros_like(below), where=below > 0)
            f1 += np.where(weights @ there > 0, one, np.nan) / 2
        return f1


@dataclass(frozen=True, slots=True)
class Row:
    """What one judge reaches on a set, with 95 % intervals over clusters of claims."""

    judge: str
    macro_f1: Figure
    auroc: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """The judges on the report half of a set: `claims` in `clusters`, `supported` of them so.

    `threshold` is that of word containment, chosen on the tuning half.
    """

    set: str
    sha256: str
    claims: int
    clusters: int
    supported: int
    threshold: float
    rows: tuple[Row, ...]


Progress = Callable[[str, int, int], None]


def quality(claims: ClaimSet, seed: int, progress: Progress) -> Quality:
    """The judge and two others on the report half of `claims`."""
    tuned = [claim for claim in claims.claims if claim.tuned]
    held = [claim for claim in claims.claims if not claim.tuned]
    threshold = _best(_contained(tuned), _labels(tuned))
    scores, said = [], []
    for done, claim in enumerate(held):
        progress(f"judging {claims.name}", done, len(held))
        judgement = judge(claim.text, claim.evidence)
        scores.append(judgement.score)
        said.append(judgement.supported)
    contained = _contained(held)
    judges: dict[str, tuple[Values, NDArray[np.bool_]]] = {
        JUDGE: (np.array(scores), np.array(said)),
        CONTAINMENT: (contained, contained >= threshold),
        EVERYTHING: (np.ones(len(held)), np.ones(len(held), dtype=np.bool_)),
    }
    return Quality(
        set=claims.name,
        sha256=claims.sha256,
        claims=len(held),
        clusters=len({claim.cluster for claim in held}),
        supported=sum(claim.supported for claim in held),
        threshold=threshold,
        rows=tuple(_row(name, *judged, held, seed) for name, judged in judges.items()),
    )


def _row(name: str, scores: Values, said: Chosen, held: Sequence[Claim], seed: int) -> Row:
    true = _labels(held)
    every = np.ones(len(held), dtype=np.bool_)
    statistics: dict[str, Statistic] = {
        "macro-F1": MacroF1(said, true),
        "AUROC": Auroc(scores, true, every),
    }
    found = figures(statistics, [claim.cluster for claim in held], seed)
    return Row(name, found["macro-F1"], found["AUROC"])


def _contained(claims: Sequence[Claim]) -> Values:
    return np.array([containment(claim.text, claim.evidence) for claim in claims])


def _labels(claims: Sequence[Claim]) -> NDArray[np.bool_]:
    return np.array([claim.supported for claim in claims])


def _best(scores: Values, true: Chosen) -> float:
    """The threshold of the highest macro-F1, the lowest of equals."""
    once = np.ones((1, len(true)))
    reached = [
        (float(MacroF1(scores >= at, true)(once)[0]), -float(at)) for at in np.unique(scores)
    ]
    return -max(reached)[1]

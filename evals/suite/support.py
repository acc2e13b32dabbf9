"""The stage that tells how far an answer's prose is supported by what it cites (D8).

What it tells is judged by words alone, and gates nothing; the judge's own quality belongs beside
it (`evals.support.published.note`). Quotations are judged elsewhere, code point for code point.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Turn
from evals.case import Case
from evals.suite.answers import scope_of
from evals.suite.judged import Bar, Definition, Failure, Found, Judged
from evals.suite.world import CaseSet, Progress, World
from evals.support.alce import Supported, supported

_METRICS = {
    "written": ("answers that the language model wrote", "answers"),
    "recall": ("citation recall, by answer", "answers"),
    "precision": ("citation precision, by answer", "answers"),
    "quoted recall": ("quoted statements supported", "statements"),
    "prose recall": ("statements with prose supported", "statements"),
    "quoted precision": ("citations of quoted statements needed", "citations"),
    "prose precision": ("citations of prose needed", "citations"),
}
# How the assistant tells that a model failed it; then the answer is no model's.
_WITHOUT = "Answered without the language model"


@dataclass(frozen=True, slots=True)
class Support:
    """The stage for the questions of one set."""

    asked: CaseSet

    @property
    def name(self) -> str:
        """What metrics are called by: "shipped support"."""
        return f"{self.asked.name} support"

    def __call__(self, world: World, progress: Progress) -> Found:
        """ALCE's measures of every answer; a refusal states nothing."""
        judged: list[Judged] = []
        for done, case in enumerate(self.asked.cases):
            progress(f"judging prose: {self.asked.name}", done, len(self.asked.cases))
            answer = world.assistant.ask(
                case.question, tuple(map(Turn, case.history)), scope_of(case)
            )
            if answer.statements:
                written = not answer.notice.startswith(_WITHOUT)
                judged.append(self._one("written", case, int(written), 1))
                told = [(s.text, supported(s, world.record)) for s in answer.statements]
                judged += self._judged(case, told)
        return Found(
            definitions=tuple(
                Definition(
                    metric=f"{self.name}/{name}",
                    code="D8",
                    title=f"{self.name}: {title}",
                    unit=unit,
                    bar=Bar.TOLD,
                )
                for name, (title, unit) in _METRICS.items()
            ),
            judged=tuple(judged),
            due=frozenset((f"{self.name}/recall", f"{self.name}/precision")),
        )

    def _judged(self, case: Case, told: Sequence[tuple[str, Supported]]) -> Iterator[Judged]:
        recall = sum(one.recalled for _, one in told) / len(told)
        precise = [right for _, one in told for right in one.precise]
        yield self._one("recall", case, recall, 1)
        yield self._one("precision", case, sum(precise) / len(precise), 1)
        for kind in ("quoted", "prose"):
            own = [(text, one) for text, one in told if bool(one.prose) == (kind == "prose")]
            if not own:
                continue
            yield self._one(
                f"{kind} recall",
                case,
                sum(one.recalled for _, one in own),
                len(own),
                tuple(
                    Failure(outcome=one.outcome, shown=one.prose or text, source=text)
                    for text, one in own
                    if not one.recalled
                ),
            )
            needed = [right for _, one in own for right in one.precise]
            yield self._one(f"{kind} precision", case, sum(needed), len(needed))

    def _one(
        self,
        name: str,
        case: Case,
        right: float,
        total: int,
        failures: tuple[Failure, ...] = (),
    ) -> Judged:
        return Judged(
            metric=f"{self.name}/{name}",
            item=case.id,
            cluster=case.id,
            slice=case.slice,
            right=right,
            total=total,
            failures=failures,
        )

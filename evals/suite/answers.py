"""The stage that asks the questions of a set, twice, and runs every check on the replies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Answer, Turn
from assistant.record import answer_record
from evals.case import Case
from evals.checks.determinism import determinism
from evals.score import Check
from evals.suite.answer_checks import CHECKS, DEPTHS, JOINT, checks_of, due
from evals.suite.answerability import curve, parted, when_answered
from evals.suite.judged import Definition, Found, Item, Judged, counted
from evals.suite.retrieved import retrieved
from evals.suite.world import CaseSet, Progress, World
from vectorstore.retriever import Filter


@dataclass(frozen=True, slots=True)
class Answers:
    """The stage for one question set."""

    asked: CaseSet

    @property
    def name(self) -> str:
        """The set's name: metrics are called by it, "shipped/page"."""
        return self.asked.name

    def __call__(self, world: World, progress: Progress) -> Found:
        """What the checks say of the replies.

        The second pass runs backwards, so that an answer which depends on what was asked before
        it in another talk shows.
        """
        cases = self.asked.cases
        first = self._ask(world, cases, "", progress)
        again = self._ask(world, cases[::-1], " again", progress)
        checks = {**checks_of(world), "determinism": determinism(again)}
        judged = [
            one
            for name, check in checks.items()
            for case in cases
            if (one := self._judged(name, check, case, first[case.id])) is not None
        ]
        judged += self._decided(parted(cases, first), "answerability")
        judged += self._decided(when_answered(cases, first), "when answered")
        for hits in DEPTHS:
            judged += self._decided(retrieved(cases, first, hits), f"recall@{hits}")
        return Found(
            definitions=self.definitions,
            judged=tuple(judged),
            due=frozenset(self._named(name) for name in due(cases)),
            items=tuple(self._item(case, first[case.id]) for case in cases),
            curves=curve(self.name, cases, first),
        )

    @property
    def definitions(self) -> tuple[Definition, ...]:
        """The metrics of the stage, whether the set gives cause for them or not."""
        return tuple(
            Definition(
                metric=self._named(name),
                code=code,
                title=f"{self.name}: {title}",
                unit=unit,
                bar=bar,
                joint=name in JOINT,
            )
            for name, code, title, unit, bar in CHECKS
        )

    def _named(self, name: str) -> str:
        return f"{self.name}/{name}"

    def _ask(
        self, world: World, cases: Sequence[Case], pass_: str, progress: Progress
    ) -> dict[str, Answer]:
        answers: dict[str, Answer] = {}
        for done, case in enumerate(cases):
            progress(f"asking{pass_}: {self.name}", done, len(cases))
            history = tuple(Turn(question) for question in case.history)
            answers[case.id] = world.assistant.ask(case.question, history, scope_of(case))
        return answers

    def _judged(self, name: str, check: Check, case: Case, answer: Answer) -> Judged | None:
        findings = check(case, answer).findings
        return counted(self._named(name), case.id, _cluster(case), case.slice, findings)

    def _decided(self, values: Iterable[tuple[Case, float]], name: str) -> Iterator[Judged]:
        for case, value in values:
            yield Judged(
                metric=self._named(name),
                item=case.id,
                cluster=_cluster(case),
                slice=case.slice,
                right=value,
                total=1,
            )

    def _item(self, case: Case, answer: Answer) -> Item:
        reply = dict(answer_record(answer, case.id, scope_of(case)))
        del reply["timings_ms"]
        return Item(
            id=case.id,
            set=self.name,
            question=case.question,
            history=case.history,
            reply=reply,
        )


def scope_of(case: Case) -> Filter:
    """Where a case is asked: a document, a volume, or everything."""
    if not case.within:
        return Filter()
    return (
        Filter(documents=(case.within,)) if "/" in case.within else Filter(volumes=(case.within,))
    )


def _cluster(case: Case) -> str:
    """The document asked about, where others are asked about too; else the talk itself."""
    if "/" in case.within or not case.gold:
        return case.id
    return case.gold[0].passage.rpartition("/")[0]

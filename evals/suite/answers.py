"""The stage that asks the questions of a set, twice, and runs every check on the replies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Answer, Turn
from assistant.record import answer_record
from evals.case import Case, Expect
from evals.checks.abstention import (
    answered,
    greeted,
    quiet_refusal,
    refusal_precision,
    refused,
)
from evals.checks.determinism import determinism
from evals.checks.footnote import footnote
from evals.checks.gold import first_quote_hit, gold_recall
from evals.checks.page import page
from evals.checks.prose import coverage, leakage
from evals.checks.quotation import located, verbatim
from evals.score import Check
from evals.suite.answerability import curve, parted, when_answered
from evals.suite.judged import Bar, Definition, Found, Item, Judged, counted
from evals.suite.world import CaseSet, Progress, World
from vectorstore.retriever import Filter

#: Name, definition, title, unit, and what must be reached, of each check.
_CHECKS = (
    ("verbatim", "D1", "words exact", "quotations", Bar.WHOLE),
    ("located", "D3", "at the cited place", "quotations", Bar.WHOLE),
    ("page", "D4", "pages exact", "quotations", Bar.WHOLE),
    ("footnote", "D5", "notes right", "note citations", Bar.WHOLE),
    ("coverage", "D7", "statements cited", "statements", Bar.WHOLE),
    ("leakage", "D7", "no words of its own", "statements", Bar.WHOLE),
    ("quiet refusal", "D11", "refusals without quotations", "refusals", Bar.WHOLE),
    ("determinism", "D15", "same answer twice", "questions", Bar.WHOLE),
    ("answered", "D11", "answered of what is answerable", "questions", Bar.RATE),
    ("refused", "D11", "refused of what is not", "questions", Bar.RATE),
    ("refusal precision", "D11", "refusals that are right", "refusals", Bar.TOLD),
    ("greeted", "D11", "small talk met as such", "questions", Bar.RATE),
    ("first quote hit", "D10", "first quotation answers", "answers", Bar.RATE),
    ("gold recall", "D10", "sentences found that answer", "sentences", Bar.RATE),
    ("answerability", "D11", "AUROC of answerability", "questions", Bar.TOLD),
    ("when answered", "D11", "1 - AURC", "questions", Bar.TOLD),
)


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
        checks = {**_checks(world), "determinism": determinism(again)}
        judged = [
            one
            for name, check in checks.items()
            for case in cases
            if (one := self._judged(name, check, case, first[case.id])) is not None
        ]
        judged += self._decided(parted(cases, first), "answerability")
        judged += self._decided(when_answered(cases, first), "when answered")
        return Found(
            definitions=self.definitions,
            judged=tuple(judged),
            due=frozenset(self._named(name) for name in _due(cases)),
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
            )
            for name, code, title, unit, bar in _CHECKS
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


def _checks(world: World) -> dict[str, Check]:
    record = world.record
    return {
        "verbatim": verbatim(record),
        "located": located(record),
        "page": page(record),
        "footnote": footnote(record, world.stored),
        "coverage": coverage,
        "leakage": leakage,
        "quiet refusal": quiet_refusal(record),
        "answered": answered,
        "refused": refused,
        "refusal precision": refusal_precision,
        "greeted": greeted,
        "first quote hit": first_quote_hit,
        "gold recall": gold_recall,
    }


def _due(cases: Sequence[Case]) -> set[str]:
    """The checks for which the set gives cause: one that then judges nothing has failed."""
    due = {"determinism"}
    expected = {case.expect for case in cases}
    if Expect.ANSWER in expected:
        due |= {"verbatim", "located", "page", "coverage", "leakage"}
        due |= {"answered", "first quote hit", "gold recall"}
    if Expect.REFUSE in expected:
        due |= {"refused", "quiet refusal"}
    if Expect.GREET in expected:
        due |= {"greeted", "quiet refusal"}
    if any(_of_note(gold.passage) for case in cases for gold in case.gold):
        due |= {"footnote"}
    return due


def _of_note(passage: str) -> bool:
    name = passage.rpartition("/")[2]
    return name.startswith("fn") or name == "source"

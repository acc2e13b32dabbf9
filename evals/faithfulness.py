"""Ask every case twice, run every check, and hold the sums against the gates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.answer import Answer, IndexInfo, Turn
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
from evals.gates import passed
from evals.interval import wilson
from evals.score import Check, Finding
from evals.source import Part, Source
from vectorstore.retriever import Filter


class Assistant(Protocol):
    """What is evaluated: anything that replies to a question."""

    def ask(
        self, question: str, history: Sequence[Turn] = (), scope: Filter | None = None, k: int = 10
    ) -> Answer:
        """The reply to `question`, asked after the turns of `history`, from within `scope`."""
        ...


@dataclass(frozen=True, slots=True)
class Failure:
    """A finding that was not right, and the case in which it was made."""

    case: Case
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A check over the whole set: `right` of `total` things judged, and the verdict of its gate.

    `outcomes` counts findings by outcome, `slices` gives (right, total) by slice; `floor` is
    None for figures without a gate, `passed` is None for these and where nothing was due.
    """

    name: str
    definition: str
    right: int
    total: int
    outcomes: dict[str, int]
    slices: dict[str, tuple[int, int]]
    failures: tuple[Failure, ...]
    floor: float | None
    passed: bool | None

    @property
    def share(self) -> float | None:
        """`right` over `total`; None where nothing was judged."""
        return self.right / self.total if self.total else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of the share; None where nothing was judged."""
        return wilson(self.right, self.total) if self.total else None


@dataclass(frozen=True, slots=True)
class Report:
    """A run: how many cases, which index answered, and what was measured."""

    cases: int
    index: IndexInfo
    measured: tuple[Measured, ...]

    @property
    def passed(self) -> bool:
        """Whether every gate that applied was reached; false where none applied."""
        verdicts = [one.passed for one in self.measured if one.passed is not None]
        return bool(verdicts) and all(verdicts)


def evaluate(
    assistant: Assistant,
    cases: Sequence[Case],
    source: Source,
    floors: Mapping[str, float],
    advance: Callable[[], None],
) -> Report:
    """The report on `assistant` over `cases`, at least one; `advance` is called 2 * n times.

    Each question is asked within the document of `source`, since the set says what that document
    answers. The second pass runs backwards, so that an answer which depends on what was asked
    before it in another talk shows.
    """
    if not cases:
        raise ValueError("no cases, so nothing could be judged")
    scope = Filter(documents=(source.document,))
    first = _ask_all(assistant, cases, scope, advance)
    again = _ask_all(assistant, cases[::-1], scope, advance)
    measured = tuple(
        _measure(name, definition, check, cases, first, floors, due=name in _due(cases, source))
        for name, definition, check in _checks(source, again)
    )
    return Report(len(cases), first[cases[0].id].index, measured)


def _ask_all(
    assistant: Assistant, cases: Sequence[Case], scope: Filter, advance: Callable[[], None]
) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for case in cases:
        history = tuple(Turn(question) for question in case.history)
        answers[case.id] = assistant.ask(case.question, history, scope)
        advance()
    return answers


def _checks(source: Source, again: Mapping[str, Answer]) -> list[tuple[str, str, Check]]:
    return [
        ("verbatim", "D1", verbatim(source)),
        ("located", "D3", located(source)),
        ("page", "D4", page(source)),
        ("footnote", "D5", footnote(source)),
        ("coverage", "D7", coverage),
        ("leakage", "D7", leakage),
        ("quiet refusal", "D11", quiet_refusal(source)),
        ("determinism", "D15", determinism(again)),
        ("answered", "D11", answered),
        ("refused", "D11", refused),
        ("refusal precision", "D11", refusal_precision),
        ("greeted", "D11", greeted),
        ("first quote hit", "D10", first_quote_hit(source)),
        ("gold recall", "D10", gold_recall(source)),
    ]


def _due(cases: Sequence[Case], source: Source) -> set[str]:
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
    gold = [source.units[one.passage].part for case in cases for one in case.gold]
    return due | {"footnote"} if any(part is not Part.TEXT for part in gold) else due


def _measure(
    name: str,
    definition: str,
    check: Check,
    cases: Sequence[Case],
    answers: Mapping[str, Answer],
    floors: Mapping[str, float],
    *,
    due: bool,
) -> Measured:
    found = [(case, one) for case in cases for one in check(case, answers[case.id]).findings]
    right = sum(finding.right for _, finding in found)
    by_slice = Counter(case.slice for case, _ in found)
    right_by_slice = Counter(case.slice for case, finding in found if finding.right)
    return Measured(
        name=name,
        definition=definition,
        right=right,
        total=len(found),
        outcomes=dict(sorted(Counter(finding.outcome for _, finding in found).items())),
        slices={name: (right_by_slice[name], n) for name, n in sorted(by_slice.items())},
        failures=tuple(Failure(case, finding) for case, finding in found if not finding.right),
        floor=floors.get(name),
        passed=passed(name, right, len(found), floors, due=due),
    )

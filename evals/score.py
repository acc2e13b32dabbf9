"""What a check says of one answer, and the protocol that every check follows.

The shape is that of a scorer in inspect_ai: case and answer in, a value and its explanation out.
"Nothing here to judge" is a value of its own, never 0 and never a pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from assistant.answer import Answer, Quote
from evals.case import Case


class Unscored(Enum):
    """The value of a score where an answer holds nothing that the check could judge."""

    NOT_SCORED = "not scored"


NOT_SCORED = Unscored.NOT_SCORED


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing judged: a quotation, a statement or a whole reply.

    `outcome` is a word from the check's own list ("exact", "off by one"); `right` says whether
    it counts as a success; `shown` is what the answer shows and `source` what the record has.
    """

    outcome: str
    right: bool
    shown: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """A check's verdict on one answer: True if everything judged was right.

    `findings` holds every single thing judged, so that rates are counted per quotation or per
    statement and never per answer.
    """

    value: bool | Unscored
    explanation: str
    findings: tuple[Finding, ...] = ()

    def __post_init__(self) -> None:
        expected = all(f.right for f in self.findings) if self.findings else NOT_SCORED
        if self.value is not expected:
            raise ValueError(f"the value {self.value} does not follow from the findings")


class Check(Protocol):
    """A check of one property of an answer."""

    def __call__(self, case: Case, answer: Answer, /) -> Score:
        """The score of `answer`, the reply to `case`."""
        ...


def judged(findings: Sequence[Finding], nothing: str) -> Score:
    """The score of `findings`; without any it is not scored, and `nothing` says why."""
    if not findings:
        return Score(NOT_SCORED, nothing)
    wrong = [f"{f.outcome}: “{f.shown}”" for f in findings if not f.right]
    told = "; ".join(wrong) if wrong else f"{len(findings)} of {len(findings)} right"
    return Score(not wrong, told, tuple(findings))


def shown_quotes(answer: Answer) -> tuple[Quote, ...]:
    """Every quotation that a reader sees: those answered with, then those offered as related."""
    return tuple(dict.fromkeys((*answer.quotes, *answer.related)))

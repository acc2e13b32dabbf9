"""Does it answer where it should, refuse where it should, and keep silent while refusing?

Every check reads the typed reason of a refusal, never its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.answer import Answer, Reason
from evals.case import Case, Expect
from evals.record.unit import Record
from evals.score import NOT_SCORED, Check, Finding, Score, judged, shown_quotes

REFUSALS = frozenset(
    {Reason.NOT_ANSWERED, Reason.OUT_OF_SCOPE, Reason.UNCLEAR, Reason.UNDERSPECIFIED}
)
SMALL_TALK = frozenset(
    {Reason.GREETING, Reason.THANKS, Reason.EMPTY, Reason.UNCLEAR, Reason.UNDERSPECIFIED}
)
# Replies that rest on no search, and so have nothing to show. One that asks back may.
UNSEARCHED = frozenset({Reason.GREETING, Reason.THANKS, Reason.EMPTY, Reason.TOO_LONG})
# A run this long is taken from the record; shorter ones are turns of phrase.
SHOWN_WORDS = 5


def answered(case: Case, answer: Answer) -> Score:
    """D11: answered questions over those that the record answers; 1 - false refusal rate."""
    return _reply(case, answer, Expect.ANSWER, right=answer.refusal is None)


def refused(case: Case, answer: Answer) -> Score:
    """D11, recall of refusal: refused questions over those that the record does not answer."""
    right = answer.refusal is not None and answer.refusal.reason in REFUSALS
    return _reply(case, answer, Expect.REFUSE, right=right)


def greeted(case: Case, answer: Answer) -> Score:
    """D11: greetings, thanks and empty or too short questions met as such, over all of them."""
    right = answer.refusal is not None and answer.refusal.reason in SMALL_TALK
    return _reply(case, answer, Expect.GREET, right=right)


def refusal_precision(case: Case, answer: Answer) -> Score:
    """D11, precision of refusal: right refusals over all replies that refuse."""
    if answer.refusal is None or answer.refusal.reason not in REFUSALS:
        return Score(NOT_SCORED, "the reply is no refusal")
    return _reply(case, answer, case.expect, right=case.expect is not Expect.ANSWER)


def quiet_refusal(record: Record) -> Check:
    """D11, refusing with quotations shown: refusals that show none as an answer, over all
    refusals. Must be all of them.

    Fails a refusal that carries statements, a greeting that cites anything, and a message with
    five words in a row, which the question did not have, of the documents that were found.
    Passages offered apart as related, but no answer, are no part of a refusal after a search.
    """
    lines = _Lines(record)

    def check(_case: Case, answer: Answer) -> Score:
        if answer.refusal is None:
            return Score(NOT_SCORED, "the reply is no refusal")
        outcome, words = _noise(lines, answer, answer.refusal.reason, answer.refusal.message)
        shown = words or answer.refusal.message
        return judged([Finding(outcome=outcome, right=outcome == "quiet", shown=shown)], "")

    return check


def _reply(case: Case, answer: Answer, expect: Expect, *, right: bool) -> Score:
    if case.expect is not expect:
        return Score(NOT_SCORED, f"the right reply is to {case.expect}")
    outcome = "answered" if answer.refusal is None else answer.refusal.reason.value
    shown = answer.refusal.message if answer.refusal else answer.quotes[0].text
    gold = " | ".join(f"{gold.passage}: {gold.words}" for gold in case.gold)
    return judged([Finding(outcome=outcome, right=right, shown=shown, source=gold)], "")


class _Lines:
    """The words of documents, each document's on a line, made once."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._of: dict[str, str] = {}
        self._all = ""

    def of(self, documents: Iterable[str]) -> str:
        """Those of these documents; of the whole record where there are none of them."""
        known = [id_ for id_ in documents if id_ in self._record]
        if known:
            return "\n".join(map(self._document, known))
        if not self._all:
            self._all = "\n".join(map(self._document, self._record))
        return self._all

    def _document(self, id_: str) -> str:
        if id_ not in self._of:
            units = self._record[id_].units.values()
            self._of[id_] = "\n".join(_line(unit.text) for unit in units)
        return self._of[id_]


def _noise(lines: _Lines, answer: Answer, reason: Reason, message: str) -> tuple[str, str]:
    if answer.statements:
        return "refuses and answers", answer.statements[0].text
    if reason in UNSEARCHED and shown_quotes(answer):
        return "cites without a search", shown_quotes(answer)[0].text
    words = _run_from_record(lines, answer, message)
    return ("quotes the record", words) if words else ("quiet", "")


def _run_from_record(lines: _Lines, answer: Answer, message: str) -> str:
    """Words of the message that stand in a row in a document that the search brought up."""
    spoken = re.findall(r"\w+", message.lower())
    text = lines.of(dict.fromkeys(hit.document.id for hit in answer.hits))
    asked = _line(answer.question)
    for start in range(len(spoken) - SHOWN_WORDS + 1):
        run = f" {' '.join(spoken[start : start + SHOWN_WORDS])} "
        if run not in asked and run in text:
            return run.strip()
    return ""


def _line(text: str) -> str:
    return " " + " ".join(re.findall(r"\w+", text.lower())) + " "

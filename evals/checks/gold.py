"""Do the quoted sentences answer the question?"""

from __future__ import annotations

from assistant.answer import Answer, Quote
from evals.case import Case, Expect, Gold
from evals.score import NOT_SCORED, Finding, Score, judged


def first_quote_hit(case: Case, answer: Answer) -> Score:
    """D10, first-quote hit: answers whose first quotation matches a gold sentence, over the
    answers given to questions that the record answers.

    Correct over answered: refusals are counted by the answer rate.
    """
    if case.expect is not Expect.ANSWER or not answer.quotes:
        return Score(NOT_SCORED, "no answer, or none is due")
    first = answer.quotes[0]
    hit = any(matches(gold, first) for gold in case.gold)
    outcome = "hit" if hit else "miss"
    return judged(
        [Finding(outcome=outcome, right=hit, shown=first.text, source=_told(case.gold))], ""
    )


def gold_recall(case: Case, answer: Answer) -> Score:
    """D10, sentence recall: gold sentences quoted anywhere in the answer, over the gold
    sentences of all questions that the record answers; a refusal quotes none.
    """
    if case.expect is not Expect.ANSWER:
        return Score(NOT_SCORED, "no answer is due")
    findings = []
    for gold in case.gold:
        hit = any(matches(gold, quote) for quote in answer.quotes)
        shown = " | ".join(quote.text for quote in answer.quotes)
        outcome = "quoted" if hit else "missed"
        findings.append(Finding(outcome=outcome, right=hit, shown=shown, source=_told((gold,))))
    return judged(findings, "")


def matches(gold: Gold, quote: Quote) -> bool:
    """D10: the two spans share at least half of the characters of the shorter one.

    The quotation is placed by its words in the cited passage, not by its offsets: whether these
    are right, and whether the record has the passage so, other checks tell.
    """
    if quote.passage.id != gold.passage:
        return False
    text = quote.passage.text
    start, quoted = text.find(gold.words), text.find(quote.text)
    if start < 0:
        return False
    shared = min(start + len(gold.words), quoted + len(quote.text)) - max(start, quoted)
    return 2 * shared >= min(len(gold.words), len(quote.text))


def _told(gold: tuple[Gold, ...]) -> str:
    return " | ".join(f"{one.passage}: {one.words}" for one in gold)

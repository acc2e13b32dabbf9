"""Does a reply say how far it can be relied on, and offer what it found where it refuses?"""

from __future__ import annotations

from assistant.answer import Answer, Reason
from assistant.answering import UNSURE
from assistant.compose import SURE
from assistant.render import quoted
from evals.case import Case
from evals.score import NOT_SCORED, Finding, Score, judged


def candour(_case: Case, answer: Answer) -> Score:
    """D11: unsure answers that say so, and sure ones that do not, over all answers quoted alone.

    Unsure is one whose answerability is below that from which an answer is taken to be one.
    Answers in words of their own, and those that rest on no search, are not judged.
    """
    alone = all(one.text == " ".join(map(quoted, one.quotes)) for one in answer.statements)
    if not answer.statements or not alone or not answer.hits:
        return Score(NOT_SCORED, "the reply is no answer that is weighed")
    unsure, said = answer.answerability < SURE, UNSURE in answer.notice
    outcome = "right" if unsure is said else "does not say so" if unsure else "says so for nothing"
    shown = f"answerability {answer.answerability:.4f}, notice {answer.notice!r}"
    return judged([Finding(outcome=outcome, right=unsure is said, shown=shown)], "")


def offered(_case: Case, answer: Answer) -> Score:
    """D11: refusals that offer passages of documents which the search brought up, over all
    refusals after a search that brought up some.
    """
    refusal = answer.refusal
    if refusal is None or refusal.reason is not Reason.NOT_ANSWERED or not answer.hits:
        return Score(NOT_SCORED, "the reply is no refusal after a search")
    found = {hit.document.id for hit in answer.hits}
    strange = [quote for quote in answer.related if quote.document.id not in found]
    outcome = (
        "of no document found" if strange else "offered" if answer.related else "nothing offered"
    )
    shown = " | ".join(quote.text for quote in answer.related) or refusal.message
    return judged([Finding(outcome=outcome, right=outcome == "offered", shown=shown)], "")

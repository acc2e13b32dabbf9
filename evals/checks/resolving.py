"""Does everything that a citation names exist, in the record and in the index that answered?"""

from __future__ import annotations

from assistant.answer import Answer, Quote
from corpus.passage import Kind
from evals.case import Case
from evals.checks.footnote import Stored
from evals.record.unit import Record, Source
from evals.score import Check, Finding, Score, judged, shown_quotes


def resolves(record: Record, stored: Stored) -> Check:
    """D2: citations that resolve, over all citations shown.

    Outcomes name the first thing that does not: "no such volume", "no such document", "no such
    passage", "no such note" and "no such page" are missing from the record; "not in the index" is
    a passage that the index lacks, or the one in which a note's mark is said to stand; "not as
    stored" is a passage that the index has otherwise than it was cited. `stored` looks a passage
    up in the index. That the named things are the right ones, other checks tell.
    """
    labels: dict[str, frozenset[str]] = {}

    def printed(source: Source) -> frozenset[str]:
        if source.document not in labels:
            labels[source.document] = frozenset(
                label for unit in source.units.values() for _, label in unit.breaks
            )
        return labels[source.document]

    def found(quote: Quote) -> str:
        source = record.get(quote.document.id)
        if source is None:
            return _missing_document(record, quote)
        if not source.places(quote.passage.id, quote.passage.text):
            return "no such note" if quote.passage.kind is Kind.FOOTNOTE else "no such passage"
        if not printed(source).issuperset((*quote.pages, *quote.passage.page_labels)):
            return "no such page"
        return _in_index(quote, stored)

    def check(_case: Case, answer: Answer) -> Score:
        findings = []
        for quote in shown_quotes(answer):
            outcome, pages = found(quote), ", ".join(quote.pages) or "none"
            told = f"{quote.passage.id}, pages {pages}, mark in {_anchor(quote) or 'nothing'}"
            right = outcome == "resolves"
            findings.append(Finding(outcome=outcome, right=right, shown=quote.text, source=told))
        return judged(findings, "the reply cites nothing")

    return check


def _missing_document(record: Record, quote: Quote) -> str:
    volume = quote.document.volume.id
    known = any(document.partition("/")[0] == volume for document in record)
    return "no such document" if known else "no such volume"


def _in_index(quote: Quote, stored: Stored) -> str:
    held = stored(quote.passage.id)
    if held is None or (_anchor(quote) and stored(_anchor(quote)) is None):
        return "not in the index"
    return "resolves" if held == quote.passage else "not as stored"


def _anchor(quote: Quote) -> str:
    return quote.passage.anchor.passage if quote.passage.anchor is not None else ""

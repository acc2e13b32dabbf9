"""Does a quoted sentence come with the notes whose marks stand in it, and with no others?"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answer import Answer, Quote, Statement
from assistant.render import quoted
from corpus.passage import Kind
from evals.case import Case
from evals.record.unit import Place, Record, Source, Unit
from evals.score import Check, Finding, Score, judged


def attached(record: Record) -> Check:
    """D5: statements with the notes that belong to them and no others, over all statements that
    have notes or ought to.

    A note belongs to the words of a statement's first quotation if the record has its mark in
    them or right behind them. "Left out" is one that the whole answer does not show; "of other
    words" is one beside the first quotation whose mark stands elsewhere. White space around a mark
    does not count. Statements in words of their own, and those whose words the record has in
    several places or nowhere, are not judged.
    """

    def check(_case: Case, answer: Answer) -> Score:
        shown = {quote.passage.id for quote in answer.quotes}
        findings = [
            finding
            for statement in answer.statements
            if statement.text == " ".join(map(quoted, statement.quotes))
            for finding in _findings(record, statement, shown)
        ]
        return judged(findings, "the reply quotes nothing that has notes")

    return check


def _findings(record: Record, statement: Statement, shown: set[str]) -> Iterator[Finding]:
    first, *others = statement.quotes
    source = record.get(first.document.id)
    places = source.places(first.passage.id, first.passage.text) if source is not None else ()
    if source is None or len(places) != 1:
        return
    beside = [quote for quote in others if quote.passage.kind is Kind.FOOTNOTE]
    due = {unit.id for unit in _marked(source, places[0], first, own=True)}
    allowed = {unit.id for unit in _marked(source, places[0], first, own=False)}
    if not due and not beside:
        return
    missing = due - shown
    strange = {quote.passage.id for quote in beside} - allowed
    outcome = "note left out" if missing else "note of other words" if strange else "right"
    yield Finding(
        outcome=outcome,
        right=outcome == "right",
        shown=statement.text,
        source=f"notes of these words: {', '.join(sorted(due)) or 'none'}",
    )


def _marked(source: Source, place: Place, quote: Quote, *, own: bool) -> Iterator[Unit]:
    """Notes marked in the words of `quote`; without `own` those too whose marks only white space
    parts from them, or nothing.
    """
    start, end = place.start + quote.start, place.start + quote.end
    text = place.unit.text
    for unit in source.units.values():
        mark = unit.mark
        if mark is None or mark.unit != place.unit.id:
            continue
        if start < mark.offset <= end or (not own and _beside(text, start, end, mark.offset)):
            yield unit


def _beside(text: str, start: int, end: int, offset: int) -> bool:
    between = text[offset:start] if offset <= start else text[end:offset]
    return not between.strip()

"""Is each quotation cited with exactly the pages on which its words are printed?"""

from __future__ import annotations

from assistant.answer import Answer, Quote
from evals.case import Case
from evals.score import Check, Finding, Score, judged, shown_quotes
from evals.source import Source, Unit


def page(source: Source) -> Check:
    """D4: quotations whose cited pages equal the pages of their words, over all quotations shown.

    Outcomes: "exact"; "first page only", where the words run on to a later page; "off by one",
    every label one page too early or too late; "other", which includes citing no page, and words
    that stand nowhere in the cited passage. The words are looked for at the cited offsets first
    and, should they not be there, anywhere in the passage, so that offsets and pages are judged
    apart. A break exactly at the first word puts it on the new page; one behind the last adds none.
    """

    def check(_case: Case, answer: Answer) -> Score:
        findings = [_page(source, quote) for quote in shown_quotes(answer)]
        return judged(findings, "the reply shows no quotation")

    return check


def _page(source: Source, quote: Quote) -> Finding:
    unit = source.units.get(quote.passage.id)
    start = _place(unit, quote) if unit is not None else -1
    expected = unit.pages(start, start + len(quote.text)) if unit is not None and start >= 0 else ()
    outcome = _outcome(expected, quote.pages)
    printed = f"printed on {', '.join(expected) or 'no page of that passage'}"
    told = f"{quote.passage.id}: {printed}; cited {', '.join(quote.pages) or 'none'}"
    return Finding(outcome=outcome, right=outcome == "exact", shown=quote.text, source=told)


def _place(unit: Unit, quote: Quote) -> int:
    if unit.text[quote.start : quote.end] == quote.text:
        return quote.start
    return unit.text.find(quote.text)


def _outcome(expected: tuple[str, ...], cited: tuple[str, ...]) -> str:
    if expected and cited == expected:
        return "exact"
    if len(expected) > 1 and cited == expected[:1]:
        return "first page only"
    if expected and len(cited) == len(expected):
        labels = [label for label in (*expected, *cited) if label.isdecimal()]
        if len(labels) == 2 * len(expected):
            steps = {int(c) - int(e) for e, c in zip(expected, cited, strict=True)}
            if steps in ({1}, {-1}):
                return "off by one"
    return "other"

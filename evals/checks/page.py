"""Is each quotation cited with exactly the pages on which its words are printed?"""

from __future__ import annotations

from assistant.answer import Answer, Quote
from evals.case import Case
from evals.record.unit import Place, Record, flat
from evals.score import Check, Finding, Score, judged, shown_quotes

_RIGHT = ("exact", "none printed")


def page(record: Record) -> Check:
    """D4: quotations whose cited pages equal the pages of their words, over all quotations shown.

    Outcomes: "exact"; "none printed", where the source has no page numbers there and none is cited;
    "first page only", where the words run on to a later page; "off by one", every label one page
    too early or too late; "other", which includes citing no page, and words that stand nowhere in
    the cited passage. The words are looked for at the cited offsets first and, should they not be
    there, anywhere in the passage, so that offsets and pages are judged apart. A break exactly at
    the first word puts it on the new page; one behind the last adds none.
    """

    def check(_case: Case, answer: Answer) -> Score:
        findings = [_page(record, quote) for quote in shown_quotes(answer)]
        return judged(findings, "the reply shows no quotation")

    return check


def _page(record: Record, quote: Quote) -> Finding:
    source = record.get(quote.document.id)
    places = source.places(quote.passage.id, quote.passage.text) if source is not None else ()
    found = [_pages(place, quote) for place in places]
    known = [pages for pages in found if pages is not None]
    outcomes = {_outcome(pages, quote.pages): pages for pages in known} or {"other": ()}
    outcome = next((one for one in outcomes if one in _RIGHT), next(iter(outcomes)))
    printed = f"printed on {', '.join(outcomes[outcome]) or 'no page of that passage'}"
    told = f"{quote.passage.id}: {printed}; cited {', '.join(quote.pages) or 'none'}"
    return Finding(outcome=outcome, right=outcome in _RIGHT, shown=quote.text, source=told)


def _pages(place: Place, quote: Quote) -> tuple[str, ...] | None:
    """The pages of the words of `quote` in a passage that stands at `place`; None without them."""
    words, text = flat(quote.text), place.unit.text
    start = place.start + quote.start
    if text[start : start + len(words)] != words:
        start = text.find(words, place.start, place.start + len(quote.passage.text))
    return None if start < 0 else place.unit.pages(start, start + len(words))


def _outcome(expected: tuple[str, ...], cited: tuple[str, ...]) -> str:
    if cited == expected:
        return "exact" if expected else "none printed"
    if len(expected) > 1 and cited == expected[:1]:
        return "first page only"
    if expected and len(cited) == len(expected):
        labels = [label for label in (*expected, *cited) if label.isdecimal()]
        if len(labels) == 2 * len(expected):
            steps = {int(c) - int(e) for e, c in zip(expected, cited, strict=True)}
            if steps in ({1}, {-1}):
                return "off by one"
    return "other"

"""Are the quoted words in the record, and where the citation says they are?"""

from __future__ import annotations

from assistant.answer import Answer, Quote
from evals.case import Case
from evals.score import Check, Finding, Score, judged, shown_quotes
from evals.source import Source, Unit

_NONE = "the reply shows no quotation"


def verbatim(source: Source) -> Check:
    """D1, tier exact: quotations whose words stand in the record code point for code point,
    and are not cut inside a word, over all quotations shown.

    Nothing is folded: an answer cut from the store must be exact. "Altered" is what stands
    nowhere; "cut inside a word" would let "able" be quoted from "unable".
    """

    def check(_case: Case, answer: Answer) -> Score:
        return judged([_verbatim(source, quote) for quote in shown_quotes(answer)], _NONE)

    return check


def located(source: Source) -> Check:
    """D3: quotations for which ``text[start:end]`` of the cited passage of the record equals
    the words shown, over all quotations shown. Offsets are code points, half-open.
    """

    def check(_case: Case, answer: Answer) -> Score:
        return judged([_located(source, quote) for quote in shown_quotes(answer)], _NONE)

    return check


def _verbatim(source: Source, quote: Quote) -> Finding:
    units = source.holding(quote.text)
    if not units:
        return Finding(
            outcome="altered", right=False, shown=quote.text, source=_cited(source, quote)
        )
    whole = any(_on_word_edges(unit, quote.text) for unit in units)
    outcome = "exact" if whole else "cut inside a word"
    return Finding(outcome=outcome, right=whole, shown=quote.text, source=units[0].text)


def _on_word_edges(unit: Unit, words: str) -> bool:
    """Whether `words` stand somewhere in `unit` without a letter or digit running on."""
    start = unit.text.find(words)
    while start >= 0:
        end = start + len(words)
        opened = start == 0 or not (unit.text[start - 1].isalnum() and words[0].isalnum())
        closed = end == len(unit.text) or not (unit.text[end].isalnum() and words[-1].isalnum())
        if opened and closed:
            return True
        start = unit.text.find(words, start + 1)
    return False


def _located(source: Source, quote: Quote) -> Finding:
    unit = source.units.get(quote.passage.id)
    if unit is None:
        outcome, there = "no such passage", ""
    else:
        there = unit.text[quote.start : quote.end]
        if there == quote.text:
            outcome = "located"
        else:
            outcome = "wrong offsets" if quote.text in unit.text else "wrong passage"
    told = f"{quote.passage.id}[{quote.start}:{quote.end}] = {there!r}"
    return Finding(outcome=outcome, right=outcome == "located", shown=quote.text, source=told)


def _cited(source: Source, quote: Quote) -> str:
    unit = source.units.get(quote.passage.id)
    return unit.text if unit is not None else f"no passage {quote.passage.id}"

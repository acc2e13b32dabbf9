"""Are the quoted words in the record, and where the citation says they are?"""

from __future__ import annotations

from assistant.answer import Answer, Quote
from evals.case import Case
from evals.record.unit import Record, Unit, flat, holding
from evals.score import Check, Finding, Score, judged, shown_quotes

_BESIDE = 300  # characters of the record shown before and behind a quotation
_NONE = "the reply shows no quotation"


def verbatim(record: Record) -> Check:
    """D1, tier exact: quotations whose words stand in the cited document code point for code point,
    and are not cut inside a word, over all quotations shown.

    Nothing is folded but white space between blocks: an answer cut from the store must be exact.
    "Altered" is what stands nowhere; "cut inside a word" would let "able" be quoted from "unable".
    """

    def check(_case: Case, answer: Answer) -> Score:
        return judged([_verbatim(record, quote) for quote in shown_quotes(answer)], _NONE)

    return check


def located(record: Record) -> Check:
    """D3: quotations for which ``text[start:end]`` of the cited passage of the record equals
    the words shown, over all quotations shown. Offsets are code points, half-open.
    """

    def check(_case: Case, answer: Answer) -> Score:
        return judged([_located(record, quote) for quote in shown_quotes(answer)], _NONE)

    return check


def _verbatim(record: Record, quote: Quote) -> Finding:
    source = record.get(quote.document.id)
    units = holding(source, quote.text) if source is not None else []
    if not units:
        return Finding(
            outcome="altered", right=False, shown=quote.text, source=cited_text(record, quote)
        )
    whole = any(_on_word_edges(unit, flat(quote.text)) for unit in units)
    outcome = "exact" if whole else "cut inside a word"
    return Finding(outcome=outcome, right=whole, shown=quote.text, source=_around(units[0], quote))


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


def _located(record: Record, quote: Quote) -> Finding:
    source = record.get(quote.document.id)
    places = source.places(quote.passage.id, quote.passage.text) if source is not None else ()
    words, there = flat(quote.text), ""
    outcome = "no such passage"
    for place in places:
        there = place.unit.text[place.start + quote.start : place.start + quote.end]
        if there == words:
            outcome = "located"
            break
        outcome = "wrong offsets" if words in place.unit.text else "wrong passage"
    told = f"{quote.passage.id}[{quote.start}:{quote.end}] = {there!r}"
    return Finding(outcome=outcome, right=outcome == "located", shown=quote.text, source=told)


def cited_text(record: Record, quote: Quote) -> str:
    """What the record has where `quote` is said to stand, as far as it can be found."""
    source = record.get(quote.document.id)
    if source is None:
        return f"no document {quote.document.id}"
    unit = source.units.get(quote.passage.id)
    if unit is not None:
        return unit.text
    places = source.places(quote.passage.id, quote.passage.text)
    return _around(places[0].unit, quote) if places else f"no passage {quote.passage.id}"


def _around(unit: Unit, quote: Quote) -> str:
    """The unit, or of a long one what stands around the words of `quote`."""
    at = max(0, unit.text.find(flat(quote.text)))
    return unit.text[max(0, at - _BESIDE) : at + len(quote.text) + _BESIDE]

"""Are notes cited as the notes they are, and never as words of the text above them?"""

from __future__ import annotations

from collections.abc import Callable

from assistant.answer import Answer, Quote
from corpus.passage import Anchor, Kind, Passage, Voice
from evals.case import Case
from evals.record.unit import Mark, Part, Record, Source, Unit, holding
from evals.score import Check, Finding, Score, judged, shown_quotes

_VOICES = {
    Part.NOTE: Voice.EDITOR,
    Part.SOURCE_NOTE: Voice.SOURCE_NOTE,
    Part.ORIGINAL_NOTE: Voice.AUTHOR,
    Part.SUMMARY: Voice.SUMMARY,
}
#: The passage of an id, as the store has it.
Stored = Callable[[str], Passage | None]


def footnote(record: Record, stored: Stored) -> Check:
    """D5: note citations that are right in every respect, over all note citations.

    A note citation is a quotation that is cited as a note or whose words stand in one. Right is:
    the label is that of the note which holds the words; the mark is placed in the unit and at the
    offset where the record has it, white space aside; the words are not passed off as another
    voice's. "Swapped" is a note's words cited as the text's, or the reverse. The passage in which
    a mark is said to stand is looked up by `stored`.
    """

    def check(_case: Case, answer: Answer) -> Score:
        quotes = [(record.get(quote.document.id), quote) for quote in shown_quotes(answer)]
        findings = [
            _finding(source, quote, stored)
            for source, quote in quotes
            if source is not None and _of_note(source, quote)
        ]
        return judged(findings, "the reply cites no note")

    return check


def _of_note(source: Source, quote: Quote) -> bool:
    holders = _holders(source, quote)
    stands_in_note = bool(holders) and all(unit.part is not Part.TEXT for unit in holders)
    return quote.passage.kind is Kind.FOOTNOTE or stands_in_note


def _holders(source: Source, quote: Quote) -> list[Unit]:
    """The units that hold the words; the cited one alone where it is among them, since short
    words may stand in several.
    """
    holders = holding(source, quote.text)
    places = source.places(quote.passage.id, quote.passage.text)
    cited = [unit for unit in holders if unit.id in {place.unit.id for place in places}]
    return cited or holders


def _finding(source: Source, quote: Quote, stored: Stored) -> Finding:
    holders = _holders(source, quote)
    outcome = _outcome(source, holders[0], quote, stored) if holders else "in no passage"
    told = f"{holders[0].id}, mark {holders[0].mark}" if holders else "stands nowhere"
    cited = f"cited as {quote.passage.id}, label {quote.passage.label}, {quote.passage.anchor}"
    return Finding(
        outcome=outcome, right=outcome == "right", shown=quote.text, source=f"{told}; {cited}"
    )


def _outcome(source: Source, unit: Unit, quote: Quote, stored: Stored) -> str:
    passage = quote.passage
    if (unit.part is Part.TEXT) == (passage.kind is Kind.FOOTNOTE):
        return "swapped"
    if unit.part is not Part.TEXT and passage.kind is Kind.FOOTNOTE and unit.id != passage.id:
        return "wrong note"
    if passage.label != unit.printed_label:
        return "wrong label"
    if not _anchored(source, passage.anchor, unit.mark, stored):
        return "wrong anchor"
    return (
        "right" if unit.part is Part.TEXT or passage.voice is _VOICES[unit.part] else "wrong voice"
    )


def _anchored(source: Source, anchor: Anchor | None, mark: Mark | None, stored: Stored) -> bool:
    if anchor is None or mark is None:
        return anchor is None and mark is None
    holder = stored(anchor.passage)
    places = source.places(holder.id, holder.text) if holder is not None else ()
    return any(
        place.unit.id == mark.unit
        and not _between(place.unit.text, place.start + anchor.offset, mark.offset).strip()
        for place in places
    )


def _between(text: str, one: int, other: int) -> str:
    return text[min(one, other) : max(one, other)]

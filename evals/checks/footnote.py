"""Are notes cited as the notes they are, and never as words of the text above them?"""

from __future__ import annotations

from assistant.answer import Answer, Quote
from corpus.passage import Kind, Voice
from evals.case import Case
from evals.score import Check, Finding, Score, judged, shown_quotes
from evals.source import Part, Source, Unit


def footnote(source: Source) -> Check:
    """D5: note citations that are right in every respect, over all note citations.

    A note citation is a quotation that is cited as a note or whose words stand in one. Right is:
    the label is that of the note which holds the words; the mark is placed in the unit and at the
    offset where the page has it; the words are not passed off as another voice's. "Swapped" is a
    note's words cited as the text's, or the reverse.
    """

    def check(_case: Case, answer: Answer) -> Score:
        findings = [
            _finding(source, quote) for quote in shown_quotes(answer) if _of_note(source, quote)
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
    holders = source.holding(quote.text)
    cited = [unit for unit in holders if unit.id == quote.passage.id]
    return cited or holders


def _finding(source: Source, quote: Quote) -> Finding:
    holders = _holders(source, quote)
    outcome = _outcome(holders[0], quote) if holders else "in no passage"
    told = f"{holders[0].id}, mark {holders[0].mark}" if holders else "stands nowhere"
    cited = f"cited as {quote.passage.id}, label {quote.passage.label}, {quote.passage.anchor}"
    return Finding(
        outcome=outcome, right=outcome == "right", shown=quote.text, source=f"{told}; {cited}"
    )


def _outcome(unit: Unit, quote: Quote) -> str:
    passage = quote.passage
    if (unit.part is Part.TEXT) == (passage.kind is Kind.FOOTNOTE):
        return "swapped"
    if unit.id != passage.id:
        return "wrong note"
    if passage.label != (unit.mark.label if unit.mark else None):
        return "wrong label"
    place = (passage.anchor.passage, passage.anchor.offset) if passage.anchor else None
    if place != ((unit.mark.unit, unit.mark.offset) if unit.mark else None):
        return "wrong anchor"
    voice = Voice.SOURCE_NOTE if unit.part is Part.SOURCE_NOTE else Voice.EDITOR
    return "right" if passage.voice is voice else "wrong voice"

"""Are the paragraphs of a document given as the words of those who wrote it?"""

from __future__ import annotations

import re

from assistant.answer import Answer, Quote
from corpus.passage import Kind, Voice
from evals.case import Case
from evals.record.unit import Part, Record, Source
from evals.score import Check, Finding, Score, judged, shown_quotes

# What the editors put for a part that they left out stands in brackets, and so do some words
# of the document itself: which it is, the source does not say.
_IN_BRACKETS = re.compile(r"\[(?:[^\[\]]|\[[^\[\]]*\])*\][.\s]*")


def voice(record: Record) -> Check:
    """D5: paragraphs quoted in the voice of those who wrote them, over all paragraphs quoted.

    The editors wrote an editorial note, and the author every other document. Not judged are
    paragraphs in brackets, headings, and words that the record has nowhere or has in a note: of
    those other checks tell.
    """

    def check(_case: Case, answer: Answer) -> Score:
        quotes = [(record.get(quote.document.id), quote) for quote in shown_quotes(answer)]
        findings = [
            _finding(source, quote)
            for source, quote in quotes
            if source is not None and _can_be_told(source, quote)
        ]
        return judged(findings, "the reply quotes no paragraph")

    return check


def _can_be_told(source: Source, quote: Quote) -> bool:
    passage = quote.passage
    if passage.kind is not Kind.PARAGRAPH or _IN_BRACKETS.fullmatch(passage.text):
        return False
    places = source.places(passage.id, passage.text)
    return bool(places) and all(place.unit.part is Part.TEXT for place in places)


def _finding(source: Source, quote: Quote) -> Finding:
    right = Voice.EDITOR if source.header.editorial else Voice.AUTHOR
    given = quote.passage.voice
    return Finding(
        outcome="right" if given is right else f"{given} for {right}",
        right=given is right,
        shown=quote.text,
        source=f"{quote.passage.id} in {source.header.title!r}",
    )

"""Does the answer say anything of its own? Without a language model it may not."""

from __future__ import annotations

import re

from assistant.answer import Answer, Quote, Statement
from corpus.passage import Kind, Voice
from evals.case import Case
from evals.score import Finding, Score, judged

# All that an answer may say outside quotation marks: directly before a quotation, whose words it
# holds. The document's own words need no such lead-in, and may have none. {label} is the
# footnote's printed mark.
LEAD_INS = {
    (Kind.FOOTNOTE, Voice.EDITOR): "Footnote {label}, by the editors",
    (Kind.FOOTNOTE, Voice.AUTHOR): "Footnote {label}, by the author",
    (Kind.FOOTNOTE, Voice.SOURCE_NOTE): "Source note",
    (Kind.PARAGRAPH, Voice.EDITOR): "The editors",
    (Kind.PARAGRAPH, Voice.SUMMARY): "Summary, by the editors",
    (Kind.PARAGRAPH, Voice.SOURCE_NOTE): "Source note",
}
_UNMARKED_NOTE = "Editors’ note"
_CUT = "\ue000"
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_NONE = "the reply makes no statement"


def coverage(_case: Case, answer: Answer) -> Score:
    """D7, coverage: statements that are covered, over all statements.

    Covered is a statement with at least one quotation, of which every one stands in its text in
    quotation marks, and behind its lead-in where the words are not the document's own. Every
    statement needs that: greetings and refusals are not statements.
    """
    return judged([_covered(statement) for statement in answer.statements], _NONE)


def leakage(_case: Case, answer: Answer) -> Score:
    """D7, leakage: statements without a word of their own, over all statements.

    Words count as the answer's own unless they stand in quotation marks that hold a cited
    quotation and nothing else, or are the lead-in of the quotation that follows, or its printed
    place in brackets behind it, "(p. 193, footnote 2)". A lead-in with another footnote's label,
    or before words of another voice, is counted too, and so is another place.
    """
    return judged([_leaked(statement) for statement in answer.statements], _NONE)


def own_words(statement: Statement) -> list[str]:
    """The words of `statement` outside its quotations and their lead-ins, in order."""
    rest = statement.text
    shown = {_introduced(quote) for quote in statement.quotes}
    shown |= {_in_marks(quote) for quote in statement.quotes}
    shown |= {
        f"{words} ({printed_place(quote)})" for quote in statement.quotes for words in _said(quote)
    }
    # Longest first, since a quotation may stand inside another, and always does behind a lead-in.
    for words in sorted(shown, key=len, reverse=True):
        rest = rest.replace(words, _CUT)
    return _WORD.findall(rest)


def lead_in(quote: Quote) -> str:
    """What must stand before `quote`; empty for the document's own words."""
    passage = quote.passage
    if passage.kind is Kind.FOOTNOTE and passage.label is None:
        return "Source note" if passage.voice is Voice.SOURCE_NOTE else _UNMARKED_NOTE
    return LEAD_INS.get((passage.kind, passage.voice), "").format(label=passage.label)


def _in_marks(quote: Quote) -> str:
    return f"“{quote.text}”"


def _introduced(quote: Quote) -> str:
    before = lead_in(quote)
    return f"{before}: {_in_marks(quote)}" if before else _in_marks(quote)


def _said(quote: Quote) -> tuple[str, str]:
    return _introduced(quote), _in_marks(quote)


def printed_place(quote: Quote) -> str:
    """The printed pages of `quote` and, in a footnote with a mark, that: "p. 193, footnote 2"."""
    marked = quote.passage.kind is Kind.FOOTNOTE and quote.passage.label not in (None, "0")
    note = f"footnote {quote.passage.label}" if marked else ""
    return ", ".join(part for part in (printed_pages(quote), note) if part)


def printed_pages(quote: Quote) -> str:
    """The printed pages of `quote`, "p. 193" or "pp. 192–193"; empty where there are none."""
    pages = quote.pages
    if len(pages) > 1:
        return f"pp. {pages[0]}–{pages[-1]}"
    return f"p. {pages[0]}" if pages else ""


def _covered(statement: Statement) -> Finding:
    hidden = [q.text for q in statement.quotes if _in_marks(q) not in statement.text]
    unnamed = [_introduced(q) for q in statement.quotes if _introduced(q) not in statement.text]
    if not statement.quotes:
        outcome = "no citation"
    elif hidden:
        outcome = "cited words not shown"
    else:
        outcome = "voice not named" if unnamed else "covered"
    return Finding(
        outcome=outcome,
        right=outcome == "covered",
        shown=statement.text,
        source=" | ".join(hidden or unnamed),
    )


def _leaked(statement: Statement) -> Finding:
    leaked = own_words(statement)
    return Finding(
        outcome="own words" if leaked else "clean",
        right=not leaked,
        shown=statement.text,
        source=f"not in the record: {' '.join(leaked)}" if leaked else "",
    )

"""What stands around quotations in a handout, as plain text for every form of it."""

from __future__ import annotations

from assistant.answer import Quote
from assistant.handout import words
from assistant.handout.handout import Entry
from assistant.render import place_label, voice_label
from assistant.scope_words import filters
from assistant.verdict import Verdict
from corpus.citation import plain_title


def within(entry: Entry) -> str:
    """The scope of a question in words; nothing where all was searched."""
    return filters(entry.scope)


def place(quote: Quote) -> str:
    """Whose words, in which document, on which page, in which footnote."""
    where = ", ".join(part for part in (plain_title(quote.document), place_label(quote)) if part)
    return f"{voice_label(quote.passage)} · {where}"


def differences(verdict: Verdict) -> list[str]:
    """Each step in which an altered quotation departs from the source, in words."""
    sides = (
        ((words.ONLY_QUOTED, change.quoted), (words.ONLY_SOURCE, change.source))
        for change in verdict.diff
        if change.source != change.quoted
    )
    return ["; ".join(f"{name}: “{said}”" for name, said in side if said) for side in sides]


def elsewhere(verdict: Verdict) -> str:
    """The other passages with the same words."""
    more = verdict.elsewhere_count - len(verdict.elsewhere)
    rest = words.and_more(more) if more else ""
    return f"{words.ELSEWHERE}: {', '.join(verdict.elsewhere)}{rest}"

"""Whose words a lead-in says the cited ones are, and whether they are.

A sentence of the record is its document's author's, unless it stands in the editors' notes or
says itself that somebody else said it. A lead-in may name nobody else as the one who speaks.
Where the words leave it open who is meant, it is held against the lead-in, which can be left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Quote
from assistant.language_model.dating import Day, days, days_of
from assistant.language_model.speakers import is_source, is_verb, proper, speakers
from assistant.language_model.wording import (
    AUXILIARIES,
    DOCUMENTS,
    SAYING,
    SOURCES,
    TELLING,
    Token,
    tokens,
)
from corpus.passage import Kind, Passage, Voice

_OF_SEVERAL = re.compile(
    r"\b(?:conversations?|meetings?|minutes|talks?|discussions?|between|with)\b", re.IGNORECASE
)
# "The official delivering the note had stated": so far at most from who speaks to the verb.
_REACH = 7
_ACTIVE = frozenset({"has", "have", "had", "did", "does"})
_WRITTEN_BY = re.compile(r"\b(?:by|from|prepared in)\b(.*)", re.IGNORECASE)


def wrong_speaker(own: str, quotes: Sequence[Quote], *, small: frozenset[str]) -> bool:
    """Whether `own` gives the words of one of `quotes` to somebody who did not say them.

    Words that are `small` elsewhere are no names at the head of a sentence.
    """
    claimed = [*speakers(tokens(own), small)]
    return any(not _may_speak(named, quote) for named in claimed for quote in quotes)


def wrong_document(own: str, quotes: Sequence[Quote]) -> bool:
    """Whether `own` calls the source of a quotation a kind of document that it is not."""
    said = tokens(own)
    kinds = {
        token.folded
        for at, token in enumerate(said)
        if token.folded in DOCUMENTS and not is_verb(said, at) and is_source(said, at)
    }
    return any(not _is_a(kind, quote) for kind in kinds for quote in quotes)


def wrong_day(own: str, quotes: Sequence[Quote]) -> bool:
    """Whether `own` dates the source of a quotation to another day than its document's."""
    said = tokens(own)
    dated = [day for day in days(said) if _dates_source(said, day)]
    for quote in quotes:
        document = quote.document
        printed = tokens(f"{document.date_printed} {document.title} {document.subtitle}")
        known = [*days(printed), *days_of(document)]
        if not all(any(day.within(other) for other in known) for day in dated):
            return True
    return False


def wrong_voice(own: str, quote: Quote) -> bool:
    """Whether `own` is silent about words being the editors', or calls the author's theirs."""
    words = {token.folded for token in tokens(own)}
    passage = quote.passage
    if passage.voice is Voice.AUTHOR:
        cited = {token.folded for token in tokens(quote.text)}
        return bool(words & {"editor", "editors"} - cited)
    # That a title is the editors' goes without saying, here as in an answer without a model.
    if passage.kind is Kind.HEADING:
        return False
    return bool(words & {"author", "authors"}) or words.isdisjoint(own_names(passage))


def own_names(passage: Passage) -> frozenset[str]:
    """What words in the voice of `passage` may be called; nothing for an author's."""
    if passage.voice is Voice.AUTHOR:
        return frozenset({"author", "authors"})
    note = {"note", "footnote", "editor", "editors"}
    return frozenset(note | ({"summary"} if passage.voice is Voice.SUMMARY else set()))


def _dates_source(said: Sequence[Token], day: Day) -> bool:
    """Whether a date is the lead-in's own ("In 1943 the paper says", "the letter of May 5")."""
    first = day.start
    while first and said[first - 1].folded in {"early", "late", "the", "mid", "-"}:
        first -= 1
    if first == 0:
        return True
    preposition = said[first - 1].folded
    head = said[first - 2] if first > 1 else None
    if preposition in {"in", "on", "during", "by"}:
        return head is None or not head.word or head.folded in SAYING | DOCUMENTS | SOURCES
    if preposition in {"of", "from", "dated"}:
        return head is None or head.folded in DOCUMENTS | SOURCES
    return said[first - 1].folded in DOCUMENTS | SOURCES


def _may_speak(claimed: frozenset[str], quote: Quote) -> bool:
    if quote.passage.voice is Voice.AUTHOR and claimed <= _author(quote):
        return True
    return _said_within(claimed, tokens(quote.text))


def _author(quote: Quote) -> frozenset[str]:
    """The words by which the author of the quoted document may be called."""
    document = quote.document
    named = f"{document.sender} author"
    if not document.editorial:
        named += f" {_from(document.title)}"
    return proper(tokens(named))


def _from(title: str) -> str:
    """The part of a title that names who wrote: all of "The Secretary of State (Hull) to …"
    before "to"; what follows "by" or "from" in others; nothing where several spoke.
    """
    before, to, _ = title.partition(" to ")
    written = _WRITTEN_BY.search(before)
    if written:
        return written[1]
    return before if to or not _OF_SEVERAL.search(before) else ""


def _said_within(claimed: frozenset[str], cited: Sequence[Token]) -> bool:
    """Whether the cited words say themselves that one of these names says something."""
    for at, token in enumerate(cited):
        if token.folded not in claimed or not token.name:
            continue
        for distance, one in enumerate(cited[at + 1 : at + _REACH]):
            telling = one.folded in TELLING and not one.name
            if telling or (one.text == ":" and not distance):
                return True
            passive = one.folded in AUXILIARIES - _ACTIVE
            if passive or not one.word or (one.name and one.folded not in claimed):
                break
    return False


def _is_a(kind: str, quote: Quote) -> bool:
    passage, document = quote.passage, quote.document
    if kind in {"note", "footnote"} and passage.kind is Kind.FOOTNOTE:
        return True
    if passage.voice is not Voice.AUTHOR:
        return kind in own_names(passage)
    called = f"{document.title} {document.subtitle} {passage.kind}"
    alike = {"memo": "memorandum", "memoranda": "memorandum", "dispatch": "despatch"}
    names = {token.folded for token in tokens(called)}
    return kind in names or alike.get(kind, kind) in names

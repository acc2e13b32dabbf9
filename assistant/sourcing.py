"""Questions about the document itself: where it is kept, who made it, how it was sent.

Historians call it sourcing. The words that answer stand around the text, in the source note, the
title and the footnote on the title, and share few words with the question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.document import Document
from corpus.passage import Kind, Passage, Voice

_PAPER = r"(?:paper|memorandum|memo|document|text|original|report|telegram|letter|briefing)"
_THIS = re.compile(rf"\b(?:this|the|that)\s+(?:\w+\s+){{0,2}}{_PAPER}\b", re.IGNORECASE)
_KEPT = re.compile(
    r"\b(?:collections?|archiv\w+|kept|held|preserved|stored|deposited|provenance)\b"
    r"|\b(?:whose|which|what)\s+(?:papers|files)\b",
    re.IGNORECASE,
)
_WHERE = re.compile(r"\bwhere\b", re.IGNORECASE)
_COMES_FROM = re.compile(r"\b(?:come|comes|came)\s+from\b", re.IGNORECASE)
_ASKS = re.compile(r"\b(?:who|which|what)\b", re.IGNORECASE)
_MAKING = re.compile(
    r"\b(?:wrote|written|writes|prepared|drafted|authored|author|produced|issued|department|office|"
    r"agency|bureau|title)\b",
    re.IGNORECASE,
)
_KIND = re.compile(rf"\b(?:kind|type|sort)\s+of\s+{_PAPER}\b", re.IGNORECASE)
_ABOUT = re.compile(r"\babout\W*$|\b(?:subject|topic)\b", re.IGNORECASE)
_SENT = re.compile(
    r"\b(?:sent|send|passed|pass|forwarded|transmitted|submitted|delivered|enclosed|annex\w*|"
    r"attach\w*|cover|addressed|reach\w*|dated?|handed|given|receive[ds]?|recipient)\b"
    r"|^\W*when\b",
    re.IGNORECASE,
)


def sourcing_passages(
    question: str, document: Document, passages: Iterable[Passage]
) -> list[Passage]:
    """Those of the document's `passages` that tell what a question about it asks; often none."""
    about_it = _THIS.search(question) or _KIND.search(question)
    if not about_it and not _asks_where_kept(question):
        return []
    return [passage for passage in passages if _tells(question, document, passage)]


def _tells(question: str, document: Document, passage: Passage) -> bool:
    if passage.voice is Voice.SOURCE_NOTE:
        return _asks_where_kept(question)
    if passage.kind is Kind.HEADING:
        made = bool(_KIND.search(question)) or _in_order(_ASKS, _MAKING, question)
        subject = passage.text == document.subtitle and bool(_ABOUT.search(question))
        return subject or (made and passage.id.endswith("/head"))
    on_title = passage.anchor is not None and passage.anchor.passage.endswith("/head")
    return on_title and bool(_SENT.search(question))


def _asks_where_kept(question: str) -> bool:
    return bool(_KEPT.search(question)) or _in_order(_WHERE, _COMES_FROM, question)


def _in_order(first: re.Pattern[str], then: re.Pattern[str], question: str) -> bool:
    """Whether `then` follows `first`; as one pattern this takes quadratic time."""
    found = first.search(question)
    return bool(found and then.search(question, found.end()))

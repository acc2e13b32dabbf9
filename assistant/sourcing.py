"""Questions about the document itself: where it is kept, who made it, how it was sent.

Historians call it sourcing. The words that answer stand around the text, in the source note, the
title and the footnote on the title, and share few words with the question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.passage import Kind, Passage, Voice

_PAPER = r"(?:paper|memorandum|memo|document|text|original|report|telegram|letter|briefing)"
_THIS = re.compile(rf"\b(?:this|the|that)\s+(?:\w+\s+){{0,2}}{_PAPER}\b", re.IGNORECASE)
_KEPT = re.compile(
    r"\b(?:collections?|archiv\w+|kept|held|preserved|stored|deposited|provenance)\b"
    r"|\bwhere\b.*\b(?:come|comes|came)\s+from\b|\b(?:whose|which|what)\s+(?:papers|files)\b",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"\b(?:who|which|what)\b.*\b(?:wrote|written|writes|prepared|drafted|authored|author|produced|"
    r"issued|department|office|agency|bureau|title)\b"
    rf"|\b(?:kind|type|sort)\s+of\s+{_PAPER}\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\babout\W*$|\b(?:subject|topic)\b", re.IGNORECASE)
_SENT = re.compile(
    r"\b(?:sent|send|passed|pass|forwarded|transmitted|submitted|delivered|enclosed|annex\w*|"
    r"attach\w*|cover|addressed|reach\w*|dated?|handed|given|receive[ds]?|recipient)\b",
    re.IGNORECASE,
)


def sourcing_passages(question: str, passages: Iterable[Passage]) -> list[Passage]:
    """Those of a document's `passages` that tell what a question about it asks; often none."""
    if not _THIS.search(question) and not _KEPT.search(question):
        return []
    return [passage for passage in passages if _tells(question, passage)]


def _tells(question: str, passage: Passage) -> bool:
    if passage.voice is Voice.SOURCE_NOTE:
        return bool(_KEPT.search(question))
    if passage.kind is Kind.HEADING:
        made = passage.id.endswith("/head") and bool(_MADE.search(question))
        return made or (passage.id.endswith("/h1") and bool(_ABOUT.search(question)))
    on_title = passage.anchor is not None and passage.anchor.passage.endswith("/head")
    return on_title and bool(_SENT.search(question))

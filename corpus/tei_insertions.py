"""What the editors put into a document's text in the place of what they leave out."""

from __future__ import annotations

import re

from corpus.passage import Voice

# What may stand in brackets, and brackets within them.
_WITHIN = r"(?:[^\[\]]|\[[^\[\]]*\])*"
_SOURCE = re.compile(rf"\[Source:{_WITHIN}\]\.?")
_OMITTED = rf"\[(?:Here follows?|Omitted here)\b{_WITHIN}\]"
_PART = r"\b(?:[Pp]aragraphs?|[Ll]ines?|[Pp]ages?)\b"
_WITHHELD = rf"\[[^\[\]]*{_PART}[^\[\]]*\bnot declassi?fied\b[^\[\]]*\]"
_INSERTION = re.compile(rf"(?:(?:{_OMITTED}|{_WITHHELD})[.\s]*)+")


def inserted_by_editors(text: str) -> Voice | None:
    """The voice of a block whose whole `text` the editors wrote; None for any other.

    That is the source of a paper that is withheld altogether, "[Source: ...]", or what stands
    for a part that is left out, "[Here follows ...]", "[Omitted here ...]" or "[2 lines not
    declassified]". A bracket within other words ("[name not declassified] is at Headquarters")
    is part of them.
    """
    if _SOURCE.fullmatch(text):
        return Voice.SOURCE_NOTE
    return Voice.EDITOR if _INSERTION.fullmatch(text) else None

"""Titles as they stand in quotation marks: quotations inside, closing punctuation, short forms."""

from __future__ import annotations

import re

from corpus.citation import closed_off

_CLOSING = re.compile(r"(?:’?[”\"])+$")
_STOPS = ("?", "!", "…")
_STRAIGHT_OPENING = re.compile(r"(?:(?<=[\s(\[—–-])|^)\"")
_ARTICLE = re.compile(r"^(?:The|An?) (?=\w)")
# A break in a heading ends its key words: "Memorandum From X (Kissinger) to Y", "Letter, May 3".
_BREAK = re.compile(r", | \(|: |; ")
# But not one within its parties: "The Secretary of State (Hull) to X", "Hull, in Paris, to X".
_TO = re.compile(r"(?:,(?: [^,]*,)?| \([^)]*\)) to ")
# And a sender with commas is whole: "Letter From the Supreme Commander, Europe (Norstad) to X".
_SENDER = re.compile(r"[^(]* (?:From|from|by) [^(]*(?= \([^)]*\) to )")
_PARENTHESIS = re.compile(r" \([^)]*\)")


def set_in_quotes(title: str, stop: str) -> str:
    """`title` as it stands between double quotation marks, with `stop` after its last word.

    Quotations inside it get single marks. The stop goes inside those that close it; a full stop
    is left out after one that is there, and after "?" or "!".
    """
    words = _CLOSING.sub("", title)
    closing = title[len(words) :]
    if closing:
        words = closed_off(words) or words
    if not (stop == "." and words.endswith((".", *_STOPS))):
        words += stop
    return single_quoted(words + closing)


def single_quoted(text: str) -> str:
    """`text` with its double quotation marks single."""
    text = _STRAIGHT_OPENING.sub("‘", text.replace("“", "‘").replace("”", "’"))
    return text.replace('"', "’")


def shortened(title: str) -> str:
    """The key words of `title` in their order, without its article (Chicago 14.33).

    They end at the first break outside quotation marks; a heading that only says who wrote to
    whom keeps both, without the names in parentheses.
    """
    heads = (title[: found.start()] for found in _BREAK.finditer(title))
    sender = _SENDER.match(title)
    head = sender[0] if sender else next((h for h in heads if _ends(h, title)), title)
    return _ARTICLE.sub("", _PARENTHESIS.sub("", head))


def _ends(head: str, title: str) -> bool:
    balanced = head.count("“") == head.count("”") and head.count('"') % 2 == 0
    return balanced and " " in head and not _TO.match(title, len(head))

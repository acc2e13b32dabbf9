"""Messages that ask for a quotation to be checked, told by their form alone."""

from __future__ import annotations

import re

# So long a text between quotation marks, and nothing else, is a quotation and no question.
_LONG = 8  # words
_OPENING, _CLOSING = "“\"«„‘'", "”\"»“’'"
_THING = r"(?:the |this |that |my )?(?:following )?(?:quotation|quote|wording|text|words?|passage)"
_REQUEST = re.compile(
    r"(?:please |can you |could you |would you )*"
    r"(?:"
    rf"(?:fact[- ]?check|check|verify)(?: (?:{_THING}|this))?(?: for me)?(?: please)?\s*[:–—-]?"
    rf"|(?:is|are|was|were) (?:{_THING}|this|these)(?: an?| the)?"
    r"(?: (?:right|correct|accurate|exact|genuine|authentic|real|true|verbatim|quoted))+"
    r"(?: (?:quotation|quote|words?))?(?: correctly| right| accurately)?\s*[?:–—-]*"
    r")\s*".replace(" ", r"\s"),
    re.IGNORECASE,
)


def quotation_to_check(message: str) -> str | None:
    """The words that `message` asks to check; None where it asks for something else.

    A request ("check: …", "Is this quotation right: “…”?") is followed by the words in
    quotation marks, or after a colon by the words alone. A text of eight words or more that
    stands between quotation marks is a request by itself.
    """
    # Line breaks stay: by them the marks are known with which quoters open each paragraph anew.
    whole = re.sub(r"\s+", lambda run: "\n" if "\n" in run[0] else " ", message.strip())
    request = _REQUEST.match(whole)
    if request is not None:
        words = whole[request.end() :]
        quoted = _quoted(words)
        if quoted is not None:
            return quoted
        if request[0].rstrip().endswith(":") and any(map(str.isalnum, words)):
            return words
    quoted = _quoted(whole)
    return quoted if quoted is not None and len(quoted.split()) >= _LONG else None


def _quoted(words: str) -> str | None:
    """What stands between the quotation marks around `words`; None where there is more."""
    bare = words.strip().rstrip("?.! ")
    if len(bare) < 3 or bare[0] not in _OPENING:
        return None
    closing = _CLOSING[_OPENING.index(bare[0])]
    inside = bare[1:-1]
    # “One” and “another” are two quotations, in a sentence of the reader's own.
    if bare[-1] != closing or (closing != "'" and closing in _unnested(inside, bare[0], closing)):
        return None
    return inside if any(map(str.isalnum, inside)) else None


def _unnested(inside: str, opening: str, closing: str) -> str:
    """`inside` without the marks that are opened and closed within it."""
    if opening == closing:
        return inside
    pair = re.compile(f"{re.escape(opening)}[^{opening}{closing}]*{re.escape(closing)}")
    return pair.sub("", inside)

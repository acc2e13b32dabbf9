"""Lines that state nothing: datelines, signatures, subjects and titles."""

from __future__ import annotations

import re

_LONGEST = 14  # words; a longer run of names is a list, which may be what is asked for
_SMALL = frozenset(
    ("a", "an", "and", "at", "by", "de", "for", "from", "in", "midnight", "noon", "of", "on", "or")
) | {"p.m.", "pm", "p.m", "a.m.", "am", "a.m", "the", "to", "with"}
_WORD = re.compile(r"[^\W_][\w.’'-]*")


def is_caption(sentence: str) -> bool:
    """Whether a sentence is names, numbers and small words alone.

    "Vienna, June 3, 1961." and "The Position of the Guatemalan Army" are.
    """
    words = _WORD.findall(sentence)
    return len(words) <= _LONGEST and all(
        word[0].isupper() or word[0].isdigit() or word in _SMALL for word in words
    )

"""A follow-up question made to stand alone, without a language model.

A question that leans on the one before ("And the British?", "Why?", "Where are its records?")
is searched together with what that one was about. A question that stands by itself is searched
as it is, so a change of topic carries nothing over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.answer import Turn
from assistant.question import ABOUT, Asked
from assistant.small_talk import small_talk

_REMEMBERED = 8  # turns; older ones no longer bear on a question
_CARRIED = 10  # words of the earlier question

_DOCUMENT = r"(?:paper|memorandum|memo|document|text|note|footnote|page|record|volume|briefing)"
_LEANS = re.compile(
    rf"\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|those|these|such|there)\b"
    rf"|\b(?:this|that)\b(?!\s+(?:\w+\s+)?{_DOCUMENT}\b)"
    r"|\b(?:the\s+)?(?:same|latter|former|above|other\s+one|others)\b",
    re.I,
)
_EXPLETIVE = re.compile(
    r"\b(?:is|was|are|were|will|would|could)\s+there\b|\bthere\s+(?:is|was|are|were|any)\b"
    r"|\b(?:is|was|would|does|did)\s+it\s+(?:\w+\s+)?(?:that|to|be)\b|\bsuch\s+as\b|\b\w+\s+that\s+the\b",
    re.I,
)
_CONTINUES = re.compile(
    r"\s*(?:and|but|or|so|then|also|what\s+about|how\s+about|why(?:\s+not)?\s*\?|how\s+so|"
    r"in\s+what\s+way|for\s+example|such\s+as|what\s+else|anything\s+else|tell\s+me\s+more|go\s+on|"
    r"more)\b",
    re.I,
)


def stand_alone(question: str, history: Sequence[Turn], take_apart: Callable[[str], Asked]) -> str:
    """`question` as it is to be searched, given the turns before it, oldest first."""
    searched = ""
    for turn in history[-_REMEMBERED:]:
        if small_talk(turn.question) is None:
            searched = _resolved(turn.question, searched, take_apart)
    return _resolved(question, searched, take_apart)


def leans(question: str, take_apart: Callable[[str], Asked]) -> bool:
    """Whether a question cannot be understood without the one before it."""
    if _CONTINUES.match(question):
        return True
    if _LEANS.search(_EXPLETIVE.sub(" ", question)):
        return True
    return not take_apart(question).words


def _resolved(question: str, before: str, take_apart: Callable[[str], Asked]) -> str:
    if not before or not leans(question, take_apart):
        return question
    own = take_apart(question).words
    earlier = [word for word in take_apart(before).words if word.stem not in {w.stem for w in own}]
    names = [word for word in earlier if word.name]
    if names and own and all(word.name for word in own):
        # "And of Moscow?" asks the same of another: its name takes the place of the first one.
        earlier.remove(names[0])
    words = list(dict.fromkeys(word.written for word in earlier))[:_CARRIED]
    return f"{question}{ABOUT}{' '.join(words)})" if words else question

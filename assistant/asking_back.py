"""Questions that say nothing alone: "What did he say?" with no turn before it."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.followup import leans_by_form, without_lead_in
from assistant.question import Asked

# Up to this weight a word is one that many papers have ("decide" .34, "reply" .28, "leave" .35,
# against "oil" .39, "tariffs" .44): beside a pronoun it does not say what is asked about.
_COLOURLESS = 0.36
_PRONOUN = re.compile(r"\b(?:he|him|his|she|hers?|they|them|theirs?|its?)\b", re.I)
# Initials, and parts of an office's symbol: "A.F. of L.", "S/S-R".
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2}|\b[A-Z]/[A-Z]", re.I)


def says_nothing_alone(question: str, take_apart: Callable[[str], Asked]) -> bool:
    """Whether a question that no turn came before names nothing that could be looked for."""
    question, _ = without_lead_in(question)
    words = take_apart(question).words
    if _INITIALS.search(question) or any(w.name or w.weight > _COLOURLESS for w in words):
        return False
    return not words or (_PRONOUN.search(question) is not None and leans_by_form(question))

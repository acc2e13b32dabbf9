"""Saying that the record does not answer: what was missing, and what silence means."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Reason, Refusal
from assistant.question import Asked, same
from assistant.reader import Candidate

_SILENCE = "Silence in these pages is not silence in the archive."


def nothing_answers(asked: Asked, candidates: Sequence[Candidate]) -> Refusal:
    """The refusal of a question that no sentence answers, naming words that matched nothing."""
    found = {
        word.written
        for word in asked.words
        if any(same(word.stem) & candidate.words for candidate in candidates)
    }
    missing = [
        one for one in dict.fromkeys(word.written for word in asked.words) if one not in found
    ]
    message = "I found no passage that answers this."
    if missing:
        listed = ", ".join(f"“{word}”" for word in missing)
        message += f" Nothing near it speaks of {listed}."
    return Refusal(Reason.NOT_ANSWERED, f"{message} {_SILENCE}", tuple(missing))

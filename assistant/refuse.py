"""Saying that the record does not answer: where was looked, what is missing, what silence means."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import scope_words
from assistant.answer import Looked, Reason, Refusal
from assistant.gaps import counted
from assistant.question import Asked, parted
from assistant.reach import Reach
from assistant.unmatched import standing
from vectorstore.retriever import Filter

_SILENCE = "Silence in these pages is not silence in the archive."
_LISTED = 8  # words; more make no reply easier to read


def nothing_answers(asked: Asked, scope: Filter, reach: Reach) -> Refusal:
    """The refusal of a question that no sentence within `scope` answers.

    `asked` is the question as the reader wrote it; words that it took over are not looked for.
    """
    own, _ = parted(asked.text)
    words = [word for word in asked.words if _stands(word.written, own)]
    looked = reach.looked(scope)
    found = standing(words, lambda any_of: reach.holds(any_of, scope), reach.analysed)
    where = scope_words.place(looked, reach.volumes)
    said = [f"I found no passage that answers this in {where} ({scope_words.passages(looked)})."]
    if found.missing:
        said.append(_nowhere(found.missing))
    elif found.all_stand:
        said.append(_everywhere(looked))
    message = " ".join([*said, *_left_out(looked), _SILENCE])
    return Refusal(Reason.NOT_ANSWERED, message, found.missing, looked)


def nothing_in_scope(scope: Filter, reach: Reach) -> Refusal:
    """The refusal of any question where `scope` holds nothing."""
    looked = reach.looked(scope)
    said = [f"Nothing that is installed lies within these filters: {scope_words.filters(scope)}."]
    said += [*_left_out(looked), "Widen them, or see which volumes are installed."]
    return Refusal(Reason.OUT_OF_SCOPE, " ".join(said), looked=looked)


def _stands(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def _nowhere(words: Sequence[str]) -> str:
    named = [f"“{word}”" for word in words[:_LISTED]]
    if len(words) > _LISTED:
        named.append(f"{len(words) - _LISTED} more words")
    if len(named) == 1:
        return f"{named[0]} stands nowhere in them."
    if len(named) == 2:
        return f"Neither {named[0]} nor {named[1]} stands anywhere in them."
    return f"{', '.join(named[:-1])} and {named[-1]} stand nowhere in them."


def _everywhere(looked: Looked) -> str:
    where = "in it" if looked.passages == 1 else "in them"
    return f"Each of its words occurs somewhere {where}, but no sentence that I weighed answers."


def _left_out(looked: Looked) -> list[str]:
    if not looked.undated:
        return []
    were = "was" if looked.undated == 1 else "were"
    return [f"{counted(looked.undated, 'document')} without a date {were} left out."]

"""Where words stand in a text, as a reader looks for them: letter case and typography aside."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.folding import fold
from assistant.occurrences import occurrences


def places(words: str, text: str) -> list[tuple[int, int]]:
    """The spans of `text` that read as `words`, in order and apart, within words too.

    Both are folded as quotations are (`assistant.folding.fold`), and letter case is ignored.
    Without words there are none.
    """
    wanted, _ = _lowered(fold(words.strip()).text)
    folded = fold(text)
    lowered, origin = _lowered(folded.text)
    found: list[tuple[int, int]] = []
    last = 0
    for at in occurrences(wanted, lowered):
        start, end = folded.span(origin[at], origin[at + len(wanted) - 1] + 1)
        if start >= last:
            found.append((start, end))
            last = end
    return found


def _lowered(text: str) -> tuple[str, Sequence[int]]:
    """`text` without case, and for each of its characters the one of `text` that it came from."""
    whole = text.casefold()
    if len(whole) == len(text):
        return whole, range(len(text))
    parts = [character.casefold() for character in text]
    return "".join(parts), [at for at, part in enumerate(parts) for _ in part]

"""What a query asks for: concepts, each of which may be said in several ways."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One way to say it: analysed words, any of which counts, or only all of them (`whole`).

    Their score is multiplied by `weight`.
    """

    words: tuple[str, ...]
    weight: float = 1.0
    whole: bool = False

    def __post_init__(self) -> None:
        if not self.words or self.weight <= 0:
            raise ValueError(f"a wording of {len(self.words)} words cannot weigh {self.weight}")


#: The ways to say one thing. What says it scores by the best of them, and by a little of the rest.
Concept = tuple[Wording, ...]


def plain(words: Iterable[str]) -> list[Concept]:
    """Each of these analysed words as a concept of its own, once."""
    return [(Wording(words=(word,)),) for word in dict.fromkeys(words)]

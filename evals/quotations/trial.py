"""What is put to the checker: a quotation with its citation, made of a true one by an operator."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from assistant.answer import Quote
from evals.quotations.book import Book

# Any of these left out or put in may turn a sentence round.
REVERSING = re.compile(
    r"\b(?:not|no(?!\. ?\d)|nor|never|neither|none|nobody|nothing|nowhere|without|unless|except|"
    r"cannot|hardly|scarcely|barely|refus\w*|den(?:y|ies|ied|ying|ials?)|fail\w*)\b|n[’']t\b",
    re.IGNORECASE,
)


class Group(StrEnum):
    """What an operator does to a true quotation."""

    MEANING = "changes the meaning"
    PLACE = "cites another place"
    HARMLESS = "changes nothing"


@dataclass(frozen=True, slots=True)
class Trial:
    """A quotation and where it is said to stand, and the true one it was made of."""

    quotation: str
    cite: str
    true: Quote


#: What an operator makes of a true quotation; None where it cannot be applied to it.
Operator = Callable[[Quote, Book, random.Random], Trial | None]
#: The same of the words alone.
Rewording = Callable[[str, Book, random.Random], str | None]


def reworded(change: Rewording) -> Operator:
    """The operator that changes the words and cites the true passage."""

    def operator(quote: Quote, book: Book, rng: random.Random) -> Trial | None:
        words = change(quote.text, book, rng)
        if words is None or words == quote.text:
            return None
        return Trial(words, quote.passage.id, quote)

    return operator


def one_of(pattern: re.Pattern[str], words: str, rng: random.Random) -> re.Match[str] | None:
    """One of the places where `pattern` stands in `words`; None where it stands nowhere."""
    found = list(pattern.finditer(words))
    return rng.choice(found) if found else None


def replaced(words: str, match: re.Match[str], by: str) -> str:
    """`words` with `by` in the place of `match`."""
    return words[: match.start()] + by + words[match.end() :]

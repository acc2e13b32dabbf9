"""Operators that change how a quotation is set, and nothing of what it says."""

from __future__ import annotations

import random
import re
import textwrap
import unicodedata
from collections.abc import Mapping

from assistant.answer import Quote
from corpus.passage import Kind
from evals.quotations.book import Book
from evals.quotations.trial import REVERSING, Operator, Trial, reworded

_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_NESTED = str.maketrans("“”", "‘’")
_DASHES = str.maketrans({"—": "--", "–": "-"})
_AROUND = ("“{}”", '"{}"', "«{}»", "‘{}’", "““{}””")
_LEFT_OUT = ("...", "…", " ... ", " . . . ", " [...] ", " […] ", "....")
_PUT_IN = ("the Ambassador", "of State", "Mr. Dulles", "in Paris", "emphasis added", "i.e., then")
_BREAK = re.compile(r"(?<=\w)[—–](?=\w)")
_DOTS = re.compile(r"\s*(?:…|\.{3}|\. \. \.)\s*")
_COLUMN = 60


def _straight(words: str, _: Book, __: random.Random) -> str | None:
    return words.translate(_STRAIGHT)


def _ascii_dashes(words: str, _: Book, __: random.Random) -> str | None:
    return words.translate(_DASHES)


def _wrapped(words: str, _: Book, __: random.Random) -> str | None:
    return textwrap.fill(words, _COLUMN, break_long_words=False, break_on_hyphens=False)


def _decomposed(words: str, _: Book, __: random.Random) -> str | None:
    return unicodedata.normalize("NFD", words)


def _unbroken(words: str, _: Book, rng: random.Random) -> str | None:
    return re.sub(" ", lambda _: rng.choice(("\u00a0", " ", " ")), words)


def _clipped(words: str, _: Book, rng: random.Random) -> str | None:
    parts = words.split(" ")
    start, end = rng.randint(1, 3), rng.randint(1, 3)
    return " ".join(parts[start:-end]) if len(parts) >= start + end + 6 else None


def _elided(words: str, _: Book, rng: random.Random) -> str | None:
    """Words left out and marked so; nothing among them turns the meaning round."""
    parts = words.split(" ")
    count = rng.randint(2, 8)
    if len(parts) < count + 6:
        return None
    start = rng.randrange(3, len(parts) - count - 2)
    gone = " ".join(parts[start : start + count])
    if REVERSING.search(gone) or "[" in gone or "]" in gone:
        return None
    before, after = " ".join(parts[:start]), " ".join(parts[start + count :])
    return f"{before}{rng.choice(_LEFT_OUT)}{after}"


def _with_insertion(words: str, _: Book, rng: random.Random) -> str | None:
    parts = words.split(" ")
    if len(parts) < 6:
        return None
    at = rng.randrange(2, len(parts) - 1)
    return " ".join([*parts[:at], f"[{rng.choice(_PUT_IN)}]", *parts[at:]])


def _recased(words: str, _: Book, __: random.Random) -> str | None:
    first = words[0]
    return f"[{first.swapcase()}]{words[1:]}" if first.isalpha() and words[1].isalpha() else None


def _spaced(words: str, _: Book, rng: random.Random) -> str | None:
    spaced = _BREAK.sub(lambda match: f" {match[0]} ", words)
    return _DOTS.sub(lambda _: rng.choice(("...", " ... ", "… ", " . . . ")), spaced)


def _marked(words: str, _: Book, rng: random.Random) -> str | None:
    return rng.choice(_AROUND).format(words)


def _nested(words: str, _: Book, __: random.Random) -> str | None:
    return f"“{words.translate(_NESTED)}”" if "“" in words else None


def _running_over(quote: Quote, book: Book, rng: random.Random) -> Trial | None:
    """The end of a paragraph and the beginning of the next."""
    beside = book.beside(quote.passage)
    at = beside.index(quote.passage)
    if quote.passage.kind is Kind.FOOTNOTE or at + 1 == len(beside):
        return None
    end, start = beside[at].text.split(" ")[-20:], beside[at + 1].text.split(" ")[:20]
    if min(len(end), len(start)) < 4:
        return None
    between = rng.choice((" ", "\n", "\n\n", "\n\n“"))
    return Trial(f"{' '.join(end)}{between}{' '.join(start)}", quote.document.id, quote)


RETYPING: Mapping[str, Operator] = {
    "straight quotation marks": reworded(_straight),
    "nested quotation marks": reworded(_nested),
    "quotation marks around": reworded(_marked),
    "dashes of the keyboard": reworded(_ascii_dashes),
    "spaces at dashes and dots": reworded(_spaced),
    "lines wrapped": reworded(_wrapped),
    "letters decomposed": reworded(_decomposed),
    "spaces that do not break": reworded(_unbroken),
    "ends clipped": reworded(_clipped),
    "words left out and marked": reworded(_elided),
    "words put in and marked": reworded(_with_insertion),
    "first letter recased": reworded(_recased),
    "runs over a paragraph": _running_over,
}

"""Operators that change what a quotation says. Its citation stays the true one."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence

from assistant.answer import Quote
from corpus.document import MONTHS
from corpus.passage import Kind
from evals.quotations.book import Book
from evals.quotations.trial import (
    REVERSING,
    Operator,
    Trial,
    one_of,
    replaced,
    reworded,
)

_NUMBER = re.compile(r"(?<![\w.,/-])(?!1[5-9]\d\d\b|20\d\d\b)\d{1,3}(?:,\d{3})*(?![\w/]|[.,]\d)")
_YEAR = re.compile(r"(?<![\w,.])(?:1[789]\d\d|20[01]\d)(?!\w)")
_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b")
_NAME = re.compile(r"(?<=\w )[A-Z][a-z]{3,}\b")
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|will|would|should|could|can|may|might|must|has|have|had|does|do|did)\b"
    r"(?! not\b)"
)
_DENIAL = re.compile(r"\b(?:not|never) |\bno (?=[a-z])")
_PLAIN_WORD = re.compile(r"(?<= )[a-z]{4,}(?=[ ,;])")
_ANY_WORD = re.compile(r"(?<= )[a-z]+ (?=\w)")
_TWO_WORDS = re.compile(r"(?<= )([a-z]+) ([a-z]+)(?= )")
_OPPOSITES = (
    *(("agree", "disagree"), ("agreed", "refused"), ("accept", "reject"), ("accepted", "rejected")),
    *(("increase", "decrease"), ("increased", "reduced"), ("more", "less"), ("most", "least")),
    *(("before", "after"), ("first", "last"), ("all", "none"), ("always", "never")),
    *(("support", "oppose"), ("supported", "opposed"), ("favorable", "unfavorable")),
    *(("possible", "impossible"), ("necessary", "unnecessary"), ("important", "unimportant")),
    *(("likely", "unlikely"), ("able", "unable"), ("good", "bad"), ("strong", "weak")),
    *(("great", "small"), ("large", "small"), ("new", "old"), ("early", "late"), ("high", "low")),
    *(("friendly", "hostile"), ("peace", "war"), ("military", "civilian"), ("public", "secret")),
    *(("success", "failure"), ("friends", "enemies"), ("economic", "political")),
    *(("should", "need not"), ("would", "would not"), ("must", "may"), ("every", "no")),
    *(("long", "short"), ("many", "few"), ("same", "opposite"), ("with", "without")),
)
_TAILS = (
    " and that this would be final",
    " without further conditions",
    " as the President had asked",
    " in all circumstances",
    ", whatever the consequences",
)
_MARKS = (" ... ", " … ", " . . . ", " [...] ", "... ")
_NEXT, _FAR = (-10, -1, 1, 10), (2, 8)


def _number(words: str, _: Book, rng: random.Random) -> str | None:
    return _stepped(_NUMBER, words, rng)


def _year(words: str, _: Book, rng: random.Random) -> str | None:
    return _stepped(_YEAR, words, rng)


def _stepped(pattern: re.Pattern[str], words: str, rng: random.Random) -> str | None:
    match = one_of(pattern, words, rng)
    if match is None:
        return None
    number = int(match[0].replace(",", ""))
    other = rng.choice([number + step for step in _NEXT if number + step >= 0])
    return replaced(words, match, f"{other:,}" if "," in match[0] else str(other))


def _month(words: str, _: Book, rng: random.Random) -> str | None:
    return _swapped(_MONTH, MONTHS, words, rng)


def _name(words: str, book: Book, rng: random.Random) -> str | None:
    return _swapped(_NAME, book.names, words, rng)


def _one_word(words: str, book: Book, rng: random.Random) -> str | None:
    return _swapped(_PLAIN_WORD, book.words, words, rng)


def _swapped(
    pattern: re.Pattern[str], others: Sequence[str], words: str, rng: random.Random
) -> str | None:
    match = one_of(pattern, words, rng)
    if match is None or len(others) < 2:
        return None
    return replaced(words, match, rng.choice([other for other in others if other != match[0]]))


def _antonym(words: str, _: Book, rng: random.Random) -> str | None:
    opposites = dict(_OPPOSITES) | {b: a for a, b in _OPPOSITES if " " not in b}
    pattern = re.compile(rf"\b(?:{'|'.join(opposites)})\b")
    match = one_of(pattern, words, rng)
    return replaced(words, match, opposites[match[0]]) if match else None


def _denied(words: str, _: Book, rng: random.Random) -> str | None:
    match = one_of(_AUXILIARY, words, rng)
    return replaced(words, match, f"{match[0]} not") if match else None


def _undenied(words: str, _: Book, rng: random.Random) -> str | None:
    match = one_of(_DENIAL, words, rng)
    return replaced(words, match, "") if match else None


def _dropped(words: str, _: Book, rng: random.Random) -> str | None:
    match = one_of(_ANY_WORD, words, rng)
    return replaced(words, match, "") if match else None


def _transposed(words: str, _: Book, rng: random.Random) -> str | None:
    match = one_of(_TWO_WORDS, words, rng)
    return replaced(words, match, f"{match[2]} {match[1]}") if match else None


def _silently_elided(words: str, _: Book, rng: random.Random) -> str | None:
    parts = words.split(" ")
    count = rng.randint(*_FAR)
    if len(parts) < count + 4:
        return None
    start = rng.randrange(2, len(parts) - count - 1)
    return " ".join(parts[:start] + parts[start + count :])


def _denial_elided(words: str, _: Book, rng: random.Random) -> str | None:
    """An ellipsis in place of a word of negation, and of up to three words on either side."""
    match = one_of(REVERSING, words, rng)
    if match is None:
        return None
    before, after = words[: match.start()].split(), words[match.end() :].split()
    before = before[: len(before) - rng.randint(0, 3)]
    after = after[rng.randint(0, 3) :]
    if min(len(before), len(after)) < 2 or not words[: match.start()].endswith(" "):
        return None
    return f"{' '.join(before)}{rng.choice(_MARKS)}{' '.join(after)}"


def _with_tail(words: str, _: Book, rng: random.Random) -> str | None:
    bare = words.rstrip(".;:,!?”’\"' ")
    return f"{bare}{rng.choice(_TAILS)}."


def _paragraph_skipped(quote: Quote, book: Book, _: random.Random) -> Trial | None:
    """The end of a paragraph and the beginning of the next but one, as if they were one text."""
    beside = book.beside(quote.passage)
    at = beside.index(quote.passage)
    if quote.passage.kind is Kind.FOOTNOTE or at + 2 >= len(beside):
        return None
    end, start = beside[at].text.split(" ")[-12:], beside[at + 2].text.split(" ")[:12]
    # Words in brackets would be the quoter's own, put in after the end.
    if min(len(end), len(start)) < 4 or start[0].startswith("["):
        return None
    return Trial(" ".join([*end, *start]), quote.document.id, quote)


FALSIFYING: Mapping[str, Operator] = {
    "number changed": reworded(_number),
    "year changed": reworded(_year),
    "month changed": reworded(_month),
    "name swapped": reworded(_name),
    "negation put in": reworded(_denied),
    "negation taken out": reworded(_undenied),
    "opposite word": reworded(_antonym),
    "another word": reworded(_one_word),
    "word dropped": reworded(_dropped),
    "words transposed": reworded(_transposed),
    "words left out silently": reworded(_silently_elided),
    "ellipsis eats a negation": reworded(_denial_elided),
    "tail added": reworded(_with_tail),
    "paragraph skipped": _paragraph_skipped,
}

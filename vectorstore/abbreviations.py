"""What the volumes' lists of terms abbreviate, in the words by which passages are found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from corpus.glossary import Term, TermKind
from vectorstore.analysis import Analysis

#: Words that do not tell one long form from another.
FUNCTION_WORDS = frozenset(
    ("a", "an", "and", "at", "by", "for", "in", "of", "on", "s", "the", "to")
)
# "MAAG", "ChiCom", "GVN": with one capital it may be any word ("Deptel", "Frito").
_SHORT = re.compile(r"[A-Za-z]*[A-Z][A-Za-z]*[A-Z][A-Za-z]*")
_ASIDE = re.compile(r"\s*\([^)]*\)")
# What follows is another sense or a remark.
_NEXT_SENSE = re.compile(r"[;:]|\balso\b|(?<=[a-z])\.(?=\s|$)")
_WORD = re.compile(r"[^\W_]+")
# What has more words tells of something, and is no name of it.
_LONGEST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviation:
    """A short form as it is written, its one analysed word, and the long form's words, analysed.

    The long form is without function words, and has two words at least.
    """

    written: str
    word: str
    long: tuple[str, ...]


def abbreviations(glossary: Iterable[Term], analysis: Analysis) -> Iterator[Abbreviation]:
    """What the terms of a volume abbreviate, in their order. Persons abbreviate nothing."""
    for term in glossary:
        if term.kind is not TermKind.TERM or not _SHORT.fullmatch(term.name):
            continue
        long = telling(analysis.terms(_long_form(term.name, term.explanation)))
        word = analysis.terms(term.name)
        if len(word) == 1 and 1 < len(long) <= _LONGEST:
            yield Abbreviation(written=term.name, word=word[0], long=long)


def telling(words: Iterable[str]) -> tuple[str, ...]:
    """These analysed words but for function words."""
    return tuple(word for word in words if word not in FUNCTION_WORDS)


def _long_form(short: str, explanation: str) -> str:
    """What stands for the short form: "Military Assistance Advisory Group" of "..., Vietnam".

    It ends at the first comma by which all letters of `short` are accounted for; where they never
    are (code names), it is the whole of the first sense.
    """
    sense = _NEXT_SENSE.split(_ASIDE.sub("", explanation))[0].strip(" .,")
    parts = sense.split(",")
    forms = (",".join(parts[:end]) for end in range(1, len(parts)))
    return next((form for form in forms if _accounts_for(form, short)), sense)


def _accounts_for(form: str, short: str) -> bool:
    """Whether `short` is made of letters of words of `form`, in order, each word's first first."""
    letters = _letters(short)
    words = [_letters(word) for word in _WORD.findall(form)]
    if len(words) > _LONGEST:
        return False

    @cache
    def from_(letter: int, at: int) -> bool:
        if letter == len(letters):
            return True
        if at == len(words):
            return False
        return from_(letter, at + 1) or any(
            from_(end, at + 1) for end in _ends(letters, letter, words[at])
        )

    return from_(0, 0)


def _ends(letters: str, start: int, word: str) -> Iterator[int]:
    """Where in `letters` a run from `start` may end whose letters stand in `word`, in order."""
    if not word.startswith(letters[start]):
        return
    place = 0
    for end in range(start + 1, len(letters) + 1):
        yield end
        place = word.find(letters[end : end + 1], place + 1) if end < len(letters) else -1
        if place < 0:
            return


def _letters(text: str) -> str:
    return unicodedata.normalize("NFKD", text).lower()

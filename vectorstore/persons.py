"""Whom the volumes' lists of persons name, in the words by which passages are found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.glossary import Term, TermKind
from vectorstore.analysis import Analysis


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person as listed: the surname as it is written, and analysed words.

    `forenames` are all that follows the surname: forenames, initials, ranks. They may be none.
    """

    written: str
    surname: tuple[str, ...]
    forenames: tuple[str, ...]


def persons(glossary: Iterable[Term], analysis: Analysis) -> Iterator[Person]:
    """The persons that a volume lists surname first, in their order."""
    for term in glossary:
        written, comma, rest = term.name.partition(",")
        surname = tuple(analysis.terms(written))
        if term.kind is TermKind.PERSON and comma and surname:
            forenames = tuple(dict.fromkeys(analysis.words(rest)))
            yield Person(written=written.strip(), surname=surname, forenames=forenames)

"""What else a query may be said by: abbreviations and long forms, words in one, right spellings.

Its weights were chosen by the back-of-book indexes of six volumes (1,481 queries: frus1948v01p1,
1952-54Guat, 1955-57v01, 1958-60v02, 1964-68v29p2 and 1977-80v01), and by queries that are a long
form, a short form, a hyphenated word, or a misspelt surname, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Protocol

from vectorstore.abbreviations import Abbreviation, telling
from vectorstore.concepts import Concept, Wording
from vectorstore.lexical import Lexical
from vectorstore.persons import Person
from vectorstore.query_words import QueryWords, query_words, runs
from vectorstore.retriever import Filter
from vectorstore.spelling import meant

# The weight of the words of a long form, together, beside their abbreviation.
_LONG_WEIGHT = 2.0
# The record mostly calls people by their surnames alone.
_FORENAME_WEIGHT = 0.3
# Words of a long form, and of a surname, that are looked up.
_LONGEST_FORM, _LONGEST_SURNAME = 8, 3
_MOST_MEANT = 3
# What stands between two words that may be written in one, and how many letters both have then:
# "co-operation", "cease fire".
_BETWEEN: Mapping[str, int] = {"-": 2, "\u2010": 2, "\u2011": 2, " ": 3}


class Listed(Protocol):
    """The volumes' lists of terms and of persons; see vectorstore.lists."""

    def abbreviations(
        self, volumes: Sequence[str], written: Iterable[str], long: Iterable[str]
    ) -> list[Abbreviation]:
        """Those of these volumes (of all, if none) that are written so, or are so long."""
        ...

    def persons(self, volumes: Sequence[str], surnames: Iterable[str]) -> list[Person]:
        """Those listed in these volumes (in all, if none) of these surnames."""
        ...


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: what is said by words, and the text whose vector is compared."""

    concepts: list[Concept]
    text: str


class Expansion:
    """Says queries in more ways. `words` is the index of the passages' words.

    `is_word` tells whether a word is one that people write: then it is not misspelt, though the
    record may lack it ("hurricane" is not Harriman, nor "harbour" Barbour).
    """

    def __init__(self, lists: Listed, words: Lexical, is_word: Callable[[str], bool]) -> None:
        self._lists = lists
        self._words = words
        self._is_word = is_word

    def asked(self, query: str, scope: Filter) -> Asked:
        """What `query` asks for; only the lists of volumes in `scope` speak.

        A long form is one concept with its abbreviation, and an abbreviation with its long forms,
        so that neither counts twice. A word that is none and that (almost) no passage has may be
        misspelt; where it is a listed person's name, the text has it right.
        """
        words = query_words(query, self._words.analysis)
        volumes = _volumes(scope)
        known = self._abbreviations(words, volumes)
        concepts = list(_together(chain(_long_forms(words, known), self._in_one(words))))
        covered = {word for own, *_ in concepts for word in own.words}
        beside = _long_beside(words, known)
        forenames = self._forenames(words, volumes)
        names: dict[str, str] = {}
        written = {one.word: one.written for one in words.words}
        for word in words.present:
            if word in covered:
                continue
            if word in forenames:
                concepts.append((Wording(words=(word,), weight=_FORENAME_WEIGHT),))
            elif word in beside:
                concepts.append((Wording(words=(word,)), *beside[word]))
            else:
                right, name = self._right(word, written[word], volumes)
                concepts.append(tuple(Wording(words=(one,)) for one in (word, *right)))
                names |= {word: name} if name else {}
        return Asked(concepts, words.with_names(names) if names else words.asked)

    def _abbreviations(self, words: QueryWords, volumes: Sequence[str]) -> list[Abbreviation]:
        """Those in the query, and those of long forms in it; not where both are."""
        forms = telling(one.word for one in words.words)
        long = {" ".join(forms[start:end]) for start, end in runs(forms, 2, _LONGEST_FORM)}
        written = {one.written for one in words.words}
        return [
            one
            for one in self._lists.abbreviations(volumes, sorted(written), sorted(long))
            if not words.present.keys() >= {one.word, *one.long}
        ]

    def _in_one(self, words: QueryWords) -> Iterator[Concept]:
        """Neighbours that the record writes in one word as well."""
        for one, next_ in pairwise(words.words):
            least = _BETWEEN.get(next_.before)
            in_one = one.written + next_.written
            if least is None or min(len(one.written), len(next_.written)) < least:
                continue
            for word in self._words.words(in_one) if in_one.isalpha() else ():
                if word not in words.present and self._words.count(word):
                    yield Wording(words=(one.word, next_.word)), Wording(words=(word,))

    def _forenames(self, words: QueryWords, volumes: Sequence[str]) -> frozenset[str]:
        """The forenames of persons in the query that tell none of them from a namesake."""
        every = [one.word for one in words.words]
        found = {tuple(every[start:end]) for start, end in runs(every, 1, _LONGEST_SURNAME)}
        shared: dict[tuple[str, ...], set[str]] = {}
        for person in self._lists.persons(volumes, sorted(" ".join(name) for name in found)):
            shared.setdefault(person.surname, set(person.forenames)).intersection_update(
                person.forenames
            )
        surnames = {word for surname in shared for word in surname}
        forenames = {word for names in shared.values() for word in names}
        return frozenset(forenames.intersection(words.present) - surnames)

    def _right(
        self, word: str, as_written: str, volumes: Sequence[str]
    ) -> tuple[Sequence[str], str]:
        """What `word` may be meant to be, persons alone if any is listed; how the first is written.

        Both are empty for a word that is right, and the second for one that is no listed name.
        """
        near = meant(word, self._words)
        if not near or self._is_word(as_written):
            return (), ""
        persons = self._lists.persons(volumes, near)
        written = {person.surname[0]: person.written for person in persons}
        right = [one for one in near if one in written] or near
        return right[:_MOST_MEANT], written.get(right[0], "")


def _volumes(scope: Filter) -> tuple[str, ...]:
    """The volumes that are named, by themselves or in their documents' ids."""
    of_documents = dict.fromkeys(id_.partition("/")[0] for id_ in scope.documents)
    return scope.volumes or tuple(of_documents)


def _together(found: Iterable[Concept]) -> Iterator[Concept]:
    """Concepts of which none covers a word that an earlier one covers already."""
    covered: set[str] = set()
    for own, *others in found:
        left = tuple(word for word in dict.fromkeys(own.words) if word not in covered)
        if left:
            covered.update(left)
            yield Wording(words=left), *others


def _long_forms(words: QueryWords, known: Iterable[Abbreviation]) -> Iterator[Concept]:
    """The long forms in the query, the longest from each place, with their abbreviations."""
    shorts: dict[tuple[str, ...], list[str]] = {}
    for one in known:
        if one.word not in words.present:
            shorts.setdefault(one.long, []).append(one.word)
    forms = telling(one.word for one in words.words)
    done = 0
    for start, end in runs(forms, 2, _LONGEST_FORM):
        if start >= done and forms[start:end] in shorts:
            done = end
            beside = dict.fromkeys(shorts[forms[start:end]])
            yield Wording(words=forms[start:end]), *(Wording(words=(word,)) for word in beside)


def _long_beside(
    words: QueryWords, known: Iterable[Abbreviation]
) -> dict[str, tuple[Wording, ...]]:
    """The long forms of each abbreviation that the query writes just as the lists do."""
    written = {one.written for one in words.words}
    beside: dict[str, dict[tuple[str, ...], None]] = {}
    for one in known:
        if one.written in written:
            beside.setdefault(one.word, {})[one.long] = None
    return {
        word: tuple(
            Wording(words=long, weight=_LONG_WEIGHT / len(long), whole=True) for long in longs
        )
        for word, longs in beside.items()
    }

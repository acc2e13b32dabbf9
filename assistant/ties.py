"""What ties two documents together, so that one is no witness apart from the other.

A telegram is reprinted, a memorandum takes over a paragraph, a footnote quotes the paper that it
is about: the same words then stand twice, and were said once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.answer import Quote
from corpus.document import Document
from corpus.passage import Kind, Passage, Reference
from corpus.sentences import sentence_spans
from vectorstore.context import sentence_at

# What stands in brackets is the editors': "[less than 1 line of source text not declassified]".
_WORD = re.compile(r"\[[^\[\]]*\]|(\w+(?:['’]\w+)*)")
# A run of words counts as taken over where it has nine of them, and six that are written small
# and do more than connect: titles, archives and other names recur without being taken over. Read
# one by one, the shortest such runs of 3,574 sentences of frus1955-57v14 are taken over, but for
# one set phrase ("at the highest possible level as soon as possible") and those of the editors
# ("No copy of this telegram has been found in Department of State files").
_SHORTEST = 9
_TELLING = 6
_CONNECTING = frozenset("a an and at by for from in of on or the to with".split())  # noqa: SIM905

PassagesOf = Callable[[str], Sequence[Passage]]


@dataclass(frozen=True, slots=True)
class SameWords:
    """A run of words that stands in two documents.

    They may differ in punctuation, in capitals and in what the editors put in brackets.
    """

    one: Quote
    other: Quote

    def __post_init__(self) -> None:
        if self.one.document.id == self.other.document.id:
            raise ValueError(f"{self.one.document.id} shares words with itself")


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence of one document that refers to another, or to the page where that begins.

    `page` is the page's label where the reference names no document; None where it does.
    """

    quote: Quote
    document: Document
    page: str | None = None

    def __post_init__(self) -> None:
        if self.quote.document.id == self.document.id:
            raise ValueError(f"{self.document.id} refers to itself")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A document and what was quoted of it."""

    document: Document
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text, folded, and where each stands in it."""

    words: list[str]
    spans: list[tuple[int, int]]


def same_words(spoken: Sequence[Spoken], passages_of: PassagesOf) -> list[SameWords]:
    """Words quoted of one document that stand in another one too, in order of the quotations.

    Of two passages that share words only the longest run is given, and once.
    """
    stored = [_Stored(one.document, passages_of(one.document.id)) for one in spoken]
    found: dict[frozenset[str], SameWords] = {}
    for one in spoken:
        for quote in one.quotes:
            for other in stored:
                match = other.longest(quote) if other.document.id != one.document.id else None
                if match is not None:
                    pair = frozenset((quote.passage.id, match.other.passage.id))
                    found.setdefault(pair, match)
    return list(found.values())


class _Stored:
    """A document's text, headings left out, ready to be asked for runs of words."""

    def __init__(self, document: Document, passages: Sequence[Passage]) -> None:
        self.document = document
        self._passages = [
            (passage, _words(passage.text))
            for passage in passages
            if passage.kind is not Kind.HEADING
        ]
        self._places: dict[tuple[str, ...], set[int]] = {}
        for number, (_, words) in enumerate(self._passages):
            for run in _runs(words):
                self._places.setdefault(run, set()).add(number)

    def longest(self, quote: Quote) -> SameWords | None:
        """The longest run of the quotation's words that was taken over here, if there is one."""
        words = _words(quote.text)
        places = {place for run in _runs(words) for place in self._places.get(run, ())}
        best, length = None, 0
        for passage, there in (self._passages[place] for place in sorted(places)):
            matcher = SequenceMatcher(None, words.words, there.words, autojunk=False)
            match = matcher.find_longest_match()
            start, end = _span(words, match.a, match.size)
            one = Quote(quote.passage, quote.document, quote.start + start, quote.start + end)
            if match.size > length and _taken_over(one.text):
                other = Quote(passage, self.document, *_span(there, match.b, match.size))
                best, length = SameWords(one, other), match.size
        return best


def _runs(words: _Words) -> Iterator[tuple[str, ...]]:
    """All runs of nine words, the shortest that can have been taken over."""
    return zip(*(words.words[skipped:] for skipped in range(_SHORTEST)), strict=False)


def _taken_over(run: str) -> bool:
    words: list[str] = [match[1] for match in _WORD.finditer(run) if match[1]]
    telling = [word for word in words if word[0].islower() and word not in _CONNECTING]
    return len(telling) >= _TELLING


def _words(text: str) -> _Words:
    found = [match for match in _WORD.finditer(text) if match[1]]
    words = [match[1].casefold().replace("’", "'") for match in found]
    return _Words(words, [match.span() for match in found])


def _span(words: _Words, at: int, size: int) -> tuple[int, int]:
    return words.spans[at][0], words.spans[at + size - 1][1]


def mentions(spoken: Sequence[Spoken], passages_of: PassagesOf) -> list[Mention]:
    """Which of the documents refer to which, each pair once, in order of the documents.

    The sentence is one of the quotations' own passages, where one of these refers.
    """
    pages = {one.document.id: _first_page(passages_of(one.document.id)) for one in spoken}
    found = []
    for one in spoken:
        quoted = {quote.passage.id for quote in one.quotes}
        passages = sorted(passages_of(one.document.id), key=lambda p: p.id not in quoted)
        for other in spoken:
            if other.document.id != one.document.id:
                page = pages[other.document.id]
                found += _referring(passages, one.document, other.document, page)
    return found


def _first_page(passages: Sequence[Passage]) -> str | None:
    return next((label for passage in passages for label in passage.page_labels), None)


def _referring(
    passages: Sequence[Passage], document: Document, other: Document, page: str | None
) -> list[Mention]:
    """The first reference of `passages` to `other`, as a list of one; an empty one without."""
    for passage in passages:
        for reference in passage.references:
            if reference.document == other.id:
                return [Mention(_sentence(passage, document, reference), other)]
            names_page = reference.document is None and reference.volume == other.volume.id
            if names_page and page is not None and reference.page == page:
                return [Mention(_sentence(passage, document, reference), other, page)]
    return []


def _sentence(passage: Passage, document: Document, reference: Reference) -> Quote:
    span = sentence_at(sentence_spans(passage.text), reference.end)
    return Quote(passage, document, *(span or (reference.start, reference.end)))

"""Where words stand in the installed volumes, and where words most like them stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.across import Run, find_across, run_around, runs_over
from assistant.answer import Quote
from assistant.elision import fragments
from assistant.folding import fold, trimmed
from assistant.quotes import Change, Tier, find, nearest
from assistant.shelf import Shelf
from corpus.citation import printed_place
from corpus.document import Document
from corpus.passage import Kind, Passage
from vectorstore.retriever import Filter

_COMPARED = 500
_SIMILAR = 20
_RUNS_COMPARED = 3
# Measured on sentences of frus1964-68v28 and frus1948v01p1: with a fifth of its words changed a
# sentence keeps a ratio of 0.68 or more to its source; against the 20 likest passages of another
# volume 99.9 % of sentences stay below 0.62. Runs of under four words ("of the United States")
# are alike everywhere.
NEAR_RATIO = 0.6
NEAR_WORDS = 4
# A passage that holds all of a quotation but some words has nothing to gain from its neighbours.
_WHOLE_RATIO = 0.85


@dataclass(frozen=True, slots=True)
class Found:
    """Words found: in one passage, or in several that follow one another."""

    quotes: tuple[Quote, ...]
    tier: Tier

    def __str__(self) -> str:
        return where(self.quotes)

    @property
    def passage(self) -> Passage:
        """The passage in which they begin."""
        return self.quotes[0].passage

    @property
    def document(self) -> Document:
        """The document of all of them."""
        return self.quotes[0].document


@dataclass(frozen=True, slots=True)
class Likest:
    """The words that are most like some others, how like (0 to 1), and how they differ."""

    quotes: tuple[Quote, ...]
    ratio: float
    shared: int
    diff: tuple[Change, ...]

    @property
    def only_spaced(self) -> bool:
        """Whether words and marks are the same, and nothing but white space can differ.

        The words shown may begin or end with more of a hyphened word than was quoted.
        """
        source = "".join(quote.text for quote in self.quotes)
        quoted = "".join(change.quoted for change in self.diff)
        same = all(change.operation == "equal" for change in self.diff)
        return same and _unspaced(source) == _unspaced(quoted)

    def __str__(self) -> str:
        return where(self.quotes)


@dataclass(frozen=True, slots=True)
class Places:
    """Where words stand, strictest tier first, each passage once.

    `whole` says whether every passage that may hold them was compared; words as common as that
    say little about their place.
    """

    found: tuple[Found, ...]
    whole: bool


def places_of(words: str, scope: Filter, shelf: Shelf) -> Places:
    """The places within `scope` where `words` stand by any tier; 500 passages are compared at most.

    Words that no single passage holds are looked for across passages that follow one another.
    """
    folded = fold(trimmed(words)).text
    probes = dict.fromkeys((folded, max(fragments(folded), key=len)))
    answers = [shelf.containing(probe, _COMPARED, scope) for probe in probes]
    passages = {passage.id: (passage, document) for held in answers for passage, document in held}
    found = list(_in_one(words, passages.values())) or list(_in_several(words, scope, shelf))
    whole = all(len(answer) < _COMPARED for answer in answers)
    order = list(Tier)
    return Places(tuple(sorted(found, key=lambda place: order.index(place.tier))), whole)


def again(words: str, found: Found) -> Iterator[Found]:
    """Where else in its passage `words` stand that were found there, marked omissions aside."""
    passage, at = found.passage, found.quotes[0].end
    if len(found.quotes) > 1:
        return
    while (match := find(words, passage.text[at:])) and match.tier is not Tier.ELIDED:
        yield Found((Quote(passage, found.document, at + match.start, at + match.end),), match.tier)
        at += match.end


def likest(words: str, scope: Filter, shelf: Shelf) -> Likest | None:
    """The words within `scope` most like `words`; None where none are near enough to compare."""
    candidates = shelf.similar(fold(trimmed(words)).text, _SIMILAR, scope)
    likenesses = [_likeness(words, Run(document, (p,))) for p, document in candidates]
    likenesses.sort(key=lambda like: -like.ratio)
    if likenesses and likenesses[0].ratio < _WHOLE_RATIO:
        likenesses += _beyond(words, likenesses[:_RUNS_COMPARED], shelf)
    near = [like for like in likenesses if like.ratio >= NEAR_RATIO and like.shared >= NEAR_WORDS]
    return max(near, key=lambda like: like.ratio, default=None)


def where(quotes: Sequence[Quote]) -> str:
    """The place of words in a few words for a reader."""
    passage, document = quotes[0].passage, quotes[0].document
    parts = [f"“{document.title}” ({document.id})", printed_place(passage, pages_of(quotes))]
    if len(quotes) > 1:
        parts.append(f"from passage {_own(quotes[0])} on into {_own(quotes[-1])}")
    return ", ".join(filter(None, parts))


def pages_of(quotes: Sequence[Quote]) -> tuple[str, ...]:
    """Labels of the pages on which the words are printed, in order, each once."""
    return tuple(dict.fromkeys(page for quote in quotes for page in quote.pages))


def _unspaced(words: str) -> str:
    return "".join(fold(words).text.split())


def _own(quote: Quote) -> str:
    return quote.passage.id.removeprefix(quote.document.id + "/")


def _in_one(words: str, held: Iterable[tuple[Passage, Document]]) -> Iterator[Found]:
    for passage, document in held:
        match = find(words, passage.text)
        if match is not None:
            yield Found((Quote(passage, document, match.start, match.end),), match.tier)


def _in_several(words: str, scope: Filter, shelf: Shelf) -> Iterator[Found]:
    for run in runs_over(words, scope, shelf):
        match = find_across(words, run)
        if match is not None:
            yield Found(run.quotes(match.start, match.end), match.tier)


def _beyond(words: str, likenesses: Sequence[Likest], shelf: Shelf) -> Iterator[Likest]:
    """The same passages, compared together with those beside them."""
    for like in likenesses:
        passage, document = like.quotes[0].passage, like.quotes[0].document
        if passage.kind is not Kind.FOOTNOTE:
            yield _likeness(words, run_around(passage, document, len(words), shelf))


def _likeness(words: str, run: Run) -> Likest:
    like = nearest(words, run.text)
    return Likest(run.quotes(like.start, like.end), like.ratio, like.shared, like.diff)

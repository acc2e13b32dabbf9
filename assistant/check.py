"""The verdict on a quotation: whether, where and in which words the volumes hold it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict

from assistant.place import Place, place_of
from assistant.quotes import Change, Tier
from assistant.shelf import Found, Places, Shelf, likest, places_of
from corpus.citation import passage_url
from corpus.document import Document
from corpus.errors import InputError
from corpus.passage import Passage
from vectorstore.retriever import Filter

LONGEST = 5000
_ELSEWHERE = 5


class Outcome(StrEnum):
    """What a check can say of a quotation."""

    VERIFIED = "verified"
    REPAIRED = "repaired"
    ALTERED = "altered"
    MISATTRIBUTED = "misattributed"
    NOT_FOUND = "not found"
    UNVERIFIABLE = "unverifiable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the volumes say of a quotation, and one sentence or two of it for the reader.

    ``passage.text[start:end]`` are the source's words: those quoted, or for an altered quotation
    the nearest. All four are None for quotations not found and unverifiable ones. `tier` says
    how closely found words agree; `diff` compares the words of an altered quotation.
    `elsewhere` are ids of at most five other passages with the same words, of
    `elsewhere_count`.
    """

    quotation: str
    outcome: Outcome
    explanation: str
    passage: Passage | None = None
    document: Document | None = None
    start: int | None = None
    end: int | None = None
    tier: Tier | None = None
    diff: tuple[Change, ...] = ()
    elsewhere: tuple[str, ...] = ()
    elsewhere_count: int = 0

    def __post_init__(self) -> None:
        place = (self.passage, self.document, self.start, self.end)
        placeless = self.outcome in (Outcome.NOT_FOUND, Outcome.UNVERIFIABLE)
        if {field is None for field in place} != {placeless}:
            raise ValueError(f"a quotation {self.outcome} has a place, or lacks one: {place}")
        if (self.tier is None) != (placeless or self.outcome is Outcome.ALTERED):
            raise ValueError(f"a quotation {self.outcome} cannot have tier {self.tier}")
        if self.outcome is Outcome.VERIFIED and self.tier is not Tier.EXACT:
            raise ValueError(f"a quotation {self.tier} is not verified")

    @property
    def source_text(self) -> str | None:
        """The stored words, ``passage.text[start:end]``; None without a place."""
        return None if self.passage is None else self.passage.text[self.start : self.end]

    @property
    def pages(self) -> tuple[str, ...]:
        """Labels of the pages on which the stored words are printed."""
        if self.passage is None or self.start is None or self.end is None:
            return ()
        return self.passage.pages_of(self.start, self.end)


class VerdictRecord(TypedDict):
    """A verdict as JSON; the caller adds the quotation's id. Null where there is no place."""

    quote: str
    verdict: str
    passage: str | None
    document: str | None
    start: int | None
    end: int | None
    pages: list[str]
    footnote: str | None
    source_text: str | None
    url: str | None


def check(quotation: str, cite: str | None, shelf: Shelf) -> Verdict:
    """The verdict on `quotation`, said to stand at `cite`, a place as `place_of` reads it.

    Each passage is compared alone: words that run over from one paragraph into the next are
    reported as altered or not found. Raises InputError for a quotation without words or of more
    than 5,000 characters, and for a citation that names no place.
    """
    refuse_unusable(quotation)
    place = None if cite is None else place_of(cite)
    everywhere = places_of(quotation, Filter(), shelf)
    if place is not None and not shelf.volume_installed(place.volume):
        return _unverifiable(quotation, place, everywhere)
    here = everywhere.found
    if place is not None:
        within = places_of(quotation, place.scope, shelf).found
        here = tuple(f for f in within if place.holds(f.passage, f.match.start, f.match.end))
    if here:
        return _standing(quotation, here[0], (*here, *everywhere.found))
    # A cited document that its volume does not have is a finding about the citation, as a wrong
    # one is; a batch of quotations must not stop at it.
    absent = _absence(place, shelf)
    if place is not None and everywhere.found:
        return _misattributed(quotation, place, everywhere, absent)
    altered = _altered(quotation, place, shelf, absent)
    return altered or _not_found(quotation, everywhere, shelf, absent)


def verdict_record(verdict: Verdict) -> VerdictRecord:
    """`verdict` as plain data, ready for JSON."""
    passage, document = verdict.passage, verdict.document
    url = passage_url(passage, document, verdict.pages) if passage and document else None
    return {
        "quote": verdict.quotation,
        "verdict": str(verdict.outcome),
        "passage": passage.id if passage else None,
        "document": document.id if document else None,
        "start": verdict.start,
        "end": verdict.end,
        "pages": list(verdict.pages),
        "footnote": passage.label if passage else None,
        "source_text": verdict.source_text,
        "url": url,
    }


def refuse_unusable(quotation: str) -> None:
    """Raise InputError for a quotation without words or of more than 5,000 characters."""
    if len(quotation) > LONGEST:
        raise InputError(
            f"quotation: {len(quotation):,} characters; the limit is {LONGEST:,}, check it in parts"
        )
    if not any(map(str.isalnum, quotation)):
        raise InputError("quotation: it has no words; write the words to look for")


def _standing(quotation: str, best: Found, places: Sequence[Found]) -> Verdict:
    tier = best.match.tier
    outcome = Outcome.VERIFIED if tier is Tier.EXACT else Outcome.REPAIRED
    explanation = {
        Tier.EXACT: f"The words stand exactly so in {best}.",
        Tier.FOLDED: f"The words stand in {best}; only typography differs, and the source's own "
        "is shown.",
        Tier.ELIDED: f"The words stand in {best}, with the omissions or insertions that the "
        "quotation marks; the source's words are shown in full.",
    }[tier]
    return _placed(quotation, outcome, explanation, best, places)


def _misattributed(quotation: str, place: Place, everywhere: Places, absent: str) -> Verdict:
    best = min(
        everywhere.found,
        key=lambda found: (
            found.document.id != place.document,
            found.document.volume.id != place.volume,
        ),
    )
    explanation = f"{absent}The words do not stand in {place}, but in {best}."
    return _placed(quotation, Outcome.MISATTRIBUTED, explanation, best, everywhere.found)


def _placed(
    quotation: str, outcome: Outcome, explanation: str, best: Found, places: Sequence[Found]
) -> Verdict:
    others = tuple(dict.fromkeys(f.passage.id for f in places if f.passage.id != best.passage.id))
    return Verdict(
        quotation=quotation,
        outcome=outcome,
        explanation=explanation,
        passage=best.passage,
        document=best.document,
        start=best.match.start,
        end=best.match.end,
        tier=best.match.tier,
        elsewhere=others[:_ELSEWHERE],
        elsewhere_count=len(others),
    )


def _unverifiable(quotation: str, place: Place, everywhere: Places) -> Verdict:
    """Words found elsewhere do not settle what a volume says that nobody has looked into."""
    explanation = f"The volume {place.volume} is not installed, so {place} cannot be looked into."
    if everywhere.found:
        explanation += f" The same words stand in {everywhere.found[0]}."
    others = tuple(found.passage.id for found in everywhere.found)
    return Verdict(
        quotation=quotation,
        outcome=Outcome.UNVERIFIABLE,
        explanation=explanation,
        elsewhere=others[:_ELSEWHERE],
        elsewhere_count=len(others),
    )


def _altered(quotation: str, place: Place | None, shelf: Shelf, absent: str) -> Verdict | None:
    """The nearest words where they are near enough: at the cited place first, then anywhere."""
    like = None if place is None else likest(quotation, place.scope, shelf)
    searched = str(place) if like else _volumes(shelf)
    like = like or likest(quotation, Filter(), shelf)
    if like is None:
        return None
    return Verdict(
        quotation=quotation,
        outcome=Outcome.ALTERED,
        explanation=f"{absent}The words do not stand so in {searched}; the nearest, in {like}, "
        "differ.",
        passage=like.passage,
        document=like.document,
        start=like.nearest.start,
        end=like.nearest.end,
        diff=like.nearest.diff,
    )


def _not_found(quotation: str, everywhere: Places, shelf: Shelf, absent: str) -> Verdict:
    explanation = f"{absent}The words are not in {_volumes(shelf)}, which is not proof that it "
    explanation += "was never said."
    if not everywhere.whole:
        explanation += " Words like these are so common that not every passage was compared."
    return Verdict(quotation=quotation, outcome=Outcome.NOT_FOUND, explanation=explanation)


def _absence(place: Place | None, shelf: Shelf) -> str:
    if place is None or place.document is None or shelf.document(place.document) is not None:
        return ""
    return f"There is no document {place.document}. "


def _volumes(shelf: Shelf) -> str:
    count = shelf.volume_count
    return "the 1 volume installed" if count == 1 else f"the {count} volumes installed"

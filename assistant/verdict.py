"""What a check says of a quotation, as a value and as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict

from assistant.answer import Quote
from assistant.found import pages_of
from assistant.quotes import Change, Tier
from corpus.citation import passage_url, reference
from corpus.document import Document
from corpus.passage import Passage


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
    """What the volumes say of a quotation, and a sentence or two of it for the reader.

    `quotes` are the source's words: those quoted, or for an altered quotation the nearest; one
    for each of the consecutive passages that hold them, none for quotations not found and
    unverifiable ones. `tier` says how closely found words agree; `diff` compares the words of
    an altered quotation. `elsewhere` are ids of at most five other passages with the same
    words, of `elsewhere_count`. `volumes` counts the installed volumes that were looked into.
    """

    quotation: str
    outcome: Outcome
    explanation: str
    volumes: int
    quotes: tuple[Quote, ...] = ()
    tier: Tier | None = None
    diff: tuple[Change, ...] = ()
    elsewhere: tuple[str, ...] = ()
    elsewhere_count: int = 0

    def __post_init__(self) -> None:
        placeless = self.outcome in (Outcome.NOT_FOUND, Outcome.UNVERIFIABLE)
        if bool(self.quotes) == placeless:
            raise ValueError(f"a quotation {self.outcome} has a place, or lacks one")
        if (self.tier is None) != (placeless or self.outcome is Outcome.ALTERED):
            raise ValueError(f"a quotation {self.outcome} cannot have tier {self.tier}")
        if self.outcome is Outcome.VERIFIED and self.tier is not Tier.EXACT:
            raise ValueError(f"a quotation {self.tier} is not verified")
        if len({quote.document.id for quote in self.quotes}) > 1:
            raise ValueError("a quotation does not run from one document into another")

    @property
    def passage(self) -> Passage | None:
        """The passage in which the words begin; None without a place."""
        return self.quotes[0].passage if self.quotes else None

    @property
    def document(self) -> Document | None:
        """Their document; None without a place."""
        return self.quotes[0].document if self.quotes else None

    @property
    def source_text(self) -> str | None:
        """The stored words, a line break between passages; None without a place."""
        return "\n".join(quote.text for quote in self.quotes) if self.quotes else None

    @property
    def pages(self) -> tuple[str, ...]:
        """Labels of the pages on which the stored words are printed."""
        return pages_of(self.quotes)


class SpanRecord(TypedDict):
    """Words of the source: ``text[start:end]`` of the passage."""

    passage: str
    start: int
    end: int


class VerdictRecord(TypedDict):
    """A verdict as JSON; the caller adds the quotation's id. Null where there is no place.

    `passage`, `start` and `end` are of the first of `spans`.
    """

    quote: str
    verdict: str
    explanation: str
    tier: str | None
    passage: str | None
    document: str | None
    start: int | None
    end: int | None
    spans: list[SpanRecord]
    pages: list[str]
    footnote: str | None
    source_text: str | None
    diff: list[dict[str, str]]
    url: str | None
    reference: str | None
    elsewhere: list[str]
    elsewhere_count: int
    volumes: int


def verdict_record(verdict: Verdict) -> VerdictRecord:
    """`verdict` as plain data, ready for JSON."""
    passage, document, pages = verdict.passage, verdict.document, verdict.pages
    spans = [SpanRecord(passage=q.passage.id, start=q.start, end=q.end) for q in verdict.quotes]
    return {
        "quote": verdict.quotation,
        "verdict": str(verdict.outcome),
        "explanation": verdict.explanation,
        "tier": str(verdict.tier) if verdict.tier else None,
        "passage": passage.id if passage else None,
        "document": document.id if document else None,
        "start": spans[0]["start"] if spans else None,
        "end": spans[0]["end"] if spans else None,
        "spans": spans,
        "pages": list(pages),
        "footnote": passage.label if passage else None,
        "source_text": verdict.source_text,
        "diff": [change._asdict() for change in verdict.diff],
        "url": passage_url(passage, document, pages) if passage and document else None,
        "reference": reference(passage, document, pages) if passage and document else None,
        "elsewhere": list(verdict.elsewhere),
        "elsewhere_count": verdict.elsewhere_count,
        "volumes": verdict.volumes,
    }

"""What a check says of a quotation, as a value and as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from typing_extensions import TypedDict

from assistant.answer import Quote
from assistant.found import pages_of
from assistant.quotes import Change, Tier
from assistant.shapes.described import described
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


@described
class SpanRecord(TypedDict):
    """Words of the source: `text[start:end]` of the passage."""

    passage: str
    """The passage's id."""
    start: int
    """Where the words begin there, in code points."""
    end: int
    """Where they end there."""


@described
class ChangeRecord(TypedDict):
    """A step from the source's words to the quoted ones."""

    operation: str
    """`equal`, `replace`, `delete` or `insert`."""
    source: str
    """The source's words."""
    quoted: str
    """The quoted ones."""


@described
class VerdictRecord(TypedDict):
    """What the volumes say of a quotation; null where there is no place."""

    id: str | int | None
    """The id that came with the quotation."""
    quote: str
    """The quotation as given."""
    verdict: Outcome
    """Whether the words stand so, and where they are said to."""
    explanation: str
    """The verdict in words."""
    tier: Tier | None
    """How closely the words agree."""
    passage: str | None
    """Where the words stand, or the nearest to them."""
    document: str | None
    """Its document's id."""
    start: int | None
    """Where they begin in the passage, in code points."""
    end: int | None
    """Where they end."""
    spans: list[SpanRecord]
    """The words passage by passage, where they run over; the first is `passage`."""
    pages: list[str]
    """Labels of the printed pages on which they stand."""
    footnote: str | None
    """The footnote's printed mark."""
    source_text: str | None
    """The source's own words."""
    diff: list[ChangeRecord]
    """How an altered quotation differs from them."""
    url: str | None
    """The address on history.state.gov."""
    reference: str | None
    """The reference in words."""
    elsewhere: list[str]
    """At most five other passages with the same words."""
    elsewhere_count: int
    """How many there are."""
    volumes: int
    """How many volumes were looked into."""


def verdict_record(verdict: Verdict, id_: str | int | None = None) -> VerdictRecord:
    """`verdict` as plain data, ready for JSON; `id_` is that of its line in a batch."""
    passage, document, pages = verdict.passage, verdict.document, verdict.pages
    spans = [SpanRecord(passage=q.passage.id, start=q.start, end=q.end) for q in verdict.quotes]
    return {
        "id": id_,
        "quote": verdict.quotation,
        "verdict": verdict.outcome,
        "explanation": verdict.explanation,
        "tier": verdict.tier,
        "passage": passage.id if passage else None,
        "document": document.id if document else None,
        "start": spans[0]["start"] if spans else None,
        "end": spans[0]["end"] if spans else None,
        "spans": spans,
        "pages": list(pages),
        "footnote": passage.label if passage else None,
        "source_text": verdict.source_text,
        "diff": [_change(change) for change in verdict.diff],
        "url": passage_url(passage, document, pages) if passage and document else None,
        "reference": reference(passage, document, pages) if passage and document else None,
        "elsewhere": list(verdict.elsewhere),
        "elsewhere_count": verdict.elsewhere_count,
        "volumes": verdict.volumes,
    }


def _change(change: Change) -> ChangeRecord:
    return {"operation": change.operation, "source": change.source, "quoted": change.quoted}

"""The shape of a search: the JSON of `frus search`, a contract (README)."""

from __future__ import annotations

from typing_extensions import TypedDict

from assistant.shapes.answer import ScopeRecord
from assistant.shapes.described import described
from corpus.passage import Kind, Voice


@described
class NeighbourRecord(TypedDict):
    """A passage beside a hit."""

    passage: str
    """The passage's id."""
    text: str
    """Its words."""


@described
class ParentRecord(TypedDict):
    """The passage that carries a footnote's mark."""

    passage: str
    """The passage's id."""
    text: str
    """Its words."""
    offset: int
    """Where the mark stands in them, in code points."""
    sentence: list[int] | None
    """Where the sentence that the mark belongs to begins and ends."""


@described
class AroundRecord(TypedDict):
    """What stands around a hit."""

    headings: list[str]
    """The headings above it, outermost first."""
    parent: ParentRecord | None
    """For a footnote: the passage that carries its mark."""
    before: list[NeighbourRecord]
    """The passages before it, in order; around a footnote, footnotes."""
    after: list[NeighbourRecord]
    """The passages after it, likewise."""
    notes: list[NeighbourRecord]
    """The footnotes whose marks stand in it."""


@described
class HitRecord(TypedDict):
    """A passage found."""

    passage: str
    """The passage's id."""
    document: str
    """Its document's id."""
    kind: Kind
    """What sort of passage it is."""
    voice: Voice
    """Whose words it holds: the document's author's or the editors'."""
    score: float
    """0 to 1; compares within one result only."""
    reranker: float | None
    """The score of the cross-encoder, where one was named and read this hit."""
    pages: list[str]
    """Labels of its printed pages."""
    text: str
    """Its words, exactly as stored."""
    around: AroundRecord | None
    """What stands around it, where that was asked for."""


@described
class SearchRecord(TypedDict):
    """The passages nearest to a query, best first. A hit is no answer."""

    id: str | int | None
    """The id that came with the query."""
    query: str
    """The query."""
    scope: ScopeRecord
    """Within what was searched."""
    hits: list[HitRecord]
    """The passages found, best first."""

"""Relevance judged by people: what a back-of-book index says a query should find."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Subject(StrEnum):
    """What an index entry is about, as its place and form tell."""

    PERSON = "person"
    ENTITY = "entity"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgment:
    """A query made from an index entry, and the documents that its locators lead to.

    `query` is the heading path in readable order. `locators` has an item for each place in the
    book: ids of the documents that stand there, of which a hit on any satisfies it; none holds
    another. `in_note` is whether a locator says that the mention stands in a footnote. `line` is
    that of the entry in the volume's file.
    """

    id: str
    volume: str
    query: str
    headings: tuple[str, ...]
    subject: Subject
    locators: tuple[tuple[str, ...], ...]
    in_note: bool = False
    line: int | None = None

    def __post_init__(self) -> None:
        if not self.query.strip():
            raise ValueError(f"{self.id}: the query has no words")
        if not self.locators or not all(self.locators):
            raise ValueError(f"{self.id}: nothing is judged relevant")

    @property
    def strict(self) -> bool:
        """Whether every place is a single document."""
        return all(len(documents) == 1 for documents in self.locators)

    @property
    def documents(self) -> frozenset[str]:
        """Ids of all documents that are judged relevant."""
        return frozenset(id_ for documents in self.locators for id_ in documents)

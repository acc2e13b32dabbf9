"""The installed volumes, as far as a check of a quotation needs them."""

from __future__ import annotations

from typing import Protocol

from corpus.document import Document
from corpus.passage import Passage
from vectorstore.retriever import Filter


class Order(Protocol):
    """The passages of documents in their order: text before text, notes before notes."""

    def before(self, passage: Passage, count: int) -> tuple[Passage, ...]:
        """At most `count` passages that stand before this one in its document, in order."""
        ...

    def after(self, passage: Passage, count: int) -> tuple[Passage, ...]:
        """At most `count` passages that follow this one in its document, in order."""
        ...


class Shelf(Protocol):
    """The installed volumes."""

    @property
    def passages(self) -> Order:
        """What stands beside a passage."""
        ...

    @property
    def volume_count(self) -> int:
        """How many volumes are installed."""
        ...

    def containing(self, words: str, limit: int, scope: Filter) -> list[tuple[Passage, Document]]:
        """At most `limit` passages that hold this run of words, letter case, accents, endings
        and punctuation aside: every passage that holds them literally, and perhaps others.
        """
        ...

    def similar(self, words: str, limit: int, scope: Filter) -> list[tuple[Passage, Document]]:
        """The `limit` passages most like `words`, best first."""
        ...

    def volume_installed(self, volume_id: str) -> bool:
        """Whether the volume can be searched."""
        ...

    def document(self, document_id: str) -> Document | None:
        """The document of an installed volume, or None."""
        ...

"""What a search takes and gives: filters, hits, and the one-method protocol of a retriever."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from corpus.document import DATE, DateRange, Document
from corpus.errors import InputError
from corpus.passage import Kind, Passage, Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which passages may be found. Empty fields admit everything.

    `after` and `before` are inclusive ISO dates (a year or a month may stand alone); they admit
    documents whose own dates overlap the range, and no document without a date.
    """

    volumes: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    kind: Kind | None = None
    voice: Voice | None = None
    after: str | None = None
    before: str | None = None

    def __post_init__(self) -> None:
        for name, day in (("after", self.after), ("before", self.before)):
            if day is not None and not DATE.fullmatch(day):
                raise InputError(
                    f"{name}: {day!r} is not a date; write 1944, 1944-09 or 1944-09-06"
                )
        if self.after and self.before and self.before < self.after[: len(self.before)]:
            raise InputError(f"{self.before} is before {self.after}; swap after and before")

    @property
    def first_day(self) -> str | None:
        """The first admitted day, YYYY-MM-DD, or None without a lower bound."""
        return DateRange(self.after, self.after).first_day if self.after else None

    @property
    def last_day(self) -> str | None:
        """The last admitted day, YYYY-MM-DD, or None without an upper bound."""
        return DateRange(self.before, self.before).last_day if self.before else None

    def takes(self, passage: Passage) -> bool:
        """Whether `passage` is of the kind and in the voice wanted, whatever its document."""
        return self.kind in (None, passage.kind) and self.voice in (None, passage.voice)

    def admits(self, passage: Passage, document: Document) -> bool:
        """Whether `passage`, a passage of `document`, may be found."""
        if self.volumes and document.volume.id not in self.volumes:
            return False
        if self.documents and document.id not in self.documents:
            return False
        if not self.takes(passage):
            return False
        if self.first_day is None and self.last_day is None:
            return True
        if document.date is None:
            return False
        early = self.last_day is None or document.date.first_day <= self.last_day
        late = self.first_day is None or document.date.last_day >= self.first_day
        return early and late


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, its document, and a score that compares within one list only."""

    passage: Passage
    document: Document
    score: float
    arms: dict[str, float] = field(default_factory=dict)


class Retriever(Protocol):
    """Anything that finds passages for a query."""

    def search(self, query: str, k: int, scope: Filter) -> list[Hit]:
        """At most `k` hits for `query` within `scope`, best first; ties in order of the books."""
        ...

"""The record with each passage in its one place, also where a document repeats its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from evals.record.in_order import in_order
from evals.record.unit import Record, Source

#: Ids and texts of a document's passages, in the order in which they are stored.
Passages = Callable[[str], Sequence[tuple[str, str]]]


class Ordered(Mapping[str, Source]):
    """A record whose sources know where each stored passage stands; each is ordered when asked for.

    A page that is cited for a paragraph must then be that of this paragraph, and not of another
    one with the same words.
    """

    def __init__(self, record: Record, passages: Passages) -> None:
        self._record, self._passages = record, passages
        self._ordered: dict[str, Source] = {}

    def __getitem__(self, document: str) -> Source:
        if document not in self._ordered:
            source = self._record[document]
            self._ordered[document] = in_order(source, self._passages(document))
        return self._ordered[document]

    def __iter__(self) -> Iterator[str]:
        return iter(self._record)

    def __len__(self) -> int:
        return len(self._record)

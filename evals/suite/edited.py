"""An index in which some passages read otherwise, or are missing; the store is untouched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from corpus.document import Document
from corpus.passage import Passage
from vectorstore.index import Index
from vectorstore.retriever import Filter, Hit

#: Passages by id as they are to read; None for one that is to be missing.
Edits = Mapping[str, Passage | None]


def edited(index: Index, edits: Edits) -> Index:
    """`index` with `edits`. What is found is found by the words as they were: only what is read
    differs.
    """
    return cast("Index", _Edited(index, edits))


class _Passages:
    """The passages of an index, edited; anything else is the store's own."""

    def __init__(self, index: Index, edits: Edits) -> None:
        self._stored = index.passages
        self._edits = edits

    def __getattr__(self, name: str) -> Any:  # whatever the store has
        return getattr(self._stored, name)

    def passage(self, id_: str) -> Passage | None:
        return self._edits[id_] if id_ in self._edits else self._stored.passage(id_)

    def passages_of(self, document: str) -> tuple[Passage, ...]:
        return tuple(self._kept(self._stored.passages_of(document)))

    def before(self, passage: Passage, count: int) -> tuple[Passage, ...]:
        return tuple(self._kept(self._stored.before(passage, count)))

    def after(self, passage: Passage, count: int) -> tuple[Passage, ...]:
        return tuple(self._kept(self._stored.after(passage, count)))

    def notes_in(self, passage: Passage) -> tuple[Passage, ...]:
        return tuple(self._kept(self._stored.notes_in(passage)))

    def found(self, ids: Sequence[str]) -> list[tuple[Passage, Document]]:
        found = self._stored.found(ids)
        kept = ((self._edits.get(passage.id, passage), document) for passage, document in found)
        return [(passage, document) for passage, document in kept if passage is not None]

    def _kept(self, passages: Sequence[Passage]) -> list[Passage]:
        read = (self._edits.get(passage.id, passage) for passage in passages)
        return [passage for passage in read if passage is not None]


class _Edited:
    def __init__(self, index: Index, edits: Edits) -> None:
        self._index = index
        self._edits = edits
        self.passages = _Passages(index, edits)

    def __getattr__(self, name: str) -> Any:  # whatever the index has
        return getattr(self._index, name)

    def search(self, query: str, k: int, scope: Filter) -> list[Hit]:
        missing = sum(passage is None for passage in self._edits.values())
        hits = self._index.search(query, k + missing, scope)
        read = ((hit, self._edits.get(hit.passage.id, hit.passage)) for hit in hits)
        kept = [replace(hit, passage=passage) for hit, passage in read if passage is not None]
        return kept[:k]

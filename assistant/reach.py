"""How far a search within a scope reaches: volumes, passages, and whether a word stands there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.answer import Looked
from corpus.document import Volume
from vectorstore.concepts import Wording
from vectorstore.index import Index
from vectorstore.matrix import Mask
from vectorstore.retriever import Filter

_ANY_DATE = ("0001", "9999")


class Reach:
    """What an open index holds within a scope."""

    def __init__(self, index: Index) -> None:
        self._index = index

    @property
    def volumes(self) -> tuple[Volume, ...]:
        """All volumes of the index."""
        return self._index.passages.volumes

    def looked(self, scope: Filter) -> Looked:
        """What a search within `scope` looks through."""
        rows = self._rows(scope)
        return Looked(
            volumes=self._volumes(rows),
            passages=int(rows.sum()),
            scope=scope,
            undated=self._undated(scope),
        )

    def holds(self, words: Collection[str], scope: Filter) -> bool:
        """Whether a passage within `scope`, or its document's heading, has any of these words.

        They are analysed words (`analysed`).
        """
        lexical = self._index.lexical
        known = [word for word in words if lexical.count(word)]
        if scope == Filter() or not known:
            return bool(known)
        wordings = tuple(Wording(words=(word,)) for word in known)
        return bool(lexical.search_concepts([wordings], 1, scope))

    def prints(self, text: str) -> bool:
        """Whether the record has `text`, two words of it or more, in one run."""
        several = len(self.analysed(text)) > 1
        return several and bool(self._index.lexical.phrase(text, 1, Filter()))

    def analysed(self, text: str) -> list[str]:
        """The words of `text` as the index knows them."""
        return self._index.lexical.words(text)

    def _rows(self, scope: Filter) -> Mask:
        facets = self._index.facets
        admitted = facets.admitted(scope)
        return np.ones(len(facets), dtype=np.bool_) if admitted is None else admitted

    def _volumes(self, rows: Mask) -> tuple[str, ...]:
        counts = np.bincount(self._volume_of[self._documents(rows)])
        return tuple(self.volumes[int(number)].id for number in np.flatnonzero(counts))

    def _documents(self, rows: Mask) -> NDArray[np.int64]:
        """The numbers of the documents that have any of these rows, each once, in order."""
        return np.flatnonzero(np.bincount(self._index.facets.document[rows]))

    @cached_property
    def _volume_of(self) -> NDArray[np.int64]:
        """The number among `volumes` of each document's volume."""
        numbers = {volume.id: number for number, volume in enumerate(self.volumes)}
        documents = self._index.facets.documents
        return np.array([numbers[id_.partition("/")[0]] for id_ in documents], dtype=np.int64)

    def _undated(self, scope: Filter) -> int:
        """How many documents `scope` leaves out only because they have no date."""
        if scope.after is None and scope.before is None:
            return 0
        after, before = _ANY_DATE
        whole = self._rows(replace(scope, after=None, before=None))
        dated = self._rows(replace(scope, after=after, before=before))
        return len(self._documents(whole & ~dated))

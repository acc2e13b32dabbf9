"""What filters look at, a row a passage: which passages a search may give, in a millisecond."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import StoreError
from corpus.passage import Kind, Voice
from vectorstore.durable import unwritable
from vectorstore.lexical import day_number
from vectorstore.matrix import Mask
from vectorstore.retriever import Filter

#: The file of the facets within an index version.
FACETS = "facets.npy"
_KINDS, _VOICES = tuple(Kind), tuple(Voice)
_ROW = np.dtype([("document", "<u4"), ("kind", "u1"), ("voice", "u1")])
_LAST_DAY = 9999_12_31


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacets:
    """A document's own: its volume's id, and its days as numbers, 0 without a date."""

    id: str
    volume: str
    first_day: int
    last_day: int


def write_facets(path: Path, rows: Sequence[tuple[int, str, str]]) -> None:
    """Write number of the document, kind and voice of each row, in order."""
    kinds = {str(kind): number for number, kind in enumerate(_KINDS)}
    voices = {str(voice): number for number, voice in enumerate(_VOICES)}
    values = np.array([(number, kinds[k], voices[v]) for number, k, v in rows], dtype=_ROW)
    try:
        np.save(path, values, allow_pickle=False)
    except OSError as error:
        raise unwritable(path, error) from error


class Facets:
    """The facets of all rows. Documents are numbered in the order of the books, from 0."""

    def __init__(
        self, path: Path, documents: Sequence[DocumentFacets], waiting: frozenset[str]
    ) -> None:
        try:
            rows = np.load(path, allow_pickle=False)
            self.document = np.ascontiguousarray(rows["document"]).astype(np.int64)
            self._kind = np.ascontiguousarray(rows["kind"])
            self._voice = np.ascontiguousarray(rows["voice"])
        except (OSError, ValueError, EOFError, IndexError) as error:
            raise StoreError(f"{path} cannot be read ({error}); run: frus index build") from error
        self.documents = tuple(document.id for document in documents)
        self.number = {id_: number for number, id_ in enumerate(self.documents)}
        of_volumes = [document.volume for document in documents]
        # Numbers are compared a hundred times as fast as names.
        self._volumes = {id_: number for number, id_ in enumerate(dict.fromkeys(of_volumes))}
        self._volume = np.array([self._volumes[id_] for id_ in of_volumes], dtype=np.int64)
        self._first = np.array([document.first_day for document in documents], dtype=np.int64)
        self._last = np.array([document.last_day for document in documents], dtype=np.int64)
        #: Whether each document's volume still waits for its vectors.
        self.waits = self._in_volumes(waiting)
        #: The first row of each document that has any, and that document's number.
        self.starts = np.flatnonzero(np.diff(self.document, prepend=-1))
        self.started = self.document[self.starts]

    def __len__(self) -> int:
        return len(self.document)

    def rows_of(self, document: int) -> slice:
        """The rows of the document of this number."""
        bounds = np.searchsorted(self.document, (document, document + 1))
        return slice(int(bounds[0]), int(bounds[1]))

    def admitted(self, scope: Filter) -> Mask | None:
        """Which rows `scope` admits; None where it admits all."""
        if scope == Filter():
            return None
        rows: Mask = self._documents_within(scope)[self.document]
        if scope.kind is not None:
            rows &= self._kind == _KINDS.index(scope.kind)
        if scope.voice is not None:
            rows &= self._voice == _VOICES.index(scope.voice)
        return rows

    def with_vectors(self, admitted: Mask | None) -> Mask | None:
        """Those rows that are admitted and have a vector; None where all are and have."""
        if not self.waits.any():
            return admitted
        here: Mask = ~self.waits[self.document]
        return here if admitted is None else here & admitted

    def _documents_within(self, scope: Filter) -> Mask:
        within: Mask = np.ones(len(self.documents), dtype=np.bool_)
        if scope.volumes:
            within &= self._in_volumes(scope.volumes)
        if scope.documents:
            named = [self.number[id_] for id_ in scope.documents if id_ in self.number]
            within &= np.isin(np.arange(len(self.documents)), named)
        if scope.first_day or scope.last_day:
            first = day_number(scope.first_day) if scope.first_day else 1
            last = day_number(scope.last_day) if scope.last_day else _LAST_DAY
            within &= (self._first > 0) & (self._last >= first) & (self._first <= last)
        return within

    def _in_volumes(self, ids: Iterable[str]) -> Mask:
        return np.isin(self._volume, [self._volumes[id_] for id_ in ids if id_ in self._volumes])


def best_of_documents(
    facets: Facets, similarities: NDArray[np.float32]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Numbers of the documents that have rows, and each one's best similarity."""
    if not len(facets.starts):
        return facets.started, similarities[:0]
    return facets.started, np.maximum.reduceat(similarities, facets.starts)

"""Vectors of passages, in Chroma."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpus.document import Document
from corpus.errors import StoreError
from corpus.passage import Passage
from vectorstore.chroma_files import compact, require_database
from vectorstore.durable import unwritable
from vectorstore.embed import Vectors
from vectorstore.lexical import day_number

if TYPE_CHECKING:
    from chromadb import Collection
    from chromadb.api import ClientAPI

COLLECTION = "passages"
# Chroma takes at most 5,461 entries at once; smaller batches show progress.
BATCH = 2_000
_PAGE = 20_000  # ids read at once; Chroma fails above some 40,000
# More candidates than the defaults: exact search is the yardstick.
_EF = 200
# Entries after which the graph's files are written anew, each time whole: seldom while it is
# filled, and at once when it is finished.
_WHILE_FILLING, _FINISHED = 20_000, 1

Metadata = dict[str, str | int]


def metadata(passage: Passage, document: Document) -> Metadata:
    """What Chroma knows of a passage beside its words."""
    date = document.date
    return {
        "volume": document.volume.id,
        "document": document.id,
        "title": document.title,
        "kind": str(passage.kind),
        "voice": str(passage.voice),
        "pages": ", ".join(passage.page_labels),
        "label": passage.label or "",
        "anchor": passage.anchor.passage if passage.anchor else "",
        "first_day": day_number(date.first_day) if date else 0,
        "last_day": day_number(date.last_day) if date else 0,
    }


class Dense:
    """The vectors of one index, on disk."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self._folder = folder
        self._client = _client(folder, create=create)
        self._collection = _collection(self._client, folder, create=create)

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()  # type: ignore[attr-defined]  # the Client class has it, its protocol not

    def count(self) -> int:
        """The number of entries."""
        with _readable(self._folder):
            return int(self._collection.count())

    def ids(self) -> Iterator[str]:
        """The id of every entry."""
        for offset in range(0, self.count(), _PAGE):
            with _readable(self._folder):
                yield from self._collection.get(limit=_PAGE, offset=offset, include=[])["ids"]

    def add(
        self, ids: Sequence[str], vectors: Vectors, texts: Sequence[str], about: Sequence[Metadata]
    ) -> None:
        """Store one batch, at most `BATCH` entries, of bare words with their search vectors."""
        with _writable(self._folder):
            self._collection.add(
                ids=list(ids),
                embeddings=vectors,
                documents=list(texts),
                metadatas=list(about),
            )

    def delete(self, ids: Sequence[str]) -> None:
        """Take out one batch, at most `BATCH` entries."""
        with _writable(self._folder):
            self._collection.delete(ids=list(ids))

    def search(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """Ids and cosine similarities (-1 to 1) of about the `k` nearest passages, best first.

        It cannot be filtered: Chroma's own filters take the longer the more entries match.
        """
        with _readable(self._folder):
            found = self._collection.query(
                query_embeddings=vector, n_results=k, include=["distances"]
            )
        distances = (found["distances"] or [[]])[0]
        pairs = [(id_, 1.0 - float(d)) for id_, d in zip(found["ids"][0], distances, strict=True)]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))

    def entries(self, ids: Sequence[str]) -> Iterator[tuple[str, str, Vectors]]:
        """Id, words and vector, shape (384,), of each of these entries that there is."""
        with _readable(self._folder):
            found = self._collection.get(ids=list(ids), include=["embeddings", "documents"])
        rows, texts = found["embeddings"], found["documents"] or []
        for id_, text, row in zip(found["ids"], texts, () if rows is None else rows, strict=True):
            yield id_, text, np.asarray(row, dtype=np.float32)

    def write_seldom(self) -> None:
        """Go on with a finished folder: many entries are about to come."""
        self._write_after(_WHILE_FILLING)

    def _write_after(self, entries: int) -> None:
        with _writable(self._folder), warnings.catch_warnings():
            # What Chroma says of a collection that, as is meant, has no model of its own.
            warnings.filterwarnings("ignore", "legacy embedding function", DeprecationWarning)
            self._collection.modify(configuration={"hnsw": {"sync_threshold": entries}})

    def _write_now(self) -> None:
        # The threshold holds from the next opening on, and is looked at when a query comes.
        with _writable(self._folder):
            found = self._collection.get(limit=1, include=["embeddings"])["embeddings"]
            if found is not None and len(found):
                self._collection.query(query_embeddings=np.asarray(found), n_results=1)


def finish(folder: Path) -> None:
    """Write every entry into the files of the graph, which then change no more."""
    dense = Dense(folder)
    try:
        dense._write_after(_FINISHED)
    finally:
        dense.close()
    dense = Dense(folder)
    try:
        dense._write_now()
    finally:
        dense.close()
    compact(folder)


@contextmanager
def _readable(folder: Path) -> Iterator[None]:
    """Turn what Chroma says of damaged files into an error that tells what to do."""
    from chromadb.errors import ChromaError

    try:
        yield
    except ChromaError as error:
        raise StoreError(f"{folder} cannot be read ({error}); run: frus index build") from error


@contextmanager
def _writable(folder: Path) -> Iterator[None]:
    """Turn what Chroma says of a full disk into an error that tells what to do."""
    from chromadb.errors import ChromaError

    try:
        yield
    except ChromaError as error:
        raise unwritable(folder, error) from error


def _client(folder: Path, *, create: bool) -> ClientAPI:
    import chromadb
    from chromadb.config import Settings

    if not create:
        require_database(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with _writable(folder) if create else _readable(folder):
        return chromadb.PersistentClient(
            path=str(folder), settings=Settings(anonymized_telemetry=False)
        )


def _collection(client: ClientAPI, folder: Path, *, create: bool) -> Collection:
    # embedding_function=None: Chroma must never fetch a model of its own.
    with _writable(folder) if create else _readable(folder):
        if not create:
            return client.get_collection(COLLECTION, embedding_function=None)
        # The order in which Chroma puts a batch into the graph is its own, and never the same:
        # graphs of the same entries differ, and a search in a large one may.
        return client.create_collection(
            COLLECTION,
            configuration={
                "hnsw": {
                    "space": "cosine",
                    "ef_construction": _EF,
                    "ef_search": _EF,
                    "num_threads": 1,
                    "sync_threshold": _WHILE_FILLING,
                }
            },
            embedding_function=None,
        )

"""Vectors of passages, in Chroma."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.document import Document
from corpus.errors import StoreError
from corpus.passage import Passage
from vectorstore.embed import Vectors
from vectorstore.lexical import day_number
from vectorstore.retriever import Filter

if TYPE_CHECKING:
    from chromadb import Collection
    from chromadb.api import ClientAPI

COLLECTION = "passages"
# Chroma takes at most 5,461 entries at once; smaller batches show progress.
BATCH = 2_000
# Cosine, and more candidates than the defaults: exact search is the yardstick.
_EF = 200

Metadata = dict[str, str | int]


def metadata(passage: Passage, document: Document, embedded: str) -> Metadata:
    """What Chroma knows of a passage beside its words; `embedded` is its search text's digest."""
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
        "embedded": embedded,
    }


class Dense:
    """The vectors of one index, on disk."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self._client = _client(folder, create=create)
        self._collection = _collection(self._client, folder, create=create)

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()  # type: ignore[attr-defined]  # the Client class has it, its protocol not

    def count(self) -> int:
        """The number of entries."""
        with _readable():
            return int(self._collection.count())

    def add(
        self, ids: Sequence[str], vectors: Vectors, texts: Sequence[str], about: Sequence[Metadata]
    ) -> None:
        """Store one batch, at most `BATCH` entries, of bare words with their search vectors."""
        self._collection.add(
            ids=list(ids),
            embeddings=vectors,
            documents=list(texts),
            metadatas=list(about),
        )

    def search(self, vector: Vectors, k: int, scope: Filter) -> list[tuple[str, float]]:
        """Ids and cosine similarities (-1 to 1) of the `k` nearest passages within `scope`."""
        with _readable():
            found = self._collection.query(
                query_embeddings=vector, n_results=k, where=_where(scope), include=["distances"]
            )
        distances = (found["distances"] or [[]])[0]
        pairs = [(id_, 1.0 - float(d)) for id_, d in zip(found["ids"][0], distances, strict=True)]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))

    def vectors(self) -> Iterator[tuple[str, Vectors]]:
        """The digest of every entry's search text, with its vector, shape (384,)."""
        for offset in range(0, self.count(), BATCH):
            with _readable():
                page = self._collection.get(
                    limit=BATCH, offset=offset, include=["embeddings", "metadatas"]
                )
            rows, about = page["embeddings"], page["metadatas"] or []
            for row, data in zip(() if rows is None else rows, about, strict=True):
                yield str(data["embedded"]), np.asarray(row, dtype=np.float32)


@contextmanager
def _readable() -> Iterator[None]:
    """Turn what Chroma says of damaged files into an error that tells what to do."""
    from chromadb.errors import ChromaError

    try:
        yield
    except ChromaError as error:
        raise StoreError(f"the vectors cannot be read ({error}); run: frus index build") from error


def _client(folder: Path, *, create: bool) -> ClientAPI:
    import chromadb
    from chromadb.config import Settings

    if not create:
        _require_database(folder / "chroma.sqlite3")
    folder.mkdir(parents=True, exist_ok=True)
    return chromadb.PersistentClient(
        path=str(folder), settings=Settings(anonymized_telemetry=False)
    )


def _require_database(path: Path) -> None:
    """Refuse what Chroma must not be given.

    It opens an empty database where the file is gone, which would hide the loss, and after a
    damaged one it opens nothing more at that path.
    """
    if not path.is_file():
        raise StoreError(f"the index lacks {path}; run: frus index build")
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            for table in ("collections", "segments", "embeddings"):
                database.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path} cannot be read ({error}); run: frus index build") from error


def _collection(client: ClientAPI, folder: Path, *, create: bool) -> Collection:
    from chromadb.errors import ChromaError

    # embedding_function=None: Chroma must never fetch a model of its own.
    if create:
        return client.create_collection(
            COLLECTION,
            configuration={
                "hnsw": {
                    "space": "cosine",
                    "ef_construction": _EF,
                    "ef_search": _EF,
                    "num_threads": 1,
                }
            },
            embedding_function=None,
        )
    try:
        return client.get_collection(COLLECTION, embedding_function=None)
    except ChromaError as error:
        raise StoreError(f"{folder} cannot be read ({error}); run: frus index build") from error


def _where(scope: Filter) -> dict[str, Any] | None:
    conditions: list[dict[str, Any]] = []
    if scope.volumes:
        conditions.append({"volume": {"$in": list(scope.volumes)}})
    if scope.documents:
        conditions.append({"document": {"$in": list(scope.documents)}})
    if scope.kind:
        conditions.append({"kind": str(scope.kind)})
    if scope.first_day:
        conditions.append({"last_day": {"$gte": day_number(scope.first_day)}})
    if scope.last_day:
        conditions.append({"first_day": {"$lte": day_number(scope.last_day)}})
        conditions.append({"first_day": {"$gt": 0}})
    return conditions[0] if len(conditions) == 1 else {"$and": conditions} if conditions else None

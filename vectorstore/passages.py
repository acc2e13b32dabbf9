"""The stored text of an index: volumes, documents and passages by id, in SQLite."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from corpus.document import Document, Volume
from corpus.errors import StoreError
from corpus.passage import DocumentText, Kind, Passage, VolumeText

_TABLES = """
CREATE TABLE volume (id TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE document (
    id TEXT PRIMARY KEY, place INTEGER NOT NULL, volume TEXT NOT NULL, value TEXT NOT NULL);
CREATE TABLE passage (
    id TEXT PRIMARY KEY, place INTEGER NOT NULL, document TEXT NOT NULL, kind TEXT NOT NULL,
    value TEXT NOT NULL);
CREATE INDEX document_of_volume ON document (volume, place);
CREATE INDEX passage_of_document ON passage (document, place);
"""


class PassageWriter:
    """Writes a new store; `close` makes it whole."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.executescript(_TABLES)
        self._places = 0

    def add(self, text: VolumeText) -> None:
        """Store a volume with its documents and passages, in their order."""
        volume = TypeAdapter(Volume).dump_json(text.volume).decode()
        self._connection.execute("INSERT INTO volume VALUES (?, ?)", (text.volume.id, volume))
        documents, passages = TypeAdapter(Document), TypeAdapter(Passage)
        for part in text.documents:
            self._places += 1
            value = documents.dump_json(part.document).decode()
            row = (part.document.id, self._places, text.volume.id, value)
            self._connection.execute("INSERT INTO document VALUES (?, ?, ?, ?)", row)
            self._connection.executemany(
                "INSERT INTO passage VALUES (?, ?, ?, ?, ?)",
                [
                    (p.id, n, p.document, str(p.kind), passages.dump_json(p).decode())
                    for n, p in enumerate(part.passages)
                ],
            )

    def close(self) -> None:
        """Write everything to disk."""
        self._connection.commit()
        self._connection.close()


class Passages:
    """A store on disk, open for reading, from any thread."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise StoreError(f"the index lacks {path}; run: frus index build")
        # immutable: a published index never changes, so readers take no locks.
        self._path = path
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._lock = threading.Lock()
        self._documents, self._passages = TypeAdapter(Document), TypeAdapter(Passage)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @cached_property
    def volumes(self) -> tuple[Volume, ...]:
        """The volumes, in order of their ids."""
        rows = self._rows("SELECT value FROM volume ORDER BY id")
        return tuple(TypeAdapter(Volume).validate_json(value) for (value,) in rows)

    def passage(self, id_: str) -> Passage | None:
        """The passage of this id, if there is one."""
        rows = self._rows("SELECT value FROM passage WHERE id = ?", id_)
        return self._passages.validate_json(rows[0][0]) if rows else None

    def document(self, id_: str) -> Document | None:
        """The document of this id, if there is one."""
        rows = self._rows("SELECT value FROM document WHERE id = ?", id_)
        return self._documents.validate_json(rows[0][0]) if rows else None

    def found(self, ids: Sequence[str]) -> list[tuple[Passage, Document]]:
        """The passages of these ids with their documents, in the order of the ids."""
        marks = ",".join("?" * len(ids))
        rows = self._rows(
            "SELECT p.id, p.value, d.value FROM passage p "  # noqa: S608  # only marks
            f"JOIN document d ON d.id = p.document WHERE p.id IN ({marks})",
            *ids,
        )
        values = {
            id_: (self._passages.validate_json(passage), self._documents.validate_json(document))
            for id_, passage, document in rows
        }
        missing = [id_ for id_ in ids if id_ not in values]
        if missing:
            raise StoreError(f"the index lacks the text of {missing[0]}; run: frus index build")
        return [values[id_] for id_ in ids]

    def document_text(self, id_: str) -> DocumentText | None:
        """A document with all its passages, in order."""
        document = self.document(id_)
        return DocumentText(document, self.passages_of(id_)) if document else None

    def passages_of(self, document: str) -> tuple[Passage, ...]:
        """All passages of a document, in order; none of a document that is not stored."""
        rows = self._rows("SELECT value FROM passage WHERE document = ? ORDER BY place", document)
        return tuple(self._passages.validate_json(value) for (value,) in rows)

    def documents_of(self, volume: str) -> list[str]:
        """Ids of a volume's documents, in the order of the book."""
        rows = self._rows("SELECT id FROM document WHERE volume = ? ORDER BY place", volume)
        return [id_ for (id_,) in rows]

    def counts(self, volume: str) -> dict[str, int]:
        """How many documents, and passages of each kind, a volume has."""
        documents = self._rows("SELECT count(*) FROM document WHERE volume = ?", volume)
        kinds = self._rows(
            "SELECT p.kind, count(*) FROM passage p JOIN document d ON d.id = p.document "
            "WHERE d.volume = ? GROUP BY p.kind",
            volume,
        )
        return {"document": documents[0][0]} | {str(kind): 0 for kind in Kind} | dict(kinds)

    def _rows(self, statement: str, *values: str) -> list[tuple[Any, ...]]:
        # A lone surrogate, which no id holds, cannot be given to SQLite.
        plain = [value.encode(errors="replace").decode() for value in values]
        try:
            with self._lock:
                return self._connection.execute(statement, plain).fetchall()
        except sqlite3.DatabaseError as error:
            reason = f"{self._path} cannot be read ({error}); run: frus index build"
            raise StoreError(reason) from error

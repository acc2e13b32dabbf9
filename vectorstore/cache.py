"""Vectors that were computed once, by model and text, whatever became of the build they were for.

They are kept in half precision, and every index takes its vectors from here: whether one was
computed now or long ago makes no difference to it.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from corpus.errors import StoreError
from vectorstore.embed import Vectors

_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_TABLE = """
CREATE TABLE IF NOT EXISTS vector (
    key TEXT PRIMARY KEY, value BLOB NOT NULL, checksum INTEGER NOT NULL) WITHOUT ROWID
"""
_ASKED_AT_ONCE = 500  # SQLite takes some thousand parameters


def vector_key(model: str, text: str) -> str:
    """The key of the vector that `model` gives `text`: 32 hexadecimal digits."""
    return hashlib.sha256(f"{model}\n{text}".encode(errors="surrogatepass")).hexdigest()[:32]


class DamagedCacheError(StoreError):
    """The file of the vectors is no database, or not a whole one."""


class EmbeddingCache:
    """Vectors by key, in the SQLite file at `path`; what was put is on disk when `put` returns."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._connection = sqlite3.connect(path)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute(_TABLE)
        except sqlite3.DatabaseError as error:
            raise self._failure(error) from error

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def missing(self, keys: Sequence[str]) -> set[str]:
        """Those of `keys` under which there is no vector, or a damaged one."""
        return set(keys) - self.get(keys).keys()

    def get(self, keys: Sequence[str]) -> Mapping[str, Vectors]:
        """The vectors, each of shape (dimensions,), of those keys that are there undamaged."""
        found: dict[str, Vectors] = {}
        for start in range(0, len(keys), _ASKED_AT_ONCE):
            asked = keys[start : start + _ASKED_AT_ONCE]
            marks = ",".join("?" * len(asked))
            query = f"SELECT key, value, checksum FROM vector WHERE key IN ({marks})"  # noqa: S608  # only marks
            try:
                rows = self._connection.execute(query, asked).fetchall()
            except sqlite3.DatabaseError as error:
                raise self._failure(error) from error
            for key, value, checksum in rows:
                if zlib.crc32(value) == checksum:
                    found[key] = np.frombuffer(value, dtype=np.float16).astype(np.float32)
        return found

    def put(self, vectors: Mapping[str, Vectors]) -> None:
        """Keep these vectors."""
        rows = []
        for key, vector in vectors.items():
            value = vector.astype(np.float16).tobytes()
            rows.append((key, value, zlib.crc32(value)))
        try:
            with self._connection:
                self._connection.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?, ?)", rows)
        except sqlite3.DatabaseError as error:
            raise self._failure(error) from error

    def discard(self) -> None:
        """Close and delete the file: what it held is computed anew when it is needed."""
        self.close()
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def _failure(self, error: sqlite3.Error) -> StoreError:
        if error.sqlite_errorcode & 0xFF in _DAMAGED:
            return DamagedCacheError(f"{self._path} is damaged ({error})")
        return StoreError(
            f"{self._path} cannot be used ({error}); make room or mend the disk, and run: "
            "frus index build"
        )

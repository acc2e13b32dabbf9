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

# What says nothing about the file itself: it is full, locked, not to be written or not to be read.
_OUTSIDE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    }
)
# Python cannot decode what SQLite says of some damage.
_FAILURES = (sqlite3.DatabaseError, UnicodeDecodeError)
_TABLE = """
CREATE TABLE IF NOT EXISTS vector (
    key TEXT PRIMARY KEY, value BLOB NOT NULL, checksum INTEGER NOT NULL) WITHOUT ROWID
"""
_ASKED_AT_ONCE = 500  # SQLite takes some thousand parameters


def vector_key(model: str, text: str) -> str:
    """The key of the vector that `model` gives `text`: 32 hexadecimal digits."""
    return hashlib.sha256(f"{model}\n{text}".encode(errors="surrogatepass")).hexdigest()[:32]


def discard(path: Path) -> None:
    """Delete the file at `path`: what it held is computed anew when it is needed."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


class DamagedCacheError(StoreError):
    """The file of the vectors is no database, or not a whole one."""


class EmbeddingCache:
    """Vectors by key, in the SQLite file at `path`; what was put is on disk when `put` returns."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._connection = sqlite3.connect(path)
        except _FAILURES as error:
            raise self._failure(error) from error
        try:
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute(_TABLE)
        except _FAILURES as error:
            self.close()
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
            except _FAILURES as error:
                raise self._failure(error) from error
            for key, value, checksum in rows:
                if isinstance(value, bytes) and zlib.crc32(value) == checksum:
                    found[key] = np.frombuffer(value, dtype=np.float16).astype(np.float32)
        return found

    def whole(self, keys: Sequence[str]) -> Mapping[str, Vectors]:
        """The vectors of these keys, which were all put; DamagedCacheError where one is lost."""
        found = self.get(keys)
        if found.keys() != set(keys):
            raise DamagedCacheError(f"{self._path} is damaged (it loses what is put into it)")
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
        except _FAILURES as error:
            raise self._failure(error) from error

    def _failure(self, error: Exception) -> StoreError:
        # There is no code where Python cannot decode what it read.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
        if code == sqlite3.SQLITE_IOERR_SHORT_READ or code & 0xFF not in _OUTSIDE:
            return DamagedCacheError(f"{self._path} is damaged ({error})")
        return StoreError(
            f"{self._path} cannot be used ({error}); make room or mend the disk, and run: "
            "frus index build"
        )

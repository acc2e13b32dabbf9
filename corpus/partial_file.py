"""A file that arrives bit by bit: what is there of it, and of which version it is."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import DownloadError
from corpus.snapshot import sync_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialFile:
    """What has arrived of the file `target`, kept beside it until it is whole.

    The bytes stand in ``<target>.part``. The address and the ETag of the version of which they
    are the beginning stand in ``<target>.part.json``; that note is written before the first of
    these bytes and taken away before the bytes of another version, so that whenever the process
    is killed, a note describes the bytes beside it. Without a note they are of no use.

    Every method raises DownloadError for what the disk refuses.
    """

    target: Path
    url: str

    @property
    def path(self) -> Path:
        """Where the bytes stand."""
        return self.target.with_name(f"{self.target.name}.part")

    @property
    def _note(self) -> Path:
        return self.target.with_name(f"{self.target.name}.part.json")

    @property
    def size(self) -> int:
        """How many bytes have arrived."""
        with _disk(self.path):
            try:
                return self.path.stat().st_size
            except FileNotFoundError:
                return 0

    def etag(self) -> str:
        """The version of the bytes that stand here; empty where they cannot be continued."""
        try:
            with _disk(self._note):
                note = json.loads(self._note.read_text(encoding="utf-8"))
        except (DownloadError, ValueError):
            return ""  # no note, or none that can be read: the file is fetched from its beginning
        known = isinstance(note, dict) and note.get("url") == self.url and self.size > 0
        etag = note.get("etag") if known else ""
        return etag if isinstance(etag, str) and etag.isascii() and etag.isprintable() else ""

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other process and thread away from these bytes, or say that one has them.

        The lock's file stays, as one that is removed may be locked by two.
        """
        lock = FileLock(self.target.with_name(f".{self.target.name}.lock"))
        with _disk(self.target):
            self.target.parent.mkdir(parents=True, exist_ok=True)
            try:
                lock.acquire(timeout=0)
            except Timeout:
                raise DownloadError(
                    f"{self.url} is being downloaded already; wait until that has ended"
                ) from None
        try:
            yield
        finally:
            lock.release()

    def restart(self, etag: str) -> None:
        """Begin anew with the version `etag`, empty where it is not named for certain."""
        self.discard()
        with _disk(self.path):
            self.path.touch()
            if etag:
                note = json.dumps({"url": self.url, "etag": etag})
                self._note.write_text(note + "\n", encoding="utf-8")

    def append(self, data: bytes) -> None:
        """Add bytes at the end; what is written when this returns outlives the process."""
        with _disk(self.path), self.path.open("ab", buffering=0) as file:
            left = memoryview(data)
            while left:
                left = left[file.write(left) :]

    def head(self, length: int) -> bytes:
        """The first bytes, `length` at most."""
        with _disk(self.path), self.path.open("rb") as file:
            return file.read(length)

    def tail(self, length: int) -> bytes:
        """The last bytes, `length` at most."""
        with _disk(self.path), self.path.open("rb") as file:
            file.seek(max(0, self.size - length))
            return file.read()

    def finish(self) -> tuple[str, int]:
        """Put the whole file into its place, safe from a power cut; its SHA-256 and its size."""
        with _disk(self.path):
            with self.path.open("r+b") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
                size = file.tell()
                os.fsync(file.fileno())
            self.path.replace(self.target)
            self._note.unlink(missing_ok=True)
            sync_folder(self.target.parent)
        return digest, size

    def discard(self) -> None:
        """Remove what has arrived."""
        with _disk(self.path):
            self._note.unlink(missing_ok=True)
            self.path.unlink(missing_ok=True)

    def discard_useless(self) -> None:
        """Remove what has arrived unless it can be continued."""
        if not self.etag():
            self.discard()


@contextmanager
def _disk(path: Path) -> Iterator[None]:
    """What the disk refuses, in the words of a DownloadError."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise DownloadError(
            f"{path} cannot be written: {reason}. Make room there, or name another folder in "
            "FRUS_HOME; what is installed goes on working."
        ) from error

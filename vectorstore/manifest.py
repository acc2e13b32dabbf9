"""What an index version holds and was made from, and every byte of it, in one file beside it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from corpus.errors import StoreError
from corpus.passage import READING
from vectorstore.chroma_files import DATABASE, database_digest
from vectorstore.durable import write_text

#: Raised whenever search texts or the layout on disk change what an index holds.
FORMAT = 6
NAME = "MANIFEST.json"
_NOT_HASHED = frozenset({NAME, "READERS"})


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file of an index version: its size in bytes and its SHA-256, hexadecimal.

    Of Chroma's database only the part is hashed that opening it leaves alone.
    """

    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an index version holds.

    `version` names what went in: the same sources, readers and model, the same version; `digest`
    is one over all that is stored, vectors aside. `sources` are digests of the volumes' files by
    volume id, `counts` numbers of volumes, documents, passages of each kind and vectors,
    `libraries` versions by name, `built` the time of publication (ISO, UTC). `waiting` are the
    volumes that are found by their words alone until their vectors are made, each with its number
    of passages that a question may find.
    """

    version: str
    format: int
    reading: int
    model: str
    runtime: str
    built: str
    digest: str
    counts: dict[str, int]
    sources: dict[str, str]
    libraries: dict[str, str]
    files: dict[str, FileRecord]
    waiting: dict[str, int] = field(default_factory=dict)

    @property
    def passages(self) -> int:
        """The number of passages that a question may find."""
        return self.counts["vectors"] + sum(self.waiting.values())


def version_of(sources: Mapping[str, str], model: str, waiting: Collection[str] = ()) -> str:
    """The name of the index of volumes with these digests by this model: 12 hexadecimal digits.

    It is another one while some of the volumes are `waiting` for their vectors.
    """
    named = [FORMAT, READING, model, sorted(sources.items())]
    named += [sorted(waiting)] if waiting else []
    return hashlib.sha256(json.dumps(named).encode()).hexdigest()[:12]


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the index version in `folder`; StoreError where it is not whole."""
    path = folder / NAME
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        checksum = record.pop("checksum")
        if checksum != _checksum(record):
            raise StoreError(f"{path} was changed after it was written")
        return TypeAdapter(Manifest).validate_python(record)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise StoreError(f"{path} cannot be read ({type(error).__name__})") from error


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put the manifest into the folder of its index version."""
    record = asdict(manifest)
    whole = {"checksum": _checksum(record), **record}
    write_text(folder / NAME, json.dumps(whole, indent=1, ensure_ascii=False) + "\n")


def files_of(folder: Path) -> dict[str, FileRecord]:
    """Every file of the index version in `folder` as it is now, by its path within it."""
    records = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in _NOT_HASHED and not _is_lock(path):
            size = path.stat().st_size
            records[path.relative_to(folder).as_posix()] = FileRecord(size, _digest(path, size))
    return records


def check_files(folder: Path, manifest: Manifest) -> None:
    """Raise StoreError, naming the file, unless every file is as it was when it was published."""
    paths = [folder / name for name in manifest.files]
    # Digests are computed outside of Python: two threads take half as long.
    with ThreadPoolExecutor(2) as threads:
        for _ in threads.map(_check_file, paths, manifest.files.values()):
            pass  # what a thread raised is raised here


def _check_file(path: Path, record: FileRecord) -> None:
    try:
        _check_bytes(path, record)
    except OSError as error:
        raise StoreError(f"{path} cannot be read ({error.strerror})") from error


def _check_bytes(path: Path, record: FileRecord) -> None:
    if not path.is_file():
        raise StoreError(f"{path} is gone")
    size = path.stat().st_size
    grows = path.name == DATABASE
    if grows and not os.access(path, os.W_OK):
        raise StoreError(f"{path} is read-only, and Chroma writes a row when it opens it")
    if size < record.size or (size > record.size and not grows):
        raise StoreError(f"{path} has {size:,} bytes instead of {record.size:,}")
    if _digest(path, record.size) != record.sha256:
        raise StoreError(f"{path} was changed after it was published")


def _is_lock(path: Path) -> bool:
    # tantivy leaves the files that it locks while it writes; they are empty.
    return path.name.startswith(".tantivy-") and path.name.endswith(".lock")


def _digest(path: Path, size: int) -> str:
    if path.name == DATABASE:
        return database_digest(path, size)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _checksum(record: Mapping[str, Any]) -> str:
    text = json.dumps(record, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()

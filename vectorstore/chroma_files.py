"""What Chroma leaves on disk: copied, made whole, and told apart from damage.

Chroma adds a row to one table of its database whenever it is opened, and keeps its newest
entries in that database until there are many; the rest of a folder changes only when entries do.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from corpus.errors import StoreError

DATABASE = "chroma.sqlite3"
# The table with a row for every opening, and the bytes of a database's header that count changes
# of it: change counter, pages, version-valid-for (sqlite.org/fileformat.html, 1.3).
_OPENINGS = "acquire_write"
_COUNTERS = ((24, 32), (92, 100))
# Where the header of a graph counts its entries: behind a version of 4 bytes, an offset and the
# room of 8 each (saveIndex of hnswlib, as Chroma has it).
_COUNT = slice(20, 28)
_CHUNK = 1 << 20


def copy(source: Path, target: Path) -> None:
    """A copy at `target`, which must not exist, of the folder `source`, which others may read."""
    others = shutil.ignore_patterns(f"{DATABASE}*")
    # Only what is in the files: a copy of one that is read-only is to be written into.
    shutil.copytree(source, target, ignore=others, copy_function=shutil.copyfile)
    # A reader may be writing its row at this moment: SQLite copies its own database whole.
    with (
        closing(_open(source / DATABASE)) as old,
        closing(sqlite3.connect(target / DATABASE)) as new,
    ):
        old.backup(new)


def compact(folder: Path) -> None:
    """Give the room of deleted entries back. Nobody may have the folder open."""
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        database.execute("VACUUM")


def graph_size(folder: Path) -> int:
    """The number of entries in the graph, with those that were taken out: they keep their room."""
    headers = [path.read_bytes() for path in folder.glob("*/header.bin")]
    return sum(int.from_bytes(header[_COUNT], "little") for header in headers)


def require_database(folder: Path) -> None:
    """Refuse what Chroma must not be given.

    It opens an empty database where the file is gone, which would hide the loss, and after a
    damaged one it opens nothing more at that path.
    """
    path = folder / DATABASE
    if not path.is_file():
        raise StoreError(f"the index lacks {path}; run: frus index build")
    try:
        with closing(_open(path)) as database:
            for table in ("collections", "segments", "embeddings"):
                database.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path} cannot be read ({error}); run: frus index build") from error


def database_digest(path: Path, size: int) -> str:
    """SHA-256 of the first `size` bytes of the database at `path`, but for what opening changes.

    That is the page at which the table of openings begins, and the header's counters. The table
    grows behind the end that the compacted file had, `size`. What is left out of the digest is
    checked by SQLite. Raises StoreError for a file that is shorter, or no sound database.
    """
    try:
        page, root = _openings(path)
    except (sqlite3.DatabaseError, TypeError, ValueError) as error:
        raise StoreError(f"{path} cannot be read ({error})") from error
    masked = [*_COUNTERS, ((root - 1) * page, root * page)]
    digest = hashlib.sha256()
    with path.open("rb") as file:
        done = 0
        while done < size:
            chunk = bytearray(file.read(min(_CHUNK, size - done)))
            if not chunk:
                raise StoreError(f"{path} is cut short: {done} of {size} bytes")
            for start, end in masked:
                low, high = max(start - done, 0), min(end - done, len(chunk))
                if low < high:
                    chunk[low:high] = bytes(high - low)
            digest.update(chunk)
            done += len(chunk)
    return digest.hexdigest()


def _openings(path: Path) -> tuple[int, int]:
    """The size of the database's pages, and the number of the table's first, counted from 1."""
    with closing(_open(path)) as database:
        (page,) = database.execute("PRAGMA page_size").fetchone()
        row = database.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = ?", (_OPENINGS,)
        ).fetchone()
        if row is None:
            raise sqlite3.DatabaseError(f"no table {_OPENINGS}")
        (said, *_) = database.execute(f"PRAGMA integrity_check({_OPENINGS})").fetchone()
    if said != "ok":
        raise sqlite3.DatabaseError(str(said).replace("\n", " "))
    return int(page), int(row[0])


def _open(path: Path) -> sqlite3.Connection:
    """The database at `path`, which must exist, to be read.

    Not opened for reading alone: where a process was killed while it wrote its row, SQLite has to
    take that back before anything can be read.
    """
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True)

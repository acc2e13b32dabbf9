"""Writing so that it is on the disk, whole, before anything says so."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import StoreError
from corpus.snapshot import sync_folder

_TRIES, _BETWEEN = 5, 0.2  # seconds


@contextmanager
def writable(folder: Path) -> Iterator[None]:
    """Turn what the disk refuses below `folder` into a StoreError that says what to do."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        where = getattr(error, "filename", None) or folder
        raise unwritable(where, getattr(error, "strerror", None) or error) from error


def unwritable(path: Path | str, reason: object) -> StoreError:
    """The error that says that `path` cannot be written, why, and what to do."""
    return StoreError(
        f"{path} cannot be written ({reason}); make room or mend the disk, and run: "
        "frus index build"
    )


def remove_tree(folder: Path) -> None:
    """Delete a folder that a process which is about to end may still be writing into.

    What cannot be deleted now is left, for the next time.
    """
    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(_BETWEEN)


def write_text(path: Path, text: str) -> None:
    """Write a file and wait until it is on the disk."""
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def replace_text(path: Path, text: str) -> None:
    """Put a new file in the place of `path` in one step: whoever reads sees the old or the new."""
    beside = path.with_name(f"{path.name}.tmp")
    write_text(beside, text)
    beside.replace(path)
    sync_folder(path.parent)


def sync_tree(folder: Path) -> None:
    """Wait until every file and folder below `folder`, and itself, is on the disk."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
        elif path.is_dir():
            sync_folder(path)
    sync_folder(folder)

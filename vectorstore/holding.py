"""Index versions in use: while any process reads one, nobody deletes it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import IO

from corpus.errors import StoreError

_NAME = "READERS"


class Hold:
    """A reader's hold on the index version in `folder`, until `release`.

    A shared lock on a file of the folder; the system lets go of it when the process ends.
    """

    def __init__(self, folder: Path) -> None:
        try:
            self._file: IO[bytes] = (folder / _NAME).open("ab")
        except OSError as error:
            raise StoreError(f"{folder} cannot be opened ({error.strerror}); try again") from error
        if not _lock(self._file, alone=False):
            self._file.close()
            raise StoreError(f"{folder} is being deleted; try again")

    def release(self) -> None:
        """Let go of the version."""
        self._file.close()


def drop(folder: Path) -> bool:
    """Delete an index version, unless somebody holds it; whether it is gone."""
    try:
        with (folder / _NAME).open("ab") as file:
            if not _lock(file, alone=True):
                return False
            # Renamed first: half a folder must never look like an index.
            doomed = folder.with_name(f"building-dropped-{folder.name}")
            folder.replace(doomed)
    except OSError:  # held open, on systems where that keeps a folder in its place
        return False
    shutil.rmtree(doomed, ignore_errors=True)
    return True


def _lock(file: IO[bytes], *, alone: bool) -> bool:
    """Lock `file` for readers, or alone; False where others are in the way."""
    try:
        import fcntl
    except ImportError:  # Windows keeps open files in their place by itself
        return True
    try:
        fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

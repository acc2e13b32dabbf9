"""One writer at a time, who leaves a name for those who have to wait."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import StoreError
from vectorstore.durable import replace_text

_LOCK = "writer.lock"


class BusyError(StoreError):
    """Another writer keeps the lock; the message names its process."""


@contextmanager
def writing(root: Path, patience: float) -> Iterator[None]:
    """Hold the lock of the index below `root`, waiting at most `patience` seconds for it.

    Raises BusyError, naming the holder's process, where another writer keeps it.
    """
    lock = FileLock(root / _LOCK, timeout=patience)
    try:
        lock.acquire()
    except Timeout:
        raise BusyError(
            f"{_holder(root)} is building the index in {root}; wait for it to end, or stop it"
        ) from None
    try:
        replace_text(root / "writer.json", json.dumps(_myself()) + "\n")
        yield
    finally:
        lock.release()


def being_written(root: Path) -> bool:
    """Whether a process holds the lock of the index below `root` at this moment.

    False where the lock cannot be opened, as on a disk that can only be read.
    """
    if not (root / _LOCK).is_file():
        return False
    try:
        # Held for an instant: only a build that began in just this one would be refused.
        with FileLock(root / _LOCK, timeout=0):
            return False
    except Timeout:
        return True
    except OSError:  # who cannot write here cannot tell, and cannot build either
        return False


def _myself() -> dict[str, str | int]:
    return {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": " ".join(Path(part).name for part in sys.argv[:3]),
    }


def _holder(root: Path) -> str:
    try:
        said = json.loads((root / "writer.json").read_text(encoding="utf-8"))
        return "process {pid} on {host} ({command}, since {since})".format(**said)
    except (OSError, ValueError, KeyError, TypeError):
        # The holder has the lock, and has not written its name yet.
        return "another process"

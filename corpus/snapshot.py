"""A copy of a file's very bytes: what is read is what is kept, whatever becomes of the file."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import SourceError


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The copy of a file at `path`, its size in bytes and its SHA-256 in hexadecimal."""

    path: Path
    bytes: int
    sha256: str


def snapshot(file: Path, target: Path, largest: int) -> Snapshot:
    """Copy `file`, of at most `largest` bytes, to the new file `target`, and on to the disk.

    Raises SourceError for what is no regular file (a pipe or a device is not waited for), is too
    large, cannot be read or changes meanwhile; OSError, naming the folder, where none can be
    written.
    """
    content = _content(file, largest)
    write_new(target, content)
    return Snapshot(target, len(content), hashlib.sha256(content).hexdigest())


def write_new(target: Path, content: bytes) -> None:
    """Write a new file, on to the disk; OSError names it even where the disk is full."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target.parent)) from error


def place(new: Path, target: Path) -> None:
    """Put the file `new` in the place of `target`, in one step that a power cut cannot halve."""
    target.parent.mkdir(parents=True, exist_ok=True)
    new.replace(target)
    sync_folder(target.parent)
    sync_folder(target.parent.parent)


def sync_folder(folder: Path) -> None:
    """Have the disk hold which files stand in `folder`; Windows has no such call."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _content(file: Path, largest: int) -> bytes:
    try:
        # Without O_NONBLOCK a pipe is waited for until somebody writes into it.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with open(os.open(file, flags), "rb") as source:  # noqa: PTH123  # Path.open takes no handle
            before = os.fstat(source.fileno())
            _refuse_odd(file, before, largest)
            content = source.read(largest + 1)
            after = os.fstat(source.fileno())
    except OSError as error:
        raise SourceError(file, None, _reason(file, error)) from None
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or (
        len(content) != before.st_size
    ):
        reason = "it changed while it was being read; add it again once it is finished"
        raise SourceError(file, None, reason)
    return content


def _refuse_odd(file: Path, status: os.stat_result, largest: int) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise SourceError(file, None, "a folder, not a file")
    if not stat.S_ISREG(status.st_mode):
        raise SourceError(file, None, "a pipe, a socket or a device, not a file")
    if status.st_size > largest:
        reason = f"{status.st_size:,} bytes; the largest that is read has {largest:,}"
        raise SourceError(file, None, reason)


def _reason(file: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "a link to nothing" if file.is_symlink() else "it is no longer there"
    if isinstance(error, PermissionError):
        return "it may not be read; change its permissions, or copy it"
    return f"it cannot be read: {error.strerror}"

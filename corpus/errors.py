"""The error tree. Users see only these, each saying what is wrong and what to do.

FrusError
├── SourceError        a source file that cannot be read as what it claims to be
├── CorpusError        a volume or document that is not installed, or may not be changed
│   └── DownloadError  a volume that could not be fetched from where it is published
├── StoreError         an index that is missing, damaged or made by another model
├── InputError         a question, batch line or option that cannot be used
├── CrowdedError       more asked at once than can be answered in good time
└── ModelError         a language model that is missing, unreachable or unusable
"""

from __future__ import annotations

from pathlib import Path


def printable(name: str) -> str:
    """`name` with what cannot be seen, or would turn or break the line, written as an escape."""
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in name
    )


class FrusError(Exception):
    """Anything that a person can mend; the message says how."""


class SourceError(FrusError):
    """A source file that cannot be read, with its file, its line and the reason."""

    def __init__(self, path: Path, line: int | None, reason: str) -> None:
        self.path = path
        self.line = line
        self.reason = reason
        named = printable(str(path))
        where = f"{named}:{line}" if line is not None else named
        super().__init__(f"{where}: {reason}")


class CorpusError(FrusError):
    """A volume or document that is not installed, or that may not be changed."""


class DownloadError(CorpusError):
    """A volume that could not be fetched: not there, out of reach, refused, or not to be stored."""


class StoreError(FrusError):
    """An index that is missing, damaged, in use, or made with another embedding model."""


class InputError(FrusError):
    """A question, filter, option or batch line that cannot be used."""


class CrowdedError(FrusError):
    """More is being asked at once than can be answered in good time."""


class ModelError(FrusError):
    """A language model that is missing, unreachable, or whose reply cannot be used."""

"""Where an added file came from: a record that lies beside it."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a file came from, and what it was then.

    `place` is the address from which it was downloaded, or the name that the file had; `sha256`
    (hexadecimal) and `bytes` are of the file; `added` is the time in UTC, as ISO 8601 has it.
    """

    place: str
    sha256: str
    bytes: int
    added: str

    def __post_init__(self) -> None:
        if not isinstance(self.place, str) or not self.place:
            raise ValueError("a record of origin names no place")
        if not re.fullmatch("[0-9a-f]{64}", str(self.sha256)):
            raise ValueError(f"{self.sha256!r} is not a SHA-256 in hexadecimal")
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", str(self.added)):
            raise ValueError(f"{self.added!r} is not a time of the form 2026-01-31T12:00:00Z")
        if type(self.bytes) is not int or self.bytes < 0:
            raise ValueError(f"{self.bytes!r} is not a number of bytes")


def origin_path(file: Path) -> Path:
    """Where the record of an added file lies. No volume, page or sidecar ends so."""
    return file.with_name(f"{file.name}.origin")


def origin_bytes(origin: Origin) -> bytes:
    """The record as it is written."""
    return (json.dumps(asdict(origin), indent=1) + "\n").encode()


def read_origin(file: Path) -> Origin | None:
    """The record of an added file.

    None where there is none that can be read: what a volume says does not depend on it, so that
    its loss is something to show, and no reason to refuse the volume.
    """
    try:
        return Origin(**json.loads(origin_path(file).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None

"""What an index holds, and whether it is up to date with the installed volumes."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict

from corpus.library import Library
from vectorstore.manifest import current, read_manifest


class Status(TypedDict):
    """The state of a home's index; `version`, `model` and `format` are null without one.

    `missing` are installed volumes that the index lacks or holds in an older state; `left` are
    volumes that it holds and that are no longer installed.
    """

    home: str
    version: str | None
    model: str | None
    format: int | None
    passages: int
    volumes: list[str]
    up_to_date: bool
    missing: list[str]
    left: list[str]


def read_status(home: Path, root: Path) -> Status:
    """The state of the index below `root` of the home folder `home`."""
    installed = {source.volume: source.digest for source in Library(home).sources()}
    folder = current(root)
    manifest = read_manifest(folder) if folder else None
    indexed = manifest.sources if manifest else {}
    missing = [volume for volume, digest in installed.items() if indexed.get(volume) != digest]
    left = sorted(indexed.keys() - installed.keys())
    return {
        "home": str(home),
        "version": manifest.version if manifest else None,
        "model": manifest.model if manifest else None,
        "format": manifest.format if manifest else None,
        "passages": manifest.passages if manifest else 0,
        "volumes": sorted(indexed),
        "up_to_date": not missing and not left,
        "missing": missing,
        "left": left,
    }

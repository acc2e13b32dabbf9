"""What an index holds, and whether it is whole and up to date with the installed volumes."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict

from corpus.errors import StoreError
from corpus.library import Library
from vectorstore.manifest import Manifest
from vectorstore.versions import serve
from vectorstore.writer_lock import being_written


class Status(TypedDict):
    """The state of a home's index; what describes a version is null where none can be served.

    `missing` are installed volumes that the index lacks or holds in an older state; `left` are
    volumes that it holds and that are no longer installed; `waiting` are volumes that are found
    by their words alone until their vectors are made. `being_built` says whether a process is
    building the index at this moment. `fault` is empty, or says why no version
    can be served, or why an earlier one stands in for the newest.
    """

    home: str
    version: str | None
    model: str | None
    format: int | None
    built: str | None
    digest: str | None
    passages: int
    counts: dict[str, int]
    libraries: dict[str, str]
    volumes: list[str]
    up_to_date: bool
    missing: list[str]
    left: list[str]
    waiting: list[str]
    being_built: bool
    fault: str


def read_status(home: Path, root: Path, model: str) -> Status:
    """The state of the index by `model` below `root` of the home folder `home`."""
    installed = {source.volume: source.digest for source in Library(home).sources()}
    manifest, fault = _served(root, model)
    indexed = manifest.sources if manifest else {}
    missing = [volume for volume, digest in installed.items() if indexed.get(volume) != digest]
    left = sorted(indexed.keys() - installed.keys())
    waiting = sorted(manifest.waiting) if manifest else []
    return {
        "home": str(home),
        "version": manifest.version if manifest else None,
        "model": manifest.model if manifest else None,
        "format": manifest.format if manifest else None,
        "built": manifest.built if manifest else None,
        "digest": manifest.digest if manifest else None,
        "passages": manifest.passages if manifest else 0,
        "counts": manifest.counts if manifest else {},
        "libraries": manifest.libraries if manifest else {},
        "volumes": sorted(indexed),
        "up_to_date": not (missing or left or waiting or fault),
        "missing": missing,
        "left": left,
        "waiting": waiting,
        "being_built": being_written(root),
        "fault": fault,
    }


def _served(root: Path, model: str) -> tuple[Manifest | None, str]:
    try:
        served = serve(root, model)
    except StoreError as error:
        return None, str(error)
    served.hold.release()
    return served.manifest, served.notice

"""What an index version holds, and which version is the published one."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import StoreError
from corpus.library import Source

#: Raised whenever readers, search texts or the layout on disk change what an index holds.
FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an index version holds; `sources` are digests of the volumes' files by volume id."""

    version: str
    format: int
    model: str
    passages: int
    sources: dict[str, str]


def version_of(sources: Sequence[Source], model: str) -> str:
    """The name of the index of these sources by this model: the same input, the same name."""
    named = [FORMAT, model, [(source.volume, source.digest) for source in sources]]
    return hashlib.sha256(json.dumps(named).encode()).hexdigest()[:12]


def current(root: Path) -> Path | None:
    """The folder of the published version below `root`, if there is one."""
    try:
        name = (root / "CURRENT").read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        return None
    folder = root / f"index-{name}"
    return folder if (folder / "MANIFEST.json").is_file() else None


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the index version in `folder`."""
    try:
        return Manifest(**json.loads((folder / "MANIFEST.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise StoreError(f"{folder}: no readable manifest; run: frus index build") from error


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put the manifest into the folder of its index version."""
    _write(folder / "MANIFEST.json", json.dumps(asdict(manifest), indent=1) + "\n")


def point_to(root: Path, version: str) -> None:
    """Make `version` the published one, in one step."""
    _write(root / "CURRENT.tmp", version + "\n")
    (root / "CURRENT.tmp").replace(root / "CURRENT")


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())

"""The versions of an index below its root: which is served, and which stand in for it.

``CURRENT`` holds the name of the folder of the published version. A version is only opened after
its files were found to be as they were published; otherwise the newest sound one is served.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import StoreError
from corpus.passage import READING
from vectorstore.durable import replace_text
from vectorstore.holding import Hold, drop
from vectorstore.manifest import FORMAT, Manifest, check_files, read_manifest

_POINTER = "CURRENT"


@dataclass(frozen=True, slots=True)
class Served:
    """A sound version, held, so that nobody deletes it; `notice` says why it is an earlier one."""

    folder: Path
    manifest: Manifest
    hold: Hold
    notice: str = ""


def current(root: Path) -> Path | None:
    """The folder of the published version; None before the first is published."""
    try:
        name = (root / _POINTER).read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        return None
    folder = root / name
    named = name.startswith("index-") and "\0" not in name and folder.parent == root
    return folder if named and folder.is_dir() else None


def folders(root: Path) -> list[Path]:
    """The folders of all versions: the published one, then the others, the newest first."""
    named = current(root)
    found = [path for path in root.glob("index-*") if path.is_dir()]
    return sorted(found, key=lambda path: (path == named, _built(path)), reverse=True)


def serve(root: Path, model: str) -> Served:
    """The published version, or the newest earlier one that is sound and fits, held.

    Raises StoreError, with what is wrong with each, where there is none.
    """
    faults = []
    for folder in folders(root):
        try:
            return _served(root, folder, model, faults)
        except StoreError as error:
            faults.append(str(error))
    why = "; ".join(faults) or f"no index in {root}"
    raise StoreError(f"{why}; run: frus index build")


def sound(folder: Path, model: str) -> Manifest:
    """The manifest of the version in `folder`; StoreError unless it is whole and fits."""
    manifest = read_manifest(folder)
    if (manifest.format, manifest.reading) != (FORMAT, READING):
        raise StoreError(f"{folder} was made by another version of the program")
    if manifest.model != model:
        raise StoreError(f"{folder} was made with {manifest.model}, not with {model}")
    check_files(folder, manifest)
    return manifest


def publish(root: Path, built: Path, version: str, before: Path | None) -> Path:
    """Make the version in the folder `built` the published one, in one step; its new folder.

    `before`, the sound version that was served until now, stays to stand in for it; all others
    go, unless somebody still reads them.
    """
    target = root / f"index-{version}"
    number = 1
    while target.exists():
        number += 1
        target = root / f"index-{version}-{number}"
    built.replace(target)
    point_to(root, target)
    for old in folders(root):
        if old not in (target, before):
            drop(old)
    return target


def point_to(root: Path, folder: Path) -> None:
    """Make the version in `folder`, a folder of `root`, the published one."""
    replace_text(root / _POINTER, folder.name + "\n")


def _served(root: Path, folder: Path, model: str, faults: list[str]) -> Served:
    hold = Hold(folder)
    try:
        manifest = sound(folder, model)
    except BaseException:
        hold.release()
        raise
    if folder == current(root):
        return Served(folder, manifest, hold)
    why = "; ".join(faults) or f"{root / _POINTER} names no index"
    notice = (
        f"The index of {manifest.built[:16]} is used instead of the newest: {why}. "
        "Make it anew: frus index build"
    )
    return Served(folder, manifest, hold, notice)


def _built(folder: Path) -> str:
    with suppress(StoreError):  # a version whose manifest cannot be read stands behind the others
        return read_manifest(folder).built
    return ""

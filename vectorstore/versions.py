"""The versions of an index below its root: which is served, and which stand in for it.

``CURRENT`` holds the name of the folder of the published version. A version is only opened after
its files were found to be as they were published; otherwise the newest sound one is served.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version as library_version
from pathlib import Path

from corpus.errors import StoreError
from corpus.passage import READING
from corpus.snapshot import sync_folder
from vectorstore.durable import replace_text
from vectorstore.holding import Hold, drop
from vectorstore.manifest import FORMAT, Manifest, check_files, read_manifest

# Their files are opened by the version that wrote them: a build from the cache is cheap.
_WRITERS = ("chromadb", "tantivy")
_POINTER = "CURRENT"


@dataclass(frozen=True, slots=True)
class Served:
    """A sound version, held, so that nobody deletes it; `notice` says why it is an earlier one."""

    folder: Path
    manifest: Manifest
    hold: Hold
    notice: str = ""


def current(root: Path) -> Path | None:
    """The folder of the published version; None before the first is published.

    And None where the file that names it is damaged: then the newest sound version is served.
    """
    try:
        name = (root / _POINTER).read_text(encoding="utf-8", errors="replace").strip()
        folder = root / name
        named = name.startswith("index-") and "\0" not in name and folder.parent == root
        return folder if named and folder.is_dir() else None
    except OSError:  # gone, no file, or a name that no folder can have
        return None


def folders(root: Path) -> list[Path]:
    """The folders of all versions: the published one, then the others, the newest first."""
    return _ordered(root, current(root))


def _ordered(root: Path, named: Path | None) -> list[Path]:
    found = [path for path in root.glob("index-*") if path.is_dir()]
    return sorted(found, key=lambda path: (path == named, _built(path)), reverse=True)


def serve(root: Path, model: str) -> Served:
    """The published version, or the newest earlier one that is sound and fits, held.

    Raises StoreError, with what is wrong with each, where there is none.
    """
    faults: list[str] = []
    named = current(root)
    for folder in _ordered(root, named):
        try:
            return _served(root, folder, named, model, faults)
        except StoreError as error:
            faults.append(str(error))
    if current(root) != named:  # others were published meanwhile, and those listed dropped
        return serve(root, model)
    why = "; ".join(faults) or f"no index in {root}"
    raise StoreError(f"{why}; run: frus index build")


@contextmanager
def serving(root: Path, model: str) -> Iterator[Served | None]:
    """The version that is served now, if any is sound, held as long as it is built upon."""
    try:
        served = serve(root, model)
    except StoreError:  # that none is there or sound is the reason to build one
        yield None
        return
    try:
        yield served
    finally:
        served.hold.release()


def sound(folder: Path, model: str) -> Manifest:
    """The manifest of the version in `folder`; StoreError unless it is whole and fits."""
    manifest = fitting(folder, model)
    check_files(folder, manifest)
    return manifest


def fitting(folder: Path, model: str) -> Manifest:
    """The manifest of the version in `folder`, its files unread; StoreError unless it fits.

    It does where this version of the program made it, with `model` and the libraries installed.
    """
    manifest = read_manifest(folder)
    if (manifest.format, manifest.reading) != (FORMAT, READING):
        raise StoreError(f"{folder} was made by another version of the program")
    if manifest.model != model:
        raise StoreError(f"{folder} was made with {manifest.model}, not with {model}")
    for library in _WRITERS:
        made, here = manifest.libraries.get(library), library_version(library)
        if made != here:
            raise StoreError(f"{folder} was written by {library} {made}, and {here} is installed")
    return manifest


def newest_whole(root: Path, model: str) -> Path | None:
    """The folder of the newest sound version in which no volume waits for its vectors."""
    for folder in _whole(root):
        with suppress(StoreError):  # a version that is not sound is no candidate
            sound(folder, model)
            return folder
    return None


def _whole(root: Path) -> Iterator[Path]:
    """The folders of the versions in which no volume waits, in their order."""
    for folder in folders(root):
        with suppress(StoreError):  # nobody knows what a version without a manifest holds
            if not read_manifest(folder).waiting:
                yield folder


def volumes_held(root: Path) -> Collection[str]:
    """The volumes of the newest version whose manifest can be read, whether it can be opened."""
    for folder in folders(root):
        with suppress(StoreError):  # an older one may tell
            return read_manifest(folder).sources
    return ()


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
    sync_folder(root)  # CURRENT must never name what a power cut takes back
    point_to(root, target)
    drop_others(root, target, before)
    return target


def drop_others(root: Path, *kept: Path | None) -> None:
    """Delete the versions that are not `kept`, unless somebody still reads them."""
    for folder in folders(root):
        if folder not in kept:
            drop(folder)


def drop_left(root: Path) -> None:
    """Delete what a build that was killed after it had published left.

    Beside the published version one that is whole stays to stand in for it.
    """
    others = (folder for folder in _whole(root) if folder != current(root))
    drop_others(root, current(root), next(others, None))


def point_to(root: Path, folder: Path) -> None:
    """Make the version in `folder`, a folder of `root`, the published one."""
    replace_text(root / _POINTER, folder.name + "\n")


def _served(
    root: Path, folder: Path, named: Path | None, model: str, faults: Sequence[str]
) -> Served:
    hold = Hold(folder)
    try:
        manifest = sound(folder, model)
    except BaseException:
        hold.release()
        raise
    if folder == named:
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

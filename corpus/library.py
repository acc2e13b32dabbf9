"""The volumes that are installed: the shipped document's, and those added to a home folder.

A home keeps its sources under ``corpus/``: a TEI volume as ``<volume>.xml``, copied pages as
``<volume>/<document>.txt`` with their sidecars. The shipped document belongs to every home. A
TEI volume is the whole book, so it stands in for copied pages of the same volume.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CorpusError, FrusError, SourceError
from corpus.page_text import read_page
from corpus.passage import DocumentText, VolumeText
from corpus.sidecar import sidecar_path
from corpus.tei import read_volume

SHIPPED = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Source:
    """The files of one installed volume, and the digest of their bytes (SHA-256, hexadecimal)."""

    volume: str
    files: tuple[Path, ...]
    digest: str
    shipped: bool


class Library:
    """The installed volumes of one home folder."""

    def __init__(self, home: Path) -> None:
        self._folder = home / "corpus"

    def sources(self) -> list[Source]:
        """The installed volumes, in order of their ids."""
        files = {volume: tuple(by_name.values()) for volume, by_name in self._pages().items()}
        files |= {path.stem: (path,) for path in sorted(self._folder.glob("*.xml"))}
        return [
            Source(volume, files[volume], _digest(files[volume]), volume in _shipped_volumes())
            for volume in sorted(files)
        ]

    def read(self, source: Source) -> VolumeText:
        """The documents and passages of an installed volume."""
        if source.files[0].suffix == ".xml":
            return read_volume(source.files[0])
        return _volume_of_pages(source.files)

    def add(self, paths: Sequence[Path]) -> list[str]:
        """Install TEI volumes and copied pages; folders stand for the files in them.

        Every file is read first: one that is bad raises, and nothing is installed. Returns the
        ids of the volumes, in order. Adding a file again replaces it.
        """
        wanted = [file for path in paths for file in _files(path)]
        targets = _targets(wanted)
        self._refuse_two_imprints(wanted, [target for _, target in targets])
        self._folder.mkdir(parents=True, exist_ok=True)
        for file, (_, target) in zip(wanted, targets, strict=True):
            if file.suffix == ".txt":
                _copy(sidecar_path(file), sidecar_path(self._folder / target))
            _copy(file, self._folder / target)
        return list(dict.fromkeys(volume for volume, _ in targets))

    def remove(self, volume: str) -> None:
        """Take an added volume out. The shipped document cannot be removed."""
        if not re.fullmatch(r"\w[\w.-]*", volume):
            raise CorpusError(f"{volume!r} is not a volume id; see: frus corpus list")
        book, pages = self._folder / f"{volume}.xml", self._folder / volume
        if book.is_file():
            book.unlink()
        elif pages.is_dir():
            shutil.rmtree(pages)
        elif volume in _shipped_volumes():
            raise CorpusError(f"{volume} holds the shipped document, which every home keeps")
        else:
            raise CorpusError(f"{volume} is not installed; see: frus corpus list")

    def _pages(self) -> dict[str, dict[str, Path]]:
        """Copied pages by volume and file name; an added page stands in for a shipped one."""
        pages: dict[str, dict[str, Path]] = {}
        for folder in (SHIPPED, self._folder):
            for page in sorted(folder.glob("*/*.txt")):
                pages.setdefault(page.parent.name, {})[page.name] = page
        return pages

    def _refuse_two_imprints(self, files: Sequence[Path], targets: Sequence[Path]) -> None:
        """Refuse pages whose volume would not read as one book once they were installed."""
        pages = self._pages()
        added = [(f, t) for f, t in zip(files, targets, strict=True) if t.suffix == ".txt"]
        for file, target in added:
            pages.setdefault(target.parent.name, {})[target.name] = file
        for volume in dict.fromkeys(target.parent.name for _, target in added):
            try:
                _volume_of_pages(pages[volume].values())
            except SourceError as error:
                raise CorpusError(f"{error}\nNothing was added.") from None


def _shipped_volumes() -> list[str]:
    return [folder.name for folder in SHIPPED.iterdir() if folder.is_dir()]


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        found = sorted(p for p in path.iterdir() if p.suffix in (".xml", ".txt") and p.is_file())
        if not found:
            raise SourceError(path, None, "no .xml or .txt file in this folder")
        yield from found
    elif not path.is_file():
        raise SourceError(path, None, "no such file")
    elif path.suffix not in (".xml", ".txt"):
        reason = "neither a TEI volume (.xml) nor a page copied from history.state.gov (.txt)"
        raise SourceError(path, None, reason)
    else:
        yield path


def _targets(files: Sequence[Path]) -> list[tuple[str, Path]]:
    """For each file its volume and its place in the home; all files are read, bad ones named."""
    targets: list[tuple[str, Path]] = []
    failures: list[FrusError] = []
    seen: dict[Path, Path] = {}
    for file in files:
        try:
            volume, target = _target(file)
            if target in seen:
                raise SourceError(file, None, f"holds the same as {seen[target]}; add one of them")
            seen[target] = file
            targets.append((volume, target))
        except FrusError as error:
            failures.append(error)
    if failures:
        raise CorpusError("\n".join([*map(str, failures), "Nothing was added."]))
    return targets


def _target(file: Path) -> tuple[str, Path]:
    if file.suffix == ".xml":
        volume = read_volume(file).volume.id
        return volume, Path(f"{volume}.xml")
    document = read_page(file).document
    volume = document.volume.id
    return volume, Path(volume) / f"{document.id.removeprefix(volume + '/')}.txt"


def _volume_of_pages(files: Iterable[Path]) -> VolumeText:
    texts: list[DocumentText] = []
    for file in files:
        text = read_page(file)
        if texts and text.document.volume != texts[0].document.volume:
            reason = f"the volume's imprint differs from that of {texts[0].document.id}"
            raise SourceError(sidecar_path(file), None, f"{reason}; make them the same")
        texts.append(text)
    texts.sort(key=lambda text: _natural(text.document.id))
    return VolumeText(texts[0].document.volume, tuple(texts))


def _natural(id_: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", id_)]


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        for path in (file, sidecar_path(file)) if file.suffix == ".txt" else (file,):
            digest.update(path.name.encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _copy(source: Path, target: Path) -> None:
    """Put a copy of `source` at `target` whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".adding-")
    os.close(handle)
    try:
        shutil.copyfile(source, name)
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)

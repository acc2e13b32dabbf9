"""The volumes that are installed: the shipped document's, and those added to a home folder.

A home keeps its sources under ``corpus/``: a TEI volume as ``<volume>.xml``, copied pages as
``<volume>/<document>.txt`` with their sidecars, each with a record of its origin. The shipped
document belongs to every home. A TEI volume is the whole book, so it stands in for copied pages
of the same volume.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import CorpusError, FrusError, SourceError
from corpus.offers import offers
from corpus.origin import Origin, origin_path, read_origin
from corpus.page_text import read_page
from corpus.passage import DocumentText, VolumeText
from corpus.sidecar import sidecar_path
from corpus.snapshot import sync_folder

if TYPE_CHECKING:
    from corpus.intake import Intake, Page

SHIPPED = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Source:
    """The files of one installed volume, and the digest of their names and bytes.

    Digests are SHA-256 in hexadecimal. `checksums` are those of the files alone, and `origins`
    says where each came from, or None where that is not known; both are in the order of `files`.
    """

    volume: str
    files: tuple[Path, ...]
    digest: str
    shipped: bool
    checksums: tuple[str, ...] = ()
    origins: tuple[Origin | None, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether it is the whole book, and not single pages of it."""
        return [file.suffix for file in self.files] == [".xml"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of the files offered: volumes installed, files refused, and what to know."""

    volumes: tuple[str, ...]
    refused: tuple[FrusError, ...]
    notices: tuple[str, ...]


class Library:
    """The installed volumes of one home folder."""

    def __init__(self, home: Path) -> None:
        self._folder = home / "corpus"

    def sources(self) -> list[Source]:
        """The installed volumes, in order of their ids."""
        return [_source(volume, files) for volume, files in sorted(self._files().items())]

    def volumes(self) -> list[str]:
        """The ids of the installed volumes, in order; their files are not read."""
        return sorted(self._files())

    def source(self, volume: str) -> Source:
        """The installed volume of this id; CorpusError where there is none."""
        files = self._files().get(volume)
        if files is None:
            raise CorpusError(f"{volume} is not installed; see: frus corpus list")
        return _source(volume, files)

    def read(self, source: Source) -> VolumeText:
        """The documents and passages of an installed volume."""
        if not source.whole:
            return _volume_of_pages(source.files)
        from corpus.tei import read_volume

        return read_volume(source.files[0])

    def add(
        self,
        paths: Sequence[Path],
        progress: Callable[[str, int, int], None] = lambda *_: None,
        addresses: Mapping[Path, str] | None = None,
    ) -> Added:
        """Install TEI volumes and copied pages; folders stand for the files in them.

        Each file is judged on its own: one that is bad is refused with its reason, and the others
        are installed; of pages of one volume that do not agree, those are refused that do not fit
        what is installed or was offered before them. Adding a file again replaces it. What is
        installed is whole, whatever becomes of this process. `progress` is told step, done and
        total; `addresses` are of files that were downloaded.

        Raises SourceError before anything is written where a path names nothing, and StoreError
        where another process is changing the same home.
        """
        from corpus.intake import Intake, staging

        offered = offers(paths)
        with staging(self._folder) as stage:
            intake = Intake(self._folder, stage, addresses or {})
            for done, offer in enumerate(offered):
                progress("reading files", done, len(offered))
                intake.take(offer)
            pages = sorted(intake.pages, key=lambda page: page.volume)
            for volume, group in groupby(pages, key=lambda page: page.volume):
                self._put_pages(volume, list(group), intake)
        progress("reading files", len(offered), len(offered))
        return Added(
            volumes=tuple(intake.volumes),
            refused=tuple(intake.refused),
            notices=tuple(intake.notices),
        )

    def remove(self, volume: str) -> None:
        """Take an added volume out. The shipped document cannot be removed."""
        from corpus.intake import staging

        if not re.fullmatch(r"\w[\w.-]*", volume):
            raise CorpusError(f"{volume!r} is not a volume id; see: frus corpus list")
        book, pages = self._folder / f"{volume}.xml", self._folder / volume
        if not book.is_file() and not pages.is_dir():
            if volume in _shipped_volumes():
                raise CorpusError(f"{volume} holds the shipped document, which every home keeps")
            raise CorpusError(f"{volume} is not installed; see: frus corpus list")
        with staging(self._folder) as stage:
            # In one step; what then goes with the stage is no volume any more.
            leaving = book if book.is_file() else pages
            leaving.replace(stage / leaving.name)
            origin_path(leaving).unlink(missing_ok=True)
            sync_folder(self._folder)

    def _files(self) -> dict[str, tuple[Path, ...]]:
        """The files of each installed volume; the whole book stands in for pages of it."""
        files = {volume: tuple(by_name.values()) for volume, by_name in self._pages().items()}
        books = sorted(path for path in self._folder.glob("*.xml") if path.is_file())
        return files | {book.stem: (book,) for book in books}

    def _pages(self) -> dict[str, dict[str, Path]]:
        """Copied pages by volume and file name; an added page stands in for a shipped one."""
        pages: dict[str, dict[str, Path]] = {}
        for folder in (SHIPPED, self._folder):
            for page in sorted(folder.glob("*/*.txt")):
                if not page.parent.name.startswith("."):
                    pages.setdefault(page.parent.name, {})[page.name] = page
        return pages

    def _put_pages(self, volume: str, pages: Sequence[Page], intake: Intake) -> None:
        """Install the pages with which their volume reads as one book: all, or one by one."""
        coming = {page.target.name: page.copy for page in pages}
        staying = self._pages().get(volume, {}).items()
        together = [file for name, file in staying if name not in coming]
        try:
            with intake.naming():
                _volume_of_pages([*together, *coming.values()])
        except SourceError as error:
            if len(pages) == 1:
                intake.refused.append(error)
                return
            for page in pages:
                self._put_pages(volume, [page], intake)
        else:
            intake.put_pages(volume, pages)


def _shipped_volumes() -> list[str]:
    return [folder.name for folder in SHIPPED.iterdir() if folder.is_dir()]


def _source(volume: str, files: tuple[Path, ...]) -> Source:
    checksums = tuple(hashlib.sha256(file.read_bytes()).hexdigest() for file in files)
    origins = tuple(read_origin(file) for file in files)
    shipped = volume in _shipped_volumes()
    return Source(volume, files, _digest(files, checksums), shipped, checksums, origins)


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


def _digest(files: Sequence[Path], checksums: Sequence[str]) -> str:
    digest = hashlib.sha256()
    for file, checksum in zip(files, checksums, strict=True):
        digest.update(file.name.encode() + b"\0")
        digest.update(bytes.fromhex(checksum))
        if file.suffix == ".txt":
            sidecar = sidecar_path(file)
            digest.update(sidecar.name.encode() + b"\0")
            digest.update(hashlib.sha256(sidecar.read_bytes()).digest())
    return digest.hexdigest()

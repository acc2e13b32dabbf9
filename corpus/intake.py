"""Taking files into a library: each is copied, read, and only then put in its place, whole."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import FrusError, SourceError, StoreError, printable
from corpus.offers import Offer
from corpus.origin import Origin, origin_bytes, origin_path
from corpus.page_text import read_page
from corpus.sidecar import sidecar_path
from corpus.snapshot import Snapshot, place, snapshot, write_new
from corpus.tei import read_volume
from corpus.tei_file import MAX_BYTES

_STAGING = ".adding-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A copied page that was read: its copies, its volume, its place in the library."""

    copy: Path
    volume: str
    target: Path
    origin: Origin


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """A new folder within the library's `folder`, which nobody else changes meanwhile.

    What runs that were killed left behind is swept away. Raises StoreError where another process
    is at work.
    """
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / ".adding.lock", timeout=0):
            for left in [*folder.glob(f"{_STAGING}*"), *folder.glob(f"*/{_STAGING}*")]:
                shutil.rmtree(left) if left.is_dir() else left.unlink()
            stage = Path(tempfile.mkdtemp(prefix=_STAGING, dir=folder))
            try:
                yield stage
            finally:
                shutil.rmtree(stage)
    except Timeout:
        raise StoreError(f"another process is changing the volumes in {folder}; wait for it") from (
            None
        )


class Intake:
    """Files on their way into the library in `folder`; each is judged on its own.

    `addresses` says of files that were downloaded where they came from. A TEI volume is put in
    its place at once. Copied pages wait in `pages` until all are known, since those of one volume
    have to agree.
    """

    def __init__(self, folder: Path, stage: Path, addresses: Mapping[Path, str]) -> None:
        self._folder = folder
        self._stage = stage
        self._addresses = addresses
        self._seen: dict[Path, tuple[Path, str]] = {}
        self._originals: dict[Path, Path] = {}
        self.pages: list[Page] = []
        self.volumes: dict[str, None] = {}
        self.refused: list[FrusError] = []
        self.notices: list[str] = []

    def take(self, offer: Offer) -> None:
        """Copy and read a file, or put it with the reason among those refused."""
        try:
            offer.refuse_unfit()
            with self.naming():
                self._take_volume(offer) if offer.suffix == ".xml" else self._take_page(offer)
        except SourceError as error:
            self.refused.append(error)

    @contextmanager
    def naming(self) -> Iterator[None]:
        """Has the refusal of a copy name the file that was copied."""
        try:
            yield
        except SourceError as error:
            original = self._originals.get(error.path, error.path)
            raise SourceError(original, error.line, error.reason) from None

    def put_pages(self, volume: str, pages: Iterable[Page]) -> None:
        """Put pages of a volume, with their sidecars and records, in their place."""
        for page in pages:
            target = self._folder / page.target
            place(sidecar_path(page.copy), sidecar_path(target))
            self._put(page.copy, target, page.origin)
        self.volumes[volume] = None
        if (self._folder / f"{volume}.xml").is_file():
            self.notices.append(f"{volume} is installed as a whole; copied pages of it go unused")

    def _take_volume(self, offer: Offer) -> None:
        copied = self._copy(offer.path)
        volume = read_volume(copied.path).volume.id
        if offer.path in self._addresses and volume != offer.path.stem:
            reason = f"{self._addresses[offer.path]} holds another volume, {volume}"
            raise SourceError(offer.path, None, reason)
        target = Path(f"{volume}.xml")
        if self._is_new(offer.path, target, copied.sha256):
            self._put(copied.path, self._folder / target, self._origin(offer.path, copied))
            self.volumes[volume] = None

    def _take_page(self, offer: Offer) -> None:
        copied = self._copy(offer.path)
        sidecar, beside = sidecar_path(offer.path), sidecar_path(copied.path)
        digest = copied.sha256
        if sidecar.exists() or sidecar.is_symlink():
            offer.refuse_link_out(sidecar)
            self._originals[beside] = sidecar
            digest += snapshot(sidecar, beside, MAX_BYTES).sha256
        document = read_page(copied.path).document
        volume = document.volume.id
        target = Path(volume) / f"{document.id.removeprefix(volume + '/')}.txt"
        if self._is_new(offer.path, target, digest):
            origin = self._origin(offer.path, copied)
            self.pages.append(Page(copy=copied.path, volume=volume, target=target, origin=origin))

    def _copy(self, file: Path) -> Snapshot:
        # Messages name the copy's own folder nowhere, but at times the file: it keeps its name.
        copy = self._stage / str(len(self._originals)) / file.name
        self._originals[copy] = file
        return snapshot(file, copy, MAX_BYTES)

    def _is_new(self, file: Path, target: Path, digest: str) -> bool:
        """Whether nothing came for `target` yet; refuses what differs from the file before."""
        if target not in self._seen:
            self._seen[target] = (file, digest)
            return True
        first, known = self._seen[target]
        if known != digest:
            reason = f"not the same as {printable(str(first))}, which is {target.stem} too"
            raise SourceError(file, None, f"{reason}; add one of them")
        if file != first:
            names = (printable(str(path)) for path in (file, first))
            self.notices.append("{}: the same as {}, and taken once".format(*names))
        return False

    def _origin(self, file: Path, copied: Snapshot) -> Origin:
        return Origin(
            place=self._addresses.get(file) or printable(file.name),
            sha256=copied.sha256,
            bytes=copied.bytes,
            added=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        )

    def _put(self, copy: Path, target: Path, origin: Origin) -> None:
        record = origin_path(copy)
        write_new(record, origin_bytes(origin))
        place(record, origin_path(target))
        place(copy, target)

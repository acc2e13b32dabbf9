"""Which files the paths that a person names stand for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import SourceError

_SOURCES = (".xml", ".txt")
_ARCHIVES = (".zip", ".tar", ".tgz", ".gz", ".bz2", ".xz", ".zst", ".7z", ".rar")


@dataclass(frozen=True, slots=True)
class Offer:
    """A file that is offered, and the folder in which it was found, where it was not named."""

    path: Path
    found_in: Path | None = None

    @property
    def suffix(self) -> str:
        """The end of the file's name, in lower case: ".xml" or ".txt" of what can be taken."""
        return self.path.suffix.lower()

    def refuse_unfit(self) -> None:
        """Raise SourceError for what its name or its place alone rule out."""
        if self.suffix in _ARCHIVES:
            raise SourceError(self.path, None, "an archive; unpack it first, and add its files")
        if self.suffix not in _SOURCES:
            reason = "neither a TEI volume (.xml) nor a page copied from history.state.gov (.txt)"
            raise SourceError(self.path, None, reason)
        self.refuse_link_out(self.path)

    def refuse_link_out(self, path: Path) -> None:
        """Raise SourceError where `path`, this file or one beside it, is a link out of its folder.

        A file that was named itself may be a link to anywhere.
        """
        if self.found_in is None or not path.is_symlink():
            return
        try:
            target = path.resolve(strict=True)
        except (OSError, RuntimeError):
            raise SourceError(path, None, "a link to nothing, or to itself") from None
        if not target.is_relative_to(self.found_in.resolve()):
            raise SourceError(path, None, "a link out of this folder; add the file itself")


def offers(paths: Iterable[Path]) -> list[Offer]:
    """The files that `paths` stand for; a folder stands for those in it, not in its folders.

    Raises SourceError for a path where nothing is, and for a folder without any such file.
    """
    return [offer for path in paths for offer in _offers(path)]


def _offers(path: Path) -> Iterator[Offer]:
    if not os.path.lexists(path):
        raise SourceError(path, None, "no such file or folder")
    if not path.is_dir():
        yield Offer(path)
        return
    found = [
        Offer(file, path)
        for file in sorted(path.iterdir())
        if file.suffix.lower() in (*_SOURCES, *_ARCHIVES) and not file.is_dir()
    ]
    if not found:
        reason = "no .xml or .txt file in this folder (folders in it are not looked into)"
        raise SourceError(path, None, reason)
    yield from found

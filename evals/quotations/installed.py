"""The volumes to test the checker on: installed ones, or TEI files in a home of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from assistant.settings import Settings, read_settings
from corpus.errors import InputError
from corpus.library import Library
from evals.cost.stand_in import StandIn
from evals.quotations.book import Book
from vectorstore.build import build
from vectorstore.index import Index
from vectorstore.manifest import read_manifest
from vectorstore.versions import current

Progress = Callable[[str, int, int], None]


@contextmanager
def opened(
    volumes: Sequence[str], home: Path | None, progress: Progress = lambda *_: None
) -> Iterator[tuple[Index, list[str]]]:
    """An index that holds `volumes`, all ids or all paths of TEI files; and their ids.

    Files are indexed in a folder that is gone at the end, beside the shipped document, with
    stand-ins for their vectors: a check needs none. Raises InputError where a volume is neither
    a file nor installed, and SourceError for a file that is no volume.
    """
    paths = [Path(volume) for volume in volumes if volume.endswith(".xml")]
    if paths and len(paths) < len(volumes):
        raise InputError("--volume: name files or installed volumes, not both at once")
    if not paths:
        settings = read_settings() if home is None else Settings(home.absolute())
        with _index(settings.index) as index:
            for volume in volumes:
                if not index.volume_installed(volume):
                    raise InputError(f"volume {volume} is not installed; see: frus corpus list")
            yield index, list(volumes)
        return
    with TemporaryDirectory(prefix="frus-quotations-") as folder:
        settings = Settings(Path(folder))
        library = Library(settings.home)
        added = library.add(paths, progress)
        for refusal in added.refused:
            raise refusal
        build(library, settings.index, _stand_in(), progress)
        with _index(settings.index) as index:
            yield index, list(added.volumes)


def book_of(index: Index, volume: str) -> Book:
    """The volume as the index holds it."""
    stored = index.passages
    texts = (stored.document_text(id_) for id_ in stored.documents_of(volume))
    return Book(volume, tuple(text for text in texts if text is not None))


def strangers(index: Index, most: int = 50) -> list[str]:
    """Ids of the first documents of each volume, at most `most` of each."""
    stored = index.passages
    return [id_ for volume in stored.volumes for id_ in stored.documents_of(volume.id)[:most]]


def _index(root: Path) -> Index:
    folder = current(root)
    if folder is None:
        raise InputError(f"there is no index in {root}; run: frus index build")
    embedder = _stand_in()
    embedder.name = read_manifest(folder).model
    return Index(root, embedder)


def _stand_in() -> StandIn:
    # In as many groups as there are directions: in one single heap of tens of thousands Chroma's
    # graph loses its way, and the index is not sound.
    return StandIn(np.eye(384, dtype=np.float16))

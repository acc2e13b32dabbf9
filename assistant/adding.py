"""Adding volumes by what a person names: files and folders, or ids of published volumes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from assistant.settings import Settings
from assistant.terminal import Bars
from assistant.terminal_cards import download_bar
from corpus.catalog import Catalog, read_catalog
from corpus.errors import DownloadError, InputError, StoreError, printable
from corpus.library import Added, Library
from corpus.offers import offers


def add_volumes(names: Sequence[str], settings: Settings) -> Added:
    """Install what `names` stand for: a path where there is one, else a volume of the catalog.

    Volumes of the catalog are downloaded, and each is installed before the next one is fetched.
    Raises InputError or SourceError, before anything is fetched or written, for a name that is
    neither and a folder without files.
    """
    paths = [Path(name) for name in names if os.path.lexists(name)]
    ids = list(dict.fromkeys(name for name in names if not os.path.lexists(name)))
    if ids:
        _require_published(ids, read_catalog())
    offers(paths)
    library = Library(settings.home)
    parts = [_fetched(id_, library, settings) for id_ in ids]
    if paths:
        with Bars() as bars:
            parts.append(library.add(paths, bars.show))
    return Added(
        volumes=tuple(dict.fromkeys(volume for part in parts for volume in part.volumes)),
        refused=tuple(error for part in parts for error in part.refused),
        notices=tuple(notice for part in parts for notice in part.notices),
    )


def _require_published(ids: Sequence[str], catalog: Catalog) -> None:
    unknown = [id_ for id_ in ids if catalog.find(id_) is None]
    if unknown:
        raise InputError("\n".join(_unknown(id_, catalog) for id_ in unknown))


def _unknown(id_: str, catalog: Catalog) -> str:
    near = catalog.nearest(id_)
    meant = f"did you mean {' or '.join(near)}? See" if near else "see"
    return (
        f"{printable(id_)}: no such file or folder, and no published volume; {meant}: "
        "frus corpus search WORDS"
    )


def _fetched(id_: str, library: Library, settings: Settings) -> Added:
    """Download a volume and install it; the download is kept only until it has been."""
    from corpus.download import download

    try:
        with download_bar(id_) as progress:
            fetched = download(id_, settings.downloads, settings.source_url, progress)
    except DownloadError as error:
        return Added(volumes=(), refused=(error,), notices=())
    try:
        return library.add([fetched.path], addresses={fetched.path: fetched.url})
    except StoreError as error:  # the others go on, and what they install is named
        return Added(volumes=(), refused=(error,), notices=())
    finally:
        fetched.path.unlink(missing_ok=True)  # a second download of it may have been first

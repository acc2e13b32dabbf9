"""The record behind a home: its installed files, read anew."""

from __future__ import annotations

from collections.abc import Callable, Collection

from corpus.library import Library
from evals.record.page import read_page_source
from evals.record.unit import Source

Progress = Callable[[str, int, int], None]


def record_of(
    library: Library, volumes: Collection[str], progress: Progress = lambda *_: None
) -> dict[str, Source]:
    """The documents of these installed volumes by id, in the order of the volumes.

    Raises SourceError where a file has another shape than its kind.
    """
    record: dict[str, Source] = {}
    for done, volume in enumerate(volumes):
        progress(f"reading {volume}", done, len(volumes))
        source = library.source(volume)
        if source.whole:
            from evals.record.tei import read_volume_sources

            record |= {one.document: one for one in read_volume_sources(source.files[0])}
            continue
        texts = [file for file in source.files if file.suffix == ".txt"]
        record |= {one.document: one for one in map(read_page_source, texts)}
    return record

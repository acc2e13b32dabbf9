"""The tutorial's store of the installed volumes, kept: to embed them takes minutes.

A cache folder has the vectors of each volume (`<volume>-<digest of its chunks>.npy`) and the whole
stores (`store-<digest of the volumes' digests>`); each appears there whole, or not at all. A run
that is cut off goes on with the volume it was at. Whatever lies there may be deleted.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from corpus.passage import READING, DocumentText
from corpus.snapshot import sync_folder
from evals.speed_tutorial import CHUNK, OVERLAP, Store, Tutorial
from vectorstore.durable import sync_tree, writable
from vectorstore.embed import Vectors

Progress = Callable[[str, int, int], None]
Texts = Callable[[str], Sequence[DocumentText]]

_FORMAT = 1
_BATCH = 512  # chunks embedded between two signs of progress


def open_store(
    tutorial: Tutorial,
    sources: Mapping[str, str],
    texts: Texts,
    cache: Path,
    progress: Progress = lambda *_: None,
) -> Store:
    """The store of the volumes in `sources`, made in `cache` where it is not there yet.

    `sources` are the volumes' digests by id; `texts` gives a volume's documents. `progress` is
    told step, done and total. Raises StoreError where `cache` cannot be written.
    """
    folder = cache / f"store-{_key(sources)}"
    with writable(cache):
        cache.mkdir(parents=True, exist_ok=True)
        if not folder.is_dir():
            _make(folder, tutorial, sorted(sources), texts, progress)
    return tutorial.open(folder)


def _key(sources: Mapping[str, str]) -> str:
    about = [_FORMAT, READING, CHUNK, OVERLAP, sorted(sources.items())]
    return hashlib.sha256(json.dumps(about).encode()).hexdigest()[:16]


def _make(
    folder: Path, tutorial: Tutorial, volumes: Sequence[str], texts: Texts, progress: Progress
) -> None:
    # Another process may be at it too: each makes its own, and the first one stays.
    with TemporaryDirectory(dir=folder.parent, prefix="making-") as making:
        new = Path(making, "store")
        store = tutorial.open(new)
        try:
            for done, volume in enumerate(volumes):
                chunks = tutorial.chunks(texts(volume))
                words = [chunk.page_content for chunk in chunks]
                told = f"tutorial: {volume} ({done + 1} of {len(volumes)})"
                vectors = _vectors(folder.parent, volume, words, tutorial, told, progress)
                store.add(chunks, vectors)
        finally:
            store.close()
        sync_tree(new)
        if not folder.is_dir():
            new.rename(folder)
            sync_folder(folder.parent)


def _vectors(
    cache: Path,
    volume: str,
    words: Sequence[str],
    tutorial: Tutorial,
    told: str,
    progress: Progress,
) -> Vectors:
    """The vectors of a volume's chunks, shape (chunks, 384); computed once."""
    digest = hashlib.sha256(json.dumps(words).encode()).hexdigest()[:16]
    path = cache / f"{volume}-{digest}.npy"
    if path.is_file():
        progress(told, len(words), len(words))
        return np.asarray(np.load(path), dtype=np.float32)
    parts: list[Vectors] = []
    for start in range(0, len(words), _BATCH):
        progress(told, start, len(words))
        parts.append(tutorial.embed(words[start : start + _BATCH]))
    vectors = np.concatenate(parts)
    beside = path.with_suffix(f".{os.getpid()}.tmp")
    with beside.open("wb") as file:
        np.save(file, vectors)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    return vectors

"""Make an index version: aside, whole, verified, and only then published."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Protocol

import numpy as np
from filelock import FileLock, Timeout

from corpus.errors import StoreError
from corpus.library import Source
from corpus.passage import DocumentText, Kind, VolumeText
from vectorstore import lexical
from vectorstore.context import search_text
from vectorstore.dense import BATCH, Dense, metadata
from vectorstore.embed import Embedder, Vectors, embed_whole
from vectorstore.holding import drop
from vectorstore.lexical import Entry
from vectorstore.manifest import (
    FORMAT,
    Manifest,
    current,
    point_to,
    read_manifest,
    version_of,
    write_manifest,
)
from vectorstore.passages import Passages, PassageWriter

_KEPT = 2  # versions on disk: the current one, and the one before for those who still read it
_EMBEDDED_AT_ONCE = 64

Progress = Callable[[str, int, int], None]


class Shelves(Protocol):
    """Where volumes come from; the installed ones are a corpus.library.Library."""

    def sources(self) -> list[Source]:
        """The volumes to index."""
        ...

    def read(self, source: Source) -> VolumeText:
        """The documents and passages of one of them."""
        ...


def build(
    library: Shelves, root: Path, embedder: Embedder, progress: Progress, patience: float = 0.0
) -> Manifest:
    """Bring the index below `root` up to date with `library`, and say what it holds.

    Vectors of passages whose search text did not change are taken from the version before. A
    damaged version is made anew. Whatever fails, the version before stays current. `progress`
    is told step, done and total.
    Raises StoreError where another process is still building after `patience` seconds.
    """
    root.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(root / "writer.lock", timeout=patience):
            return _build(library, root, embedder, progress)
    except Timeout:
        raise StoreError(f"another process is building the index in {root}; wait for it") from None


def _build(library: Shelves, root: Path, embedder: Embedder, progress: Progress) -> Manifest:
    sources = library.sources()
    version = version_of(sources, embedder.name)
    before = current(root)
    held = _sound(before) if before is not None else None
    if before is not None and held is not None and before.name == f"index-{version}":
        return held
    earlier = root / f"index-{version}"
    ready = _sound(earlier) if earlier.is_dir() else None
    if ready is not None:
        # Built before, and perhaps still read by a chat that was opened then.
        point_to(root, version)
        return ready
    if held is None or held.model != embedder.name:
        before = None
    for left in root.glob("building-*"):
        shutil.rmtree(left)
    folder = Path(tempfile.mkdtemp(prefix="building-", dir=root))
    try:
        count = _fill(folder, library, sources, embedder, progress, before)
        manifest = Manifest(
            version=version,
            format=FORMAT,
            model=embedder.name,
            passages=count,
            sources={source.volume: source.digest for source in sources},
        )
        write_manifest(folder, manifest)
        _publish(root, folder, version)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return manifest


def _sound(folder: Path) -> Manifest | None:
    """The manifest of the version in `folder`; None where it is damaged or of another format."""
    try:
        manifest = read_manifest(folder)
        lexical.Lexical(folder / "words")
        with (
            closing(Passages(folder / "passages.sqlite")) as stored,
            closing(Dense(folder / "vectors")) as dense,
        ):
            vectors = sum(1 for _ in dense.vectors())
            whole = bool(stored.volumes) and vectors == manifest.passages
    except StoreError:
        return None
    return manifest if whole and manifest.format == FORMAT else None


def _fill(
    folder: Path,
    library: Shelves,
    sources: Sequence[Source],
    embedder: Embedder,
    progress: Progress,
    before: Path | None,
) -> int:
    entries: list[Entry] = []
    with closing(PassageWriter(folder / "passages.sqlite")) as store:
        for done, source in enumerate(sources):
            progress("reading", done, len(sources))
            text = library.read(source)
            store.add(text)
            entries += _entries(text)
    progress("indexing words", 0, 1)
    lexical.write(folder / "words", entries)
    sought = [entry for entry in entries if entry.sought]
    known = _known_vectors(before)
    dense = Dense(folder / "vectors", create=True)
    try:
        for start in range(0, len(sought), BATCH):
            batch = sought[start : start + BATCH]
            _add(dense, batch, known, embedder, partial(_embedded, progress, start, len(sought)))
        if dense.count() != len(sought) or lexical.Lexical(folder / "words").size != len(entries):
            raise StoreError("the new index does not hold every passage; nothing was changed")
    finally:
        dense.close()
    return len(sought)


def _entries(text: VolumeText) -> Iterator[Entry]:
    for part in text.documents:
        of_document = {passage.id: passage for passage in part.passages}
        for passage in part.passages:
            sought = passage.kind is not Kind.HEADING or _nothing_but_headings(part)
            search = search_text(passage, part.document, of_document)
            yield Entry(passage, part.document, search, sought)


def _nothing_but_headings(text: DocumentText) -> bool:
    """Calendar entries of the microfiche supplements consist of their heading alone."""
    return all(passage.kind is Kind.HEADING for passage in text.passages)


def _known_vectors(before: Path | None) -> Mapping[str, Vectors]:
    if before is None:
        return {}
    dense = Dense(before / "vectors")
    try:
        return dict(dense.vectors())
    finally:
        dense.close()


def _add(
    dense: Dense,
    entries: Sequence[Entry],
    known: Mapping[str, Vectors],
    embedder: Embedder,
    embedded: Callable[[int], None],
) -> None:
    digests = [_digest(entry.search.embedded) for entry in entries]
    new = [n for n, digest in enumerate(digests) if digest not in known]
    fresh: dict[int, Vectors] = {}
    for start in range(0, len(new), _EMBEDDED_AT_ONCE):
        part = new[start : start + _EMBEDDED_AT_ONCE]
        vectors = embed_whole(embedder, [entries[n].search.embedded for n in part])
        fresh |= dict(zip(part, vectors, strict=True))
        embedded(len(entries) - len(new) + start + len(part))
    dense.add(
        [entry.passage.id for entry in entries],
        np.stack([fresh[n] if n in fresh else known[d] for n, d in enumerate(digests)]),
        [entry.passage.text for entry in entries],
        [
            metadata(entry.passage, entry.document, digest)
            for entry, digest in zip(entries, digests, strict=True)
        ],
    )


def _embedded(progress: Progress, before: int, total: int, now: int) -> None:
    progress("embedding", before + now, total)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _publish(root: Path, folder: Path, version: str) -> None:
    target = root / f"index-{version}"
    if target.exists() and not drop(target):
        raise StoreError(f"{target} is damaged, and in use; close what uses it and build again")
    folder.replace(target)
    point_to(root, version)
    versions = sorted(root.glob("index-*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in [path for path in versions if path != target][_KEPT - 1 :]:
        drop(old)

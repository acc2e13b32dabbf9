"""Make an index version: aside, whole, tried out, and only then published.

Whatever fails or kills it, the version before stays published, and the vectors that were
computed stay in the cache beside the versions.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version as library_version
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from corpus.errors import SourceError, StoreError
from corpus.library import Source
from corpus.passage import READING, VolumeText
from vectorstore import lexical
from vectorstore.brake import require_room, require_size, require_volumes
from vectorstore.durable import remove_tree, sync_tree, writable
from vectorstore.embed import Embedder
from vectorstore.entries import Entries
from vectorstore.fill import Filling, fill_vectors
from vectorstore.manifest import (
    FORMAT,
    Manifest,
    check_files,
    files_of,
    read_manifest,
    version_of,
    write_manifest,
)
from vectorstore.passage_writer import PassageWriter
from vectorstore.passages import TEXT, Passages
from vectorstore.verify import verify
from vectorstore.versions import (
    Served,
    drop_others,
    folders,
    point_to,
    publish,
    serving,
    sound,
    volumes_held,
)
from vectorstore.writer_lock import writing

_LIBRARIES = ("chromadb", "lxml", "numpy", "sentencex", "tantivy", "tokenizers")

Progress = Callable[[str, int, int], None]


class Shelves(Protocol):
    """Where volumes come from; the installed ones are a corpus.library.Library."""

    def sources(self) -> list[Source]:
        """The volumes to index."""
        ...

    def read(self, source: Source) -> VolumeText:
        """The documents and passages of one of them."""
        ...


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to: the published version, and what kept volumes out of it.

    A refused volume that was in the version before stays in it as it was. `embedded` is the
    number of vectors that were computed; `notices` are for the person who builds.
    """

    manifest: Manifest
    refused: tuple[SourceError, ...] = ()
    embedded: int = 0
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is to be built, and how."""

    library: Shelves
    root: Path
    embedder: Embedder
    progress: Progress
    leaving: Collection[str] = ()
    allow_shrink: bool = False
    notices: list[str] = field(default_factory=list)


def build(
    library: Shelves,
    root: Path,
    embedder: Embedder,
    progress: Progress,
    patience: float = 0.0,
    *,
    leaving: Collection[str] = (),
    allow_shrink: bool = False,
) -> Built:
    """Bring the index below `root` up to date with `library`, and say what it holds.

    Only volumes whose files changed are read, only texts that were never embedded by the model
    are embedded. `progress` is told step, done and total. An index that would lose more than a
    fifth of its passages is refused unless `allow_shrink`; the volumes `leaving` go knowingly,
    and do not count.
    Raises StoreError where another process is still building after `patience` seconds, where
    the new version is not sound, or where there is no room for it.
    """
    job = Job(
        library=library,
        root=root,
        embedder=embedder,
        progress=progress,
        leaving=leaving,
        allow_shrink=allow_shrink,
    )
    with writable(root):
        root.mkdir(parents=True, exist_ok=True)
        with writing(root, patience), serving(root, embedder.name) as before:
            for left in root.glob("building-*"):  # by a build that was killed
                remove_tree(left)
            return _build(job, before)


def _build(job: Job, before: Served | None) -> Built:
    sources = job.library.sources()
    version = version_of({s.volume: s.digest for s in sources}, job.embedder.name)
    if before is not None and not before.notice and before.manifest.version == version:
        # A build that was killed after it had published may have left more.
        drop_others(job.root, *folders(job.root)[:2])
        return Built(before.manifest)
    ready = _ready(job, version, before)
    if ready is not None:
        return Built(ready)
    folder = job.root / f"building-{uuid4().hex[:12]}"
    folder.mkdir()  # as open to others as the home is, which a temporary folder is not
    try:
        refused = _write_text(job, folder, sources, before)
        if refused and before is not None and _holds_no_more(folder, before):
            return Built(before.manifest, tuple(refused))
        embedded = _write_indexes(job, folder, before)
        manifest = _manifest(job, folder)
        job.progress("checking", 0, 1)
        verify(folder, manifest.passages)
        check_files(folder, manifest)  # what changed while it was tried out could not be served
        write_manifest(folder, manifest)
        sync_tree(folder)
        job.progress("publishing", 0, 1)
        publish(job.root, folder, manifest.version, None if before is None else before.folder)
    finally:
        remove_tree(folder)
    return Built(manifest, tuple(refused), embedded, tuple(job.notices))


def _ready(job: Job, version: str, before: Served | None) -> Manifest | None:
    """An earlier version that is just what is wanted, published again; None without one."""
    for folder in folders(job.root):
        try:
            if read_manifest(folder).version != version:
                continue
            manifest = sound(folder, job.embedder.name)
        except StoreError:  # a version that is not sound is no candidate
            continue
        with closing(Passages(folder / TEXT)) as stored:
            _brake(job, stored, before)
        point_to(job.root, folder)
        drop_others(job.root, folder, None if before is None else before.folder)
        return manifest
    return None


def _holds_no_more(folder: Path, before: Served) -> bool:
    """Whether the text in `folder` is that of the published version: only refusals came of it."""
    with closing(Passages(folder / TEXT)) as stored:
        return not before.notice and stored.sources() == before.manifest.sources


def _brake(job: Job, stored: Passages, before: Served | None) -> None:
    if job.allow_shrink:
        return
    if before is not None:
        require_size(before, stored, job.leaving)
    else:
        require_volumes(volumes_held(job.root), stored.sources(), job.leaving)


def _write_text(
    job: Job, folder: Path, sources: Sequence[Source], before: Served | None
) -> list[SourceError]:
    """Write the store of passages: unchanged volumes as they were, the others read anew."""
    held = {} if before is None else before.manifest.sources
    kept = [s.volume for s in sources if held.get(s.volume) == s.digest]
    changed = [source for source in sources if source.volume not in kept]
    refused = []
    with closing(PassageWriter(folder / TEXT, job.embedder.name)) as store:
        for done, source in enumerate(changed):
            job.progress("reading", done, len(changed))
            try:
                store.add(job.library.read(source), source.digest)
            except SourceError as error:
                refused.append(error)
                kept += [source.volume] if source.volume in held else []
        if before is not None:
            store.keep(before.folder / TEXT, kept)
        store.number()
    return refused


def _write_indexes(job: Job, folder: Path, before: Served | None) -> int:
    """Write the indexes of words and of vectors; how many vectors were computed."""
    with closing(Entries(folder / TEXT)) as stored:
        _brake(job, stored, before)
        require_room(job.root, stored.size)
        job.progress("indexing words", 0, 1)
        lexical.write(folder / lexical.WORDS, stored.lexical_entries())
        lexical.write(folder / lexical.DOCUMENTS, stored.whole_documents())
        return fill_vectors(
            Filling(
                folder=folder,
                before=None if before is None else before.folder,
                stored=stored,
                cache=job.root / "embeddings.sqlite",
                embedder=job.embedder,
                progress=job.progress,
                notices=job.notices,
            )
        )


def _manifest(job: Job, folder: Path) -> Manifest:
    with closing(Entries(folder / TEXT)) as stored:
        sources = stored.sources()
        return Manifest(
            version=version_of(sources, job.embedder.name),
            format=FORMAT,
            reading=READING,
            model=job.embedder.name,
            runtime=job.embedder.runtime,
            built=datetime.now(UTC).isoformat(timespec="milliseconds"),
            digest=stored.digest(),
            counts=stored.totals(),
            sources=sources,
            libraries={name: library_version(name) for name in _LIBRARIES},
            files=files_of(folder),
        )

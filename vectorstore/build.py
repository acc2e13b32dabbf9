"""Make an index version: aside, whole, tried out, and only then published.

Whatever fails or kills it, the version before stays published, and the vectors that were
computed stay in the cache beside the versions. Where many vectors are to be computed, a version
is published first in which the new volumes are found by their words alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version as library_version
from pathlib import Path
from uuid import uuid4

from corpus.errors import SourceError, StoreError
from corpus.library import Source
from corpus.passage import READING
from vectorstore.brake import require_room
from vectorstore.durable import remove_tree, sync_tree, writable
from vectorstore.embed import Embedder
from vectorstore.entries import Entries
from vectorstore.fill import Filling, fill_vectors, volumes_to_wait
from vectorstore.job import Job, Progress, Shelves
from vectorstore.manifest import (
    FORMAT,
    Manifest,
    check_files,
    files_of,
    read_manifest,
    version_of,
    write_manifest,
)
from vectorstore.passage_writer import mark_waiting
from vectorstore.passages import TEXT, Passages
from vectorstore.text import copy_text, holds_no_more, require_most, write_text, write_words
from vectorstore.verify import verify
from vectorstore.versions import (
    Served,
    drop_left,
    drop_others,
    folders,
    newest_whole,
    point_to,
    publish,
    serving,
    sound,
)
from vectorstore.writer_lock import writing

_LIBRARIES = ("chromadb", "lxml", "numpy", "sentencex", "tantivy", "tokenizers")


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


def build(
    library: Shelves,
    root: Path,
    embedder: Embedder,
    progress: Progress,
    patience: float = 0.0,
    *,
    leaving: Collection[str] = (),
    allow_shrink: bool = False,
    by_words: Callable[[Manifest], None] = lambda _: None,
) -> Built:
    """Bring the index below `root` up to date with `library`, and say what it holds.

    Only volumes whose files changed are read, only texts that were never embedded by the model
    are embedded. Where these are many, a version without their vectors is published first, and
    `by_words` is told of it: its volumes `waiting` are found by their words alone, a changed one
    as a whole. `progress` is told step, done and total. An index that would lose more than a
    fifth of its passages is refused unless `allow_shrink`; the volumes `leaving` go knowingly,
    and do not count.
    Raises BusyError where another process is still building after `patience` seconds, and
    StoreError where the new version is not sound, or where there is no room for it.
    """
    job = Job(
        library=library,
        root=root,
        embedder=embedder,
        progress=progress,
        by_words=by_words,
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
    named, model = {source.volume: source.digest for source in sources}, job.embedder.name
    wanted = version_of(named, model)
    if before is not None and before.manifest.waiting:
        # This build lets it go. Until then the lock keeps it: only who builds deletes versions.
        before.hold.release()
    held = None if before is None or before.notice else before.manifest
    if held is not None and held.version == wanted:
        drop_left(job.root)
        return Built(held)
    ready = _ready(job, wanted, before)
    if ready is not None:
        return Built(ready)
    if before and held and held.waiting and held.version == version_of(named, model, held.waiting):
        return _with_vectors(job, before.folder, _whole(job, before))
    return _anew(job, sources, before)


def _whole(job: Job, before: Served | None) -> Path | None:
    """The folder of the newest version in which nothing waits: it is built upon, and kept."""
    if before is not None and not before.manifest.waiting:
        return before.folder
    return newest_whole(job.root, job.embedder.name)


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
            require_most(job, stored, before)
        point_to(job.root, folder)
        if before is not None and before.manifest.waiting:
            drop_left(job.root)
        else:
            drop_others(job.root, folder, None if before is None else before.folder)
        return manifest
    return None


def _anew(job: Job, sources: Sequence[Source], before: Served | None) -> Built:
    """A version whose text is read now; first without vectors where it lacks many."""
    whole = _whole(job, before)
    with _aside(job) as folder:
        refused = tuple(write_text(job, folder, sources, before))
        if refused and before is not None and holds_no_more(folder, before):
            if not before.manifest.waiting:
                return Built(before.manifest, refused)
            return replace(_with_vectors(job, before.folder, whole), refused=refused)
        write_words(job, folder, before)
        earlier = None if before is None else before.folder
        with _filling(job, folder, earlier, whole) as filling:
            waiting = volumes_to_wait(filling)
        mark_waiting(folder / TEXT, waiting)
        with _filling(job, folder, earlier, whole) as filling:
            embedded = fill_vectors(filling)
        published, manifest = _publish(job, folder, whole or earlier)
    if not waiting:
        return Built(manifest, refused, embedded, tuple(job.notices))
    job.by_words(manifest)
    built = _with_vectors(job, published, whole)
    return replace(built, refused=refused, embedded=embedded + built.embedded)


def _with_vectors(job: Job, words: Path, whole: Path | None) -> Built:
    """The version in the folder `words`, in which volumes wait, with the vectors of them all."""
    with _aside(job) as folder:
        copy_text(words, folder)
        mark_waiting(folder / TEXT, ())
        with _filling(job, folder, words, whole) as filling:
            require_room(job.root, filling.stored.size)
            embedded = fill_vectors(filling)
        _, manifest = _publish(job, folder, whole)
    return Built(manifest, embedded=embedded, notices=tuple(job.notices))


@contextmanager
def _aside(job: Job) -> Iterator[Path]:
    """A new folder in which a version is made, gone at the end where it was not published."""
    folder = job.root / f"building-{uuid4().hex[:12]}"
    folder.mkdir()  # as open to others as the home is, which a temporary folder is not
    try:
        yield folder
    finally:
        remove_tree(folder)


@contextmanager
def _filling(job: Job, folder: Path, before: Path | None, whole: Path | None) -> Iterator[Filling]:
    with closing(Entries(folder / TEXT)) as stored:
        yield Filling(
            folder=folder,
            earlier=list(dict.fromkeys(path for path in (before, whole) if path)),
            whole=whole,
            stored=stored,
            cache=job.cache,
            embedder=job.embedder,
            progress=job.progress,
            notices=job.notices,
        )


def _publish(job: Job, folder: Path, kept: Path | None) -> tuple[Path, Manifest]:
    """Try the version in `folder` out and publish it; `kept` stays to stand in for it."""
    manifest = _manifest(job, folder)
    job.progress("checking", 0, 1)
    verify(folder, manifest.passages)
    check_files(folder, manifest)  # what changed while it was tried out could not be served
    write_manifest(folder, manifest)
    sync_tree(folder)
    job.progress("publishing", 0, 1)
    return publish(job.root, folder, manifest.version, kept), manifest


def _manifest(job: Job, folder: Path) -> Manifest:
    with closing(Entries(folder / TEXT)) as stored:
        sources, waiting = stored.sources(), stored.passages_waiting()
        return Manifest(
            version=version_of(sources, job.embedder.name, waiting),
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
            waiting=waiting,
        )

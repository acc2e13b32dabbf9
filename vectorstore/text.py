"""The text of a new index version: unchanged volumes as they were, the others read anew."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Sequence
from contextlib import closing
from pathlib import Path

from corpus.errors import SourceError
from corpus.library import Source
from vectorstore import lexical
from vectorstore.brake import require_room, require_size, require_volumes
from vectorstore.entries import Entries
from vectorstore.job import Job
from vectorstore.passage_writer import PassageWriter
from vectorstore.passages import TEXT, Passages
from vectorstore.versions import Served, volumes_held


def write_text(
    job: Job, folder: Path, sources: Sequence[Source], before: Served | None
) -> list[SourceError]:
    """Write the store of passages into `folder`; what kept volumes out of it.

    A refused volume that the version before holds is taken over as it was.
    """
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


def holds_no_more(folder: Path, before: Served) -> bool:
    """Whether the text in `folder` is that of the published version: only refusals came of it."""
    with closing(Passages(folder / TEXT)) as stored:
        return not before.notice and stored.sources() == before.manifest.sources


def write_words(job: Job, folder: Path, before: Served | None) -> None:
    """Write the indexes of the words of the text in `folder`.

    Raises StoreError where too much would be lost, or there is no room for the whole version.
    """
    with closing(Entries(folder / TEXT)) as stored:
        require_most(job, stored, before)
        require_room(job.root, stored.size)
        job.progress("indexing words", 0, 1)
        lexical.write(folder / lexical.WORDS, stored.lexical_entries())
        lexical.write(folder / lexical.DOCUMENTS, stored.whole_documents())


def copy_text(source: Path, folder: Path) -> None:
    """Copy text and words of the version in the folder `source` into the empty one `folder`."""
    shutil.copyfile(source / TEXT, folder / TEXT)
    for name in (lexical.WORDS, lexical.DOCUMENTS):
        shutil.copytree(source / name, folder / name, copy_function=shutil.copyfile)


def require_most(job: Job, stored: Passages, before: Served | None) -> None:
    """Refuse a text that has lost much against the version before, unless that is meant."""
    if job.allow_shrink:
        return
    if before is not None:
        require_size(before, stored, job.leaving)
    else:
        held: Collection[str] = volumes_held(job.root)
        require_volumes(held, stored.sources(), job.leaving)

"""The installed volumes that have an index of their own, with the judgments it makes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus.errors import InputError
from corpus.library import Library, Source
from corpus.tei_index import read_index
from evals.index_judgments import judge
from evals.retrieval.queries import JudgedVolume


def judged_volumes(
    library: Library,
    wanted: Sequence[str] = (),
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> list[JudgedVolume]:
    """The volumes whose indexes give judgments, in order of their ids; all of them, or `wanted`.

    Raises InputError where a volume that is wanted is not installed or gives no judgments, and
    where none gives any.
    """
    sources = {source.volume: source for source in library.sources()}
    unknown = sorted(set(wanted) - set(sources))
    if unknown:
        raise InputError(f"volume {unknown[0]} is not installed; see: frus corpus list")
    judged: list[JudgedVolume] = []
    chosen = [source for name, source in sources.items() if not wanted or name in wanted]
    for done, source in enumerate(chosen):
        progress(f"judgments: {source.volume}", done, len(chosen))
        found = judged_volume(library, source)
        if found is not None and found.judgments:
            judged.append(found)
        elif wanted:
            raise InputError(f"volume {source.volume} has no index of its own to be judged by")
    if not judged:
        raise InputError("no installed volume has an index of its own; add one: frus corpus add")
    return judged


def judged_volume(library: Library, source: Source) -> JudgedVolume | None:
    """The volume with the judgments of its index; None where there is no index to read."""
    if not source.whole:
        return None
    index = read_index(source.files[0])
    if not index.entries:
        return None
    text = library.read(source)
    found = judge(index, text)
    return JudgedVolume(text.volume, found.judgments, found.dropped)

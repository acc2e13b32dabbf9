"""The vectors of a new index version: taken over, taken from the cache, or computed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from vectorstore import chroma_files
from vectorstore.cache import DamagedCacheError, EmbeddingCache, discard
from vectorstore.dense import BATCH, Dense, finish, metadata
from vectorstore.embed import Embedder, embed_whole
from vectorstore.entries import Changes, Entries
from vectorstore.facets import FACETS, write_facets
from vectorstore.lacking import lacking, waiting
from vectorstore.matrix import MATRIX, Matrix, write_matrix
from vectorstore.passages import TEXT, Passages
from vectorstore.rows import RowVectors

# What a kill can lose: some seconds' work.
_EMBEDDED_AT_ONCE = 512
# A graph is made anew once more than this share of its entries was taken out, by this build and
# those before it: it keeps their room.
_MOST_TAKEN_OUT = 0.2
VECTORS = "vectors"
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """A version in the making in `folder`, and what is needed for it.

    `earlier` are the folders of versions that may have some of its vectors, `whole` is the one
    whose graph can be gone on from; None without one.
    """

    folder: Path
    earlier: Sequence[Path]
    whole: Path | None
    stored: Entries
    cache: Path
    embedder: Embedder
    progress: Callable[[str, int, int], None]
    notices: list[str]


def volumes_to_wait(filling: Filling) -> frozenset[str]:
    """The volumes that lack so many vectors that they are to be published without them first."""
    new = RowVectors(filling.stored, filling.earlier).new

    def chosen(cache: EmbeddingCache) -> frozenset[str]:
        wanted = lacking(filling.stored, new, cache)
        return waiting({volume: len(keys) for volume, keys in wanted.items()})

    return _with_cache(filling, chosen)


def fill_vectors(filling: Filling) -> int:
    """Write the vectors of all passages that may be found; how many were computed.

    Volumes that wait for theirs in the stored text have none yet. While there are any, there is
    no graph either: to go on from one takes time in proportion to all that it holds, and the
    matrix finds the same.
    """
    facets = filling.stored.facet_rows()
    write_facets(filling.folder / FACETS, facets)
    rows = RowVectors(filling.stored, filling.earlier)

    def filled(cache: EmbeddingCache) -> int:
        computed = _embed(filling, rows, cache)
        write_matrix(filling.folder / MATRIX, len(rows), rows.parts(cache))
        return computed

    computed = _with_cache(filling, filled)
    if not filling.stored.waiting():
        _write_graph(filling)
    return computed


def _with_cache(filling: Filling, work: Callable[[EmbeddingCache], _Item]) -> _Item:
    """What `work` makes of the cache, or of a new one where it finds that one damaged."""
    try:
        with closing(EmbeddingCache(filling.cache)) as cache:
            return work(cache)
    except DamagedCacheError as error:
        filling.notices.append(f"{error}; it was deleted, and everything is embedded anew")
        discard(filling.cache)
        with closing(EmbeddingCache(filling.cache)) as cache:
            return work(cache)


def _embed(filling: Filling, rows: RowVectors, cache: EmbeddingCache) -> int:
    """Compute the vectors that are lacking, part by part, and put each part into the cache."""
    wanted = lacking(filling.stored, rows.new, cache)
    missing = list({key: id_ for keys in wanted.values() for key, id_ in keys.items()}.values())
    for done, part in enumerate(_parts(missing, _EMBEDDED_AT_ONCE)):
        filling.progress("embedding", done * _EMBEDDED_AT_ONCE, len(missing))
        texts = filling.stored.embedded(part)
        vectors = embed_whole(filling.embedder, list(texts.values()))
        cache.put(dict(zip(texts, vectors, strict=True)))
    return len(missing)


def _write_graph(filling: Filling) -> None:
    """Put the vectors of the matrix into Chroma."""
    changes, base = _changes(filling)
    folder, matrix = filling.folder / VECTORS, Matrix(filling.folder / MATRIX)
    if base is not None:
        chroma_files.copy(base, folder)
    with closing(Dense(folder, create=base is None)) as dense:
        if base is not None:
            dense.write_seldom()
        for part in _parts(changes.stale, BATCH):
            dense.delete(part)
        for done, part in enumerate(_parts(changes.fresh, BATCH)):
            filling.progress("storing vectors", done * BATCH, len(changes.fresh))
            _add(dense, filling.stored, matrix, part)
    finish(folder)


def _changes(filling: Filling) -> tuple[Changes, Path | None]:
    """What changed, and the folder of vectors that can be gone on from; None to begin anew."""
    stored = filling.stored
    if filling.whole is not None:
        changes, base = stored.changes_since(filling.whole / TEXT), filling.whole / VECTORS
        with closing(Passages(filling.whole / TEXT)) as earlier:
            entries = earlier.totals()["vectors"] - len(changes.stale)
        graph = chroma_files.graph_size(base)
        if graph - entries <= _MOST_TAKEN_OUT * graph:
            return changes, base
    return Changes([], stored.sought()), None


def _add(dense: Dense, stored: Entries, matrix: Matrix, ids: Sequence[str]) -> None:
    rows = stored.rows(ids)
    found = stored.found(ids)
    dense.add(
        ids,
        matrix.vectors([rows[id_] for id_ in ids]).astype(np.float32),
        [passage.text for passage, _ in found],
        [metadata(passage, document) for passage, document in found],
    )


def _parts(whole: Sequence[_Item], size: int) -> Iterator[Sequence[_Item]]:
    return (whole[start : start + size] for start in range(0, len(whole), size))

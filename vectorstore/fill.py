"""The vectors of a new index version: taken over, taken from the cache, or computed."""

from __future__ import annotations

import shutil
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
from vectorstore.matrix import MATRIX, Half, Matrix, write_matrix
from vectorstore.passages import TEXT, Passages

# What a kill can lose: some seconds' work.
_EMBEDDED_AT_ONCE = 512
# A graph is made anew once more than this share of its entries was taken out, by this build and
# those before it: it keeps their room.
_MOST_TAKEN_OUT = 0.2
VECTORS = "vectors"
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """A version in the making in `folder`, the version `before` it, and what is needed for it."""

    folder: Path
    before: Path | None
    stored: Entries
    cache: Path
    embedder: Embedder
    progress: Callable[[str, int, int], None]
    notices: list[str]


def fill_vectors(filling: Filling) -> int:
    """Write the index of vectors of all passages that may be found; how many were computed."""
    try:
        return _fill(filling)
    except DamagedCacheError as error:
        filling.notices.append(f"{error}; it was deleted, and everything is embedded anew")
        discard(filling.cache)
        shutil.rmtree(filling.folder / VECTORS, ignore_errors=True)
        return _fill(filling)


def _fill(filling: Filling) -> int:
    changes, base = _changes(filling)
    cache = EmbeddingCache(filling.cache)
    try:
        computed = _embed(filling, cache, changes.fresh)
        _store(filling, cache, changes, base)
        _write_matrix(filling, cache)
    finally:
        cache.close()
    return computed


def _changes(filling: Filling) -> tuple[Changes, Path | None]:
    """What changed, and the folder of vectors that can be gone on from; None to begin anew."""
    stored = filling.stored
    if filling.before is not None:
        changes, base = stored.changes_since(filling.before / TEXT), filling.before / VECTORS
        with closing(Passages(filling.before / TEXT)) as earlier:
            entries = earlier.totals()["vectors"] - len(changes.stale)
        graph = chroma_files.graph_size(base)
        if graph - entries <= _MOST_TAKEN_OUT * graph:
            return changes, base
    return Changes([], stored.sought()), None


def _embed(filling: Filling, cache: EmbeddingCache, ids: Sequence[str]) -> int:
    """Compute the vectors that the cache lacks, part by part, and put each part into it."""
    by_key: dict[str, str] = {}
    for part in _parts(ids, BATCH):
        by_key |= _missing(filling.stored, cache, part)
    missing = list(by_key.values())
    for done, part in enumerate(_parts(missing, _EMBEDDED_AT_ONCE)):
        filling.progress("embedding", done * _EMBEDDED_AT_ONCE, len(missing))
        texts = filling.stored.embedded(part)
        vectors = embed_whole(filling.embedder, list(texts.values()))
        cache.put(dict(zip(texts, vectors, strict=True)))
    return len(missing)


def _missing(stored: Entries, cache: EmbeddingCache, ids: Sequence[str]) -> dict[str, str]:
    """Those of `ids` whose vectors the cache lacks, one for each vector, by its key."""
    keys = stored.vector_keys(ids)
    lacking = cache.missing(keys)
    return {key: id_ for id_, key in zip(ids, keys, strict=True) if key in lacking}


def _store(filling: Filling, cache: EmbeddingCache, changes: Changes, base: Path | None) -> None:
    folder = filling.folder / VECTORS
    if base is not None:
        chroma_files.copy(base, folder)
    with closing(Dense(folder, create=base is None)) as dense:
        if base is not None:
            dense.write_seldom()
        for part in _parts(changes.stale, BATCH):
            dense.delete(part)
        for done, part in enumerate(_parts(changes.fresh, BATCH)):
            filling.progress("storing vectors", done * BATCH, len(changes.fresh))
            _add(dense, filling.stored, cache, part)
    finish(folder)


def _write_matrix(filling: Filling, cache: EmbeddingCache) -> None:
    """Write facets and vectors, a row a passage."""
    facets = filling.stored.facet_rows()
    write_facets(filling.folder / FACETS, facets)
    write_matrix(filling.folder / MATRIX, len(facets), _rows(filling, cache, len(facets)))


def _rows(filling: Filling, cache: EmbeddingCache, count: int) -> Iterator[Half]:
    """The matrix, part by part: rows of the version before where it has them.

    The cache may have been lost since those were computed.
    """
    stored, known, earlier = filling.stored, dict[int, int](), None
    if filling.before is not None:
        known = dict(stored.rows_since(filling.before / TEXT))
        earlier = Matrix(filling.before / MATRIX)
    for rows in _parts(range(count), BATCH):
        new = [row for row in rows if row not in known]
        ids = stored.at_rows(new)
        keys = stored.vector_keys([ids[row] for row in new])
        vectors = cache.whole(keys)
        found = {row: vectors[key] for row, key in zip(new, keys, strict=True)}
        old = [row for row in rows if row in known]
        if earlier is not None and old:
            kept = earlier.vectors([known[row] for row in old])
            found |= dict(zip(old, kept, strict=True))
        yield np.stack([found[row] for row in rows]).astype(np.float16)


def _add(dense: Dense, stored: Entries, cache: EmbeddingCache, ids: Sequence[str]) -> None:
    keys = stored.vector_keys(ids)
    vectors = cache.whole(keys)
    found = stored.found(ids)
    dense.add(
        ids,
        np.stack([vectors[key] for key in keys]),
        [passage.text for passage, _ in found],
        [metadata(passage, document) for passage, document in found],
    )


def _parts(whole: Sequence[_Item], size: int) -> Iterator[Sequence[_Item]]:
    return (whole[start : start + size] for start in range(0, len(whole), size))

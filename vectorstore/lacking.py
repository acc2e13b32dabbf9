"""Which vectors a new version lacks, and which of its volumes wait for theirs.

Words are indexed in seconds, vectors computed in minutes. So where many are lacking the volumes
that lack most wait: a version that finds them by their words alone is published first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vectorstore.cache import EmbeddingCache
from vectorstore.dense import BATCH
from vectorstore.entries import Entries

# Vectors that are computed before anything is published: some seven seconds' work of two
# processors. To publish once more took one second for 11,000 passages.
_AT_ONCE = 1_000

#: By volume, the passages to be embedded: an id by the key of its vector, each key once.
Lacking = dict[str, dict[str, str]]


def lacking(stored: Entries, rows: Sequence[int], cache: EmbeddingCache) -> Lacking:
    """What must be embedded so that the cache has the vectors of the passages of these rows."""
    wanted: Lacking = {}
    for start in range(0, len(rows), BATCH):
        ids = list(stored.at_rows(rows[start : start + BATCH]).values())
        keys = stored.vector_keys(ids)
        missing = cache.missing(keys)
        for id_, key in zip(ids, keys, strict=True):
            if key in missing:
                wanted.setdefault(id_.partition("/")[0], {})[key] = id_
    return wanted


def waiting(numbers: Mapping[str, int]) -> frozenset[str]:
    """The volumes that are to wait, of those that lack so many vectors.

    Those that lack most: the others lack few in all. None where all lack few.
    """
    room, waits = _AT_ONCE, set()
    for volume, number in sorted(numbers.items(), key=lambda pair: (pair[1], pair[0])):
        room -= number
        if room < 0:
            waits.add(volume)
    return frozenset(waits)

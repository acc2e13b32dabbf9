"""What a build refuses to begin: an index that would lose much, or find no room."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

from corpus.errors import StoreError
from vectorstore.passages import TEXT, Passages
from vectorstore.versions import Served

_MOST_LOST = 0.2
# Chroma took 4.9 kB of disk a passage at 100,000, text and words some 3 kB; half again to spare.
_BYTES_A_PASSAGE = 12_000


def require_size(before: Served, stored: Passages, leaving: Collection[str]) -> None:
    """Refuse a store that holds under 80 % of what the version before it held.

    Volume by volume, so that what is new makes up for nothing that is gone. The volumes `leaving`
    go knowingly, and are not counted.
    """
    with closing(Passages(before.folder / TEXT)) as earlier:
        held = {v: earlier.size_of(v) for v in before.manifest.sources if v not in leaving}
    expected = sum(held.values())
    left = sum(min(size, stored.size_of(volume)) for volume, size in held.items())
    if left >= (1 - _MOST_LOST) * expected:
        return
    gone = sorted(held.keys() - stored.sources().keys())
    which = f" (gone: {', '.join(gone)})" if gone else ""
    raise StoreError(
        f"the index would lose {expected - left:,} of {expected:,} passages{which}; nothing was "
        "changed. If that is meant: frus index build --allow-shrink"
    )


def require_volumes(held: Collection[str], now: Collection[str], leaving: Collection[str]) -> None:
    """The same by volumes, after a version `held` that says only which it had."""
    expected = set(held) - set(leaving)
    gone = sorted(expected - set(now))
    if len(gone) > _MOST_LOST * len(expected):
        raise StoreError(
            f"the index would lose {len(gone)} of {len(expected)} volumes ({', '.join(gone)}); "
            "nothing was changed. If that is meant: frus index build --allow-shrink"
        )


def require_room(root: Path, passages: int) -> None:
    """Refuse to begin a version of so many passages on a disk that cannot hold it."""
    needed, free = passages * _BYTES_A_PASSAGE, shutil.disk_usage(root).free
    if free < needed:
        raise StoreError(
            f"{root}: {passages:,} passages need {needed / 1e6:,.1f} MB beside the index that is "
            f"there, and {free / 1e6:,.1f} MB are free; make room, or set FRUS_HOME to another disk"
        )

"""What an installed volume lacks, in words short enough for a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.document import Document
from corpus.library import Source

_RANGES = 5  # of numbers that are missing, before the rest is only counted


def gaps(source: Source, documents: Sequence[Document], noticed: int) -> Iterator[str]:
    """What the files of `source`, read as `documents` with `noticed` notices, lack.

    Without `documents`, as before a volume is indexed, nothing is said of them.
    """
    recorded = zip(source.checksums, source.origins, strict=True)
    if any(origin and origin.sha256 != checksum for checksum, origin in recorded):
        yield "not the bytes that were added"
    if not source.whole:
        yield f"only {len(source.files)} of the volume's documents"
    elif missing := _missing(documents):
        yield f"no document {missing}"
    if undated := sum(document.date is None for document in documents):
        yield f"{counted(undated, 'document')} undated"
    if noticed:
        yield f"{counted(noticed, 'notice')} (frus corpus notices {source.volume})"


def counted(count: int, thing: str) -> str:
    """One notice, or two notices, as "1 notice" and "2 notices"."""
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def _missing(documents: Sequence[Document]) -> str:
    """The numbers between the first and the last that no document bears: "3, 7–9"."""
    present = sorted({int(d.number) for d in documents if d.number.isdecimal()})
    holes = [(a + 1, b - 1) for a, b in pairwise(present) if b > a + 1]
    named = [str(a) if a == b else f"{a}–{b}" for a, b in holes[:_RANGES]]
    rest = sum(b - a + 1 for a, b in holes[_RANGES:])
    return ", ".join([*named, *([f"and {rest:,} more"] if rest else [])])

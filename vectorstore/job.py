"""What a build is given: the volumes, where the index is to stand, and who is to be told."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from corpus.library import Source
from corpus.passage import VolumeText
from vectorstore.embed import Embedder
from vectorstore.manifest import Manifest

#: Told step, done and total.
Progress = Callable[[str, int, int], None]


class Shelves(Protocol):
    """Where volumes come from; the installed ones are a corpus.library.Library."""

    def sources(self) -> list[Source]:
        """The volumes to index."""
        ...

    def read(self, source: Source) -> VolumeText:
        """The documents and passages of one of them."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is to be built, and how.

    `by_words` is told of a version that was published before all its vectors were made.
    `notices` collects what the person who builds is to be told at the end.
    """

    library: Shelves
    root: Path
    embedder: Embedder
    progress: Progress
    by_words: Callable[[Manifest], None]
    leaving: Collection[str] = ()
    allow_shrink: bool = False
    notices: list[str] = field(default_factory=list)

    @property
    def cache(self) -> Path:
        """The file of all vectors that were ever computed for the index."""
        return self.root / "embeddings.sqlite"

"""Every step of a build that touches the disk, counted, so that the n-th can be the last.

The functions are wrapped in the process that is to be killed; the product knows nothing of it.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass
class Ticks:
    """Counts moments from 1; writes them to `log`, dies at `kill`, has no more room at `fail`.

    From the moment `starve_at` on no file may grow beyond `file_size` bytes.
    """

    log: Path | None = None
    kill: int | None = None
    fail: int | None = None
    starve_at: str | None = None
    file_size: int = 0
    count: int = 0

    def tick(self, moment: str) -> None:
        self.count += 1
        if self.log is not None:
            with self.log.open("a", encoding="utf-8") as file:
                file.write(f"{moment}\n")
        if moment == self.starve_at:
            limit_files(self.file_size)
        if self.count == self.kill:
            os.kill(os.getpid(), signal.SIGKILL)
        if self.count == self.fail:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def wrap(self, owner: Any, name: str, called: str | None = None) -> None:
        """Count before and after each call of `owner.name`."""
        function = getattr(owner, name)
        label = called or f"{owner.__name__}.{name}"

        def counted(*arguments: Any, **options: Any) -> Any:
            self.tick(f"before {label}")
            result = function(*arguments, **options)
            self.tick(f"after {label}")
            return result

        setattr(owner, name, counted)


def limit_files(size: int | None) -> None:
    """Let no file of this process grow beyond `size` bytes; None lets them grow again."""
    import resource

    most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (most if size is None else size, most))


def watch_system(ticks: Ticks) -> None:
    """Count what puts bytes and names on the disk."""
    for name in ("fsync", "replace"):
        ticks.wrap(os, name)


def watch_steps(ticks: Ticks) -> None:
    """Count every step of a build: its own, SQLite's, Chroma's and tantivy's."""
    from chromadb.api.models.Collection import Collection

    import vectorstore.build
    import vectorstore.chroma_files
    import vectorstore.dense
    import vectorstore.fill
    import vectorstore.lexical
    import vectorstore.versions
    from vectorstore.cache import EmbeddingCache
    from vectorstore.passage_writer import PassageWriter

    watched: list[tuple[Any, tuple[str, ...]]] = [
        (tempfile, ("mkdtemp",)),
        (shutil, ("rmtree", "copytree")),
        (Collection, ("add", "delete", "modify")),
        (EmbeddingCache, ("put",)),
        (PassageWriter, ("add", "keep", "close")),
        (vectorstore.build, ("sync_tree", "verify", "write_manifest", "publish", "remove_tree")),
        (vectorstore.build, ("mark_waiting", "copy_text")),
        (vectorstore.fill, ("write_facets", "write_matrix", "finish")),
        (vectorstore.dense, ("compact",)),
        (vectorstore.chroma_files, ("copy",)),
        (vectorstore.versions, ("point_to", "drop")),
    ]
    for owner, names in watched:
        for name in names:
            ticks.wrap(owner, name)
    lexical: Any = vectorstore.lexical
    lexical.tantivy = _watched_tantivy(ticks, lexical.tantivy)


def _watched_tantivy(ticks: Ticks, tantivy: Any) -> Any:
    """The module `tantivy`, whose writers, that cannot be changed, are counted."""

    class Writer:
        def __init__(self, writer: Any) -> None:
            self.add_document: Callable[..., Any] = writer.add_document
            self.commit, self.wait_merging_threads = writer.commit, writer.wait_merging_threads
            for name in ("commit", "wait_merging_threads"):
                ticks.wrap(self, name, f"tantivy.{name}")

    class Index:
        open = staticmethod(tantivy.Index.open)

        def __init__(self, *arguments: Any, **options: Any) -> None:
            self._index = tantivy.Index(*arguments, **options)

        def register_tokenizer(self, *arguments: Any) -> None:
            self._index.register_tokenizer(*arguments)

        def writer(self, **options: Any) -> Writer:
            return Writer(self._index.writer(**options))

    class Module:
        def __getattr__(self, name: str) -> Any:
            return Index if name == "Index" else getattr(tantivy, name)

    return Module()

"""An index that is built beside a chat, which opens as soon as words can be searched."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from types import TracebackType

import numpy as np

from assistant.settings import Settings, stay_offline
from corpus.errors import StoreError
from corpus.library import Library
from vectorstore.build import Built, build
from vectorstore.embed import Embedder, Vectors, Wrapping
from vectorstore.job import Progress
from vectorstore.manifest import Manifest
from vectorstore.versions import current, fitting, folders
from vectorstore.writer_lock import BusyError, being_written

_LOOKS_EVERY = 0.1  # seconds
_PATIENCE = 600.0  # seconds to wait for somebody else's build of the index
_LONGEST_STEP = 30.0  # seconds in which a build comes to where it can be stopped
_AT_ONCE = 64  # texts that are embedded before it is looked whether to stop
# A model may embed so few texts, as a question, with other numbers than those to be stored.
_FEW = 16


class _StoppedError(Exception):
    """Nobody wants the index any more, for now."""


class _Stoppable(Wrapping):
    """An embedder that is stopped between calls of some texts, by what `look` raises."""

    def __init__(self, embedder: Embedder, look: Callable[[], None]) -> None:
        super().__init__(embedder)
        self._look = look

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), dimensions)."""
        # The last few go with those before them.
        cuts = [*range(0, max(len(texts) - _FEW, 1), _AT_ONCE), len(texts)]
        parts = []
        for start, end in pairwise(cuts):
            self._look()
            parts.append(self._embedder.embed(texts[start:end]))
        return np.concatenate(parts)


class Builder:
    """Builds the index of a home in a thread, where there is none or volumes wait for vectors.

    A context that is entered as soon as an index can be searched, perhaps by words alone, and
    that stops building when it is left: what was embedded is kept. What fails before it is
    entered is raised, what fails later is told to `notice`; `progress` is told of nothing then.
    """

    def __init__(
        self,
        settings: Settings,
        model: str,
        open_embedder: Callable[[], Embedder],
        progress: Progress,
        notice: Callable[[str], None],
    ) -> None:
        self._root = settings.index
        self._library = Library(settings.home)
        self._model = model
        self._open_embedder = open_embedder
        self._progress = progress
        self._notice = notice
        self._searchable, self._stopped = threading.Event(), threading.Event()
        self._waited = self._told = False
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._build, name="index builder", daemon=True)

    def __enter__(self) -> Builder:
        if self._is_needed():
            stay_offline()
            self._look()
            self._thread.start()
            try:
                self._wait()
            except BaseException:
                self._stop()
                raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def _wait(self) -> None:
        while self._thread.is_alive() and not self._searchable.wait(_LOOKS_EVERY):
            self._look()  # somebody else may be building
        if self._failure is None:  # what fails from now on is told
            return
        self._thread.join()  # it ends now, and told of the failure or not
        if not self._searchable.is_set():
            raise self._failure
        if not self._told:
            self._tell(self._failure)

    def _stop(self) -> None:
        self._stopped.set()
        if self._thread.is_alive():
            self._notice("Stopping…")
            self._thread.join(_LONGEST_STEP)

    def _published(self) -> Manifest | None:
        """The manifest of the published version, if there is one that fits."""
        folder = current(self._root)
        return None if folder is None else self._fitting(folder)

    def _fitting(self, folder: Path) -> Manifest | None:
        try:
            return fitting(folder, self._model)
        except StoreError:
            return None

    def _look(self) -> None:
        manifest = self._published()
        if manifest is not None:
            self._open(manifest)

    def _open(self, manifest: Manifest) -> None:
        self._waited = bool(manifest.waiting)
        self._searchable.set()

    def _is_needed(self) -> bool:
        manifest = self._published()
        if manifest is None:  # an earlier version may stand in for it
            return not any(map(self._fitting, folders(self._root)))
        # Volumes that changed since are not indexed unasked.
        installed = {source.volume: source.digest for source in self._library.sources()}
        waits = bool(manifest.waiting) and manifest.sources == installed
        return waits and not being_written(self._root)

    def _build(self) -> None:
        try:
            built = self._built(_Stoppable(self._open_embedder(), self._go_on))
        except _StoppedError:
            self._notice("Stopped. What was embedded is kept; go on with: frus index build")
        except BaseException as error:  # raised where the thread is waited for, or told
            self._failure = error
            if self._searchable.is_set():
                self._tell(error)
        else:
            for message in (*map(str, built.refused), *built.notices):
                self._notice(message)
            if self._waited:
                self._notice("All vectors are made.")

    def _built(self, embedder: Embedder) -> Built:
        """What a build comes to, begun as soon as nobody else is building."""
        deadline = time.monotonic() + _PATIENCE
        while True:
            self._go_on()
            try:
                return build(
                    self._library,
                    self._root,
                    embedder,
                    self._step,
                    _LOOKS_EVERY,
                    by_words=self._open,
                )
            except BusyError:
                if time.monotonic() > deadline:
                    raise

    def _tell(self, failure: BaseException) -> None:
        self._told = True
        self._notice(f"The vectors are not made: {failure}")

    def _go_on(self) -> None:
        if self._stopped.is_set():
            raise _StoppedError

    def _step(self, step: str, done: int, total: int) -> None:
        self._go_on()
        if not self._searchable.is_set():
            self._progress(step, done, total)

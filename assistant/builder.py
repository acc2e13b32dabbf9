"""An index that is built beside a chat, which opens as soon as words can be searched."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType

from assistant.settings import Settings, stay_offline
from corpus.errors import StoreError
from corpus.library import Library
from vectorstore.build import build
from vectorstore.embed import Embedder
from vectorstore.job import Progress
from vectorstore.manifest import Manifest
from vectorstore.versions import current, fitting
from vectorstore.writer_lock import being_written

_LOOKS_EVERY = 0.1  # seconds
_PATIENCE = 600.0  # seconds to wait for somebody else's build of the index
_LONGEST_STEP = 30.0  # seconds in which a build comes to where it can be stopped


class _StoppedError(Exception):
    """Nobody wants the index any more, for now."""


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
        self._waited = False
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
        if self._failure is not None and not self._searchable.is_set():
            raise self._failure

    def _stop(self) -> None:
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(_LONGEST_STEP)

    def _published(self) -> Manifest | None:
        """The manifest of the published version, if there is one that fits."""
        folder = current(self._root)
        try:
            return None if folder is None else fitting(folder, self._model)
        except StoreError:  # then it is made anew
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
        if manifest is None:
            return True
        # Volumes that changed since are not indexed unasked.
        installed = {source.volume: source.digest for source in self._library.sources()}
        waits = bool(manifest.waiting) and manifest.sources == installed
        return waits and not being_written(self._root)

    def _build(self) -> None:
        try:
            built = build(
                self._library,
                self._root,
                self._open_embedder(),
                self._step,
                _PATIENCE,
                by_words=self._open,
            )
        except _StoppedError:
            self._notice("Stopped. What was embedded is kept; go on with: frus index build")
        except BaseException as error:  # raised where the thread is waited for, or told
            self._failure = error
            if self._searchable.is_set():
                self._notice(f"The vectors are not made: {error}")
        else:
            for message in (*map(str, built.refused), *built.notices):
                self._notice(message)
            if self._waited:
                self._notice("All vectors are made.")

    def _step(self, step: str, done: int, total: int) -> None:
        if self._stopped.is_set():
            raise _StoppedError
        if not self._searchable.is_set():
            self._progress(step, done, total)

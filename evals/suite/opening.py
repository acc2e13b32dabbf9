"""A world opened from a home, or from TEI files in a home of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.language_model.limits import read_limits
from assistant.language_model.provider import open_model
from assistant.opening import open_assistant
from assistant.settings import Settings, read_settings, stay_offline
from corpus.errors import InputError
from corpus.library import Library
from evals.record.home import record_of
from evals.suite.world import Progress, World
from vectorstore.build import build
from vectorstore.minilm import MiniLM


@contextmanager
def opened(
    home: Path | None, files: Sequence[Path], progress: Progress, llm: str | None = None
) -> Iterator[World]:
    """The assistant over `home`, into which `files` are first installed, and its record.

    Without `home`, files are installed in one that is gone at the end; without both it is the
    home that the settings name. `llm` is a language model to answer with, "provider:model".
    Raises InputError where the index is not of what is installed, SourceError for a file that is
    no volume, and ModelError where the language model cannot be opened.
    """
    stay_offline()
    if llm is not None:
        # An assistant would answer without it, and tell; then something else would be measured.
        open_model(llm, read_limits())
    with TemporaryDirectory(prefix="frus-evals-") as folder:
        settings = _settings(home, Path(folder) if files else None)
        library = Library(settings.home)
        embedder = MiniLM()
        if files:
            added = library.add(files, progress)
            for refusal in added.refused:
                raise refusal
            build(library, settings.index, embedder, progress)
        with open_assistant(settings, llm, progress, embedder=embedder) as assistant:
            _require_current(assistant.index.manifest.sources, library)
            record = record_of(library, [volume.id for volume in assistant.volumes], progress)
            yield World(assistant=assistant, index=assistant.index, record=record, library=library)


def _settings(home: Path | None, temporary: Path | None) -> Settings:
    if home is not None:
        return Settings(home.absolute())
    return read_settings() if temporary is None else Settings(temporary)


def _require_current(indexed: dict[str, str], library: Library) -> None:
    """Refuse an index of other files: what it holds cannot be held against these."""
    installed = {source.volume: source.digest for source in library.sources()}
    stale = [volume for volume in indexed if installed.get(volume) != indexed[volume]]
    if stale or installed.keys() - indexed.keys():
        told = ", ".join(sorted({*stale, *(installed.keys() - indexed.keys())}))
        raise InputError(f"the index is not of the installed files: {told}; run: frus index build")

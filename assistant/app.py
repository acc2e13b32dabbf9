"""The assistant: an open index, and everything that answers from it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import cast

from assistant.answer import Answer, IndexInfo, Step, Turn
from assistant.answering import Parts, Writer, Written
from assistant.chain import build_chain
from assistant.check import check
from assistant.compare import FOUND, SIDES, Comparison, compare
from assistant.followup import by_meaning
from assistant.reach import Reach
from assistant.reader import Reader
from assistant.resolve import Resolver
from assistant.small_talk import readable
from assistant.span_reader.model import MiniLMReader
from assistant.span_reader.reading import SpanReader
from assistant.verdict import Verdict
from assistant.word_table import read_word_table
from corpus.document import Volume
from corpus.errors import CorpusError, InputError
from corpus.glossary import Term
from corpus.passage import DocumentText
from vectorstore.embed import Embedder
from vectorstore.index import Index
from vectorstore.passages import Passages
from vectorstore.reranker import CrossEncoder, Reranked
from vectorstore.retriever import Filter, Hit, Retriever
from vectorstore.surroundings import Surroundings

MOST_HITS = 100


class Assistant:
    """An open index and everything that answers from it. Closed by `close`, or as a context.

    Passages are read by `span_reader`, by default the model that ships.
    """

    def __init__(
        self,
        index: Index,
        embedder: Embedder,
        writer: Writer | None = None,
        reranker: CrossEncoder | None = None,
        span_reader: SpanReader | None = None,
    ) -> None:
        self.index = index
        self._embedder = embedder
        self._writer = writer
        self._reranker = reranker
        self._span_reader = span_reader or MiniLMReader()
        self._retriever: Retriever = Reranked(index, reranker) if reranker else index
        manifest = index.manifest
        self.info = IndexInfo(manifest.version, manifest.model, manifest.passages)
        self.reader = Reader(
            embedder,
            read_word_table(),
            index.lexical.words,
            index.passages,
            self._span_reader,
        )
        self._parts = Parts(
            retriever=self._retriever,
            reader=self.reader,
            resolver=Resolver(self.reader.take_apart, by_meaning(embedder), index.passages),
            passages_of=index.passages.passages_of,
            in_scope=index.within,
            reach=Reach(index),
            info=self.info,
            writer=writer,
        )
        self._chain = build_chain(self._parts)

    def __enter__(self) -> Assistant:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index."""
        self.index.close()

    def renewed(self) -> Assistant:
        """The same assistant over the version of the index that is published now."""
        return self.over(Index(self.index.folder.parent, self._embedder))

    def over(self, index: Index) -> Assistant:
        """The same assistant over another index of the same embedding model."""
        return Assistant(index, self._embedder, self._writer, self._reranker, self._span_reader)

    @property
    def volumes(self) -> Sequence[Volume]:
        """The volumes that answers come from."""
        return self.index.passages.volumes

    @property
    def waiting(self) -> Collection[str]:
        """The ids of the volumes that are found by their words alone until vectors are made."""
        return self.index.manifest.waiting

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        scope: Filter | None = None,
        k: int = 10,
    ) -> Answer:
        """The answer to `question`, asked after `history`, from the best `k` passages in scope."""
        asking = _asking(question, history, scope, k)
        return cast("Answer", self._chain.invoke(asking)["answer"])

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        scope: Filter | None = None,
        k: int = 10,
    ) -> Iterator[Step]:
        """The same, step by step: the question as searched, the hits, what a language model has
        written so far, the answer.
        """
        for step in self._chain.stream(_asking(question, history, scope, k)):
            for key in ("searched", "hits", "answer"):
                if key not in step:
                    continue
                if isinstance(step[key], Written):
                    yield {"statements": step[key].statements}
                else:
                    yield cast("Step", {key: step[key]})

    def compare(
        self,
        question: str,
        history: Sequence[Turn] = (),
        scope: Filter | None = None,
        k: int = FOUND,
        sides: int = SIDES,
    ) -> Comparison:
        """What at most `sides` documents say on `question`, without a language model."""
        return compare(self._parts, self.index, _asking(question, history, scope, k), sides)

    def check(self, quotation: str, cite: str | None = None) -> Verdict:
        """The verdict on `quotation`, said to stand at `cite`, as `check` gives it."""
        return check(quotation, cite, self.index)

    @contextmanager
    def stored(self) -> Iterator[Passages]:
        """The text that answers quote."""
        yield self.index.passages

    def search(self, query: str, k: int, scope: Filter) -> list[Hit]:
        """The best `k` passages for `query` in scope; none for a query without words."""
        words = readable(query)
        return self._retriever.search(words, k, scope) if any(map(str.isalnum, words)) else []

    def around(self, hit: Hit) -> Surroundings:
        """What stands around a hit in its document."""
        return Surroundings(self.index.passages, hit.passage, hit.document)

    def require(self, scope: Filter) -> None:
        """Refuse a filter that names a volume or document which is not installed."""
        for volume in scope.volumes:
            if not self.index.volume_installed(volume):
                raise InputError(f"volume {volume} is not installed; see: frus corpus list")
        for document in scope.documents:
            if self.index.document(document) is None:
                raise InputError(self._absent(document))

    def texts(self, id_: str) -> Iterator[DocumentText]:
        """The document of this id, or every document of the volume of this id, in order."""
        stored = self.index.passages
        ids = [id_] if "/" in id_ else stored.documents_of(id_)
        if not ids or stored.document(ids[0]) is None:
            raise CorpusError(self._absent(id_))
        return (text for one in ids if (text := stored.document_text(one)) is not None)

    def _absent(self, id_: str) -> str:
        document = id_.rpartition("/")[0]
        if "/" in document and self.index.document(document) is not None:
            return f"{id_} is no document; show the one it stands in: frus corpus show {document}"
        volume = id_.partition("/")[0]
        if self.index.volume_installed(volume):
            return f"{volume} has no document {id_}; see: frus corpus documents {volume}"
        written = "a document is written as frus1944Quebec/d123"
        return f"{id_} is not installed; see: frus corpus list ({written})"

    def glossary(self, volume: str, words: str = "") -> list[Term]:
        """The entries of a volume's lists of persons and terms that hold all of `words`."""
        if not self.index.volume_installed(volume):
            raise CorpusError(self._absent(volume))
        wanted = words.casefold().split()
        return [
            term
            for term in self.index.passages.glossary(volume)
            if all(word in f"{term.name} {term.explanation}".casefold() for word in wanted)
        ]

    def warm_up(self) -> None:
        """Load what the first question would otherwise wait for."""
        self._retriever.search("warm up", 1, Filter())
        self._span_reader.read("Warm up?", ["Warm up."])


def _asking(
    question: str, history: Sequence[Turn], scope: Filter | None, k: int
) -> dict[str, object]:
    if not 1 <= k <= MOST_HITS:
        raise InputError(f"k is {k}; choose between 1 and {MOST_HITS} passages")
    return {"question": question, "history": tuple(history), "scope": scope or Filter(), "k": k}

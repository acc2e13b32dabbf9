"""What the chat needs of the assistant."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from assistant.answer import Answer, IndexInfo, Step, Turn
from assistant.compare import Comparison
from assistant.document_lines import Stored
from assistant.verdict import Verdict
from corpus.document import Volume
from vectorstore.retriever import Filter, Hit


class Assistant(Protocol):
    """Something that answers questions about the installed volumes."""

    @property
    def info(self) -> IndexInfo:
        """Which index answers."""
        ...

    @property
    def volumes(self) -> Sequence[Volume]:
        """The volumes that are searched, in order."""
        ...

    @property
    def waiting(self) -> Collection[str]:
        """The ids of the volumes that are found by their words alone, without vectors."""
        ...

    def ask(
        self, question: str, history: Sequence[Turn] = (), scope: Filter = ..., k: int = 10
    ) -> Answer:
        """The answer to `question`, asked after `history`, from at most `k` passages."""
        ...

    def stream(
        self, question: str, history: Sequence[Turn], scope: Filter, k: int
    ) -> Iterator[Step]:
        """The same answer step by step: what is searched, the hits, and then the answer."""
        ...

    def check(self, quotation: str, cite: str | None = None) -> Verdict:
        """The verdict on `quotation`, said to stand at `cite`."""
        ...

    def compare(
        self, question: str, history: Sequence[Turn], scope: Filter, k: int, sides: int
    ) -> Comparison:
        """What at most `sides` documents say on `question`."""
        ...

    def search(self, query: str, k: int, scope: Filter) -> list[Hit]:
        """The best `k` passages for `query` in scope; none for a query without words."""
        ...

    def require(self, scope: Filter) -> None:
        """Raise InputError where `scope` names a volume or document that is not installed."""
        ...

    def stored(self) -> AbstractContextManager[Stored]:
        """The text that answers quote now, which stays what it is within the context."""
        ...

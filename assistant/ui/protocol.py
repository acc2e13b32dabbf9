"""What the chat needs of the assistant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from assistant.answer import Answer, IndexInfo, Step, Turn
from assistant.verdict import Verdict
from corpus.document import Volume
from vectorstore.retriever import Filter


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

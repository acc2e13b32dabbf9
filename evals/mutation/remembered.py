"""What runs share: readings of passages and finds of the index, which faults above do not touch.

A planted fault changes little, and the models would read the same again for each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from assistant.span_reader.model import MiniLMReader
from assistant.span_reader.reading import Reading
from evals.mutation.seam import replaced
from vectorstore.arms import Found
from vectorstore.index import Index
from vectorstore.retriever import Filter

_Read = Callable[[MiniLMReader, str, Sequence[str], Sequence[str]], list[Reading]]
_Find = Callable[[Index, str, Filter, int], Found]
_Asked = tuple[str, tuple[str, ...], tuple[str, ...]]


class Memory:
    """Readings by what was read, and finds by what was sought, of one assistant."""

    def __init__(self) -> None:
        self._readings: dict[_Asked, tuple[Reading, ...]] = {}
        self._finds: dict[tuple[str, Filter, int], Found] = {}

    @contextmanager
    def used(self) -> Iterator[None]:
        """While the context lasts nothing is read or sought twice."""
        with ExitStack() as stack:
            stack.enter_context(replaced(MiniLMReader, "read", self._reading))
            stack.enter_context(replaced(Index, "find", self._finding))
            yield

    def _reading(self, read: _Read) -> _Read:
        def remembering(
            reader: MiniLMReader, question: str, texts: Sequence[str], contexts: Sequence[str] = ()
        ) -> list[Reading]:
            asked = question, tuple(texts), tuple(contexts)
            if asked not in self._readings:
                self._readings[asked] = tuple(read(reader, question, texts, contexts))
            return list(self._readings[asked])

        return remembering

    def _finding(self, find: _Find) -> _Find:
        def remembering(index: Index, query: str, scope: Filter, depth: int = 100) -> Found:
            sought = query, scope, depth
            if sought not in self._finds:
                self._finds[sought] = find(index, query, scope, depth)
            return self._finds[sought]

        return remembering

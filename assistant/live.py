"""An assistant that goes over to a new version of the index while it is being asked.

A question is answered by one version from its first step to its last. The version before is let
go of when the last answer from it is given.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.answer import Answer, IndexInfo, Step, Turn
from assistant.app import Assistant
from assistant.compare import FOUND, SIDES, Comparison
from assistant.turns import Turnstile
from assistant.verdict import Verdict
from corpus.document import Volume
from corpus.errors import StoreError
from vectorstore.passages import Passages
from vectorstore.retriever import Filter, Hit
from vectorstore.versions import current

_LOOKS_EVERY = 1.0  # seconds; a look reads one small file


@dataclass(slots=True)
class _Version:
    """An open assistant, and how many answers are being given from it."""

    assistant: Assistant
    asked: int = 0
    superseded: bool = False

    @property
    def idle(self) -> bool:
        return self.superseded and self.asked == 0


class LiveAssistant:
    """Answers from the version that is published below `root`, looked for every second.

    It begins with the open assistant `first`, which from then on is its own to close. Made as a
    context; a version that cannot be opened, or that another stands in for, is told on standard
    error, and the one before goes on answering. Those who ask at once take turns at `turnstile`.
    """

    def __init__(
        self,
        first: Assistant,
        root: Path,
        every: float = _LOOKS_EVERY,
        turnstile: Turnstile | None = None,
    ) -> None:
        self._turnstile = turnstile or Turnstile()
        self._root = root
        self._every = every
        self._version = _Version(first)
        self._seen: Path | None = first.index.folder
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="index watcher", daemon=True)

    def __enter__(self) -> LiveAssistant:
        self._watcher.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._watcher.join()
        self._supersede(None)

    @property
    def info(self) -> IndexInfo:
        """Which index answers now."""
        return self._version.assistant.info

    @property
    def volumes(self) -> Sequence[Volume]:
        """The volumes that answers come from now."""
        with self._taken() as assistant:
            return assistant.volumes

    @property
    def waiting(self) -> Collection[str]:
        """The volumes that are found by their words alone now."""
        with self._taken() as assistant:
            return assistant.waiting

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        scope: Filter | None = None,
        k: int = 10,
    ) -> Answer:
        """The answer to `question`, as Assistant.ask gives it."""
        with self._taken() as assistant, self._turnstile.turn():
            return assistant.ask(question, history, scope, k)

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        scope: Filter | None = None,
        k: int = 10,
    ) -> Iterator[Step]:
        """The same step by step, as Assistant.stream gives it, and its place in line meanwhile."""
        with self._taken() as assistant:
            yield from self._turnstile.in_turn(assistant.stream(question, history, scope, k))

    def check(self, quotation: str, cite: str | None = None) -> Verdict:
        """The verdict on `quotation`, said to stand at `cite`, as Assistant.check gives it."""
        with self._taken() as assistant:
            return assistant.check(quotation, cite)

    def compare(
        self,
        question: str,
        history: Sequence[Turn] = (),
        scope: Filter | None = None,
        k: int = FOUND,
        sides: int = SIDES,
    ) -> Comparison:
        """What several documents say on `question`, as Assistant.compare gives it."""
        with self._taken() as assistant, self._turnstile.turn():
            return assistant.compare(question, history, scope, k, sides)

    def search(self, query: str, k: int, scope: Filter) -> list[Hit]:
        """The best passages for `query`, as Assistant.search gives them."""
        with self._taken() as assistant:
            return assistant.search(query, k, scope)

    def require(self, scope: Filter) -> None:
        """Refuse a filter that names what is not installed, as Assistant.require does."""
        with self._taken() as assistant:
            assistant.require(scope)

    @contextmanager
    def stored(self) -> Iterator[Passages]:
        """The text that answers quote now; it stays open, and the same, within the context."""
        with self._taken() as assistant:
            yield assistant.index.passages

    def look(self) -> None:
        """Go over to the published version, if it is another than when it was last looked for."""
        published = current(self._root)
        if published in (None, self._seen):
            return
        self._seen = published
        try:
            renewed = self._version.assistant.renewed()
        except (StoreError, OSError) as error:
            print(f"Answering from the index as it was: {error}", file=sys.stderr)
            return
        if renewed.index.notice:
            print(renewed.index.notice, file=sys.stderr)
        self._supersede(renewed)

    @contextmanager
    def _taken(self) -> Iterator[Assistant]:
        with self._lock:
            version = self._version
            version.asked += 1
        try:
            yield version.assistant
        finally:
            with self._lock:
                version.asked -= 1
                idle = version.idle
            if idle:
                version.assistant.close()

    def _supersede(self, renewed: Assistant | None) -> None:
        with self._lock:
            before = self._version
            before.superseded = True
            idle = before.idle
            if renewed is not None:
                self._version = _Version(renewed)
        if idle:
            before.assistant.close()

    def _watch(self) -> None:
        while not self._stopped.wait(self._every):
            self.look()

"""What a run measures: the assistant, the index behind it, and the record to hold it against."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.answer import Answer, Turn
from corpus.library import Library
from corpus.passage import Passage
from evals.case import Case
from evals.record.unit import Record
from evals.suite.judged import Found
from vectorstore.index import Index
from vectorstore.retriever import Filter

#: Told of a step, how much of it is done, and of how much.
Progress = Callable[[str, int, int], None]


class Assistant(Protocol):
    """What is evaluated: anything that replies to a question."""

    def ask(
        self, question: str, history: Sequence[Turn] = (), scope: Filter | None = None, k: int = 10
    ) -> Answer:
        """The reply to `question`, asked after the turns of `history`, from within `scope`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """An assistant over an index, and the record as the source files have it.

    `record` has every document of the index. Nothing in it comes from the index. `library` holds
    the files that both were read from; None where the assistant is a scripted one without any.
    """

    assistant: Assistant
    index: Index
    record: Record
    library: Library | None = None

    def stored(self, id_: str) -> Passage | None:
        """The passage of this id, as the index has it."""
        return self.index.passages.passage(id_)

    def texts_of(self, document: str) -> list[tuple[str, str]]:
        """Ids and texts of a document's passages, in the order of the index."""
        return [(one.id, one.text) for one in self.index.passages.passages_of(document)]

    def text(self, id_: str) -> str | None:
        """The text of the passage of this id, as the index has it."""
        passage = self.stored(id_)
        return None if passage is None else passage.text


@dataclass(frozen=True, slots=True)
class CaseSet:
    """Cases that are reported together under `name`; `sha256` is that of what they came from."""

    name: str
    sha256: str
    cases: tuple[Case, ...]

    def __post_init__(self) -> None:
        if not self.cases:
            raise ValueError(f"the set {self.name} holds no cases")


class Stage(Protocol):
    """A part of the suite: what it is called, and what it finds of a world."""

    @property
    def name(self) -> str:
        """A word or two, for the progress bar and the timings."""
        ...

    def __call__(self, world: World, progress: Progress) -> Found:
        """What it finds, the same whenever it is called."""
        ...

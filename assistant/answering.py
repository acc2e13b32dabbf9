"""From a question and the passages found for it to the answer, or to the refusal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.answer import Answer, IndexInfo, Quote, Statement, Turn
from assistant.compose import compose
from assistant.reader import Candidate, Reader
from assistant.refuse import nothing_answers
from corpus.errors import ModelError
from corpus.passage import Passage
from vectorstore.retriever import Filter, Hit, Retriever


class Writer(Protocol):
    """A language model that chooses spans and writes the prose between them."""

    def write(
        self, question: str, hits: Sequence[Hit], history: Sequence[Turn]
    ) -> tuple[Statement, ...]:
        """Statements, or none where nothing answers; ModelError where the model fails."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the chain is put together from."""

    retriever: Retriever
    reader: Reader
    passages_of: Callable[[str], Sequence[Passage]]
    in_scope: Callable[[Filter], bool]
    info: IndexInfo
    writer: Writer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A question as asked and as searched, the turns before it, and the passages found in scope."""

    question: str
    searched: str
    history: Sequence[Turn]
    scope: Filter
    hits: tuple[Hit, ...]


def answered(parts: Parts, asking: Asking) -> Answer:
    """The answer to a question, without timings."""
    candidates = parts.reader.weigh(asking.searched, asking.hits, asking.scope)
    statements, notice = _statements(parts, asking, candidates)
    refusal = None
    if not statements:
        refusal = nothing_answers(parts.reader.take_apart(asking.searched), candidates)
    return Answer(
        question=asking.question,
        searched=asking.searched,
        statements=statements,
        refusal=refusal,
        answerability=candidates[0].probability if candidates else 0.0,
        hits=asking.hits,
        related=() if statements else _related(candidates),
        notice=notice,
        index=parts.info,
    )


def _statements(
    parts: Parts, asking: Asking, candidates: Sequence[Candidate]
) -> tuple[tuple[Statement, ...], str]:
    """The statements of the answer, and a notice where the language model could not be used."""
    notice = ""
    if parts.writer is not None:
        try:
            return parts.writer.write(asking.searched, asking.hits, asking.history), ""
        except ModelError as error:
            notice = f"Answered without the language model: {error}"

    def admitted(document: str) -> list[Passage]:
        return [p for p in parts.passages_of(document) if asking.scope.takes(p)]

    return tuple(compose(candidates, admitted)), notice


def _related(candidates: Sequence[Candidate]) -> tuple[Quote, ...]:
    """The likeliest sentence of each of the three likeliest passages."""
    best = {candidate.quote.passage.id: candidate.quote for candidate in reversed(candidates)}
    order = list(dict.fromkeys(candidate.quote.passage.id for candidate in candidates))
    return tuple(best[id_] for id_ in order[:3])

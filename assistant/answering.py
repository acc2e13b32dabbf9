"""From a question and the passages found for it to the answer, or to the refusal."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.answer import Answer, IndexInfo, Quote, Statement, Turn
from assistant.compose import SURE, compose
from assistant.reach import Reach
from assistant.reader import Candidate, Reader
from assistant.refuse import nothing_answers
from assistant.resolve import Resolver
from corpus.errors import ModelError
from corpus.passage import Passage
from vectorstore.retriever import Filter, Hit, Retriever

UNSURE = "I am not sure that this answers; it is the likeliest that I found."


@dataclass(frozen=True, slots=True)
class Written:
    """What a language model has written so far: statements that are whole and checked.

    `notice` tells the reader what was left out, and is known at the end.
    """

    statements: tuple[Statement, ...] = ()
    notice: str = ""


class Writer(Protocol):
    """A language model that chooses spans and writes the prose between them."""

    def write(
        self, question: str, hits: Sequence[Hit], history: Sequence[Turn]
    ) -> Iterator[Written]:
        """What is written, longer each time; the last is the whole, without statements where
        nothing answers. ModelError where the model fails, also after the first ones.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the chain is put together from."""

    retriever: Retriever
    reader: Reader
    resolver: Resolver
    passages_of: Callable[[str], Sequence[Passage]]
    in_scope: Callable[[Filter], bool]
    reach: Reach
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


def answered(parts: Parts, asking: Asking) -> Iterator[Written | Answer]:
    """The answer to a question, without timings, after what a language model writes of it."""
    candidates = parts.reader.weigh(asking.searched, asking.hits, asking.scope)
    written = yield from _statements(parts, asking, candidates)
    refusal = None
    if not written.statements:
        asked = parts.reader.take_apart(asking.searched)
        refusal = nothing_answers(asked, asking.scope, parts.reach)
    yield Answer(
        question=asking.question,
        searched=asking.searched,
        statements=written.statements,
        refusal=refusal,
        answerability=candidates[0].probability if candidates else 0.0,
        hits=asking.hits,
        related=() if written.statements else _related(candidates),
        notice=written.notice,
        index=parts.info,
    )


def _statements(
    parts: Parts, asking: Asking, candidates: Sequence[Candidate]
) -> Generator[Written, None, Written]:
    """The statements of the answer, and a notice where the language model could not be used.

    They come one by one from a language model. Where it fails, what came of it does not count.
    """
    notice = ""
    if parts.writer is not None:
        written = Written()
        try:
            for written in parts.writer.write(asking.searched, asking.hits, asking.history):
                if written.statements:
                    yield written
            return written
        except ModelError as error:
            notice = f"Answered without the language model: {error}"

    def admitted(document: str) -> list[Passage]:
        return [p for p in parts.passages_of(document) if asking.scope.takes(p)]

    statements = tuple(compose(candidates, admitted))
    if statements and candidates[0].probability < SURE:
        notice = f"{notice}. {UNSURE}" if notice else UNSURE
    return Written(statements, notice)


def _related(candidates: Sequence[Candidate]) -> tuple[Quote, ...]:
    """The likeliest sentence of each of the three likeliest passages."""
    best = {candidate.quote.passage.id: candidate.quote for candidate in reversed(candidates)}
    order = list(dict.fromkeys(candidate.quote.passage.id for candidate in candidates))
    return tuple(best[id_] for id_ in order[:3])

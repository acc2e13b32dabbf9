"""Question and history to an Answer, as a LangChain Runnable that streams its steps."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableBranch, RunnablePassthrough
from pydantic import ConfigDict, SkipValidation

from assistant.answer import Answer, IndexInfo, Quote, Reason, Refusal, Statement, Turn
from assistant.compose import compose
from assistant.followup import stand_alone
from assistant.reader import Candidate, Reader
from assistant.refuse import nothing_answers
from assistant.small_talk import MESSAGES, readable, small_talk
from corpus.errors import ModelError
from corpus.passage import Passage
from vectorstore.retriever import Filter, Hit, Retriever

#: What flows through the chain: "question", "history", "scope" and "k" come in, and each step
#: adds its own key. LangChain types it so; every step unpacks it at once.
State = dict[str, Any]


class Writer(Protocol):
    """A language model that chooses spans and writes the prose between them."""

    def write(
        self, question: str, hits: Sequence[Hit], history: Sequence[Turn]
    ) -> tuple[Statement, ...]:
        """Statements, or none where nothing answers; ModelError where the model fails."""
        ...


class PassageRetriever(BaseRetriever):
    """The project's retriever as LangChain knows one: a Document's id is the passage's."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    retriever: SkipValidation[Retriever]

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002  # LangChain passes it
        k: int = 10,
        scope: Filter | None = None,
    ) -> list[LangChainDocument]:
        """Passages for `query`, best first; `metadata["hit"]` holds passage, document, score."""
        return [
            LangChainDocument(
                id=hit.passage.id, page_content=hit.passage.text, metadata={"hit": hit}
            )
            for hit in self.retriever.search(query, k, scope or Filter())
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the chain is put together from."""

    retriever: Retriever
    reader: Reader
    passages_of: Callable[[str], Sequence[Passage]]
    in_scope: Callable[[Filter], bool]
    info: IndexInfo
    writer: Writer | None = None


def build_chain(parts: Parts) -> Runnable[State, State]:
    """The chain: {"question", "history", "scope", "k"} to the same with "answer".

    Streamed, it brings "searched", then "hits", then "answer"; a message that is no question
    brings the answer alone.
    """
    retriever = PassageRetriever(retriever=parts.retriever)

    def refuse_at_once(state: State) -> Refusal | None:
        return small_talk(state["question"]) or _unclear(parts, state)

    def reply(state: State) -> Answer:
        searched = readable(state["question"])
        return Answer(
            question=state["question"],
            searched=searched,
            refusal=state["refusal"],
            index=parts.info,
            timings={"total": _since(state["started"])},
        )

    def resolve(state: State) -> str:
        question = readable(state["question"])
        return stand_alone(question, state["history"], parts.reader.take_apart)

    def find(state: State) -> tuple[Hit, ...]:
        documents = retriever.invoke(state["searched"], k=state["k"], scope=state["scope"])
        return tuple(document.metadata["hit"] for document in documents)

    def answer(state: State) -> Answer:
        return _answer(parts, state)

    answering = (
        RunnablePassthrough.assign(searched=resolve)
        | RunnablePassthrough.assign(hits=find)
        | RunnablePassthrough.assign(search_ms=lambda state: _since(state["started"]))
        | RunnablePassthrough.assign(answer=answer)
    )
    return (
        RunnablePassthrough.assign(started=lambda _: time.perf_counter())
        | RunnablePassthrough.assign(refusal=refuse_at_once)
        | RunnableBranch(
            (lambda state: state["refusal"] is not None, RunnablePassthrough.assign(answer=reply)),
            answering,
        )
    )


def _since(started: float) -> float:
    """Milliseconds since `started`."""
    return round((time.perf_counter() - started) * 1000, 1)


def _unclear(parts: Parts, state: State) -> Refusal | None:
    """Asking back, where a question says nothing alone and none came before; an empty scope."""
    question = readable(state["question"])
    if not parts.reader.understands(question):
        return Refusal(Reason.NOT_ENGLISH, MESSAGES[Reason.NOT_ENGLISH])
    talked = any(small_talk(turn.question) is None for turn in state["history"])
    if not talked and not parts.reader.take_apart(question).words:
        return Refusal(Reason.UNDERSPECIFIED, MESSAGES[Reason.UNDERSPECIFIED])
    if not parts.in_scope(state["scope"]):
        return Refusal(Reason.OUT_OF_SCOPE, MESSAGES[Reason.OUT_OF_SCOPE])
    return None


def _answer(parts: Parts, state: State) -> Answer:
    searched: str = state["searched"]
    candidates = parts.reader.weigh(searched, state["hits"], state["scope"])
    statements, notice = _statements(parts, state, candidates)
    refusal = None
    if not statements:
        refusal = nothing_answers(parts.reader.take_apart(searched), candidates)
    total = _since(state["started"])
    return Answer(
        question=state["question"],
        searched=searched,
        statements=statements,
        refusal=refusal,
        hits=state["hits"],
        related=() if statements else _related(candidates),
        notice=notice,
        index=parts.info,
        timings={
            "search": state["search_ms"],
            "read": round(total - state["search_ms"], 1),
            "total": total,
        },
    )


def _statements(
    parts: Parts, state: State, candidates: Sequence[Candidate]
) -> tuple[tuple[Statement, ...], str]:
    """The statements of the answer, and a notice where the language model could not be used."""
    notice = ""
    if parts.writer is not None:
        try:
            return parts.writer.write(state["searched"], state["hits"], state["history"]), ""
        except ModelError as error:
            notice = f"Answered without the language model: {error}"

    def admitted(document: str) -> list[Passage]:
        scope: Filter = state["scope"]
        return [passage for passage in parts.passages_of(document) if scope.takes(passage)]

    return tuple(compose(candidates, admitted)), notice


def _related(candidates: Sequence[Candidate]) -> tuple[Quote, ...]:
    """The likeliest sentence of each of the three likeliest passages."""
    best = {candidate.quote.passage.id: candidate.quote for candidate in reversed(candidates)}
    order = list(dict.fromkeys(candidate.quote.passage.id for candidate in candidates))
    return tuple(best[id_] for id_ in order[:3])

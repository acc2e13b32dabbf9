"""Question and history to an Answer, as a LangChain Runnable that streams its steps."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableBranch, RunnablePassthrough
from pydantic import ConfigDict, SkipValidation

from assistant.answer import Answer, Reason, Refusal
from assistant.answering import Asking, Parts, answered
from assistant.followup import stand_alone
from assistant.small_talk import MESSAGES, readable, small_talk
from vectorstore.retriever import Filter, Hit, Retriever

#: What flows through the chain: "question", "history", "scope" and "k" come in, and each step
#: adds its own key. LangChain types it so; every step unpacks it at once.
State = dict[str, Any]


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
        asking = Asking(
            question=state["question"],
            searched=state["searched"],
            history=state["history"],
            scope=state["scope"],
            hits=state["hits"],
        )
        told = answered(parts, asking)
        total = _since(state["started"])
        search = state["search_ms"]
        timings = {"search": search, "read": round(total - search, 1), "total": total}
        return replace(told, timings=timings)

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

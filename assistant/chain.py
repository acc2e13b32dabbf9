"""Question and history to an Answer, as a LangChain Runnable that streams its steps."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableBranch, RunnableLambda, RunnablePassthrough
from pydantic import ConfigDict, SkipValidation

from assistant.answer import Answer, Reason, Refusal
from assistant.answering import Asking, Parts, Written, answered
from assistant.asking_back import says_nothing_alone
from assistant.finding import find
from assistant.refuse import nothing_in_scope
from assistant.resolve import Resolved
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
            for hit in find(self.retriever, query, k, scope or Filter())
        ]


def build_chain(parts: Parts) -> Runnable[State, State]:
    """The chain: {"question", "history", "scope", "k"} to the same with "answer".

    Streamed, it brings "searched", then "hits", then "answer": first what a language model has
    written of it, as Written, at last the Answer. A message that is no question, and a question
    about what was shown, bring the answer alone. "scope" is narrowed to the documents that the
    question is put to.
    """
    retriever = PassageRetriever(retriever=parts.retriever)

    def resolve(state: State) -> Resolved:
        question = readable(state["question"])
        if small_talk(state["question"]) is not None:
            return Resolved(searched=question)
        return parts.resolver.resolve(question, state["history"], state["scope"])

    def refuse_at_once(state: State) -> Refusal | None:
        resolved: Resolved = state["resolved"]
        refusal = small_talk(state["question"]) or resolved.refusal
        if refusal is not None or resolved.recalled:
            return refusal
        return _unclear(parts, state)

    def reply(state: State) -> Answer:
        resolved: Resolved = state["resolved"]
        return Answer(
            question=state["question"],
            searched=resolved.told,
            statements=() if state["refusal"] else resolved.statements,
            refusal=state["refusal"],
            index=parts.info,
            timings={"total": _since(state["started"])},
        )

    def search(state: State) -> tuple[Hit, ...]:
        query = state["resolved"].searched
        documents = retriever.invoke(query, k=state["k"], scope=state["scope"])
        return tuple(document.metadata["hit"] for document in documents)

    def answer(state: State) -> Iterator[Written | Answer]:
        asking = Asking(
            question=state["question"],
            searched=state["resolved"].searched,
            history=state["history"],
            scope=state["scope"],
            hits=state["hits"],
        )
        for told in answered(parts, asking):
            total = _since(state["started"])
            search = state["search_ms"]
            timings = {"search": search, "read": round(total - search, 1), "total": total}
            if isinstance(told, Answer):
                told = replace(told, searched=state["searched"], timings=timings)
            yield told

    answering = (
        RunnablePassthrough.assign(searched=lambda state: state["resolved"].told)
        | RunnablePassthrough.assign(hits=search)
        | RunnablePassthrough.assign(search_ms=lambda state: _since(state["started"]))
        # As a lambda the last thing it brings is what it gives; as a plain generator, the sum.
        | RunnablePassthrough.assign(answer=RunnableLambda(answer))
    )
    return (
        RunnablePassthrough.assign(started=lambda _: time.perf_counter())
        | RunnablePassthrough.assign(resolved=resolve)
        | RunnablePassthrough.assign(scope=lambda state: state["resolved"].within(state["scope"]))
        | RunnablePassthrough.assign(refusal=refuse_at_once)
        | RunnableBranch(
            (
                lambda state: bool(state["refusal"] or state["resolved"].recalled),
                RunnablePassthrough.assign(answer=reply),
            ),
            answering,
        )
    )


def _since(started: float) -> float:
    """Milliseconds since `started`."""
    return round((time.perf_counter() - started) * 1000, 1)


def _unclear(parts: Parts, state: State) -> Refusal | None:
    """The reply to a question in another language, that says nothing alone, or to an empty scope.

    What the record itself prints is searched in any language: "Alianza para el Progreso".
    """
    question = readable(state["question"])
    if not parts.reader.understands(question) and not parts.reach.prints(question):
        return Refusal(Reason.NOT_ENGLISH, MESSAGES[Reason.NOT_ENGLISH])
    talked = any(small_talk(turn.question) is None for turn in state["history"])
    if not talked and says_nothing_alone(question, parts.reader.take_apart):
        return Refusal(Reason.UNDERSPECIFIED, MESSAGES[Reason.UNDERSPECIFIED])
    if not parts.in_scope(state["scope"]):
        return nothing_in_scope(state["scope"], parts.reach)
    return None

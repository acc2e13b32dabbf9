"""Chat models that say what a test wants, and the few passages that they are asked about."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.tool import tool_call_chunk
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable

from assistant.answering import Written
from assistant.language_model.limits import Limits
from assistant.language_model.writer import LanguageModel
from corpus.document import DateRange, Document, Volume
from corpus.passage import Kind, Passage, Voice
from vectorstore.retriever import Hit

VOLUME = Volume(id="frus1944Quebec", title="Conference at Quebec, 1944", year="1972")
DOCUMENT = Document(
    id="frus1944Quebec/d123",
    volume=VOLUME,
    number="123",
    title="Department of State Briefing Paper",
    subtitle="U.S. Relations With the Soviet Union",
    date=DateRange("1944-09-06", "1944-09-08"),
)
DESTRUCTIVE = (
    "It is nevertheless important that the Soviet Government realize that, while we desire its "
    "cooperation in world affairs as much as it desires ours, we do not intend to acquiesce in "
    "Soviet policies which we consider internationally destructive merely for the sake of "
    "avoiding unpleasant issues."
)
COLLUSION = "Cooperation on that basis is perilously close to collusion."
FIRMNESS = (
    "A greater degree of firmness in our attitude and policy toward the Soviet Union would avoid "
    "more serious difficulties in the future and would place our relations with it on a firmer "
    "foundation."
)
OBJECTIVE = (
    "Our overall objective in our relations with the Soviet Union is the establishment of the "
    "closest, most cooperative relationship on the basis of the mutual acceptance and observance "
    "of the essential principles of good international conduct."
)
NOTE = "Annex 2 to Hull’s memorandum to Roosevelt dated September 6, 1944."
QUESTION = "What attitude toward the Soviet Union does the paper ask for?"


def passage(
    own: str,
    text: str,
    kind: Kind = Kind.PARAGRAPH,
    voice: Voice = Voice.AUTHOR,
    document: Document = DOCUMENT,
) -> Hit:
    """A passage of a document, found."""
    label = "1" if kind is Kind.FOOTNOTE else None
    whole = f"{document.id}/{own}"
    stored = Passage(id=whole, document=document.id, kind=kind, voice=voice, text=text, label=label)
    return Hit(stored, document, 1.0)


# s1, s2, s3; s4; s5
HITS = (
    passage("p6", f"{DESTRUCTIVE} {COLLUSION} {FIRMNESS}"),
    passage("p1", OBJECTIVE),
    passage("fn1", NOTE, Kind.FOOTNOTE, Voice.EDITOR),
)

Script = Callable[[str], object]
# Pauses are as short as they can be, the rest as in use.
QUICK = Limits(pause=0.001)


class Scripted(BaseChatModel):
    """Replies in LangChain's own tool-calling form with what a script makes of the request.

    A reply that is no dictionary is plain text; an exception is raised. Each request is in
    `heard`, rules first.
    """

    script: Script
    heard: list[str] = []  # noqa: RUF012 (pydantic copies it for each model)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def bind_tools(
        self, tools: Sequence[Any], *, tool_choice: str | None = None, **kwargs: Any
    ) -> Runnable[LanguageModelInput, AIMessage]:
        return self.bind(tool=tools[0]["title"])

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        self.heard.extend(message.text for message in messages)
        return ChatResult(generations=[ChatGeneration(message=self._message(**kwargs))])

    def _said(self) -> object:
        said = self.script(self.heard[-1])
        if isinstance(said, BaseException):
            raise said
        return said

    def _message(self, tool: str) -> AIMessage:
        arguments = self._said()
        if not isinstance(arguments, dict):
            return AIMessage(str(arguments))
        return AIMessage("", tool_calls=[{"name": tool, "args": arguments, "id": "1"}])


class PlainText(Scripted):
    """A model without tools: it can only write, and is asked for JSON."""

    bind_tools = BaseChatModel.bind_tools

    def _message(self, tool: str = "") -> AIMessage:
        said = self._said()
        return AIMessage(said if isinstance(said, str) else json.dumps(said))


class Streaming(Scripted):
    """Streams what a script gives, a list of pieces of JSON, as the arguments of a call.

    A number among the pieces is a pause in seconds, an exception is raised.
    """

    sent: list[str] = []  # noqa: RUF012 (pydantic copies it for each model)

    def _piece(self, words: str, first: bool) -> AIMessageChunk:
        call = tool_call_chunk(
            name="Reply" if first else None, args=words, id="1" if first else None, index=0
        )
        return AIMessageChunk(content="", tool_call_chunks=[call])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        self.heard.extend(message.text for message in messages)
        said = self._said()
        assert isinstance(said, list)
        first = True
        for piece in said:
            if isinstance(piece, BaseException):
                raise piece
            if isinstance(piece, float):
                time.sleep(piece)
                continue
            self.sent.append(piece)
            yield ChatGenerationChunk(message=self._piece(piece, first))
            first = False


class StreamingText(Streaming):
    """The same without tools."""

    bind_tools = BaseChatModel.bind_tools

    def _piece(self, words: str, first: bool) -> AIMessageChunk:
        return AIMessageChunk(content=words)


def chose(*sentences: tuple[str, list[str]], answered: bool = True) -> dict[str, object]:
    """A reply in the form asked for: lead-ins with the ids of sentences."""
    return {
        "answered": answered,
        "sentences": [{"prose": prose, "spans": spans} for prose, spans in sentences],
    }


def states(
    reply: object,
    hits: Sequence[Hit] = HITS,
    kind: type[Scripted] = Scripted,
    limits: Limits = QUICK,
    question: str = QUESTION,
) -> list[Written]:
    """All that is written, state by state, where a model replies `reply` every time."""
    model = kind(script=lambda _: reply)
    return list(LanguageModel("test:scripted", model, limits).write(question, hits, ()))


def last(
    reply: object,
    hits: Sequence[Hit] = HITS,
    kind: type[Scripted] = Scripted,
    limits: Limits = QUICK,
) -> Written:
    """What is written in the end."""
    return states(reply, hits, kind, limits)[-1]

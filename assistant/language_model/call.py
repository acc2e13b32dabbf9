"""One request to a chat model: sent, received piece by piece, and never waited for too long."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Generator, Sequence
from typing import TYPE_CHECKING, Any

from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.ai import add_ai_message_chunks
from langchain_core.outputs import ChatGenerationChunk, GenerationChunk
from langchain_core.utils.json_schema import dereference_refs

from assistant.language_model.failure import DeclinedError, OverlongError, takes_no_schema
from assistant.language_model.limits import Limits
from assistant.language_model.prompts import JSON_FORM, SYSTEM
from assistant.language_model.reply import Reply, read

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_CUT_SHORT = frozenset({"length", "max_tokens", "MAX_TOKENS"})


def call(
    chat: BaseChatModel, asked: str, limits: Limits, until: float
) -> Generator[str, None, Reply]:
    """The reply to `asked`, after its pieces as they come; pieces are shown nowhere.

    `until` is the time, by `time.monotonic`, at which the whole reply must be here. Raises
    TimeoutError, DeclinedError, OverlongError, a ValueError for a reply in another form, and
    whatever the provider raises. A model that is left behind is told so at its next piece.
    """
    received: queue.SimpleQueue[str | BaseMessage | BaseException] = queue.SimpleQueue()
    left = threading.Event()
    threading.Thread(
        target=_work,
        args=(chat, asked, received.put, _Listener(received.put, left, limits.reply)),
        name="language model",
        daemon=True,
    ).start()
    wait = min(limits.first_word, until - time.monotonic())
    try:
        while True:
            try:
                item = received.get(timeout=max(wait, 0.0))
            except queue.Empty:
                raise TimeoutError from None
            if isinstance(item, BaseException):
                raise item
            if isinstance(item, BaseMessage):
                return _reply(item)
            yield item
            wait = until - time.monotonic()
    finally:
        left.set()


class _LeftError(BaseException):
    """Nobody waits for this reply any more.

    It is no Exception, as LangChain logs those that handlers raise, and people would read it.
    """


class _Listener(BaseCallbackHandler):
    """Hands on what a model writes, up to `room` characters. LangChain tells every handler of
    every piece; what a handler raises ends the request.
    """

    raise_error = True  # else the model goes on, whatever is raised here

    def __init__(
        self, put: Callable[[str | BaseException], None], left: threading.Event, room: int
    ) -> None:
        self._put = put
        self._left = left
        self._room = room

    def on_llm_new_token(
        self,
        token: str | list[str | dict[str, Any]],  # noqa: ARG002  # LangChain passes it
        *,
        chunk: GenerationChunk | ChatGenerationChunk | None = None,
        **_: Any,
    ) -> None:
        if self._left.is_set():
            raise _LeftError
        if not isinstance(chunk, ChatGenerationChunk):
            return
        said = _said(chunk.message)
        self._room -= len(said)
        if self._room < 0:
            self._put(OverlongError())
            raise _LeftError
        self._put(said)


def _work(
    chat: BaseChatModel,
    asked: str,
    put: Callable[[str | BaseMessage | BaseException], None],
    listener: _Listener,
) -> None:
    """Whatever becomes of the request is put, as the one that waits stands in another thread."""
    try:
        put(_asked(chat, asked, listener))
    except BaseException as error:
        put(error)


def _asked(chat: BaseChatModel, asked: str, listener: _Listener) -> BaseMessage:
    """The whole message: by a schema, or as plain text of a model or server that knows none."""
    try:
        structured = _structured(chat)
        return _by_schema(structured, asked, listener)
    except NotImplementedError:
        pass  # LangChain's word for a model that takes no schema: it is asked in plain text below
    except Exception as error:
        if not takes_no_schema(error):
            raise
    messages = [("system", f"{SYSTEM}\n\n{JSON_FORM}"), ("human", asked)]
    return _joined([*chat.stream(messages, config={"callbacks": [listener]})])


def _structured(chat: BaseChatModel) -> Any:
    """The model held to the form of a reply, as strictly as its package can.

    The form is given as a schema, not as a class: some packages read a reply into a class
    themselves, and warn of what they find in words that show it.
    """
    schema = dereference_refs(Reply.model_json_schema())
    schema.pop("$defs")
    try:
        return chat.with_structured_output(schema, include_raw=True, strict=True)
    except (TypeError, ValueError):
        return chat.with_structured_output(schema, include_raw=True)


def _by_schema(structured: Any, asked: str, listener: _Listener) -> BaseMessage:
    # Streamed, so that the model is; what comes of LangChain's own parsing may be read from a
    # reply that was cut off, so it is the message alone that counts.
    messages = [("system", SYSTEM), ("human", asked)]
    steps = structured.stream(messages, config={"callbacks": [listener]})
    return _joined([step["raw"] for step in steps if "raw" in step])


def _joined(pieces: Sequence[BaseMessage]) -> BaseMessage:
    """The message of which `pieces` came, one for all from a model that does not stream."""
    chunks = [piece for piece in pieces if isinstance(piece, AIMessageChunk)]
    if chunks:
        return add_ai_message_chunks(*chunks)
    return pieces[-1] if pieces else AIMessage(content="")


def _said(message: BaseMessage) -> str:
    """What a message or a piece of one says in the form asked for: its first call, or its text."""
    calls = message.tool_call_chunks if isinstance(message, AIMessageChunk) else []
    if calls:
        return "".join(call["args"] or "" for call in calls if call["index"] == calls[0]["index"])
    return str(message.text)


def _reply(message: BaseMessage) -> Reply:
    refused = message.additional_kwargs.get("refusal")
    ending = message.response_metadata.get("finish_reason") or message.response_metadata.get(
        "stop_reason"
    )
    if refused or ending == "content_filter":
        raise DeclinedError
    if ending in _CUT_SHORT:
        raise OverlongError
    # The calls of a message put together from pieces are completed where they were cut off.
    whole = isinstance(message, AIMessage) and not isinstance(message, AIMessageChunk)
    calls = message.tool_calls if isinstance(message, AIMessage) and whole else []
    return Reply.model_validate(calls[0]["args"]) if calls else read(_said(message))

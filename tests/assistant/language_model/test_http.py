"""A model behind a real server on this machine that speaks OpenAI's protocol, well or badly."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from assistant.app import Assistant
from assistant.language_model.limits import Limits
from assistant.language_model.provider import open_model
from assistant.language_model.writer import LanguageModel
from corpus.errors import ModelError
from tests.assistant.language_model.scripted import (
    FIRMNESS,
    HITS,
    OBJECTIVE,
    QUESTION,
    QUICK,
    chose,
)
from vectorstore.minilm import MiniLM

KEY = "sk-secret-1234"
PATH = "/v1/chat/completions"
REPLY = json.dumps(chose(("The paper asks for firmness:", ["s3"]), ("", ["s4"])))
ANSWER = [f"The paper asks for firmness: “{FIRMNESS}”", f"“{OBJECTIVE}”"]


@pytest.fixture
def server(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> HTTPServer:
    """The server, named as a user names one of her own."""
    named(monkeypatch, httpserver.url_for("/v1"))
    return httpserver


def named(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", address)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)


def event(delta: dict[str, object], finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    chunk = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    return f"data: {json.dumps({**chunk, 'choices': [choice]})}\n\n".encode()


def events(words: str, size: int = 9, pause: float = 0.0, finish: str = "stop") -> Iterator[bytes]:
    yield event({"role": "assistant", "content": ""})
    for start in range(0, len(words), size):
        time.sleep(pause)
        yield event({"content": words[start : start + size]})
    yield event({}, finish)
    yield b"data: [DONE]\n\n"


def streams(made: Callable[[], Iterator[bytes]]) -> Callable[[Request], Response]:
    return lambda _: Response(made(), content_type="text/event-stream")


def refusing(status: int) -> Response:
    error = {"error": {"message": f"{KEY} at {PATH} is bad", "type": "x", "code": "y"}}
    return Response(json.dumps(error), status, content_type="application/json")


def model(limits: Limits = QUICK) -> LanguageModel:
    return LanguageModel("openai:any", open_model("openai:any", limits), limits)


def said(limits: Limits = QUICK) -> list[str]:
    *_, told = model(limits).write(QUESTION, HITS)
    return [statement.text for statement in told.statements]


def failure(limits: Limits = QUICK) -> str:
    with pytest.raises(ModelError) as failed:
        said(limits)
    told = str(failed.value)
    assert told.startswith(("openai:any did not answer: ", "the reply of openai:any is not"))
    assert "secret" not in told
    assert "127.0.0.1" not in told
    assert "\n" not in told
    return told


def test_a_reply_is_streamed_and_its_request_says_no_more_than_it_must(server: HTTPServer) -> None:
    server.expect_request(PATH).respond_with_handler(streams(lambda: events(REPLY)))
    assert said() == ANSWER
    ((request, _),) = server.log
    assert request.headers["Authorization"] == f"Bearer {KEY}"
    body = request.get_json()
    assert (body["model"], body["temperature"], body["stream"]) == ("any", 0, True)
    assert body["max_completion_tokens"] == QUICK.tokens
    form = body["response_format"]["json_schema"]
    assert form["strict"] is True
    assert "$ref" not in json.dumps(form)
    assert [message["role"] for message in body["messages"]] == ["system", "user"]


def test_statements_are_here_before_the_reply_is(server: HTTPServer) -> None:
    rest = threading.Event()

    def slowly() -> Iterator[bytes]:
        yield from events(REPLY[: REPLY.index('"s4"')])
        assert rest.wait(5)
        yield event({"content": REPLY[REPLY.index('"s4"') :]})
        yield b"data: [DONE]\n\n"

    def stopless() -> Iterator[bytes]:
        """The events of `slowly` without the end that the first part brings."""
        for one in slowly():
            if b"[DONE]" not in one and b'"stop"' not in one:
                yield one

    server.expect_request(PATH).respond_with_handler(streams(stopless))
    writing = model().write(QUESTION, HITS)
    assert [statement.text for statement in next(writing).statements] == ANSWER[:1]
    rest.set()
    *_, told = writing
    assert [statement.text for statement in told.statements] == ANSWER


@pytest.mark.parametrize(
    ("status", "tries", "told"),
    [
        (401, 1, "refused the key"),
        (404, 1, "no such model"),
        (429, 2, "allows no more requests"),
        (500, 2, "has a fault"),
        (503, 2, "has a fault"),
    ],
)
def test_a_refusal_is_told_without_its_words(
    server: HTTPServer, status: int, tries: int, told: str
) -> None:
    server.expect_request(PATH).respond_with_response(refusing(status))
    assert told in failure()
    assert f"HTTP {status}" in failure()
    assert len(server.log) == 2 * tries


@pytest.mark.parametrize("status", [429, 500])
def test_a_failure_in_passing_is_got_over(server: HTTPServer, status: int) -> None:
    server.expect_ordered_request(PATH).respond_with_response(refusing(status))
    server.expect_ordered_request(PATH).respond_with_handler(streams(lambda: events(REPLY)))
    assert said() == ANSWER


def test_a_server_that_knows_no_schema_is_asked_for_json(server: HTTPServer) -> None:
    def answer(request: Request) -> Response:
        if "response_format" in request.get_json():
            return refusing(400)
        return Response(events(f"```json\n{REPLY}\n```"), content_type="text/event-stream")

    server.expect_request(PATH).respond_with_handler(answer)
    assert said() == ANSWER


def test_a_server_that_is_too_slow_is_left(server: HTTPServer) -> None:
    server.expect_request(PATH).respond_with_handler(streams(lambda: events(REPLY, 1, 0.1)))
    began = time.monotonic()
    assert "it took too long" in failure(Limits(seconds=0.8))
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"data: certainly\n\n", "the request failed"),
        (b"\xff\xfe\x00garbage", "the request failed"),
        (b"", "the request failed"),
        (b"".join(events("Certainly! " + REPLY)), "Invalid JSON"),
        (b"".join(events(REPLY[:-40])), "Invalid JSON"),
        (b"".join(events("")), "Invalid JSON"),
        (b"".join(events(REPLY, finish="length")), "its reply was too long"),
        (b"".join(events(REPLY, finish="content_filter")), "it declined to answer"),
    ],
)
def test_garbage_is_a_failure(server: HTTPServer, body: bytes, told: str) -> None:
    server.expect_request(PATH).respond_with_data(body, content_type="text/event-stream")
    assert told in failure()


@contextmanager
def resetting(words: Sequence[bytes]) -> Iterator[tuple[str, list[int]]]:
    """A server that sends these words of a stream and resets the connection."""
    asked: list[int] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)
        closing = threading.Event()

        def serve() -> None:
            while not closing.is_set():
                try:
                    connection, _ = listening.accept()
                except TimeoutError:
                    continue
                with connection:
                    connection.settimeout(5)
                    asked.append(len(connection.recv(65_536)))
                    if words:
                        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
                        connection.sendall(head + b"".join(words))
                        time.sleep(0.05)
                    # Closed like this, a connection is reset.
                    reset = struct.pack("ii", 1, 0)
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/v1", asked
        finally:
            closing.set()
            thread.join()


@pytest.mark.parametrize("words", [[], [*events(REPLY)][:4]], ids=["at once", "in the middle"])
def test_a_connection_that_is_reset_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, words: list[bytes]
) -> None:
    with resetting(words) as (address, asked):
        named(monkeypatch, address)
        assert "it cannot be reached" in failure()
    assert len(asked) == 2


def test_a_server_that_is_not_there_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    named(monkeypatch, f"http://127.0.0.1:{port}/v1")
    assert "it cannot be reached; check the network and that its server runs" in failure()


def test_an_answer_falls_back_on_the_record_with_a_notice(
    server: HTTPServer, assistant: Assistant, embedder: MiniLM
) -> None:
    server.expect_request(PATH).respond_with_response(refusing(500))
    question = "Where are the records of the Tehran Conference?"
    answer = Assistant(assistant.index, embedder, model()).ask(question)
    assert answer.statements == assistant.ask(question).statements
    assert answer.notice.startswith(
        "Answered without the language model: openai:any did not answer: its provider has a fault"
    )
    assert KEY not in answer.notice

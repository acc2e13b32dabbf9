"""The gate before Gradio."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from assistant.ui.guard import MOST_BODY_BYTES, Guard, Message, Receive, Send, permitted


class Echo:
    """An ASGI application that answers with the number of bytes it was sent."""

    def __init__(self) -> None:
        self.calls = 0

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        self.calls += 1
        size, more = 0, True
        while more:
            message = await receive()
            size += len(message.get("body", b""))
            more = message.get("more_body", False)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": str(size).encode()})


def request(path: str, bodies: Sequence[bytes] = (b"",), kind: str = "http") -> list[Message]:
    """What a guarded Echo sends for a request with these body messages."""
    waiting = [
        {"type": "http.request", "body": body, "more_body": number < len(bodies)}
        for number, body in enumerate(bodies, start=1)
    ]
    sent: list[Message] = []

    async def receive() -> Message:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    with asyncio.Runner() as runner:
        runner.run(Guard(Echo())({"type": kind, "path": path}, receive, send))
    return sent


@pytest.mark.parametrize(
    "path",
    ["/", "/config", "/theme.css", "/assets/a.js", "/gradio_api/queue/join",
     "/gradio_api/queue/data", "/gradio_api/heartbeat/abc"],
)  # fmt: skip
def test_what_a_chat_needs_is_passed_on(path: str) -> None:
    assert permitted(path)
    assert request(path)[0]["status"] == 200


@pytest.mark.parametrize(
    "path",
    ["/gradio_api/upload", "/gradio_api/file=/etc/passwd", "/gradio_api/file=http://a.b/c",
     "/gradio_api/proxy=http://a.b", "/monitoring", "/gradio_api/info", "/gradio_api/run/reply",
     "/assets/../../etc/passwd", "/gradio_api/call/reply", "/openapi.json", "/docs"],
)  # fmt: skip
def test_everything_else_is_not_there(path: str) -> None:
    start, body = request(path)
    assert start["status"] == 404
    assert b"passwd" not in body["body"]


def test_a_body_arrives_whole_up_to_the_limit() -> None:
    half = b"x" * (MOST_BODY_BYTES // 2)
    assert request("/gradio_api/queue/join", [half, half])[1]["body"] == b"%d" % MOST_BODY_BYTES


def test_a_larger_body_is_refused() -> None:
    half = b"x" * (MOST_BODY_BYTES // 2)
    start, body = request("/gradio_api/queue/join", [half, half, b"x"])
    assert start["status"] == 413
    assert b"64 KB" in body["body"]


@pytest.mark.parametrize("path", ["/", "/nothing"])
def test_every_reply_forbids_other_origins(path: str) -> None:
    headers = dict(request(path)[0]["headers"])
    assert b"default-src 'self'" in headers[b"content-security-policy"]
    assert b"http" not in headers[b"content-security-policy"]
    assert headers[b"x-content-type-options"] == b"nosniff"


def test_the_life_of_the_server_is_not_its_business() -> None:
    assert request("", kind="lifespan")[0]["type"] == "http.response.start"

"""The gate before Gradio: the few routes that a chat needs, small bodies, strict headers.

Plain ASGI. Gradio 6.31 also serves uploads of any size, files, a proxy and a monitor to anyone;
a chat needs none of them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

#: A question has at most 2,000 characters; with its envelope it stays far below this.
MOST_BODY_BYTES = 64 * 1024

_PAGES = frozenset({"/", "/config", "/config/", "/theme.css", "/favicon.ico", "/manifest.json",
                    "/robots.txt", "/gradio_api/queue/join", "/gradio_api/queue/data",
                    "/gradio_api/startup-events", "/gradio_api/cancel", "/gradio_api/reset",
                    "/gradio_api/reset/", "/gradio_api/theme.css"})  # fmt: skip
_FOLDERS = ("/assets/", "/static/", "/svelte/", "/gradio_api/heartbeat/")

# Gradio's page starts from inline scripts and compiles its templates, hence the two "unsafe-"
# words; everything that is fetched must still come from this server.
_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"referrer-policy", b"no-referrer"),
)


class Guard:
    """ASGI middleware: 404 for other routes, 413 for large bodies, headers on every reply."""

    def __init__(self, app: Application, own: frozenset[str] = frozenset()) -> None:
        """`own` are the first parts of the paths of pages that are not Gradio's ("documents")."""
        self._app = app
        self._own = own

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass a permitted request on; answer any other."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if not permitted(scope["path"], self._own):
            await _reply(send, 404, b"There is nothing here.")
            return
        first, fits = await _first_bodies(receive)
        if not fits:
            await _reply(send, 413, b"A request may have at most 64 KB.")
            return
        await self._app(scope, _replayed(first, receive), _with_headers(send))


def permitted(path: str, own: frozenset[str] = frozenset()) -> bool:
    """Whether the route `path` is needed: by the chat, or because its first part is in `own`."""
    if path in _PAGES:
        return True
    below = path.startswith(_FOLDERS) or path.split("/", 2)[1:2] in [[part] for part in own]
    return below and ".." not in path


async def _first_bodies(receive: Receive) -> tuple[list[Message], bool]:
    """The messages of the whole body, and whether it is small enough to pass on."""
    messages: list[Message] = []
    size = 0
    while True:
        message = await receive()
        messages.append(message)
        size += len(message.get("body", b""))
        if size > MOST_BODY_BYTES:
            return messages, False
        if message["type"] != "http.request" or not message.get("more_body", False):
            return messages, True


def _replayed(messages: list[Message], receive: Receive) -> Receive:
    waiting = iter(messages)

    async def replay() -> Message:
        message = next(waiting, None)
        return message if message is not None else await receive()

    return replay


def _with_headers(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *_HEADERS]}
        await send(message)

    return guarded


async def _reply(send: Send, status: int, body: bytes) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *_HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})

"""The application of the API: its addresses, and the description of them that programs read."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from fastapi import FastAPI
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.endpoints import INDEX_HEADER, Endpoints
from assistant.api.errors import ERRORS, ErrorRecord, tell_errors
from assistant.api.words import DESCRIPTION, HEADER, NOT_THERE, TITLE
from assistant.desk import Desk

VERSION = "1"


def build_api(desk: Desk) -> FastAPI:
    """The API over a desk, to be mounted at /api; it fetches nothing and lets in no other site."""
    application = _Described(
        title=TITLE,
        version=VERSION,
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        # FastAPI would send traces to an address that it finds in the environment.
        telemetry={"auto_configure": False},
        responses={code: {**said, "model": ErrorRecord} for code, said in ERRORS.items()},
    )
    tell_errors(application)
    application.add_middleware(_Stamped, desk=desk)
    give, add = Endpoints(desk), application.add_api_route
    missing = {404: {"description": NOT_THERE, "model": ErrorRecord}}
    add("/v1/ask", give.ask, methods=["POST"], summary="Ask a question")
    add("/v1/ask", give.ask_plainly, methods=["GET"], summary="Ask a question, in an address")
    add("/v1/compare", give.compare, methods=["POST"], summary="Compare documents on a question")
    add("/v1/search", give.search, methods=["POST"], summary="Search for passages")
    add("/v1/search", give.search_plainly, methods=["GET"], summary="Search, in an address")
    add("/v1/check", give.check, methods=["POST"], summary="Check a quotation")
    add("/v1/check", give.check_plainly, methods=["GET"], summary="Check, in an address")
    add(
        "/v1/documents/{volume}/{document}",
        give.document,
        summary="Read a document",
        responses=missing,  # type: ignore[arg-type]  # keys may be int or str, as FastAPI has them
    )
    add("/v1/volumes", give.volumes, summary="List the volumes installed")
    return application


class _Described(FastAPI):
    """An application whose description has examples, and words for every field."""

    def openapi(self) -> dict[str, Any]:
        """The description, made once: OpenAPI 3.1."""
        if self.openapi_schema is None:
            made = super().openapi()
            _inherit(made["components"]["schemas"], "ComparisonRecord", "AnswerRecord")
            _illustrate(made["paths"])
            self.openapi_schema = made
        return self.openapi_schema


def _inherit(shapes: dict[str, Any], of: str, base: str) -> None:
    """Say of a field that a shape has from another one what that says of it."""
    for name, said in shapes[base]["properties"].items():
        shapes[of]["properties"][name] = said


def _illustrate(paths: dict[str, Any]) -> None:
    """Show what was really asked and answered, and the header of every reply."""
    for example in read_examples():
        operation = paths[example["path"]][example["method"]]
        if "request" in example:
            _show(operation["requestBody"], example["name"], example["request"])
        _show(operation["responses"]["200"], example["name"], example["response"])
    header = {INDEX_HEADER: {"description": HEADER, "schema": {"type": "string"}}}
    for path in paths.values():
        for operation in path.values():
            operation["responses"]["200"]["headers"] = header


def _show(described: dict[str, Any], name: str, value: Any) -> None:
    described["content"]["application/json"].setdefault("examples", {})[name] = {"value": value}


def read_examples() -> list[dict[str, Any]]:
    """Requests to the shipped document with their real replies.

    Each has a name, path, method and address, and a request where it has a body.
    """
    text = files("assistant").joinpath("data", "api", "examples.json").read_text(encoding="utf-8")
    examples: list[dict[str, Any]] = json.loads(text)
    return examples


class _Stamped:
    """ASGI middleware: every reply names the index that was there, errors too."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app = app
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the header where the reply does not have it."""

        async def stamped(message: Message) -> None:
            if message["type"] == "http.response.start":
                name, headers = INDEX_HEADER.encode(), [*message.get("headers", ())]
                if name not in (header for header, _ in headers):
                    headers.append((name, self._desk.assistant.info.version.encode()))
                message = {**message, "headers": headers}
            await send(message)

        await self._app(scope, receive, stamped)

"""A visitor of the chat, without a browser: what the page sends, and when what comes back comes.

Speaks the protocol of Gradio 6.31's own page: an event is put in a queue by a request, and its
updates come as a stream of server-sent events.
"""

from __future__ import annotations

import json
import time
import uuid
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import httpx

from corpus.errors import InputError, StoreError

_BOX = "frus-question-box"
_PATIENCE = 120.0  # seconds
# Classes of what the panel shows: the passages found, and the cards of quoted or related ones.
_SOURCES = ("frus-found", "frus-card", "frus-hint")


@dataclass(frozen=True, slots=True)
class Waited:
    """Seconds from asking to the first sources on the page, and to the whole answer."""

    sources: float
    answer: float

    def __post_init__(self) -> None:
        if not 0 < self.sources <= self.answer:
            raise ValueError(f"sources after {self.sources} s, the answer after {self.answer} s")


class Visitor:
    """Somebody with the page open; a context."""

    def __init__(self, address: str) -> None:
        self._client = httpx.Client(base_url=address, timeout=_PATIENCE)
        self._session = uuid.uuid4().hex

    def __enter__(self) -> Visitor:
        _ = self._asking
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def ask(self, question: str) -> Waited:
        """Type a question into the box and press Enter.

        Raises StoreError where it is not answered.
        """
        number, inputs, box = self._asking
        given = [question if one == box else value for one, value in inputs]
        asked = {
            "data": given,
            "fn_index": number,
            "session_hash": self._session,
            "trigger_id": box,
            "event_data": None,
        }
        begun = time.perf_counter()
        self._client.post("/gradio_api/queue/join", json=asked).raise_for_status()
        return self._listen(begun)

    def _listen(self, begun: float) -> Waited:
        sources = None
        where = f"/gradio_api/queue/data?session_hash={self._session}"
        with self._client.stream("GET", where) as stream:
            for line in stream.iter_lines():
                if not line.startswith("data:"):
                    continue
                now = time.perf_counter() - begun
                if sources is None and any(name in line for name in _SOURCES):
                    sources = now
                told = json.loads(line.removeprefix("data:"))
                if told["msg"] == "process_completed":
                    if not told["success"] or sources is None:
                        raise StoreError(f"the chat did not answer: {line[:300]}")
                    return Waited(sources, now)
        raise StoreError("the chat stopped answering")

    @cached_property
    def _asking(self) -> tuple[int, list[tuple[int, Any]], int]:
        """The event of the question box: its number, its inputs with their values, the box."""
        page = self._client.get("/config").raise_for_status().json()
        parts = {part["id"]: part["props"] for part in page["components"]}
        box = next((id_ for id_, props in parts.items() if props.get("elem_id") == _BOX), None)
        for event in page["dependencies"]:
            if box is not None and [box, "submit"] in event["targets"]:
                inputs = [(id_, parts[id_].get("value")) for id_ in event["inputs"]]
                return event["id"], inputs, box
        raise InputError(f"{self._client.base_url} serves no chat of this project")

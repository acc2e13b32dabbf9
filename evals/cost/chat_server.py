"""A chat as a process of its own, from its start until a browser can ask it something."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from corpus.errors import StoreError
from evals.cost.answer import installed_command

_PATIENCE = 120.0  # seconds in which a chat has to be there
_LOOKS_EVERY = 0.01  # seconds

#: The least that a chat made with Gradio can be: it says what it is told.
_BARE = (
    "import sys, gradio; gradio.ChatInterface(lambda said, _: said)"
    ".launch(server_port=int(sys.argv[1]), quiet=True)"
)


@dataclass(frozen=True, slots=True)
class ChatServer:
    """A chat that listens at `port` of this machine; `served` seconds after its process began."""

    port: int
    served: float

    @property
    def address(self) -> str:
        """Where its page is."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def our_chat(home: Path) -> Iterator[ChatServer]:
    """`frus chat` over a home, stopped at the end."""
    command = (installed_command(), "chat", "--port")
    with _served(command, {"FRUS_HOME": str(home)}) as server:
        yield server


@contextmanager
def bare_chat() -> Iterator[ChatServer]:
    """A chat of Gradio's that only says what it is told."""
    with _served((sys.executable, "-c", _BARE), {"GRADIO_ANALYTICS_ENABLED": "False"}) as server:
        yield server


@contextmanager
def _served(command: Sequence[str], environment: dict[str, str]) -> Iterator[ChatServer]:
    port = _free_port()
    with TemporaryFile() as said:
        begun = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603  # this interpreter or its own command
            [*command, str(port)],
            env=os.environ | environment,
            stdout=said,
            stderr=said,
        )
        try:
            while not _answers(port):
                if process.poll() is not None or time.perf_counter() - begun > _PATIENCE:
                    said.seek(0)
                    told = said.read().decode(errors="replace").strip()
                    raise StoreError(f"the chat did not start: {told or 'it said nothing'}")
                time.sleep(_LOOKS_EVERY)
            yield ChatServer(port, time.perf_counter() - begun)
        finally:
            process.terminate()
            process.wait()


def _answers(port: int) -> bool:
    """Whether the page is there, whole."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    try:
        connection.request("GET", "/")
        reply = connection.getresponse()
        reply.read()
        return reply.status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port

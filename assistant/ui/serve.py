"""The chat on an address: checked first, launched quietly, kept to this server."""

from __future__ import annotations

import errno
import ipaddress
import socket
import sys
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route

from assistant.turns import LONGEST_LINE
from assistant.ui.chat import build_chat
from assistant.ui.guard import Guard
from assistant.ui.pages.routes import page_routes
from assistant.ui.pages.site import Site
from assistant.ui.theme import script, style, theme
from corpus.errors import InputError

if TYPE_CHECKING:
    import gradio as gr

# The line of those who wait is the assistant's own (assistant/turns.py), in which everyone knows
# their place; Gradio's must not form before it. Whoever waits has a thread, which sleeps. A full
# queue answers "busy" at once instead of growing.
CONCURRENT_REPLIES = LONGEST_LINE + 16
LONGEST_QUEUE = 2 * CONCURRENT_REPLIES
# Conversations kept at a time; the one that rested longest goes first.
MOST_SESSIONS = 1_000


def serve(
    site: Site, host: str, port: int, *, reports: Path, open_browser: bool = False, at: str = ""
) -> None:
    """Serve the chat until it is interrupted; what readers report is kept in `reports`.

    `at` is the path, with its query, of the page that is told of, and opened.
    Raises InputError where `host` and `port` cannot be listened on.
    """
    page = launch(site, host, port, reports=reports)
    begin = address(host, port) + at
    print(f"{begin}  (Ctrl+C stops it)", file=sys.stderr)
    if not is_loopback(host):
        print(
            "Anyone who can reach this machine can use the chat: it has no passwords and no "
            "encryption. Put it behind a proxy that has both before it faces the internet.",
            file=sys.stderr,
        )
    if open_browser:
        webbrowser.open(begin)
    page.block_thread()


def launch(site: Site, host: str, port: int, *, reports: Path) -> gr.Blocks:
    """The chat and its pages, listening in a thread of their own; close() stops them.

    Raises InputError where `host` and `port` cannot be listened on.
    """
    check_free(host, port)
    page = build_chat(site.assistant, reports, site.lessons)
    pages = page_routes(site)
    page.queue(default_concurrency_limit=CONCURRENT_REPLIES, max_size=LONGEST_QUEUE)
    try:
        page.launch(
            server_name=host,
            server_port=port,
            theme=theme(),
            css=style(),
            js=script(),
            prevent_thread_lock=True,
            max_threads=CONCURRENT_REPLIES + 16,
            quiet=True,
            inbrowser=False,
            share=False,
            show_error=False,
            enable_monitoring=False,
            run_history=False,
            footer_links=[],
            allowed_paths=[],
            max_file_size=0,
            state_session_capacity=MOST_SESSIONS,
            pwa=False,
            mcp_server=False,
            ssr_mode=False,
            app_kwargs={"middleware": [_guarded(pages)], "routes": pages},
        )
    except OSError as error:
        raise _unusable(host, port) from error
    return page


def address(host: str, port: int) -> str:
    """Where a browser on this machine finds the chat."""
    name = "127.0.0.1" if host in ("0.0.0.0", "::", "") else host  # noqa: S104
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def is_loopback(host: str) -> bool:
    """Whether `host` can be reached from this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def check_free(host: str, port: int) -> None:
    """Raise InputError unless `host` and `port` can be listened on now."""
    if not 1 <= port <= 65_535:
        raise InputError(f"{port} is not a port; choose one from 1 to 65535 with --port")
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise InputError(
            f"{host!r} is not an address of this machine; choose another with --host"
        ) from None
    family, kind, protocol, _, where = found[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(where)
        except OSError as error:
            raise _unusable(host, port, error.errno) from None


def _unusable(host: str, port: int, reason: int | None = None) -> InputError:
    if reason == errno.EADDRNOTAVAIL:
        return InputError(f"{host!r} is not an address of this machine; choose another with --host")
    if reason == errno.EACCES:
        return InputError(f"port {port} needs more rights; choose one above 1023 with --port")
    return InputError(f"port {port} on {host} is taken; choose another with --port")


def _guarded(pages: Sequence[BaseRoute]) -> Middleware:
    paths = (route.path for route in pages if isinstance(route, Route | Mount))
    return Middleware(Guard, own=frozenset(path.split("/")[1] for path in paths))

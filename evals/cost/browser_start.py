"""How soon a browser that is open can use a chat."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from corpus.errors import InputError
from evals.cost.chat_server import ChatServer

_NAMES = ("chromium", "chromium-browser", "google-chrome")


@contextmanager
def browser_start() -> Iterator[Callable[[ChatServer], float]]:
    """A measure of seconds from a process's start until its page has an editable question box.

    Raises InputError without a Chromium, or without Playwright, which the extra "test" has.
    """
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        raise InputError(f"--browser: none of {', '.join(_NAMES)} is installed")
    try:
        from playwright.sync_api import expect, sync_playwright
    except ImportError:
        raise InputError("--browser needs Playwright; install the extra: test") from None
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])

        def usable(server: ChatServer) -> float:
            begun = time.perf_counter()
            page = chromium.new_page()
            page.goto(server.address)
            expect(page.locator("textarea").first).to_be_editable()
            seconds = time.perf_counter() - begun
            page.close()
            return server.served + seconds

        try:
            yield usable
        finally:
            chromium.close()

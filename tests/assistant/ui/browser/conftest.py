"""Servers and browsers: `chat` answers from the shipped document, `server` as it was told to."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from assistant.cards import read_cards
from assistant.lessons.finding import find_lessons
from assistant.live import LiveAssistant
from assistant.opening import open_assistant
from assistant.settings import Settings
from assistant.ui.pages.site import Site
from assistant.ui.protocol import Assistant
from assistant.ui.serve import launch
from tests.assistant.ui.browser.tab import FLAGS, NAMES, Tab, open_chat

# A machine that is busy besides is no fault of the page; milliseconds.
expect.set_options(timeout=20_000)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def served(site: Site, reports: Path) -> Iterator[str]:
    port = free_port()
    page = launch(site, "127.0.0.1", port, reports=reports)
    yield f"http://127.0.0.1:{port}"
    page.close(verbose=False)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium for a module: while it runs, no other test could have an event loop."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip(f"no browser: none of {', '.join(NAMES)} is installed")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home") / "reports.jsonl"


@pytest.fixture(scope="session")
def server(scripted: Assistant, reports: Path) -> Iterator[str]:
    """The address of a chat whose replies are known beforehand."""
    yield from served(Site(assistant=scripted, cards=list), reports)


@pytest.fixture(scope="session")
def chat(home: Path, reports: Path) -> Iterator[str]:
    """The address of the chat as it ships: the real assistant over the shipped document."""
    settings = Settings(home)
    with LiveAssistant(open_assistant(settings), settings.index) as live:
        live.ask("Is it warm?")
        lessons = find_lessons(settings.lessons).lessons
        site = Site(assistant=live, cards=lambda: read_cards(settings, print), lessons=lessons)
        yield from served(site, reports)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900},
        permissions=["clipboard-read", "clipboard-write"],
        reduced_motion="reduce",
    )
    yield context
    context.close()


@pytest.fixture
def tab(context: BrowserContext, server: str) -> Iterator[Tab]:
    """The chat whose replies are known, in a tab that must stay clean."""
    tab = open_chat(context, server)
    yield tab
    tab.clean()


@pytest.fixture
def real(context: BrowserContext, chat: str) -> Iterator[Tab]:
    """The chat as it ships, in a tab that must stay clean."""
    tab = open_chat(context, chat)
    yield tab
    tab.clean()

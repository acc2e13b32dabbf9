"""A page in a real browser, and everything that it should not do."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Route, expect

BOX = "#frus-question-box textarea"
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass
class Tab:
    """A page, the requests to other machines that it made, and the complaints of the browser."""

    page: Page
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def ask(self, question: str) -> None:
        """Type a question, press Enter and wait for its reply."""
        replies = self.page.locator(".frus-reply").count()
        self.page.fill(BOX, question)
        self.page.press(BOX, "Enter")
        self.await_reply(replies + 1)

    def await_reply(self, count: int) -> None:
        """Wait until `count` questions have their replies."""
        expect(self.page.locator(".frus-reply")).to_have_count(count)
        expect(self.page.locator(".frus-waiting")).to_have_count(0)

    def clean(self) -> None:
        """Require that nothing was fetched from elsewhere, and that the browser is content."""
        assert self.foreign == []
        assert self.complaints == []


def open_tab(context: BrowserContext, address: str, size: tuple[int, int] | None = None) -> Tab:
    """A tab at `address`, kept from every other machine; `size` is its width and height."""
    tab = Tab(context.new_page())
    if size is not None:
        tab.page.set_viewport_size({"width": size[0], "height": size[1]})

    def local_only(route: Route) -> None:
        if urlsplit(route.request.url).hostname in ("127.0.0.1", "localhost"):
            route.continue_()
        else:
            tab.foreign.append(route.request.url)
            route.abort()

    tab.page.route("**/*", local_only)
    tab.page.on(
        "console",
        lambda message: (
            tab.complaints.append(message.text) if message.type in ("error", "warning") else None
        ),
    )
    tab.page.on("pageerror", lambda error: tab.complaints.append(str(error)))
    tab.page.goto(address)
    return tab


def open_chat(context: BrowserContext, address: str) -> Tab:
    """The chat in a tab, ready for its first question."""
    tab = open_tab(context, address)
    expect(tab.page.locator(".frus-example").first).to_be_visible()
    # The page's own script has run.
    expect(tab.page.locator("#frus-filter-open")).to_have_attribute("aria-expanded", "false")
    expect(tab.page.locator("body > [role=status]")).to_have_count(1)
    return tab

"""What axe finds wrong for those who listen, use a keyboard, or see little, in every main state."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, expect

from tests.assistant.ui.browser.tab import Tab, open_chat, open_tab

pytestmark = pytest.mark.browser

TEHRAN = "Where are the records of the Tehran Conference?"
QUOTED = "/documents/frus1944Quebec/d123?quote=p4:0-40#quote"
WIDTHS = {"wide": (1440, 900), "phone": (390, 844)}


def findings(tab: Tab) -> list[str]:
    """What axe calls serious or critical, and where."""
    found = Axe().run(tab.page).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {', '.join(str(node['target']) for node in one['nodes'])}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def answered(tab: Tab) -> None:
    tab.ask(TEHRAN)
    tab.page.click("#cite-1-1")
    expect(tab.page.locator("#source-1-1")).to_be_focused()


def refused(tab: Tab) -> None:
    tab.ask("What did Stalin reply?")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("state", [answered, refused])
def test_the_chat_has_no_serious_finding(
    context: BrowserContext, chat: str, theme: str, width: str, state: Callable[[Tab], None]
) -> None:
    tab = open_chat(context, f"{chat}/?__theme={theme}")
    across, down = WIDTHS[width]
    tab.page.set_viewport_size({"width": across, "height": down})
    assert findings(tab) == []
    state(tab)
    assert findings(tab) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        "/documents?",
        "/documents/frus1944Quebec?",
        f"{QUOTED.partition('#')[0]}&",
        "/documents/frus1944Quebec/d123?find=Soviet&",
        "/check?",
        "/check?quote=It+would+be+a+mistake&cite=frus1944Quebec%2Fd123&",
        "/compare?",
        "/lessons?",
        "/documents/nowhere?",
    ],
)
def test_a_page_has_no_serious_finding(
    context: BrowserContext, chat: str, path: str, theme: str
) -> None:
    tab = open_tab(context, f"{chat}{path}__theme={theme}")
    expect(tab.page.locator("main h1")).to_be_visible()
    assert findings(tab) == []

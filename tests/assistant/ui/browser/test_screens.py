"""The main states, as pictures in build/screens to be looked at, and none wider than its window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.assistant.ui.browser.tab import Tab, open_tab

pytestmark = pytest.mark.browser

SCREENS = Path(__file__).parents[4] / "build" / "screens"
WIDTHS = {"wide": (1440, 900), "phone": (390, 844)}
LESSON = "friendliness-and-weakness"


def nothing_asked(tab: Tab) -> None:
    expect(tab.page.locator(".frus-example").first).to_be_visible()


def answered(tab: Tab) -> None:
    nothing_asked(tab)
    tab.ask("What mistake might the Soviet Government make about friendliness?")
    tab.page.click("#cite-1-1")


def refused(tab: Tab) -> None:
    nothing_asked(tab)
    tab.ask("What did Stalin reply?")


def filtered(tab: Tab) -> None:
    nothing_asked(tab)
    tab.page.click("#frus-filter-open")


def shown(tab: Tab) -> None:
    expect(tab.page.locator("main h1")).to_be_visible()


def taught(tab: Tab) -> None:
    expect(tab.page.locator(".frus-lesson")).to_be_visible()


STATES: dict[str, tuple[str, Callable[[Tab], None]]] = {
    "empty": ("/?", nothing_asked),
    "answer": ("/?", answered),
    "refusal": ("/?", refused),
    "filters": ("/?", filtered),
    "document": ("/documents/frus1944Quebec/d123?quote=p4:0-89&", shown),
    "volume": ("/documents/frus1944Quebec?", shown),
    "volumes": ("/documents?", shown),
    "check": ("/check?quote=Soviet+kindness+for+weakness&", shown),
    "compare": ("/compare?q=What+should+be+done+about+Soviet+policies%3F&", shown),
    "lessons": ("/lessons?", shown),
    "lesson": (f"/lessons/{LESSON}?", shown),
    "taught": (f"/?lesson={LESSON}&", taught),
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_state_fits_its_window(
    context: BrowserContext, chat: str, theme: str, width: str
) -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    across, down = WIDTHS[width]
    for name, (path, reach) in STATES.items():
        tab = open_tab(context, f"{chat}{path}__theme={theme}", size=(across, down))
        reach(tab)
        assert tab.page.evaluate("document.documentElement.scrollWidth") <= across, name
        tab.page.screenshot(path=SCREENS / f"{name}-{theme}-{width}.png")
        tab.clean()
        tab.page.close()

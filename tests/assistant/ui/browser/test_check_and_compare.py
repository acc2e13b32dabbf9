"""Checking, comparing and citing in a browser: by keyboard, on a phone, by night, as it ships."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.assistant.ui.browser.tab import Tab, open_tab

pytestmark = pytest.mark.browser

COLLUSION = "Cooperation on that basis is perilously close to collusion."
TEHRAN = "Where are the records of the Tehran Conference?"
COPIED = "navigator.clipboard.readText()"


def check_by_keyboard(page: Page, quotation: str) -> None:
    """Types a quotation, from the top of the page to its button, without a mouse."""
    page.locator("#quote").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(quotation)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def narrow(page: Page) -> bool:
    """Whether nothing is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_quotations_are_checked_by_keyboard(context: BrowserContext, chat: str) -> None:
    tab = open_tab(context, f"{chat}/check")
    says = tab.page.locator(".frus-verdict-says strong")
    check_by_keyboard(tab.page, COLLUSION)
    expect(says).to_have_text("Verified.")
    assert "quote=Cooperation" in tab.page.url
    tab.page.get_by_role("button", name="Copy the source’s words").press("Enter")
    assert tab.page.evaluate(COPIED) == f"“{COLLUSION}”"
    check_by_keyboard(tab.page, COLLUSION.replace("close", "akin"))
    expect(says).to_have_text("Altered.")
    expect(tab.page.locator(".frus-diff ins")).to_contain_text("close")
    check_by_keyboard(tab.page, "Ruritania will join the alliance before winter.")
    expect(says).to_have_text("Not found.")
    tab.page.go_back()
    tab.page.get_by_role("link", name="Read the document").press("Enter")
    tab.page.wait_for_url("**/documents/frus1944Quebec/d123?quote=*#quote")
    expect(tab.page.locator("#quote").first).to_contain_text("perilously close")
    tab.clean()


def test_without_scripts_quotations_are_checked_and_documents_compared(
    context: BrowserContext, chat: str
) -> None:
    assert context.browser is not None
    plain = context.browser.new_context(java_script_enabled=False)
    page = open_tab(plain, f"{chat}/check").page
    page.locator("#quote").fill(COLLUSION)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".frus-verdict-says strong")).to_have_text("Verified.")
    page.goto(f"{chat}/compare")
    page.locator("#q").fill(TEHRAN)
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.locator(".frus-of .frus-text")).to_contain_text("For the records of the Tehran")
    plain.close()


def test_documents_are_compared_and_copied(context: BrowserContext, chat: str) -> None:
    tab = open_tab(context, f"{chat}/compare")
    tab.page.locator("#q").fill(TEHRAN)
    tab.page.keyboard.press("Enter")
    expect(tab.page.locator("#comparison")).to_contain_text("Only one document answers")
    tab.page.get_by_role("button", name="Copy as Markdown").press("Enter")
    copied = tab.page.evaluate(COPIED)
    assert copied.startswith(f"**Question:** {TEHRAN}")
    assert "**Sources**" in copied
    tab.clean()


def test_a_source_is_cited_from_its_card(real: Tab) -> None:
    real.ask(TEHRAN)
    menu = real.page.locator(".frus-card .frus-citing").first
    menu.locator("summary").press("Enter")
    menu.get_by_role("button", name="Chicago note").press("Enter")
    shown = menu.locator(".frus-cite-text")
    expect(shown).to_contain_text("193n2, https://history.state.gov")
    expect(real.page.get_by_role("status").filter(has_text="Copied")).to_have_count(1)
    assert real.page.evaluate(COPIED) == shown.inner_text()
    menu.get_by_role("button", name="BibTeX").press("Enter")
    expect(shown).to_contain_text("@")
    real.page.keyboard.press("Escape")
    expect(shown).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


def test_a_citation_that_cannot_be_had_is_told(real: Tab) -> None:
    real.ask(TEHRAN)
    menu = real.page.locator(".frus-card .frus-citing").first
    menu.locator("summary").click()
    button = menu.get_by_role("button", name="MLA")
    button.evaluate("button => { button.dataset.address = '/cite/frus1944Quebec/d9/p1'; }")
    button.click()
    trouble = menu.locator(".frus-cite-trouble")
    expect(trouble).to_contain_text("Not cited: frus1944Quebec has no document")
    # The browser tells of the 404 as well, which is what was wanted here.
    assert [one for one in real.complaints if "404" not in one] == []
    real.complaints.clear()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_fit_a_phone(context: BrowserContext, chat: str, theme: str) -> None:
    tab = open_tab(context, f"{chat}/documents?__theme={theme}")
    tab.page.set_viewport_size({"width": 390, "height": 844})
    for path in (f"check?quote={COLLUSION}&", f"compare?q={TEHRAN}&", "documents?"):
        tab.page.goto(f"{chat}/{path}__theme={theme}")
        tab.page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        assert narrow(tab.page), path
        for button in tab.page.get_by_role("button").all():
            box = button.bounding_box()
            assert box is None or box["height"] >= 44, button.inner_text()
    ground = "getComputedStyle(document.body).backgroundColor"
    wanted = {"light": "rgb(247, 244, 236)", "dark": "rgb(23, 22, 20)"}
    assert tab.page.evaluate(ground) == wanted[theme]
    tab.clean()

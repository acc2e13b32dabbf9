"""Reading in context, in a real browser: from a citation to its note, its document, and back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Route, expect

from tests.assistant.ui.browser.tab import Tab, open_tab

pytestmark = pytest.mark.browser

DANGER = "What mistake might the Soviet Government make about friendliness?"
DOCUMENT = "/documents/frus1944Quebec/d123"


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    yield context
    context.close()


def test_a_mark_leads_to_its_note_on_the_card_and_back(real: Tab) -> None:
    tab = real
    tab.ask("Where was an excellent start made toward establishing a common agreement?")
    tab.page.click("#cite-1-1")
    card = tab.page.locator("#source-1-1")
    mark = card.locator(".frus-to-note").first
    mark.focus()
    tab.page.keyboard.press("Enter")
    note = card.locator(".frus-note").first
    expect(note).to_be_focused()
    expect(note).to_be_in_viewport()
    expect(note).to_contain_text("Editors' footnote")
    note.get_by_role("link", name="Back to the mark of footnote").click()
    expect(mark).to_be_focused()


def test_what_stands_around_is_shown_within_the_card_and_closed(tab: Tab) -> None:
    tab.ask(DANGER)
    tab.page.click("#cite-1-1")
    card = tab.page.locator("#source-1-1")
    button = card.get_by_role("button", name="Read around")
    button.click()
    expect(card.get_by_role("group", name="Before it")).to_contain_text("An excellent start")
    expect(card.get_by_role("group", name="After it")).to_contain_text("Nothing should be done")
    before = card.locator(".frus-beside-before + blockquote")
    expect(before).to_contain_text("There is a danger")
    close = card.get_by_role("button", name="Close what stands around")
    expect(close).to_have_attribute("aria-expanded", "true")
    close.click()
    expect(card.locator(".frus-beside")).to_have_count(0)
    expect(card.get_by_role("button", name="Read around")).to_be_focused()


def test_a_server_that_does_not_answer_is_told(tab: Tab) -> None:
    def gone(route: Route) -> None:
        route.abort()

    tab.ask(DANGER)
    tab.page.click("#cite-1-1")
    tab.page.route("**/around/**", gone)
    card = tab.page.locator("#source-1-1")
    card.get_by_role("button", name="Read around").click()
    expect(card.get_by_role("alert")).to_contain_text("did not answer")
    tab.complaints.clear()  # the browser's own word of the request that was stopped


def test_the_document_opens_at_the_words_quoted_and_is_searched(
    tab: Tab, context: BrowserContext
) -> None:
    tab.ask(DANGER)
    tab.page.click("#cite-1-1")
    link = tab.page.locator("#source-1-1").get_by_role("link", name="Read the document")
    with context.expect_page() as opened:
        link.click()
    page = opened.value
    quote = page.locator("#quote")
    expect(quote).to_be_in_viewport()
    expect(quote).to_contain_text("There is a danger")
    page.get_by_role("searchbox", name="Find words in this document").fill("tehran")
    page.keyboard.press("Enter")
    expect(page.locator(".frus-find-bar")).to_contain_text("3 places in 2 passages")
    page.get_by_role("link", name="First place").click()
    page.get_by_role("link", name="Next place").click()
    expect(page.locator(".frus-find-bar")).to_contain_text("Place 2 of 3")
    expect(page.locator("#find-2")).to_be_in_viewport()
    mark = page.locator("#p3 .frus-to-note")
    mark.click()
    expect(page.locator("#fn2")).to_be_in_viewport()
    page.locator("#fn2 .frus-to-mark").click()
    expect(mark).to_be_in_viewport()


def test_a_document_fits_a_phone_without_a_script(phone: BrowserContext, server: str) -> None:
    tab = open_tab(phone, f"{server}{DOCUMENT}?find=soviet&at=3")
    page = tab.page
    expect(page.get_by_role("heading", level=1)).to_contain_text("Department of State")
    expect(page.locator(".frus-find-bar")).to_contain_text("Place 3 of ")
    boxes = (node.bounding_box() for node in page.locator("main *:visible").all()[:150])
    assert max(box["x"] + box["width"] for box in boxes if box) <= 390.5
    tab.clean()

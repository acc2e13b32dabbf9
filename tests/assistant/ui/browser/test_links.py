"""Links to answers and suggested questions in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.assistant.ui.browser.tab import Tab, open_tab

pytestmark = pytest.mark.browser

TEHRAN = "Where are the records of the Tehran Conference?"
DOCUMENT = "frus1944Quebec/d123"


def copied_link(tab: Tab, number: int) -> str:
    """The link to answer `number`, as the button copies it."""
    tab.page.click(f"#link-{number}")
    expect(tab.page.locator(f"#link-{number}")).to_have_text("Copied")
    link: str = tab.page.evaluate("navigator.clipboard.readText()")
    return link


def quoted(tab: Tab) -> list[str]:
    return tab.page.locator(".frus-reply").last.locator(".frus-verbatim").all_inner_texts()


def test_a_copied_link_opens_the_same_answer(context: BrowserContext, real: Tab, chat: str) -> None:
    real.ask(TEHRAN)
    link = copied_link(real, 1)
    assert link.startswith(f"{chat}/?q=Where+are+the+records+of+the+Tehran+Conference%3F&v=")
    other = open_tab(context, link)
    other.await_reply(1)
    assert quoted(other) == quoted(real)
    said = other.page.locator(".frus-reopened")
    expect(said).to_have_text(
        re.compile(r"^The same .*quotations? as when this link was made \(index \w+\)\.$")
    )
    expect(
        said.locator("xpath=following::*[contains(@class, 'frus-verbatim')]").first
    ).to_be_visible()
    # A reload shows it again; once the reader goes on, the address is no longer that answer's.
    assert other.page.url == link
    other.page.reload()
    other.await_reply(1)
    expect(other.page.locator(".frus-reopened")).to_be_visible()
    other.ask("What page is that?")
    expect(other.page).to_have_url(f"{chat}/")
    other.clean()


def test_a_follow_up_is_linked_with_what_it_leans_on(
    context: BrowserContext, real: Tab, chat: str
) -> None:
    real.ask(TEHRAN)
    real.ask("What page is that?")
    other = open_tab(context, copied_link(real, 2))
    other.await_reply(2)
    assert quoted(other) == quoted(real)
    expect(other.page.locator(".frus-reopened")).to_have_count(1)
    other.page.click("#frus-new")
    expect(other.page).to_have_url(f"{chat}/")
    expect(other.page.locator(".frus-reply")).to_have_count(0)
    other.clean()


def test_an_old_link_says_what_changed(context: BrowserContext, chat: str) -> None:
    gone = f"{DOCUMENT}/p4:0-20:00000000"
    tab = open_tab(context, f"{chat}/?q=Where+are+the+Tehran+records%3F&v=0ld&quoted={gone}")
    tab.await_reply(1)
    said = tab.page.locator(".frus-reopened")
    expect(said).to_contain_text(
        re.compile(r"The corpus has changed since this link was made \(index 0ld then, \w+ now\)\.")
    )
    expect(said.locator("li")).to_have_text(f"No longer there: {DOCUMENT}/p4")
    tab.clean()


def test_a_bad_link_is_told_and_a_question_can_be_asked(context: BrowserContext, chat: str) -> None:
    tab = open_tab(context, f"{chat}/?q=Who%3F&kind=%3Cimg+src=x%3E")
    trouble = tab.page.locator(".frus-link-trouble")
    expect(trouble).to_contain_text("This link cannot be opened: kind: there is no '<img src=x>'")
    expect(tab.page.locator(".frus-reply")).to_have_count(0)
    tab.ask(TEHRAN)
    expect(trouble).to_have_count(0)
    tab.clean()


def test_a_document_is_pinned_by_its_address(context: BrowserContext, chat: str) -> None:
    tab = open_tab(context, f"{chat}/?doc={DOCUMENT}")
    expect(tab.page.locator(".frus-pinned")).to_contain_text(DOCUMENT)
    expect(tab.page.locator(".frus-reply")).to_have_count(0)
    tab.ask("Who signed this document?")
    assert f"&doc={DOCUMENT}&" in copied_link(tab, 1)
    tab.page.goto(f"{chat}/?doc=frus1944Quebec/d999")
    expect(tab.page.locator(".frus-link-trouble")).to_contain_text("has no document")
    expect(tab.page.locator(".frus-pinned")).to_have_count(0)
    tab.clean()


def test_a_suggested_question_is_answered(real: Tab) -> None:
    real.ask("What mistake might the Soviet Government make about friendliness?")
    suggested = real.page.locator(".frus-next")
    question = suggested.first.inner_text()
    suggested.first.click()
    real.await_reply(2)
    expect(real.page.locator(".frus-question").last).to_contain_text(question)
    reply = real.page.locator(".frus-reply").last
    expect(reply.locator(".frus-verbatim").first).to_be_visible()
    # Only the last answer says what to ask next.
    expect(real.page.locator(".frus-suggested")).to_have_count(1)
    expect(reply.locator(".frus-suggested")).to_have_count(1)

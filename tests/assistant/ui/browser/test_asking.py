"""What a reader can do about a question: say what is searched, pin, edit, ask again, remove."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from tests.assistant.ui.browser.tab import BOX, Tab, open_chat

pytestmark = pytest.mark.browser

TEHRAN = "Where are the records of the Tehran Conference?"
MISTAKE = "What mistake might the Soviet Government make about friendliness?"


def button(tab: Tab, name: str) -> Locator:
    return tab.page.get_by_role("button", name=name)


def questions(tab: Tab) -> list[str]:
    asked = tab.page.locator("#frus-chat .frus-question").all_inner_texts()
    return [question.removeprefix("Question:").strip() for question in asked]


def test_an_edited_question_is_asked_anew_and_what_followed_is_removed(tab: Tab) -> None:
    tab.ask(TEHRAN)
    tab.ask("Penguins?")
    button(tab, "Edit question 1").click()
    expect(tab.page.locator(BOX)).to_have_value(TEHRAN)
    expect(tab.page.locator(BOX)).to_be_focused()
    note = tab.page.locator(".frus-revising")
    expect(note).to_contain_text("Question 1 is asked anew, and the question after it is removed.")
    tab.page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    expect(tab.page.locator(BOX)).to_have_value("")
    assert questions(tab) == [TEHRAN, "Penguins?"]
    button(tab, "Edit question 1").click()
    expect(tab.page.locator(BOX)).to_have_value(TEHRAN)
    tab.page.fill(BOX, "What permits it?")
    tab.page.press(BOX, "Enter")
    expect(tab.page.locator("#frus-chat .frus-question")).to_have_count(1)
    expect(tab.page.locator(".frus-cite")).to_have_count(2)
    assert questions(tab) == ["What permits it?"]
    expect(tab.page.locator("#sources-1 .frus-card")).to_have_count(2)
    expect(tab.page.locator("#sources-2")).to_have_count(0)


def test_the_last_question_is_asked_again_or_removed(tab: Tab) -> None:
    tab.ask(TEHRAN)
    tab.ask("What did I ask before?")
    expect(button(tab, "Ask again")).to_have_count(1)
    tab.page.locator(".frus-reply").last.evaluate("reply => { reply.dataset.old = 'yes'; }")
    button(tab, "Ask again").click()
    expect(tab.page.locator(".frus-reply[data-old]")).to_have_count(0)
    tab.await_reply(2)
    expect(tab.page.locator(".frus-refusal")).to_have_text(TEHRAN)
    button(tab, "Remove question 2").click()
    expect(tab.page.locator(".frus-reply")).to_have_count(1)
    button(tab, "Remove question 1").click()
    expect(tab.page.locator(".frus-example").first).to_be_visible()
    expect(tab.page.locator(".frus-card")).to_have_count(0)
    tab.ask("What did I ask before?")
    expect(tab.page.locator(".frus-refusal")).to_have_text("none")


def test_the_question_as_searched_can_be_edited(tab: Tab) -> None:
    tab.ask(TEHRAN)
    tab.ask("why did they meet?")
    button(tab, "Edit this search").click()
    expect(tab.page.locator(BOX)).to_have_value("why did they meet? (Tehran Conference)")
    expect(tab.page.locator(".frus-revising")).to_have_count(0)


def test_what_is_searched_is_set_told_and_set_back(real: Tab) -> None:
    opener = tab_opener(real)
    expect(opener).to_have_text("Searching everything")
    expect(opener).to_have_attribute("aria-expanded", "false")
    expect(real.page.get_by_label("Dated from")).to_be_hidden()
    opener.click()
    real.page.get_by_label("Footnotes").check()
    expect(opener).to_contain_text("footnotes")
    real.ask(MISTAKE)
    expect(opener).to_have_attribute("aria-expanded", "false")
    reply = real.page.locator(".frus-reply").last
    expect(reply.locator(".frus-scope")).to_have_text("Searched only: footnotes")
    expect(reply.locator(".frus-verbatim")).to_have_count(0)
    button(real, "Search everything again").click()
    expect(opener).to_have_text("Searching everything")
    real.ask(MISTAKE)
    expect(real.page.locator(".frus-reply").last.locator(".frus-cite")).to_have_count(1)
    expect(real.page.locator(".frus-reply").last.locator(".frus-scope")).to_have_count(0)


def test_a_date_that_is_none_is_told_where_it_stands_and_nothing_is_asked(real: Tab) -> None:
    tab_opener(real).click()
    field = real.page.get_by_label("Dated from")
    field.fill("last year")
    real.page.fill(BOX, TEHRAN)
    real.page.press(BOX, "Enter")
    said = real.page.locator("#frus-after-trouble")
    expect(said).to_have_text("“last year” is not a date. Write 1944, 1944-09 or 1944-09-06.")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(real.page.locator(".frus-reply")).to_have_count(0)
    expect(field).to_be_visible()
    field.fill("1944")
    field.press("Enter")
    expect(said).to_have_count(0)
    real.page.fill(BOX, TEHRAN)
    real.page.press(BOX, "Enter")
    real.await_reply(1)
    expect(real.page.locator(".frus-scope")).to_have_text(
        "Searched only: documents of 1944 or later"
    )


def test_a_pinned_document_stays_in_scope_until_it_is_let_go(real: Tab) -> None:
    real.ask(TEHRAN)
    button(real, "Ask only this document").first.click()
    chip = real.page.locator(".frus-pinned")
    expect(chip).to_contain_text("Asking only Department of State Briefing Paper")
    real.ask("And of the Moscow Conference?")
    scope = real.page.locator(".frus-reply").last.locator(".frus-scope")
    expect(scope).to_contain_text("the document")
    button(real, "Ask all documents again").click()
    expect(chip).to_have_count(0)
    real.ask(MISTAKE)
    expect(real.page.locator(".frus-reply").last.locator(".frus-scope")).to_have_count(0)


def test_two_visitors_search_what_each_has_set(
    context: BrowserContext, real: Tab, chat: str
) -> None:
    other = open_chat(context, chat)
    tab_opener(other).click()
    other.page.get_by_label("Footnotes").check()
    expect(tab_opener(other)).to_contain_text("footnotes")
    real.ask(MISTAKE)
    other.ask(MISTAKE)
    expect(real.page.locator(".frus-cite")).to_have_count(1)
    expect(real.page.locator(".frus-scope")).to_have_count(0)
    expect(other.page.locator(".frus-scope")).to_have_count(1)
    other.clean()


def test_on_a_phone_all_fields_are_within_its_width(real: Tab) -> None:
    real.page.set_viewport_size({"width": 390, "height": 844})
    tab_opener(real).click()
    for label in ("Dated from", "Dated to", "Footnotes"):
        real.page.get_by_label(label).scroll_into_view_if_needed()
        expect(real.page.get_by_label(label)).to_be_in_viewport()
    assert real.page.evaluate("document.documentElement.scrollWidth") == 390


def tab_opener(tab: Tab) -> Locator:
    return tab.page.locator("#frus-filter-open")

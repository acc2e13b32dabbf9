"""A lesson taught in a real browser: beside the conversation, and before a class."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from assistant.lessons.finding import find_lessons
from assistant.ui.pages.site import Site
from assistant.ui.protocol import Assistant
from tests.assistant.ui.browser.conftest import served
from tests.assistant.ui.browser.tab import BOX, Tab, open_tab
from tests.assistant.ui.browser.test_accessibility import findings

pytestmark = pytest.mark.browser

CLOSELY = "friendliness-and-weakness"
COME = ".frus-now .frus-step-outcome"
SHOWN = ".frus-now .frus-shown blockquote"
QUOTED = "The expected passage is quoted: source 1"
WIDE = {"width": 1280, "height": 720}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def taught(
    assistant: Assistant, reports: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a chat with the lessons that ship, over the shipped document."""
    assistant.ask("Is it warm?")
    lessons = find_lessons(tmp_path_factory.mktemp("no-lessons")).lessons
    yield from served(Site(assistant=assistant, cards=list, lessons=lessons), reports)


@pytest.fixture
def school(context: BrowserContext, taught: str) -> Iterator[School]:
    school = School(context, taught)
    yield school
    for tab in school.tabs:
        tab.clean()


class School:
    """Opens lessons in tabs that must stay clean."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self._context = context
        self._address = address
        self.tabs: list[Tab] = []

    def open(self, lesson: str, size: dict[str, int] | None = None) -> Tab:
        tab = open_tab(self._context, f"{self._address}/?lesson={lesson}")
        self.tabs.append(tab)
        if size is not None:
            tab.page.set_viewport_size({"width": size["width"], "height": size["height"]})
        expect(tab.page.locator(".frus-lesson")).to_be_attached()
        return tab


def questions(page: Page) -> int:
    return page.locator("#frus-chat .frus-question").count()


def across(page: Page) -> int:
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width


def size_of(page: Page, selector: str) -> float:
    size: float = page.locator(selector).first.evaluate(
        "(element) => parseFloat(getComputedStyle(element).fontSize)"
    )
    return size


def test_a_step_is_asked_told_and_left_for_the_next(school: School) -> None:
    tab = school.open(f"{CLOSELY}&__theme=dark")
    page = tab.page
    expect(page.locator(".frus-lesson h2")).to_have_text(
        "Friendliness and weakness: reading one sentence closely"
    )
    expect(page.locator("#frus-step-previous")).to_be_disabled()
    page.click(".frus-now .frus-step-ask")
    expect(page.locator(COME)).to_have_text(QUOTED)
    expect(page.locator("#frus-chat .frus-question")).to_contain_text("about friendliness?")
    assert findings(tab) == []
    page.click(f"{COME} .frus-lesson-source")
    expect(page.locator("#source-1-1")).to_be_focused()
    page.click("#frus-step-next")
    expect(page.locator(".frus-lesson-moves")).to_contain_text("Step 2 of 8")
    assert "step=2" in page.url
    expect(page.locator("#frus-step-1-inside")).to_be_hidden()
    page.click("#frus-new")
    expect(page.locator(".frus-lesson-progress")).to_contain_text("no question asked yet")


def test_a_record_that_does_not_answer_is_as_expected(school: School) -> None:
    page = school.open("reading-a-briefing-paper&step=2", WIDE).page
    page.click(".frus-now .frus-step-ask")
    expect(page.locator(COME)).to_have_text("As expected, the record does not answer.")
    expect(page.locator(COME)).to_be_in_viewport()


def test_what_is_typed_belongs_to_the_question_and_counts_for_the_lesson(school: School) -> None:
    page = school.open(CLOSELY).page
    expect(page.locator(".frus-now")).to_have_id("frus-step-1")
    page.click(BOX)
    page.keyboard.type("p f")
    for key in (" ", "ArrowRight", "PageDown", "Home"):
        page.keyboard.press(key)
    assert page.input_value(BOX) == "p f "
    expect(page.locator(".frus-now")).to_have_id("frus-step-1")
    expect(page.locator(".frus-presenting")).to_have_count(0)
    page.fill(BOX, "What mistake might the Soviet Government make about friendliness?")
    page.press(BOX, "Enter")
    expect(page.locator(COME)).to_have_text(QUOTED)


def test_a_class_is_led_through_a_step_by_keys(school: School) -> None:
    tab = school.open(f"{CLOSELY}&present", WIDE)
    page = tab.page
    part = {name: page.locator(f".frus-now .frus-step-{name}") for name in ("look", "discuss")}
    expect(page.locator(".frus-presenting .frus-now .frus-step-question")).to_be_in_viewport()
    assert page.locator("#frus-composer").evaluate("(e) => e.closest('[inert]') !== null")
    for _ in range(3):
        page.keyboard.press("PageDown")
    expect(page.locator(SHOWN)).to_contain_text("There is a danger that")
    assert size_of(page, SHOWN) >= 32
    assert size_of(page, ".frus-now .frus-step-question") >= 28
    expect(part["look"]).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(part["look"]).to_be_in_viewport(ratio=1)
    expect(part["discuss"]).to_be_hidden()
    page.keyboard.press(" ")
    expect(part["discuss"]).to_be_in_viewport(ratio=1)
    expect(page.locator(COME)).to_have_text(QUOTED)
    assert findings(tab) == []
    page.keyboard.press("PageUp")
    expect(part["discuss"]).to_be_hidden()
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".frus-now")).to_have_id("frus-step-2")
    expect(page.locator("#frus-step-1")).to_be_hidden()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".frus-now")).to_have_id("frus-step-1")
    page.keyboard.press("Escape")
    expect(page.locator(".frus-presenting")).to_have_count(0)
    expect(page.locator("#frus-present")).to_be_focused()
    assert "present" not in page.url
    assert questions(page) == 1
    assert page.locator("[inert]").count() == 0


def test_a_lesson_is_presented_in_a_full_screen(school: School) -> None:
    page = school.open(CLOSELY).page
    page.click("#frus-present")
    for full in ("true", "false"):
        page.keyboard.press("f")
        page.wait_for_function(f"(document.fullscreenElement !== null) === {full}")
    page.click("#frus-present-stop")
    expect(page.locator(".frus-presenting")).to_have_count(0)


def test_on_a_telephone_a_lesson_is_folded_above_the_conversation(school: School) -> None:
    tab = school.open(CLOSELY, PHONE)
    page = tab.page
    summary = page.locator(".frus-lesson-fold > summary")
    expect(summary).to_contain_text("Step 1 of 8")
    expect(page.locator(".frus-now .frus-step-ask")).to_be_hidden()
    summary.click()
    heights = page.locator(
        ".frus-lesson button:visible, .frus-lesson summary:visible"
    ).evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().height)")
    assert min(heights) >= 44
    assert across(page) <= 390
    assert findings(tab) == []
    page.click(".frus-now .frus-step-ask")
    expect(page.locator(".frus-lesson-brief")).to_have_text(QUOTED)
    expect(page.locator(".frus-now .frus-step-ask")).to_be_hidden()
    assert across(page) <= 390
    summary.click()
    page.click("#frus-present")
    page.click("#frus-present-on")
    expect(page.locator(SHOWN)).to_be_visible()
    assert across(page) <= 390


def test_an_unknown_lesson_is_told_and_left(school: School) -> None:
    tab = school.open("no-such-lesson")
    page = tab.page
    expect(page.locator(".frus-lesson")).to_contain_text("There is no lesson “no-such-lesson”.")
    expect(page.get_by_role("link", name="Reading a briefing paper")).to_be_visible()
    page.keyboard.press("p")
    page.click(".frus-lesson-leave")
    expect(page.locator(".frus-lesson")).to_have_count(0)
    assert "lesson" not in page.url
    expect(page.locator(BOX)).to_be_focused()

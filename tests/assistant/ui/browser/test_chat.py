"""The chat in a real browser: what a reader does, sees, and never fetches."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from typer.testing import CliRunner

from assistant.reported import read_reports
from evals.cli import app
from tests.assistant.ui.browser.tab import BOX, Tab, open_chat

pytestmark = pytest.mark.browser

TEHRAN = "Where are the records of the Tehran Conference?"


def test_a_typed_question_is_answered_with_its_source(tab: Tab) -> None:
    tab.ask(TEHRAN)
    reply = tab.page.locator(".frus-reply").last
    expect(reply).to_contain_text("For the records of the Tehran Conference")
    expect(reply.locator(".frus-cite")).to_have_count(1)
    expect(tab.page.locator(BOX)).to_have_value("")
    card = tab.page.locator("#source-1-1")
    expect(card).to_contain_text("Editors' footnote")
    expect(card).to_contain_text("p. 193, footnote 2")
    link = card.locator("a.frus-site")
    assert link.get_attribute("href") == (
        "https://history.state.gov/historicaldocuments/frus1944Quebec/d123fn2"
    )
    expect(tab.page.locator(".frus-corpus")).to_have_text(
        "Conference at Quebec, 1944 · 11 passages · index 3f9c21"
    )


def test_an_example_is_asked_by_a_click(tab: Tab) -> None:
    tab.page.click(".frus-example >> text=Tehran")
    expect(tab.page.locator(".frus-cite")).to_have_count(1)
    expect(tab.page.locator(".frus-question")).to_contain_text(TEHRAN)
    expect(tab.page.locator(".frus-example")).to_have_count(0)


def test_a_citation_opens_its_card_and_the_card_leads_back(tab: Tab) -> None:
    tab.ask("Everything")
    tab.ask(TEHRAN)
    expect(tab.page.locator("#source-1-7")).to_be_hidden()
    tab.page.focus("#cite-1-7")
    tab.page.keyboard.press("Enter")
    card = tab.page.locator("#source-1-7")
    expect(card).to_be_focused()
    expect(card).to_be_in_viewport()
    expect(card.locator("mark")).to_be_visible()
    marked = card.locator("mark").inner_text()
    assert marked == tab.page.locator(".frus-verbatim").nth(6).inner_text().strip("“”")
    assert marked in card.locator("blockquote").inner_text()
    expect(tab.page.locator("#cite-1-7")).to_have_attribute("aria-current", "true")
    expect(tab.page.locator("#sources-2")).to_be_hidden()
    card.locator(".frus-back").click()
    expect(tab.page.locator("#cite-1-7")).to_be_focused()


def test_references_and_answers_can_be_copied(tab: Tab) -> None:
    tab.ask(TEHRAN)
    tab.page.click("#source-1-1 .frus-copy")
    expect(tab.page.locator("#source-1-1 .frus-copy")).to_have_text("Copied")
    assert tab.page.evaluate("navigator.clipboard.readText()") == tab.page.inner_text(
        "#source-1-1 .frus-reference"
    )
    tab.page.click("#copy-1")
    expect(tab.page.locator("#copy-1")).to_have_text("Copied")
    copied = tab.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"**Question:** {TEHRAN}\n\n“For the records")
    assert "\n\n**Sources**\n\n1. (Editors' footnote)" in copied


def test_a_refusal_shows_related_passages_and_no_answer(tab: Tab) -> None:
    tab.ask("Penguins?")
    reply = tab.page.locator(".frus-reply").last
    expect(reply).to_contain_text("Nothing in the volumes installed answers this.")
    expect(reply.locator(".frus-cite, .frus-verbatim")).to_have_count(0)
    expect(tab.page.locator("#sources-1 h2")).to_have_text("Related, but no answer")
    expect(tab.page.locator("#sources-1 .frus-related")).to_have_count(2)
    expect(tab.page.locator("#sources-1 mark")).to_have_count(0)


def test_a_follow_up_shows_what_was_searched_and_a_notice(tab: Tab) -> None:
    tab.ask(TEHRAN)
    tab.ask("why did they meet?")
    reply = tab.page.locator(".frus-reply").last
    expect(reply.locator(".frus-searched")).to_have_text(
        "Searched as: why did they meet? (Tehran Conference)"
    )
    expect(reply.locator(".frus-notice")).to_contain_text("No language model is set")


def test_an_error_that_can_be_mended_is_told(tab: Tab) -> None:
    tab.ask("Which model is missing?")
    expect(tab.page.locator(".frus-trouble")).to_contain_text("set FRUS_MODEL")


def test_two_tabs_keep_two_conversations(context: BrowserContext, tab: Tab, server: str) -> None:
    other = open_chat(context, server)
    tab.ask(TEHRAN)
    other.ask("What did I ask before?")
    expect(other.page.locator(".frus-refusal")).to_have_text("none")
    tab.ask("What did I ask before?")
    expect(tab.page.locator(".frus-refusal")).to_have_text(TEHRAN)
    assert other.complaints == []


def test_a_new_conversation_forgets_the_old_one(tab: Tab) -> None:
    tab.ask(TEHRAN)
    tab.page.click("#frus-new")
    expect(tab.page.locator(".frus-example").first).to_be_visible()
    expect(tab.page.locator(".frus-reply")).to_have_count(0)
    expect(tab.page.locator(".frus-card")).to_have_count(0)
    tab.ask("What did I ask before?")
    expect(tab.page.locator(".frus-refusal")).to_have_text("none")


def test_a_quotation_in_the_question_box_is_checked(tab: Tab) -> None:
    tab.page.fill(BOX, "check: “perilously close to collusion”")
    tab.page.press(BOX, "Enter")
    reply = tab.page.locator("#frus-chat .frus-verdict")
    expect(reply).to_contain_text("Verified. The words stand exactly so")
    expect(reply.locator("a")).to_have_attribute("href", re.compile("frus1944Quebec/d123"))


def test_a_wrong_quotation_is_reported_by_keyboard(tab: Tab, reports: Path, tmp_path: Path) -> None:
    tab.page.set_viewport_size({"width": 390, "height": 844})
    tab.ask("What permits it?")
    button = tab.page.get_by_role("button", name="Report this quotation: source 2")
    button.focus()
    tab.page.keyboard.press("Enter")
    said = tab.page.get_by_label("What is wrong with it? (optional)")
    expect(said).to_be_focused()
    tab.page.keyboard.press("Escape")
    expect(button).to_be_focused()
    tab.page.keyboard.press("Enter")
    said.fill("It was <b>another</b> who said so.")
    assert tab.page.evaluate("document.documentElement.scrollWidth") == 390
    reports.mkdir()
    tab.page.keyboard.press("Enter")
    told = tab.page.locator("#source-1-2 .frus-told")
    expect(told).to_contain_text("Not reported:")
    reports.rmdir()
    tab.page.get_by_role("button", name="Keep the report").click()
    expect(told).to_have_text(
        "Reported. Kept on the computer that runs this assistant, in reports.jsonl."
    )
    expect(told).to_be_focused()
    expect(button).to_have_count(0)
    (report,) = read_reports(reports)
    assert report.words == tab.page.inner_text("#source-1-2 mark")
    assert report.wrong == "It was <b>another</b> who said so."
    out = tmp_path / "reported.jsonl"
    done = CliRunner().invoke(app, ["questions", "from-reports", str(reports), "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert len(out.read_text(encoding="utf-8").splitlines()) == 1


@pytest.mark.parametrize(
    "payload",
    [
        '<img src=x onerror="window.hacked=1">Tehran<script>window.hacked=1</script>',
        "[Tehran](javascript:window.hacked=1) ![x](http://example.com/x.png) http://example.com",
        "Tehran $$\\frac{1}{2}$$ ${window.hacked=1} {{value}} # `x` **b**",
        "Penguins <svg onload='window.hacked=1'> &lt;b&gt;",
    ],
)
def test_a_question_stays_text(tab: Tab, payload: str) -> None:
    tab.ask(payload)
    asked = tab.page.locator(".frus-question")
    assert asked.inner_text().removeprefix("Question:").strip() == payload
    inside = tab.page.locator(":is(.frus-question, .frus-panel) :is(img, script, svg, .katex)")
    expect(inside).to_have_count(0)
    expect(asked.locator("a, strong, code")).to_have_count(0)
    assert payload in tab.page.inner_text(".frus-for")
    assert tab.page.evaluate("window.hacked") is None


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_phone_shows_everything_in_its_width(
    context: BrowserContext, server: str, theme: str
) -> None:
    tab = open_chat(context, f"{server}/?__theme={theme}")
    tab.page.set_viewport_size({"width": 390, "height": 844})
    tab.ask("Everything")
    assert tab.page.evaluate("document.documentElement.scrollWidth") == 390
    expect(tab.page.locator(BOX)).to_be_in_viewport()
    tab.page.click("#cite-1-2")
    card = tab.page.locator("#source-1-2")
    expect(card).to_be_in_viewport()
    expect(card.locator("mark")).to_be_visible()
    reply = tab.page.locator(".frus-reply").bounding_box()
    placed = card.bounding_box()
    assert reply is not None
    assert placed is not None
    assert placed["y"] > reply["y"] + reply["height"]
    tab.clean()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_stands_out_from_its_ground(context: BrowserContext, server: str, theme: str) -> None:
    tab = open_chat(context, f"{server}/?__theme={theme}")
    tab.ask("Everything")
    tab.ask("why they?")
    tab.page.click("#source-2-1 .frus-report")
    parts = (
        ".frus-verbatim", ".frus-where", ".frus-question", ".frus-notice", ".frus-cite",
        ".frus-text", ".frus-text mark", ".frus-reference", ".frus-voice", ".frus-place",
        ".frus-searched", ".frus-corpus", "#frus-ask", "#frus-new",
        ".frus-report", ".frus-reporting label", ".frus-reporting input",
    )  # fmt: skip
    contrasts = {part: _contrast(tab.page, part) for part in parts}
    assert {part: ratio for part, ratio in contrasts.items() if ratio < 4.5} == {}


def test_the_page_speaks_to_those_who_listen(tab: Tab) -> None:
    status = tab.page.locator("body > [role=status]")
    tab.page.evaluate("""() => {
      window.told = [];
      const status = document.querySelector("body > [role=status]");
      new MutationObserver(() => window.told.push(status.textContent))
        .observe(status, { childList: true, characterData: true });
    }""")
    tab.ask(TEHRAN)
    expect(status).to_have_text("Answered with 1 quotation.")
    tab.ask("Penguins?")
    expect(status).to_have_text("No answer; 2 related passages.")
    told = [words for words in tab.page.evaluate("window.told") if words]
    assert told == ["Answered with 1 quotation.", "No answer; 2 related passages."]
    expect(tab.page.locator("[role=log]")).to_have_attribute("aria-live", "off")
    tab.page.click("[href='#sources-1']")
    expect(tab.page.get_by_label("Your question")).to_be_visible()
    expect(tab.page.get_by_role("link", name="Source 1")).to_be_visible()
    expect(tab.page.get_by_role("button", name="Copy reference")).to_be_visible()
    expect(tab.page.get_by_role("group", name="Answer").first).to_be_visible()
    nameless = tab.page.evaluate(
        """() => [...document.querySelectorAll('button, a')]
          .filter(e => e.checkVisibility() && !(e.innerText || e.ariaLabel || '').trim())
          .map(e => e.outerHTML)"""
    )
    assert nameless == []


def test_the_server_hides_what_a_chat_does_not_need(server: str, context: BrowserContext) -> None:
    for path in ("/gradio_api/upload", "/gradio_api/file=/etc/passwd", "/monitoring"):
        assert context.request.get(server + path).status == 404
    headers = context.request.get(server).headers
    assert "default-src 'self'" in headers["content-security-policy"]


def _contrast(page: Page, selector: str) -> float:
    """WCAG 2.2 contrast of the text of the last `selector` with the first ground behind it."""
    colours: list[str] = page.locator(selector).last.evaluate(
        """element => {
          let behind = element;
          const ground = e => getComputedStyle(e).backgroundColor;
          while (behind.parentElement && /, 0\\)$|transparent/.test(ground(behind))) {
            behind = behind.parentElement;
          }
          return [getComputedStyle(element).color, ground(behind)];
        }"""
    )
    light, dark = sorted((_luminance(colour) for colour in colours), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (int(part) / 255 for part in re.findall(r"\d+", colour)[:3])
    linear = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (red, green, blue)
    )
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

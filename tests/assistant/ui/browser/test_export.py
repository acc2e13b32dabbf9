"""A conversation saved and printed, and handouts on paper."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.assistant.ui.browser.tab import Tab, open_tab

pytestmark = pytest.mark.browser

TEHRAN = "Where are the records of the Tehran Conference?"
QUOTED = "For the records of the Tehran Conference, see Foreign Relations"
ADDRESS = "https://history.state.gov/historicaldocuments/frus1944Quebec/d123fn2"
# Points across and down, as PDF counts them.
PAPER = {"A4": (595, 842), "Letter": (612, 792)}


def menu(tab: Tab) -> None:
    tab.page.locator(".frus-export summary").click()


def test_a_conversation_is_saved_with_its_citations(real: Tab, tmp_path: Path) -> None:
    menu(real)
    expect(real.page.locator(".frus-export-why")).to_be_visible()
    expect(real.page.locator(".frus-export-choice").first).to_be_disabled()
    real.page.keyboard.press("Escape")
    real.ask("What did Stalin reply?")
    real.ask(TEHRAN)
    for form in ("md", "html", "json"):
        menu(real)
        with real.page.expect_download() as waiting:
            real.page.locator(f".frus-export-choice[value={form}]").click()
        name = waiting.value.suggested_filename
        assert re.fullmatch(rf"frus-conversation-what-did-stalin-reply-[\d-]{{13}}\.{form}", name)
        waiting.value.save_as(tmp_path / name)
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert QUOTED in text
        assert ADDRESS in text
        assert "not silence in the archive" in text
        if form == "json":
            second, first = json.loads(text)["entries"]
            assert first["answer"]["citations"][0]["pages"] == ["193"]
            assert second["answer"]["refusal"]["reason"] == "not answered"


def test_a_conversation_is_printed(real: Tab) -> None:
    real.ask(TEHRAN)
    real.page.context.add_init_script("window.print = () => { window.printed = true; };")
    menu(real)
    with real.page.context.expect_page() as opened:
        real.page.locator(".frus-export-choice[value=print]").click()
    paper = opened.value
    expect(paper.locator("body")).to_contain_text(QUOTED)
    expect(paper.locator("body")).to_contain_text(ADDRESS)
    paper.close()


@pytest.mark.parametrize("paper", PAPER)
def test_a_handout_fits_its_paper(context: BrowserContext, chat: str, paper: str) -> None:
    address = f"{chat}/lessons/reading-a-briefing-paper/handout?answers=no&lines=4"
    tab = open_tab(context, address)
    tab.page.emulate_media(media="print")
    across = PAPER[paper][0] * 96 / 72
    tab.page.set_viewport_size({"width": int(across), "height": 1_000})
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= across
    expect(tab.page.locator("form")).to_be_hidden()
    pdf = tab.page.pdf(format=paper)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert 2 <= len(boxes) <= 6
    for width, height in boxes:
        assert abs(float(width) - PAPER[paper][0]) < 2
        assert abs(float(height) - PAPER[paper][1]) < 2
    tab.clean()

"""The page of a run in a real browser, as narrow as a telephone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from evals.suite.page import as_page
from tests.evals.suite.reported import JUDGED, judged, results, wrong

NAMES = ("chromium", "chromium-browser", "google-chrome")
LONG = "frus1969-76ve05p1/" + "d" * 120


@pytest.mark.browser
def test_the_page_is_read_without_scrolling_sideways(tmp_path: Path) -> None:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip(f"no browser: none of {', '.join(NAMES)} is installed")
    path = tmp_path / "report.html"
    path.write_text(as_page(results([*JUDGED, judged("s/words", LONG, wrong(LONG))])), "utf-8")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": 390, "height": 844})
        told: list[str] = []
        page.on("console", lambda message: told.append(message.text))
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        width = page.evaluate("document.documentElement.scrollWidth")
        chromium.close()
    assert (width, told) == (390, [])

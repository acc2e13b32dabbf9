"""The corpus card as a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.app import Assistant
from assistant.cards import read_cards
from assistant.settings import read_settings
from assistant.shapes.card import VolumeCard
from assistant.ui.pages import corpus
from assistant.ui.pages.corpus import totals
from assistant.ui.pages.site import Site


@pytest.fixture(scope="module")
def cards(assistant: Assistant) -> Sequence[VolumeCard]:
    assert assistant.volumes
    return read_cards(read_settings(), print)


def shown(assistant: Assistant, cards: Sequence[VolumeCard]) -> str:
    routes = corpus.routes(Site(assistant=assistant, cards=lambda: cards))
    page = TestClient(Starlette(routes=routes)).get("/documents")
    assert page.status_code == 200
    return page.text


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_a_volume_is_told_whole(assistant: Assistant, cards: Sequence[VolumeCard]) -> None:
    page = shown(assistant, cards)
    said = words(page)
    (card,) = cards
    assert '<a href="/documents/frus1944Quebec">Conference at Quebec, 1944</a>' in page
    for known in (
        "Covers 1944 Published 1972 Documents 1 Paragraphs 6 Footnotes 3",
        "Indexed: searched by words and by meaning.",
        "only 1 of the volume's documents",
        card["licence"],
        "ships with the assistant",
        card["files"][0]["sha256"],
        assistant.info.version,
        assistant.info.model,
        "frus corpus add",
    ):
        assert known in said
    assert "frus index build" not in said


def test_what_is_behind_is_said_in_words(assistant: Assistant, cards: Sequence[VolumeCard]) -> None:
    waiting = "found by its words alone until its vectors are made"
    absent: VolumeCard = {
        **cards[0],
        "volume": "frus1969-76v99",
        "title": "<b>Not there</b>",
        "state": "not indexed yet",
        "documents": None,
        "gaps": [],
        "files": [{**cards[0]["files"][0], "added": "2026-11-23T17:25:44Z"}],
    }
    page = shown(assistant, [{**cards[0], "state": waiting}, absent])
    said = words(page)
    assert "2 volumes are not in the index as they are now" in said
    assert "frus index build" in said
    assert "Found by its words alone until its vectors are made." in said
    assert "Not indexed yet." in said
    assert "Documents not known" in said
    assert "added on November 23, 2026" in said
    assert "none that its files show" in said
    assert "&lt;b&gt;Not there&lt;/b&gt;" in page
    assert 'href="/documents/frus1969-76v99"' not in page


def test_totals_count_what_is_counted(cards: Sequence[VolumeCard]) -> None:
    unknown: VolumeCard = {**cards[0], "documents": None, "paragraphs": None, "footnotes": None}
    assert totals([cards[0], unknown]) == {"documents": 1, "paragraphs": 6, "footnotes": 3}


def test_nothing_installed_is_said(assistant: Assistant) -> None:
    assert "No volume is installed." in words(shown(assistant, []))

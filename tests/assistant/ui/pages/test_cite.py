"""Citations as text: the same as the command's, and clear words where there is none."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.app import Assistant
from assistant.ui.citing import cite_address, cite_menu_html
from assistant.ui.pages import cite
from assistant.ui.pages.site import Site
from assistant.ui.words import citing as words
from corpus.citation_styles import Citer, Style

DOCUMENT = "frus1944Quebec/d123"


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> TestClient:
    return TestClient(Starlette(routes=cite.routes(Site(assistant=assistant, cards=list))))


@pytest.mark.parametrize("style", list(Style))
def test_a_passage_is_cited_as_the_command_does(
    client: TestClient, assistant: Assistant, style: Style
) -> None:
    (text,) = assistant.texts(DOCUMENT)
    note = next(one for one in text.passages if one.id.endswith("/fn1"))
    told = client.get(f"/cite/{note.id}", params={"style": style, "start": "2", "end": "9"})
    expected = Citer().cite(note, text.document, note.pages_of(2, 9), style)
    assert told.status_code == 200
    assert told.text == expected.rstrip("\n") + "\n"
    assert told.headers["content-type"] == "text/plain; charset=utf-8"


def test_a_document_is_cited_with_all_its_pages_and_the_day(
    client: TestClient, assistant: Assistant
) -> None:
    (text,) = assistant.texts(DOCUMENT)
    told = client.get(f"/cite/{DOCUMENT}", params={"accessed": "2025-07-05", "style": "mla"})
    day = date(2025, 7, 5)
    assert told.text == Citer().cite(None, text.document, ("192", "193"), Style.MLA, day) + "\n"


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("frus1944Quebec", 400, "is a whole volume"),
        ("Roosevelt", 400, "names no place"),
        ("frus1944Quebec/d9", 404, "frus1944Quebec has no document frus1944Quebec/d9"),
        ("frus1948v01p1/d3/p1", 404, "frus1948v01p1/d3 is not installed; see: frus corpus list"),
        (f"{DOCUMENT}/p99", 404, f"has no passage {DOCUMENT}/p99"),
        (f"{DOCUMENT}/p4?style=chicago", 400, "style: 'chicago' is not a style; did you mean"),
        (f"{DOCUMENT}/p4?start=9&end=9", 400, "end must be after start"),
        (f"{DOCUMENT}/p4?end=99999", 400, "start 0 end 99999"),
        (f"{DOCUMENT}/p4?start=-1", 400, "start: '-1' is not a number of characters"),
        (f"{DOCUMENT}/p4?end={'9' * 5000}", 400, "is not a number of characters"),
        (f"{DOCUMENT}?start=3", 400, "start and end count within a passage"),
        (f"{DOCUMENT}/p4?accessed=July", 400, "accessed: 'July' is not a day"),
    ],
)
def test_what_cannot_be_cited_is_said(
    client: TestClient, path: str, status: int, said: str
) -> None:
    told = client.get(f"/cite/{path}")
    assert (told.status_code, said in told.text) == (status, True), told.text
    assert "<" not in told.text


def test_every_style_of_the_menu_is_an_address_that_answers(
    client: TestClient, assistant: Assistant
) -> None:
    (quote,) = assistant.check("close to collusion").quotes
    menu = cite_menu_html(quote, "source-1-2")
    named = re.findall(r'data-address="([^"]+)"[^>]*>([^<]+)<', menu)
    assert [name for _, name in named] == ["Chicago note", "MLA", "BibTeX", "RIS"]
    for (address, _), (style, _) in zip(named, words.STYLES, strict=True):
        assert unescape(address) == cite_address(quote, style)
        assert client.get(unescape(address)).status_code == 200
    assert 'aria-controls="source-1-2-cited"' in menu
    assert 'id="source-1-2-cited"' in menu

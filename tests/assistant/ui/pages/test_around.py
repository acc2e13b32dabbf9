"""What stands around a passage."""

from __future__ import annotations

import re
from html import unescape

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.app import Assistant
from assistant.ui.pages import around
from assistant.ui.pages.around import around_html
from assistant.ui.pages.site import Site
from corpus.errors import CorpusError
from corpus.passage import DocumentText
from evals.checks.rendering_html import read_html
from tests.assistant.shelf import Shelf

ID = "frus1944Quebec/d123"


def sides(page: str) -> tuple[str, str]:
    assert read_html(page)[1] == ()
    before, after = page.split('<div class="frus-beside frus-beside-after"')
    return words(before), words('<div class="frus-beside frus-beside-after"' + after)


def words(page: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", re.sub(r"<sup.*?</sup>", "", page)))


def test_two_passages_on_each_side_and_whose_words_they_are(shipped: DocumentText) -> None:
    before, after = sides(around_html(f"{ID}/p4", Shelf(shipped)))
    held = {one.id.rpartition("/")[2]: one.text for one in shipped.passages}
    assert held["p2"] in before
    assert held["p3"] in before
    assert held["p1"] not in before
    assert held["p5"] in after
    assert held["p6"] in after
    assert "Author's words · p. 193" in before


def test_a_footnote_comes_with_the_passage_that_carries_its_mark(shipped: DocumentText) -> None:
    before, after = sides(around_html(f"{ID}/fn2", Shelf(shipped)))
    held = {one.id.rpartition("/")[2]: one.text for one in shipped.passages}
    assert f"Its mark stands here · Author's words · p. 193{held['p3']}" in before
    assert held["fn1"] in before
    assert "Nothing stands after it" in after


def test_a_mark_among_the_neighbours_leads_to_its_note_in_the_document(
    shipped: DocumentText,
) -> None:
    page = around_html(f"{ID}/p4", Shelf(shipped))
    assert (
        'Conferences<sup class="frus-note-mark"><a href="/documents/frus1944Quebec/d123#fn2"'
        in (page)
    )
    assert " id=" not in page


def test_what_is_no_passage_is_told(shipped: DocumentText) -> None:
    with pytest.raises(CorpusError, match="frus1944Quebec/d123/p99 is no passage"):
        around_html(f"{ID}/p99", Shelf(shipped))


def test_the_script_gets_a_fragment_or_a_line(assistant: Assistant) -> None:
    client = TestClient(Starlette(routes=around.routes(Site(assistant=assistant, cards=list))))
    reply = client.get(f"/around/{ID}/p4", headers={"accept": "text/plain"})
    assert reply.status_code == 200
    assert reply.text.startswith('<div class="frus-beside frus-beside-before"')
    missing = client.get(f"/around/{ID}/p99", headers={"accept": "text/plain"})
    assert (missing.status_code, missing.text.count("\n")) == (404, 1)

"""The page of comparisons: documents beside each other, what ties them, and what it refuses."""

from __future__ import annotations

import re
from html import unescape

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.app import Assistant
from assistant.compare import Comparison
from assistant.compare_render import comparison_markdown, facts, label, left_out, summary, ties
from assistant.render import reference_line
from assistant.ui.pages import compare
from assistant.ui.pages.compare_asked import Asked
from assistant.ui.pages.site import Site
from corpus.citation import plain_title

QUESTION = "How much wheat will Egypt buy from the Soviet Union?"


def client_of(assistant: Assistant) -> TestClient:
    site = Site(assistant=assistant, cards=list)
    return TestClient(Starlette(routes=compare.routes(site)), headers={"accept": "text/html"})


@pytest.fixture(scope="module")
def client(wheat: Assistant) -> TestClient:
    return client_of(wheat)


@pytest.fixture(scope="module")
def three(wheat: Assistant) -> Comparison:
    return wheat.compare(QUESTION)


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", page)).split())


def test_documents_stand_beside_each_other_in_order_of_their_dates(
    client: TestClient, three: Comparison
) -> None:
    page = client.get("/compare", params={"q": QUESTION}).text
    shown = words(page.split('id="comparison"')[1])
    assert summary(three) in shown
    places = [shown.index(plain_title(side.document)) for side in three.sides]
    assert len(places) == 3
    assert places == sorted(places)
    for number, quote in enumerate(three.answer.quotes, start=1):
        assert f"Quotation {number} {label(quote)} “{quote.text}”" in shown
        own = quote.passage.id.rpartition("/")[2]
        assert f"{quote.document.id}?quote={own}:{quote.start}-{quote.end}#quote" in page
        assert f'id="quotation-{number}"' in page
        assert shown.count(reference_line(quote)) == 1
    for side in three.sides:
        assert facts(side.document) in shown


def test_what_ties_them_and_what_is_left_out_is_said_in_the_commands_words(
    client: TestClient, three: Comparison
) -> None:
    page = client.get("/compare", params={"q": QUESTION}).text
    shown = words(page)
    for line in (*ties(three), *left_out(three)):
        assert line in shown
    assert '<a href="/documents/frus1955w4/d5">frus1955w4/d5</a>' in page


def test_more_documents_are_chosen_in_the_page(client: TestClient) -> None:
    shown = words(client.get("/compare", params={"q": QUESTION, "sides": "2"}).text)
    assert "; more are shown where more documents are chosen above." in shown
    assert "--sides" not in shown


def test_the_comparison_is_had_as_markdown(client: TestClient, wheat: Assistant) -> None:
    page = client.get("/compare", params={"q": QUESTION}).text
    text = client.get("/compare", params={"q": QUESTION, "as": "markdown"})
    expected = comparison_markdown(wheat.compare(QUESTION))
    assert text.text == expected
    assert text.headers["content-type"].startswith("text/plain")
    copied = re.findall(r'data-copy="([^"]+)"', page)
    assert [unescape(one) for one in copied] == [
        expected,
        f"http://testserver{Asked(question=QUESTION).address}",
    ]


def test_a_refusal_is_shown_as_one_with_what_is_near(client: TestClient) -> None:
    page = client.get("/compare", params={"q": "Who painted the whales of Greenland?"})
    shown = words(page.text)
    assert page.status_code == 200
    assert "not silence in the archive" in shown
    assert "Nothing to compare" in shown
    assert "Related, but no answer" in shown
    assert 'id="related-1"' in page.text


def test_only_what_is_chosen_is_looked_at(client: TestClient) -> None:
    page = client.get("/compare", params={"q": QUESTION, "volume": ["frus1955w1", "frus1955w2"]})
    assert page.text.count('class="frus-of"') == 2
    assert page.text.count(" checked") == 2
    page = client.get(
        "/compare", params={"q": QUESTION, "document": "frus1955w1/d1, frus1955w4/d5"}
    )
    assert "Only one document answers" in page.text
    page = client.get("/compare", params={"q": QUESTION, "after": "1955-06", "before": "1955-06"})
    assert page.text.count('class="frus-of"') == 1


@pytest.mark.parametrize(
    ("field", "written", "said"),
    [
        ("volume", "frus1900", "Volume frus1900 is not installed"),
        ("document", "frus1955w1/d9", "Frus1955w1 has no document frus1955w1/d9"),
        ("after", "May", "'May' is not a date; write 1944, 1944-09 or 1944-09-06."),
        ("before", "1955-13", "'1955-13' is not a date"),
        ("sides", "1", "“1” is not a number from 2 to 20."),
        ("sides", "²", "“²” is not a number from 2 to 20."),
        ("sides", "9" * 5000, "is not a number from 2 to 20."),
    ],
)
def test_a_mistake_is_told_at_its_field(
    client: TestClient, field: str, written: str, said: str
) -> None:
    page = client.get("/compare", params={"q": QUESTION, field: written})
    assert page.status_code == 400
    told = re.search(rf'id="{field}-wrong">([^<]+)<', page.text)
    assert told is not None
    assert said in unescape(told[1])
    assert 'id="comparison"' not in page.text
    assert '<details class="frus-choices" open>' in page.text


def test_dates_the_wrong_way_round_are_told(client: TestClient) -> None:
    page = client.get("/compare", params={"q": QUESTION, "after": "1956", "before": "1955"})
    assert page.status_code == 400
    assert "1955 is before 1956; swap after and before." in page.text


def test_with_one_document_the_page_says_what_it_can_and_cannot_do(
    assistant: Assistant, client: TestClient
) -> None:
    alone = client_of(assistant).get(
        "/compare", params={"q": "Where are the records of the Tehran Conference?"}
    )
    shown = words(alone.text)
    assert "One document is installed, so there is none to set beside it" in shown
    assert "Only one document answers; there is none to set beside it." in shown
    assert 'name="volume"' not in alone.text
    assert "One document is installed" not in client.get("/compare").text


def test_what_is_asked_stays_text(client: TestClient) -> None:
    payload = '"><script>alert(1)</script>'
    page = client.get("/compare", params={"q": payload, "document": payload, "volume": payload})
    assert "<script>alert" not in page.text
    page = client.get("/compare", params={"q": f"{QUESTION} {payload}"})
    assert "<script>alert" not in page.text

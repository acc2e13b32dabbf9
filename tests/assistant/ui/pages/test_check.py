"""The page that checks a quotation: the form, its verdicts, its links and its complaints."""

from __future__ import annotations

import re
from html import unescape

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.app import Assistant
from assistant.check import LONGEST
from assistant.ui.pages import check
from assistant.ui.pages.check import Asked, wrong_in
from assistant.ui.pages.site import Site
from corpus.errors import InputError

COLLUSION = "Cooperation on that basis is perilously close to collusion."
ELIDED = (
    "This would require greater willingness on our part to risk Soviet displeasure … in regard to "
    "its policies in Europe."
)
PAGE = {"accept": "text/html"}


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> TestClient:
    site = Site(assistant=assistant, cards=list)
    return TestClient(Starlette(routes=check.routes(site)), headers=PAGE)


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", page)).split())


def test_without_a_quotation_there_is_the_form_alone(client: TestClient) -> None:
    page = client.get("/check")
    assert page.status_code == 200
    assert 'name="quote"' in page.text
    assert 'name="cite"' in page.text
    assert 'id="verdict"' not in page.text
    assert "See the 1 volume installed." in page.text


def test_a_quotation_is_verified_and_leads_to_its_place(
    client: TestClient, assistant: Assistant
) -> None:
    (quote,) = assistant.check(COLLUSION).quotes
    own = quote.passage.id.rpartition("/")[2]
    page = client.get("/check", params={"quote": COLLUSION})
    assert "<title>Verified · Check a quotation" in page.text
    assert f'/frus1944Quebec/d123?quote={own}:{quote.start}-{quote.end}#quote"' in page.text
    assert f'data-copy="“{COLLUSION}”"' in page.text
    assert f'"/cite/{quote.passage.id}?start={quote.start}&amp;end={quote.end}&' in page.text
    link = re.search(r'data-copy="(http://testserver/check[^"]+)"', page.text)
    assert link is not None
    assert client.get(unescape(link[1])).text == page.text


@pytest.mark.parametrize(
    ("quote", "cite", "said"),
    [
        (ELIDED, "", "Repaired."),
        (COLLUSION.replace("close", "akin"), "", "Altered."),
        (COLLUSION, "frus1944Quebec/d9", "Misattributed."),
        ("Ruritania will join the alliance before winter.", "", "Not found."),
        (COLLUSION, "frus1948v01p1/d3", "Unverifiable."),
    ],
)
def test_every_verdict_is_said_in_words(
    client: TestClient, quote: str, cite: str, said: str
) -> None:
    page = client.get("/check", params={"quote": quote, "cite": cite})
    assert page.status_code == 200
    assert said in words(page.text.split('id="verdict"')[1])


def test_what_was_not_found_was_perhaps_said(client: TestClient) -> None:
    page = client.get("/check", params={"quote": "Ruritania will join the alliance at once."})
    said = words(page.text.split('id="verdict"')[1].split("<details")[0])
    assert "not in the 1 volume installed, which is not proof that it was never said" in said
    assert "Copy the source’s words" not in said


def test_a_short_quotation_that_is_sent_gets_an_address(client: TestClient) -> None:
    sent = {"quote": f"“{COLLUSION}”", "cite": "frus1944Quebec/d123"}
    answer = client.post("/check", data=sent, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].endswith("&cite=frus1944Quebec%2Fd123#verdict")
    assert "Verified." in words(client.post("/check", data=sent).text)


def test_a_long_quotation_is_checked_where_it_was_sent(client: TestClient) -> None:
    quote = f"{COLLUSION}\r\n" * 40
    assert not Asked(quote).linkable
    page = client.post("/check", data={"quote": quote}, follow_redirects=False)
    assert page.status_code == 200
    assert "no link of its own" in page.text
    assert "Copy a link" not in page.text


def test_line_breaks_come_as_the_volumes_have_them(client: TestClient) -> None:
    assert "Verified." in words(client.post("/check", data={"quote": f"\r\n{COLLUSION}\r\n"}).text)


@pytest.mark.parametrize(
    ("sent", "field", "said"),
    [
        ({"quote": "…", "cite": ""}, "quote", "It has no words; write the words to look for."),
        ({"quote": "", "cite": ""}, "quote", "It has no words"),
        ({"quote": "word " * 1001, "cite": ""}, "quote", f"the limit is {LONGEST:,}"),
        ({"quote": COLLUSION, "cite": "page 3"}, "cite", "'page 3' names no place"),
    ],
)
def test_a_mistake_is_told_at_its_field(
    client: TestClient, sent: dict[str, str], field: str, said: str
) -> None:
    page = client.post("/check", data=sent)
    assert page.status_code == 400
    told = re.search(rf'id="{field}-wrong">([^<]+)<', page.text)
    assert told is not None
    assert said in unescape(told[1])
    assert re.search(
        rf'name="{field}"[^>]+ {field}-wrong" aria-invalid="true" autofocus', page.text
    )
    assert page.text.count("aria-invalid") == 1
    assert unescape(page.text).count(sent["quote"].strip()) >= 1


def test_a_form_that_no_page_sends_is_refused(client: TestClient) -> None:
    for body in (b"\xff\xfe", b"quote", b"quote=%FF", b"&".join([b"quote=a"] * 99)):
        assert client.post("/check", content=body).status_code == 400


def test_what_is_asked_stays_text(client: TestClient) -> None:
    payload = '</textarea><script>alert(1)</script>"'
    page = client.get("/check", params={"quote": f"{COLLUSION} {payload}", "cite": payload}).text
    assert "<script>alert" not in page
    page = client.get("/check", params={"quote": f"{COLLUSION} {payload}"}).text
    assert "<script>alert" not in page


def test_a_mistake_of_no_known_field_stands_at_the_quotation() -> None:
    assert wrong_in(InputError("nothing of the kind")) == {"quote": "nothing of the kind"}

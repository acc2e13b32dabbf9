"""The pages of volumes and documents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.app import Assistant
from assistant.render import visible
from assistant.ui.pages import documents
from assistant.ui.pages.contents import Chapter, chapters, near, whole_contents
from assistant.ui.pages.marking import found_in, pointed_to
from assistant.ui.pages.reading import in_order, read
from assistant.ui.pages.site import Site
from assistant.ui.pointing import page_pointed_to, site_pointed_to
from corpus.document import Document, Volume
from corpus.passage import Anchor, DocumentText, Kind, PageBreak, Passage, Reference, Voice
from evals.checks.rendering_html import Node, read_html
from tests.assistant.shelf import Shelf

QUEBEC = "/documents/frus1944Quebec"
VOLUME = Volume(id="frus1961-63v06", title="Exchanges")
PAYLOAD = "\"><script>x</script><img src=x onerror='y'>"


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> TestClient:
    site = Site(assistant=assistant, cards=list)
    return TestClient(Starlette(routes=documents.routes(site)))


def page(client: TestClient, address: str, status: int = 200) -> Node:
    reply = client.get(address, headers={"accept": "text/html"}, follow_redirects=False)
    assert reply.status_code == status
    root, broken = read_html(reply.text.removeprefix("<!doctype html>"))
    assert broken == ()
    return root


def ids(root: Node) -> list[str]:
    return [node.attributes["id"] for node in root.nodes() if "id" in node.attributes]


def bare(node: Node) -> str:
    """The words of the corpus alone."""
    return node.text(
        lambda one: "" if one.classes & {"frus-note-mark", "frus-page", "frus-unseen"} else None
    )


def document(number: int, *above: str) -> Document:
    return Document(
        id=f"{VOLUME.id}/d{number}",
        volume=VOLUME,
        number=str(number),
        title=f"{number}. Paper {number}",
        breadcrumb=above,
    )


def passage(own: str, text: str = "Some words.", **other: object) -> Passage:
    kind = Kind.FOOTNOTE if own.startswith(("fn", "source")) else Kind.PARAGRAPH
    made = Passage(
        id=f"{VOLUME.id}/d1/{own}",
        document=f"{VOLUME.id}/d1",
        kind=kind,
        voice=Voice.AUTHOR,
        text=text,
    )
    return replace(made, **other)  # type: ignore[arg-type]


def test_every_passage_stands_once_whole_and_in_order(
    client: TestClient, shipped: DocumentText
) -> None:
    root = page(client, f"{QUEBEC}/d123")
    found = ids(root)
    assert len(found) == len(set(found))
    held = {node.attributes["id"]: node for node in root.nodes() if "id" in node.attributes}
    for one in shipped.passages:
        shown = held[one.id.rpartition("/")[2]]
        texts = [bare(part) for part in shown.nodes() if "text" in "".join(part.classes)]
        # The space behind the number of a page is ours.
        assert (texts[0] if texts else bare(shown)).strip() == visible(one.text)
    order = [own for own in found if own in {one.id.rpartition("/")[2] for one in shipped.passages}]
    assert order == [one.id.rpartition("/")[2] for one in in_order(shipped.passages)]


def test_marks_lead_to_notes_and_notes_back(client: TestClient) -> None:
    root = page(client, f"{QUEBEC}/d123")
    paragraph = next(one for one in root.nodes() if one.attributes.get("id") == "p3")
    mark = paragraph.all("frus-to-note")[0]
    assert (mark.attributes["id"], mark.attributes["href"]) == ("mark-fn2", "#fn2")
    assert paragraph.text().split("Footnote 2")[0].endswith("Moscow and Tehran Conferences")
    note = next(one for one in root.nodes() if one.attributes.get("id") == "fn2")
    assert note.all("frus-to-mark")[0].attributes["href"] == "#mark-fn2"
    assert "Editors' footnote" in note.text()
    targets = {node.attributes.get("href", "") for node in root.nodes()}
    assert {t[1:] for t in targets if t.startswith("#")} <= {*ids(root)}


def test_a_document_tells_what_it_is_and_where_it_stands(client: TestClient) -> None:
    root = page(client, f"{QUEBEC}/d123")
    facts = root.all("frus-facts")[0].text()
    assert "123 (not printed in the book)" in facts
    assert "[Undated.] Dated by the editors: September 6, 1944 to September 8, 1944" in facts
    assert "pp. 192–193" in facts
    links = {node.attributes.get("href", "") for node in root.all("a")}
    site = "https://history.state.gov/historicaldocuments/frus1944Quebec"
    assert {f"{site}/d123", f"{site}/pg_193", "/?doc=frus1944Quebec%2Fd123", QUEBEC} <= links
    assert "page-193" in ids(root)
    assert root.all("aside")[0].all("a")[1].attributes["aria-current"] == "page"


def test_the_words_that_are_quoted_are_marked(client: TestClient, shipped: DocumentText) -> None:
    root = page(client, f"{QUEBEC}/d123?quote=p4:10-131")
    marks = root.all("mark")
    assert marks[0].attributes["id"] == "quote"
    assert "".join(map(bare, marks)) == shipped.passages[6].text[10:131]
    assert "in paragraph 4" in root.all("frus-quoted-where")[0].text()


@pytest.mark.parametrize(
    ("span", "told"),
    [
        ("p4:10-99999", "p4 has "),
        ("p4:9-9", "p4 has "),
        ("p44:1-2", "no passage p44"),
        ("p4", "written as p4:10-131"),
        ("p4:٣-٤", "written as p4:10-131"),
        ("p4:1-2<script>", "written as p4:10-131"),
    ],
)
def test_a_bad_span_is_told_and_the_document_shown(
    client: TestClient, span: str, told: str
) -> None:
    root = page(client, f"{QUEBEC}/d123?quote={span}")
    assert told in root.all("frus-notice")[0].text()
    assert root.all("mark") == []
    assert "p4" in ids(root)


def test_words_are_found_and_counted(client: TestClient, shipped: DocumentText) -> None:
    root = page(client, f"{QUEBEC}/d123?find=SOVIET&at=2")
    marks = [node for node in root.all("mark") if "frus-find" in node.classes]
    assert {bare(node) for node in marks} == {"Soviet"}
    assert [node.attributes["id"] for node in marks] == [
        f"find-{number}" for number in range(1, len(marks) + 1)
    ]
    assert [node.attributes["id"] for node in marks if "aria-current" in node.attributes] == [
        "find-2"
    ]
    bar = root.all("frus-find-bar")[0]
    held = [one.text.casefold().count("soviet") for one in shipped.passages]
    assert sum(held) == len(marks)
    assert f"Place 2 of {sum(held)}, in {sum(map(bool, held))} passages" in bar.text()
    assert [node.attributes["href"] for node in bar.all("a")] == [
        f"{QUEBEC}/d123?find=SOVIET&at=1#find-1",
        f"{QUEBEC}/d123?find=SOVIET&at=3#find-3",
        f"{QUEBEC}/d123",
    ]


@pytest.mark.parametrize("asked", ["find=penguin", "find=penguin&at=2"])
def test_nothing_found_is_told(client: TestClient, asked: str) -> None:
    bar = page(client, f"{QUEBEC}/d123?{asked}").all("frus-find-bar")[0]
    assert "nowhere in this document" in bar.text()


def test_the_contents_of_a_volume(client: TestClient) -> None:
    root = page(client, QUEBEC)
    assert "Richardson Dougall" in root.all("frus-facts")[0].text()
    assert [node.attributes["href"] for node in root.all("li") for node in node.all("a")][-1] == (
        f"{QUEBEC}/d123"
    )
    found = page(client, f"{QUEBEC}?find=briefing")
    assert [node.text() for node in found.all("mark")] == ["Briefing"]
    assert "1 document with" in found.all("frus-find-bar")[0].text()
    assert "No title" in page(client, f"{QUEBEC}?find=penguin").text()


@pytest.mark.parametrize(
    ("asked", "anchor"), [("193", "page-193"), ("[193]", "page-193"), ("192", "page-192")]
)
def test_a_printed_page_leads_to_where_it_begins(
    client: TestClient, asked: str, anchor: str
) -> None:
    reply = client.get(f"{QUEBEC}?page={asked}", follow_redirects=False)
    assert (reply.status_code, reply.headers["location"]) == (303, f"{QUEBEC}/d123#{anchor}")


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("/documents/frus1961-63v05/d3", "frus1961-63v05/d3"),
        ("/documents/frus1961-63v05", "frus1961-63v05"),
        ("/documents/frus1961-63v05?page=33", "frus1961-63v05/pg_33"),
        (f"{QUEBEC}/d124", "frus1944Quebec/d124"),
        (f"{QUEBEC}?page=900", "frus1944Quebec/pg_900"),
        ("/documents/elsewhere/d3", None),
        ("/documents/frus1944Quebec<script>/d3", None),
    ],
)
def test_what_is_not_installed_is_told(client: TestClient, address: str, site: str | None) -> None:
    root = page(client, address, 404)
    offered = [
        href
        for node in root.all("frus-ways")[0].all("a")
        if (href := node.attributes["href"]).startswith("https:")
    ]
    base = "https://history.state.gov/historicaldocuments"
    assert offered == ([f"{base}/{site}"] if site else [])


def _read(*passages: Passage, one: Document | None = None) -> str:
    reading = read(one or document(1), passages, {}, page_pointed_to)
    blocks = (*reading.sources, *reading.blocks, *reading.notes)
    return "".join(f"[{block.name}|{block.voice}]{block.text}" for block in blocks)


def test_pages_are_shown_where_they_begin_and_once() -> None:
    shown = _read(
        passage("p1", "One two.", pages=(PageBreak(0, "1"), PageBreak(4, "2"))),
        passage("p2", "Three.", pages=(PageBreak(0, "2"),)),
        passage("p3", "Four.", pages=(PageBreak(0, "3"),)),
        one=replace(document(1), linked_pages=False),
    )
    assert re.sub("<[^>]*>", "", shown) == (
        "[paragraph 1|][page 1] One [page 2] two.[paragraph 2|]Three.[paragraph 3|][page 3] Four."
    )
    assert re.findall(' id="([^"]*)"', shown) == ["page-1", "page-2", "page-3"]
    assert "<a" not in shown


def test_voices_are_told_where_they_are_not_the_authors() -> None:
    shown = _read(
        passage("p1"),
        passage("p2", voice=Voice.EDITOR),
        passage("p3", voice=Voice.SUMMARY),
        passage("source", voice=Voice.SOURCE_NOTE),
        passage("fn1", voice=Voice.EDITOR, label="1", anchor=Anchor(f"{VOLUME.id}/d1/p1", 4)),
    )
    assert re.findall(r"\[([^|\]]+)\|(.*?)\]", shown) == [
        ("Source note", ""),
        ("paragraph 1", ""),
        ("paragraph 2", "Editors' words"),
        ("paragraph 3", "Editors' summary"),
        ("Footnote 1", "Editors' footnote"),
    ]


def test_strings_of_the_corpus_stay_strings() -> None:
    shown = _read(passage("p1", PAYLOAD, pages=(PageBreak(0, PAYLOAD),)))
    assert "<script" not in shown
    assert "<img" not in shown


@pytest.mark.parametrize(
    ("reference", "ours", "site"),
    [
        ({"document": "v1/d2"}, "/documents/v1/d2", "/v1/d2"),
        ({"document": "v1/d2", "note": "v1/d2/fn3"}, "/documents/v1/d2#fn3", "/v1/d2fn3"),
        ({"page": "33"}, "/documents/v1?page=33", "/v1/pg_33"),
        ({}, "/documents/v1", "/v1"),
    ],
)
def test_where_references_lead(reference: dict[str, str], ours: str, site: str) -> None:
    made = Reference(start=0, end=4, volume="v1", **reference)
    assert page_pointed_to(made) == ours
    assert site_pointed_to(made) == f"https://history.state.gov/historicaldocuments{site}"


def test_a_reference_leads_to_what_is_installed_else_to_the_site() -> None:
    here = DocumentText(document(1), (passage("p1"),))
    leads = documents._leads(Shelf(here))
    installed = Reference(start=0, end=1, volume=VOLUME.id, document=f"{VOLUME.id}/d1")
    absent = replace(installed, document=f"{VOLUME.id}/d2")
    assert leads(installed) == f"/documents/{VOLUME.id}/d1"
    assert leads(absent).startswith("https://history.state.gov/")
    assert leads(Reference(start=0, end=1, volume=VOLUME.id, page="3")).endswith("?page=3")
    assert leads(Reference(start=0, end=1, volume="frus1969-76v01", page="3")).endswith("/pg_3")


def _told(parts: Sequence[Chapter | Document]) -> list[object]:
    return [
        part.number if isinstance(part, Document) else (part.heading, _told(part.parts))
        for part in parts
    ]


def test_documents_stand_under_their_headings_in_the_order_of_the_book() -> None:
    made = [document(1), document(2, "A", "x"), document(3, "A"), document(4, "A", "x")]
    parts = chapters([*made, document(5, "B")])
    assert _told(parts) == [
        "1",
        ("A", [("x", ["2"]), "3", ("x", ["4"])]),
        ("B", ["5"]),
    ]
    anchors = re.findall(r"chapter-\S+?(?=')", repr(whole_contents(parts)))
    assert len({*anchors}) == 4


def test_near_a_document_are_its_neighbours_and_how_many_are_left_out() -> None:
    made = [document(number, "A") for number in range(1, 61)]
    made += [document(number, "B") for number in range(61, 63)]
    first, second = near(chapters(made), made[29], "/contents")
    assert second.inside == ()
    assert second.detail == "2 documents"
    numbers = [entry.number for entry in first.inside]
    assert numbers == ["", *map(str, range(18, 43)), ""]
    assert [entry.number for entry in first.inside if entry.here] == ["30"]
    assert first.inside[0].label == "17 earlier documents of this chapter"
    assert first.inside[-1].label == "18 later documents of this chapter"
    assert first.inside[-1].address == "/contents#d60"


def test_a_span_and_places_name_their_passages() -> None:
    held = [passage("p1", "Berlin and berlin."), passage("p2", "BERLIN")]
    assert pointed_to("p2:0-6", f"{VOLUME.id}/d1", held).passage is held[1]
    found = found_in(held, "berlin", "99")
    assert (found.count, found.passages, found.at) == (3, 2, 0)

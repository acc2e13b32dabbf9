import pytest

from assistant.place import Place, place_of
from corpus.citation import passage_url
from corpus.document import Document, Volume
from corpus.errors import InputError
from corpus.passage import Kind, PageBreak, Passage, Voice
from vectorstore.retriever import Filter

QUEBEC = "frus1944Quebec"
DOCUMENT = Document(
    id=f"{QUEBEC}/d123", volume=Volume(id=QUEBEC, title="Quebec"), number="123", title="Paper"
)
PAGES = (PageBreak(0, "192"), PageBreak(10, "193"))
PARAGRAPH = Passage(
    id=f"{QUEBEC}/d123/p1",
    document=DOCUMENT.id,
    kind=Kind.PARAGRAPH,
    voice=Voice.AUTHOR,
    text="An excellent start was made.",
    pages=PAGES,
)
FOOTNOTE = Passage(
    id=f"{QUEBEC}/d123/fn2",
    document=DOCUMENT.id,
    kind=Kind.FOOTNOTE,
    voice=Voice.EDITOR,
    text="See the records.",
    label="2",
)


@pytest.mark.parametrize(
    ("cite", "place"),
    [
        (QUEBEC, Place(QUEBEC)),
        (f" {QUEBEC}/d123 ", Place(QUEBEC, f"{QUEBEC}/d123")),
        (f"{QUEBEC}/d123/p3", Place(QUEBEC, f"{QUEBEC}/d123", f"{QUEBEC}/d123/p3")),
        (
            f"https://history.state.gov/historicaldocuments/{QUEBEC}/d123fn2",
            Place(QUEBEC, f"{QUEBEC}/d123", f"{QUEBEC}/d123/fn2"),
        ),
        (
            f"history.state.gov/historicaldocuments/{QUEBEC}/d123#pg_193",
            Place(QUEBEC, f"{QUEBEC}/d123", None, "193"),
        ),
        (
            f"http://www.history.state.gov/historicaldocuments/{QUEBEC}/pg_XII",
            Place(QUEBEC, None, None, "XII"),
        ),
        (
            "https://history.state.gov/historicaldocuments/frus1961-63v07-09mSupp/d72a/?q=a#fn:1",
            Place("frus1961-63v07-09mSupp", "frus1961-63v07-09mSupp/d72a"),
        ),
    ],
)
def test_ids_and_addresses(cite: str, place: Place) -> None:
    assert place_of(cite) == place


@pytest.mark.parametrize(
    "cite",
    [
        "",
        "Quebec, p. 192",
        "d123",
        f"{QUEBEC}/123",
        f"{QUEBEC}/d123/p1/x",
        "https://example.org/frus1944Quebec/d123",
        "https://history.state.gov/historicaldocuments/",
        f"{QUEBEC}\n/d1",
    ],
)
def test_anything_else_is_refused_with_the_accepted_forms(cite: str) -> None:
    with pytest.raises(InputError, match=r"a document \(frus1944Quebec/d123\)"):
        place_of(cite)


@pytest.mark.parametrize(("passage", "start"), [(PARAGRAPH, 0), (PARAGRAPH, 15), (FOOTNOTE, 0)])
def test_the_address_of_a_quotation_leads_back_to_it(passage: Passage, start: int) -> None:
    end = start + 8
    place = place_of(passage_url(passage, DOCUMENT, passage.pages_of(start, end)))
    assert place.holds(passage, start, end)


def test_a_place_holds_what_lies_within_it() -> None:
    assert Place(QUEBEC).holds(PARAGRAPH, 0, 5)
    assert Place(QUEBEC, DOCUMENT.id, PARAGRAPH.id).holds(PARAGRAPH, 0, 5)
    assert Place(QUEBEC, page="193").holds(PARAGRAPH, 5, 15)
    assert Place(QUEBEC, page="7").holds(FOOTNOTE, 0, 3)
    assert not Place(QUEBEC, page="193").holds(PARAGRAPH, 0, 10)
    assert not Place(QUEBEC, DOCUMENT.id, FOOTNOTE.id).holds(PARAGRAPH, 0, 5)
    assert not Place(QUEBEC, f"{QUEBEC}/d12").holds(PARAGRAPH, 0, 5)
    assert not Place("frus1944v01").holds(PARAGRAPH, 0, 5)


def test_a_place_is_searched_by_its_narrowest_filter() -> None:
    assert Place(QUEBEC).scope == Filter(volumes=(QUEBEC,))
    assert Place(QUEBEC, DOCUMENT.id, PARAGRAPH.id).scope == Filter(documents=(DOCUMENT.id,))


def test_a_place_reads_as_its_narrowest_part() -> None:
    assert str(Place(QUEBEC)) == QUEBEC
    assert str(Place(QUEBEC, DOCUMENT.id, None, "193")) == f"{QUEBEC}/d123, p. 193"

"""Where the cross-references of a volume lead."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.passage import Kind, Passage, Reference
from corpus.tei import read_volume
from corpus.tei_file import parse
from corpus.tei_markup import TEI
from corpus.tei_references import Pointed, Targets

Write = Callable[..., Path]

BODY = """
<div type="chapter" xml:id="ch1"><head>Chapter<note n="1" xml:id="ch1fn1">Its note.</note></head>
  <pb n="33" xml:id="pg_33"/><pb xml:id="pg_34"/>
  <div type="document" xml:id="d5" n="5"><head>Five</head>
    <p>Words<note n="1" xml:id="d5fn1">One.</note> <pb n="6" xml:id="d5-06"/>and more.</p>
    <pb n="35" xml:id="pg_35"/>
    <table xml:id="tab1"><row><cell>A cell.</cell></row></table></div>
  <div type="document" xml:id="d72A" n="72A"><head>Six</head>
    <p>Words<note n="1" xml:id="d5fn2">It begins as another's.</note>.</p></div></div>
"""


@pytest.fixture
def targets(write_tei: Write) -> Targets:
    return Targets(parse(write_tei(BODY)), "frus1961-63v05")


def here(document: str | None = None, note: str | None = None, page: str | None = None) -> Pointed:
    volume = "frus1961-63v05"
    within = f"{volume}/{document}" if document else None
    name = f"{within}/{note}" if note else None
    return Pointed(volume=volume, document=within, note=name, page=page)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("#d5", here("d5")),
        ("#d72A", here("d72A")),
        ("#d5fn1", here("d5", "fn1")),
        # The note stands in d72A, whatever its id says.
        ("#d5fn2", here("d72A", "d5fn2")),
        ("#pg_33", here(page="33")),
        ("#pg_35", here(page="35")),
        # Numbered within its document: the number alone would say nothing.
        ("#d5-06", here("d5", page="6")),
        ("#tab1", here("d5")),
        ("d5fn1", here("d5", "fn1")),
        ("d5", here("d5")),
        ("#d5fn1fn2", here("d5", "fn1")),
        ("#d5fn1fn1", here("d5", "fn1")),
        (" #d5 ", here("d5")),
        ("frus1961-63v05", here()),
        ("frus1961-63v05#d5", here("d5")),
        ("https://history.state.gov/historicaldocuments/frus1961-63v05/d5fn1", here("d5", "fn1")),
    ],
)
def test_places_of_the_volume(targets: Targets, target: str, expected: Pointed) -> None:
    assert targets.resolve(target) == expected
    assert not targets.dangles(target)


@pytest.mark.parametrize(
    "target", ["#d9", "#d5fn9", "#dXIX", "#pg_99", "#p_33", "frus1961-63v05#d9", "#d9fn1fn2"]
)
def test_what_is_not_there_dangles(targets: Targets, target: str) -> None:
    assert targets.resolve(target) is None
    assert targets.dangles(target)


@pytest.mark.parametrize("target", ["#ch1", "#ch1fn1", "#pg_34"])
def test_what_is_there_but_cannot_be_cited_is_no_place(targets: Targets, target: str) -> None:
    assert targets.resolve(target) is None
    assert not targets.dangles(target)


@pytest.mark.parametrize(
    "target",
    [
        *("", "#", "mailto:history@state.gov", "http://bookstore.gpo.gov", "p_XIII"),
        *("http://history.state.gov/about", "https://history.state.gov/historicaldocuments/"),
        "https://history.state.gov/historicaldocuments/kennedy",
    ],
)
def test_other_addresses_are_no_places(targets: Targets, target: str) -> None:
    assert targets.resolve(target) is None
    assert not targets.dangles(target)


OTHER = "frus1943v03"


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (OTHER, Pointed(volume=OTHER)),
        (f"{OTHER}#d45", Pointed(volume=OTHER, document=f"{OTHER}/d45")),
        (f"{OTHER}#d278A", Pointed(volume=OTHER, document=f"{OTHER}/d278A")),
        (
            f"{OTHER}#d45fn3",
            Pointed(volume=OTHER, document=f"{OTHER}/d45", note=f"{OTHER}/d45/fn3"),
        ),
        (f"{OTHER}#pg_374", Pointed(volume=OTHER, page="374")),
        (f"{OTHER}#pg_XIV", Pointed(volume=OTHER, page="XIV")),
        # A bare number is a document's in all three such targets of 76 volumes.
        (f"{OTHER}#102", Pointed(volume=OTHER, document=f"{OTHER}/d102")),
        (f"{OTHER}#ch3", Pointed(volume=OTHER)),
    ],
)
def test_places_of_other_volumes_are_as_the_target_says(
    targets: Targets, target: str, expected: Pointed
) -> None:
    assert targets.resolve(target) == expected
    assert not targets.dangles(target)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("frus1943v03", Pointed(volume=OTHER)),
        ("frus1943v03/", Pointed(volume=OTHER)),
        ("frus1943v03/d45", Pointed(volume=OTHER, document=f"{OTHER}/d45")),
        ("frus1943v03/d45?search=x", Pointed(volume=OTHER, document=f"{OTHER}/d45")),
        ("frus1943v03/pg_374", Pointed(volume=OTHER, page="374")),
        ("frus1943v03/d45#pg_374", Pointed(volume=OTHER, page="374")),
        ("frus1943v03/d45#fn:1.2.3", Pointed(volume=OTHER, document=f"{OTHER}/d45")),
    ],
)
@pytest.mark.parametrize("host", ["http://history.state.gov", "https://www.history.state.gov"])
def test_addresses_on_the_site(targets: Targets, host: str, path: str, expected: Pointed) -> None:
    assert targets.resolve(f"{host}/historicaldocuments/{path}") == expected


@given(st.text(max_size=80) | st.from_regex(r"#?d[0-9]+(fn[0-9]+)*|frus[0-9]{4}v0[1-9]#?.*"))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_target_is_a_place_or_none(targets: Targets, target: str) -> None:
    place = targets.resolve(target)
    assert place is None or not targets.dangles(target)
    if place is not None:
        # What it names is a reference that may stand in a passage.
        Reference(
            start=0,
            end=1,
            volume=place.volume,
            document=place.document,
            note=place.note,
            page=place.page,
        )


def test_of_two_notes_with_one_id_the_one_in_a_document_is_meant(write_tei: Write) -> None:
    body = """<div type="chapter"><head>C<note xml:id="d1fn1">Of the chapter.</note></head>
      <div type="document" xml:id="d1" n="1"><p>W<note xml:id="d1fn1">Of d1.</note></p></div>
      </div>"""
    targets = Targets(parse(write_tei(body)), "v")
    assert targets.resolve("#d1fn1") == Pointed(volume="v", document="v/d1", note="v/d1/fn1")
    assert [again.get("n") for _, again in targets.repeated] == [None]


@pytest.mark.parametrize("name", ["frus1952-54Guat", "frus1958-60v07p1", "frus1977-80v01"])
def test_every_reference_of_a_volume_leads_somewhere(shared: Path, name: str) -> None:
    path = shared / "frus" / "volumes" / f"{name}.xml"
    targets = Targets(parse(path), name)
    volume = read_volume(path)
    documents = {text.document.id for text in volume.documents}
    notes: dict[str, Passage] = {
        p.id: p for text in volume.documents for p in text.passages if p.kind is Kind.FOOTNOTE
    }
    labels = {p for t in volume.documents for q in t.passages for p in q.page_labels}
    found = [
        targets.resolve(ref.get("target", ""))
        for div in parse(path).iter(f"{TEI}div")
        if div.get("type") == "document"
        for ref in div.iter(f"{TEI}ref")
    ]
    assert len(found) > 100
    places = [place for place in found if place is not None]
    assert len(places) == len(found)
    inside = [place for place in places if place.volume == name]
    assert {place.document for place in inside if place.document} <= documents
    assert {place.note for place in inside if place.note} <= set(notes)
    assert {place.page for place in inside if place.page} <= labels

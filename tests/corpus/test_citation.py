"""Where a quotation stands, in words and as an address."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.citation import book, document_url, page_url, passage_url, printed_pages, reference
from corpus.document import Volume
from corpus.library import SHIPPED
from corpus.page_text import read_page
from corpus.passage import Kind, Passage, Voice

TEXT = read_page(SHIPPED / "frus1944Quebec" / "d123.txt")
DOCUMENT = TEXT.document
SITE = "https://history.state.gov/historicaldocuments/frus1944Quebec/d123"
BOOK = (
    "Foreign Relations of the United States, Conference at Quebec, 1944, eds. Richardson Dougall, "
    "Arthur G. Kogan, Richard S. Patterson, and Irving L. Thomson "
    "(Washington: United States Government Printing Office, 1972)"
)


def named(name: str) -> Passage:
    return next(passage for passage in TEXT.passages if passage.id == f"{DOCUMENT.id}/{name}")


def test_addresses_of_the_shipped_document() -> None:
    assert document_url(DOCUMENT) == SITE
    assert page_url(DOCUMENT, "193") == f"{SITE}#pg_193"
    assert passage_url(named("p4"), DOCUMENT, ("193",)) == f"{SITE}#pg_193"
    assert passage_url(named("p4"), DOCUMENT, ("192", "193")) == f"{SITE}#pg_192"
    assert passage_url(named("fn2"), DOCUMENT, ("193",)) == f"{SITE}fn2"
    assert passage_url(named("source"), DOCUMENT, ("192",)) == f"{SITE}#pg_192"


def test_without_pages_or_ids_the_document_is_the_address() -> None:
    assert passage_url(named("p4"), DOCUMENT, ()) == SITE
    note = replace(named("fn2"), id=f"{DOCUMENT.id}/note4", label="*")
    assert passage_url(note, DOCUMENT, ("193",)) == SITE
    assert passage_url(replace(named("fn2"), linked=False), DOCUMENT, ("193",)) == SITE


@pytest.mark.parametrize(
    ("pages", "printed"),
    [
        ((), ""),
        (("193",), "p. 193"),
        (("192", "193"), "pp. 192–193"),
        (("xv", "xvi", "1"), "pp. xv–1"),
    ],
)
def test_pages_are_written_as_in_print(pages: tuple[str, ...], printed: str) -> None:
    assert printed_pages(pages) == printed


def test_the_book_is_cited_as_the_office_of_the_historian_does() -> None:
    assert book(DOCUMENT.volume) == BOOK


@pytest.mark.parametrize(
    ("editors", "cited"),
    [
        ((), "Foreign Relations of the United States, T"),
        (("A B",), "Foreign Relations of the United States, T, ed. A B"),
        (("A B", "C D"), "Foreign Relations of the United States, T, eds. A B and C D"),
        (("A", "B", "C"), "Foreign Relations of the United States, T, eds. A, B, and C"),
    ],
)
def test_editors_are_listed(editors: tuple[str, ...], cited: str) -> None:
    assert book(Volume(id="v", title="T", editors=editors)) == cited


def test_what_a_title_page_lacks_is_left_out() -> None:
    volume = Volume(id="v", title="T", series="S", subseries="1944", number="Volume I")
    assert book(volume) == "S, 1944, Volume I, T"
    assert book(replace(volume, year="1972")) == "S, 1944, Volume I, T (1972)"
    assert book(replace(volume, place="W")) == "S, 1944, Volume I, T (W)"
    assert book(replace(volume, place="W", publisher="P")) == "S, 1944, Volume I, T (W: P)"


def test_references_of_a_paragraph_a_footnote_and_a_source_note() -> None:
    title = "Department of State Briefing Paper"
    assert reference(named("p4"), DOCUMENT, ("193",)) == (f"{title}, {BOOK}, p. 193. {SITE}#pg_193")
    assert reference(named("fn2"), DOCUMENT, ("193",)) == (
        f"{title}, {BOOK}, p. 193, footnote 2. {SITE}fn2"
    )
    assert reference(named("source"), DOCUMENT, ("192",)) == (
        f"{title}, {BOOK}, p. 192, source note. {SITE}#pg_192"
    )


def test_a_number_that_the_book_prints_is_cited_once() -> None:
    numbered = replace(DOCUMENT, numbered=True, title="123. Department of State Briefing Paper")
    cited = reference(named("p4"), numbered, ("193",))
    assert cited.startswith("Department of State Briefing Paper, ")
    assert ", Document 123, p. 193. " in cited
    assert ", Document " not in reference(named("p4"), DOCUMENT, ("193",))


def test_a_reference_without_pages_names_none() -> None:
    assert reference(named("p4"), DOCUMENT, ()) == (
        f"Department of State Briefing Paper, {BOOK}. {SITE}"
    )
    heading = replace(named("p4"), kind=Kind.HEADING, voice=Voice.EDITOR)
    assert "footnote" not in reference(heading, DOCUMENT, ())

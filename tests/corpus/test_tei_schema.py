"""Files as the Office writes them today, and the same as of ten years ago: nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.back_index import Locator
from corpus.document import DateRange
from corpus.passage import Kind, Voice, VolumeText
from corpus.tei import read_volume
from corpus.tei_index import read_index

TODAY = """<?xml version="1.0" encoding="UTF-8"?>
<?xml-model href="../schema/frus.rnc" type="application/relax-ng-compact-syntax"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:frus="http://history.state.gov/frus/ns/1.0"
    xmlns:xi="http://www.w3.org/2001/XInclude" xml:id="frus1961-63v99">
  <teiHeader>
    <fileDesc>
      <titleStmt>
        <title type="complete">Foreign Relations of the United States, 1961–1963, Volume XCIX,
          Examples</title>
        <title type="series">Foreign Relations of the United States</title>
        <title type="sub-series">1961–1963</title>
        <title type="volume-number">Volume XCIX</title>
        <title type="volume">Examples</title>
        <editor role="primary">A. Editor</editor>
        <editor role="general">B. General</editor>
      </titleStmt>
      <publicationStmt>
        <publisher>United States Government Publishing Office</publisher>
        <pubPlace>Washington</pubPlace>
        <date type="content-date" calendar="gregorian" notBefore="1960-12-01T00:00:00-05:00"
          notAfter="1963-11-09T23:59:59-05:00">1960 to 1963</date>
        <date type="publication-date" calendar="gregorian">2017</date>
        <idno type="isbn-13">9780000000000</idno><idno type="frus">frus1961-63v99</idno>
      </publicationStmt>
    </fileDesc>
    <encodingDesc>
      <tagsDecl><rendition xml:id="center">text-align: center;</rendition></tagsDecl>
      <classDecl><xi:include href="../shared/frus-dates.xml" xpointer="frus-dates"/></classDecl>
    </encodingDesc>
  </teiHeader>
  <text>
    <front>
      <pb n="[I]" facs="0002" xml:id="pg_I"/>
      <div xml:id="pressrelease" type="section" subtype="press-release"><p>Out now.</p></div>
      <div xml:id="terms" type="section" subtype="terms"><head>Terms</head><list type="terms">
        <item><list><item><hi rend="strong"><term xml:id="t_A_1">AF</term>,</hi> Africa</item>
        </list></item></list></div>
    </front>
    <body>
      <div type="compilation" subtype="editorial-matter" xml:id="comp1"><head>Berlin<note n="1"
          xml:id="comp1fn1">For earlier documents, see the volume before.</note></head>
        <pb n="1" facs="0030" xml:id="pg_1"/>
        <div type="document" subtype="historical-document" xml:id="d1" n="1"
            frus:doc-dateTime-min="1961-01-20T00:00:00-05:00"
            frus:doc-dateTime-max="1961-02-03T23:59:59-05:00">
          <head>1. Memorandum From <persName type="from" corresp="#p_B_1">Bundy</persName> to
            <persName type="to">Kennedy</persName><note n="1" xml:id="d1fn1" type="source">Source:
            Kennedy Library. Secret; Eyes Only. See <ref
              target="#d2">Document 2</ref>.</note></head>
          <dateline rendition="#right"><placeName>Washington</placeName>, <date
            notBefore="1961-01-20" notAfter="1961-02-03"
            ana="#date_undated-inferred-from-document-head">undated</date>.</dateline>
          <p rendition="#center">Berlin</p>
          <p>Words <gloss target="#t_A_1">AF</gloss> <pb n="2" facs="0031" xml:id="pg_2"/>and
            <date when="1961-01-20">January 20</date>.<note n="2" xml:id="d1fn2">A note.</note></p>
          <frus:attachment><head>Attachment</head><opener><dateline><date
            when="1950-01-01">1950</date></dateline></opener>
            <p>Attached words.</p></frus:attachment>
          <closer><signed><persName>B</persName></signed></closer>
        </div>
        <div type="document" subtype="editorial-note" xml:id="d2" n="2"
            frus:doc-dateTime-min="1961-02-04" frus:doc-dateTime-max="1961-02-04">
          <head>2. Conversations on Berlin</head><p>The editors' words.</p></div>
        <div type="document" subtype="errata" xml:id="d3" n="3"><head>3. Errata</head>
          <p>Page 5.</p></div>
      </div>
    </body>
    <back><div type="section" subtype="index" xml:id="index"><head>Index</head><list type="index">
      <item><list><item>Berlin, <ref target="#d1">1</ref>n</item></list></item>
    </list></div></back>
  </text>
</TEI>
"""
THEN = (
    TODAY.replace("history.state.gov/frus/ns/1.0", "history.state.gov/ns/1.0")
    .replace('xml:id="frus1961-63v99">', ">")
    .replace("sub-series", "subseries")
    .replace("volume-number", "volumenumber")
    .replace(' type="publication-date" calendar="gregorian"', "")
    .replace('rendition="#', 'rend="')
)


@pytest.fixture(params=[TODAY, THEN], ids=["today", "then"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "volume.xml"
    path.write_text(request.param, encoding="utf-8")
    return path


@pytest.fixture
def volume(path: Path) -> VolumeText:
    return read_volume(path)


def test_the_imprint(volume: VolumeText) -> None:
    book = volume.volume
    assert (book.id, book.title) == ("frus1961-63v99", "Examples")
    assert (book.subseries, book.number, book.year) == ("1961–1963", "Volume XCIX", "2017")
    assert book.covers == DateRange("1960-12-01", "1963-11-09")
    assert book.editors == ("A. Editor",)
    assert book.publisher == "United States Government Publishing Office"


def test_the_documents(volume: VolumeText) -> None:
    first, second, third = (text.document for text in volume.documents)
    assert first.date == DateRange("1961-01-20", "1961-02-03")
    assert (first.date_printed, first.place) == ("undated", "Washington")
    assert (first.sender, first.recipient) == ("Bundy", "Kennedy")
    assert (first.classification, first.subtitle) == ("Secret; Eyes Only", "Berlin")
    assert first.breadcrumb == ("Berlin",)
    assert [doc.editorial for doc in (first, second, third)] == [False, True, False]
    assert second.date == DateRange("1961-02-04", "1961-02-04")
    assert third.date is None


def test_the_words(volume: VolumeText) -> None:
    first, second, third = volume.documents
    text = " ".join(p.text for p in first.passages if p.kind is not Kind.FOOTNOTE)
    assert " ".join(text.split()) == (
        "1. Memorandum From Bundy to Kennedy Washington, undated. Berlin Words AF and "
        "January 20. Attachment 1950 Attached words. B"
    )
    notes = [p for p in first.passages if p.kind is Kind.FOOTNOTE]
    assert [(note.label, note.voice) for note in notes] == [
        ("1", Voice.SOURCE_NOTE),
        ("2", Voice.EDITOR),
    ]
    assert {p for passage in first.passages for p in passage.page_labels} == {"1", "2"}
    assert {passage.voice for passage in second.passages} == {Voice.EDITOR}
    assert [p.text for p in third.passages][-1].endswith("Page 5.")


def test_references_glossary_and_notices(volume: VolumeText) -> None:
    (note,) = [p for p in volume.documents[0].passages if p.references]
    (reference,) = note.references
    assert reference.document == "frus1961-63v99/d2"
    assert note.text[reference.start : reference.end] == "Document 2"
    assert [(term.id, term.name) for term in volume.glossary] == [("t_A_1", "AF")]
    assert [notice.reason for notice in volume.notices] == [
        "the compilation comp1 has a note of its own, unread"
    ]


def test_the_index(path: Path) -> None:
    (entry,) = read_index(path).entries
    assert entry.headings == ("Berlin",)
    assert entry.locators == (Locator(printed="1", target="#d1", in_note=True),)


def test_nothing_that_the_file_names_is_fetched(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The xi:include stays what it is: an element of the header with no words."""
    opened: list[object] = []
    before: Callable[..., object] = Path.open

    def watched(self: Path, *given: object, **named: object) -> object:
        opened.append(self)
        return before(self, *given, **named)

    monkeypatch.setattr(Path, "open", watched)
    read_volume(path)
    assert opened == [path]

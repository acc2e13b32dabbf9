"""What a volume says of itself and of its documents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.document import DateRange, Document, Volume
from corpus.passage import DocumentText
from corpus.tei import read_volume

Write = Callable[..., Path]

CURRENT_HEADER = """
<teiHeader><fileDesc>
  <titleStmt>
    <title type="complete">Foreign Relations of the United States, Conference at Quebec,
        1944</title>
    <title type="series">Foreign Relations of the United States</title>
    <title type="sub-series">1944</title>
    <title type="volume-number"/>
    <title type="volume">Conference at Quebec, 1944</title>
    <editor role="primary">Richardson Dougall</editor>
    <editor role="general">S. Everett Gleason</editor>
  </titleStmt>
  <publicationStmt>
    <publisher>Government Printing Office</publisher>
    <pubPlace>Washington</pubPlace>
    <date type="content-date" notBefore="1943-08-24" notAfter="1944-12-09">1943–1944</date>
    <date type="publication-date">1972</date>
    <idno type="frus">frus1944Quebec</idno>
  </publicationStmt>
</fileDesc></teiHeader>
"""


def one(path: Path) -> DocumentText:
    (text,) = read_volume(path).documents
    return text


def described(write: Write, inside: str, attributes: str = "") -> Document:
    body = f'<div type="document" xml:id="d12" n="12" {attributes}>{inside}</div>'
    return one(write(body)).document


def test_the_older_header(write_tei: Write) -> None:
    volume = read_volume(write_tei('<div type="document" xml:id="d1" n="1"/>')).volume
    assert volume == Volume(
        id="frus1961-63v05",
        title="Soviet Union",
        series="Foreign Relations of the United States",
        subseries="1961–1963",
        number="Volume V",
        editors=("Charles S. Sampson", "John Michael Joyce"),
        publisher="United States Government Printing Office",
        place="Washington",
        year="1998",
        covers=DateRange("1961", "1963"),
    )


def test_the_present_header(write_tei: Write) -> None:
    path = write_tei('<div type="document" xml:id="d1" n="1"/>', CURRENT_HEADER)
    volume = read_volume(path).volume
    assert (volume.id, volume.subseries, volume.number) == ("frus1944Quebec", "1944", "")
    assert (volume.editors, volume.year) == (("Richardson Dougall",), "1972")
    assert volume.covers == DateRange("1943-08-24", "1944-12-09")


@pytest.mark.parametrize(
    ("title", "subseries", "covers"),
    [
        ("Documents on North Africa, 1973–1976", "1969–1976", DateRange("1973", "1976")),
        ("Japan", "1958-60", DateRange("1958", "1960")),
        ("The Conference at Quebec, 1944", "", DateRange("1944", "1944")),
        ("Public Diplomacy, World War I", "1917–1972", DateRange("1917", "1972")),
        ("Japan", "1976–1969", None),
        ("Japan", "", None),
    ],
)
def test_the_years_that_an_older_header_names(
    write_tei: Write, title: str, subseries: str, covers: DateRange | None
) -> None:
    header = (
        f'<teiHeader><title type="volume">{title}</title>'
        f'<title type="subseries">{subseries}</title><idno type="frus">frus1</idno></teiHeader>'
    )
    path = write_tei('<div type="document" xml:id="d1" n="1"/>', header)
    assert read_volume(path).volume.covers == covers


def test_a_volume_without_its_own_title_has_the_complete_one(write_tei: Write) -> None:
    header = CURRENT_HEADER.replace('<title type="volume">Conference at Quebec, 1944</title>', "")
    path = write_tei('<div type="document" xml:id="d1" n="1"/>', header)
    title = "Foreign Relations of the United States, Conference at Quebec, 1944"
    assert read_volume(path).volume.title == title


def test_what_heading_and_dateline_say(write_tei: Write) -> None:
    body = """
    <div type="compilation" xml:id="comp1"><head>Berlin<note n="1">See Preface.</note></head>
      <div type="chapter" xml:id="ch1"><head>January<lb/>1961</head>
        <div type="document" xml:id="d12" n="12">
          <head>12. Letter From <persName type="from">Rusk</persName> to the
            <gloss type="to">Embassy in <hi>France</hi></gloss> (<persName>Gavin</persName>)<note
            n="1" xml:id="d12fn1" type="source">Source: Files. To <persName
            type="to">Bohlen</persName>.</note>
          </head>
          <frus:attachment><opener><dateline><placeName>Bonn</placeName>,
            <date when="1950-01-01">New Year</date></dateline></opener></frus:attachment>
          <dateline><placeName>Washington</placeName>, <date when="1961-02-11T19:20:00Z">February
            11, 1961<note n="2" xml:id="d12fn2">Misdated.</note>, 7:20 p.m.</date></dateline>
        </div></div></div>"""
    document = one(write_tei(body)).document
    assert document.id == "frus1961-63v05/d12"
    assert document.number == "12"
    assert document.numbered
    assert document.title == "12. Letter From Rusk to the Embassy in France (Gavin)"
    assert document.breadcrumb == ("Berlin", "January 1961")
    assert document.sender == "Rusk"
    assert document.recipient == "Embassy in France"
    assert document.source_note == "Source: Files. To Bohlen."
    assert document.date == DateRange("1961-02-11", "1961-02-11")
    assert document.date_printed == "February 11, 1961, 7:20 p.m."
    assert document.place == "Washington"
    assert not document.editorial


@pytest.mark.parametrize(
    ("head", "numbered"),
    [
        ("12. Telegram", True),
        ("No. 12<lb/>Telegram", True),
        ("Telegram", False),
        ("120. Telegram", False),
        ("No. 120 Telegram", False),
        ("12 o’clock meeting", False),
    ],
)
def test_whether_the_book_prints_the_number(write_tei: Write, head: str, numbered: bool) -> None:
    assert described(write_tei, f"<head>{head}</head>").numbered is numbered


def test_a_line_break_in_a_heading_is_a_space(write_tei: Write) -> None:
    title = described(write_tei, "<head>No. 12<lb/>Memorandum by Mr. Hay</head>").title
    assert title == "No. 12 Memorandum by Mr. Hay"


def test_a_document_without_a_heading_is_called_by_its_number(write_tei: Write) -> None:
    document = described(write_tei, "<head/><p>Words.</p>")
    assert (document.title, document.numbered) == ("Document 12", False)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ('<date when="1961-02">x</date>', DateRange("1961-02", "1961-02")),
        ('<date from="1961-02-01" to="1961-02-03">x</date>', DateRange("1961-02-01", "1961-02-03")),
        ('<date notBefore="1961" notAfter="1962-05">x</date>', DateRange("1961", "1962-05")),
        ('<date notBefore="1961-05-01">x</date>', DateRange("1961-05-01", "1961-05-01")),
        ('<date from="1961-05-09" to="1961-05-01">x</date>', DateRange("1961-05-01", "1961-05-09")),
        ('<date when="1961-13-01">x</date>', None),
        ("<date>Undated</date>", None),
        ('<date>x</date><date when="1961-02-11">y</date>', DateRange("1961-02-11", "1961-02-11")),
    ],
)
def test_dates(write_tei: Write, date: str, expected: DateRange | None) -> None:
    assert described(write_tei, f"<head>T</head><dateline>{date}</dateline>").date == expected


def test_the_dates_stated_for_a_document_go_before_its_dateline(write_tei: Write) -> None:
    document = described(
        write_tei,
        '<head>T</head><dateline>[<date notBefore="1943-01-01">Undated</date>.]</dateline>',
        'subtype="historical-document" frus:doc-dateTime-min="1944-09-05T00:00:00Z"'
        ' frus:doc-dateTime-max="1944-09-08T23:59:59Z"',
    )
    assert document.date == DateRange("1944-09-05", "1944-09-08")
    assert document.date_printed == "Undated"


@pytest.mark.parametrize(
    ("head", "attributes", "editorial"),
    [
        ("12. Editorial Note", "", True),
        ("12. EDITORIAL NOTE", "", True),
        ("The Conference", 'subtype="editorial-note"', True),
        ("12. Note on the Editorial Notebook", "", False),
        ("12. Telegram", 'subtype="historical-document"', False),
    ],
)
def test_editorial_notes(write_tei: Write, head: str, attributes: str, editorial: bool) -> None:
    assert described(write_tei, f"<head>{head}</head>", attributes).editorial is editorial


def test_a_subtitle_is_the_centred_line_below_heading_and_opener(write_tei: Write) -> None:
    opener = "<opener><seg>secret</seg><dateline>[Undated.]</dateline></opener>"
    centred = '<p rend="center">Relations With<lb/>France</p>'
    assert described(write_tei, f"<head>T</head>{opener}{centred}").subtitle == (
        "Relations With France"
    )
    assert described(write_tei, f"<head>T</head><p>Words.</p>{centred}").subtitle == ""
    section = '<p rend="sectiontitleital">Background</p>'
    assert described(write_tei, f"<head>T</head>{section}").subtitle == ""
    long = f'<p rend="center">{"word " * 31}</p>'
    assert described(write_tei, f"<head>T</head>{long}").subtitle == ""


def test_documents_stand_in_the_order_of_the_book_and_nothing_else_is_one(
    write_tei: Write,
) -> None:
    path = write_tei(
        '<div type="chapter" xml:id="ch1"><p>Chapter text.</p>'
        '<div type="document" xml:id="d2" n="2"><head>Second</head></div>'
        '<div type="document" xml:id="d1" n="1"><head>First</head></div></div>',
        front='<div type="toc"><p>Contents</p></div>',
        back='<div type="section" xml:id="index"><list type="index"><item>A</item></list></div>',
    )
    texts = read_volume(path).documents
    assert [text.document.title for text in texts] == ["Second", "First"]
    assert [p.text for text in texts for p in text.passages] == ["Second", "First"]

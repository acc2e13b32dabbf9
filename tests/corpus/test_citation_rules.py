"""The rules that citations are built from: ranges, volume numbers, titles and names."""

from __future__ import annotations

import pytest

from corpus.citation import closed_off, plain_title
from corpus.citation_names import Name, name_of
from corpus.citation_places import chicago, mla, note_place, page_range, volume_number
from corpus.citation_title import set_in_quotes, shortened
from corpus.document import Document, Volume
from corpus.passage import Kind, Passage, Voice


def a_document(title: str = "A Paper", *, numbered: bool = False) -> Document:
    volume = Volume(id="frusX", title="The Book")
    return Document(id="frusX/d7", volume=volume, number="7", title=title, numbered=numbered)


@pytest.mark.parametrize(
    ("first", "last", "by_chicago", "by_mla"),
    [
        (3, 9, "9", "9"),
        (71, 72, "72", "72"),
        (100, 104, "104", "04"),
        (107, 108, "8", "08"),
        (321, 328, "28", "28"),
        (395, 401, "401", "401"),
        (808, 833, "33", "33"),
        (1003, 1005, "5", "05"),
        (1100, 1113, "1113", "13"),
        (1496, 1500, "500", "500"),
        (11564, 11615, "615", "615"),
        (12991, 13001, "3001", "3001"),
    ],
)
def test_ranges_by_the_tables_of_the_manuals(
    first: int, last: int, by_chicago: str, by_mla: str
) -> None:
    assert chicago(first, last) == by_chicago
    assert mla(first, last) == by_mla


@pytest.mark.parametrize(
    ("pages", "printed"),
    [
        ((), ""),
        (("xv",), "xv"),
        (("xv", "xvi"), "xv–xvi"),
        (("xx", "1"), "xx–1"),
        (("A12", "A13"), "A12–A13"),
        (("[506]", "507"), "[506]–507"),
        (("99", "101"), "99–101"),
        (("192", "193", "194"), "192–94"),
    ],
)
def test_only_plain_rising_numbers_are_shortened(pages: tuple[str, ...], printed: str) -> None:
    assert page_range(pages, chicago) == printed


@pytest.mark.parametrize(
    ("printed", "cited"),
    [
        ("", ""),
        ("Volume XIX, Part 1", "vol. 19, pt. 1"),
        ("Part IV", "pt. 4"),
        ("Volume E–5, Part 2", "vol. E–5, pt. 2"),
        ("Volumes VII/VIII/IX, Microfiche Supplement", "vols. 7/8/9, Microfiche Supplement"),
        ("Volume XLI", "vol. 41"),
        ("Retrospective Volume", "Retrospective Volume"),
        ("Appendix I", "Appendix I"),
    ],
)
def test_volume_numbers_are_arabic_where_they_are_numbers(printed: str, cited: str) -> None:
    assert volume_number(Volume(id="v", title="T", number=printed)) == cited


def test_a_note_is_joined_to_a_page_that_ends_in_a_digit() -> None:
    note = Passage(
        id="frusX/d7/fn3",
        document="frusX/d7",
        kind=Kind.FOOTNOTE,
        voice=Voice.EDITOR,
        text="W",
        label="3",
    )
    assert note_place(note, a_document(), ("193",)) == "193n3"
    assert note_place(note, a_document(), ("xvi",)) == "xvi, note 3"
    assert note_place(note, a_document(numbered=True), ("6",)) == "Document 7, p. 6n3"
    assert note_place(note, a_document(numbered=True), ()) == "Document 7, note 3"
    assert note_place(None, a_document(), ()) == ""


@pytest.mark.parametrize(
    ("title", "note", "entry"),
    [
        ("A Paper", "A Paper,", "A Paper."),
        ("What Now?", "What Now?,", "What Now?"),
        ("The “Point Four”", "The ‘Point Four,’", "The ‘Point Four.’"),
        ("The “Point Four.”", "The ‘Point Four,’", "The ‘Point Four.’"),
        ("The “Why?”", "The ‘Why?,’", "The ‘Why?’"),
        ('The "Horn" and "Kate"', "The ‘Horn’ and ‘Kate,’", "The ‘Horn’ and ‘Kate.’"),
        ("The Soviets’", "The Soviets’,", "The Soviets’."),
        ("At 4 p.m.", "At 4 p.m.,", "At 4 p.m."),
    ],
)
def test_titles_are_closed_inside_their_quotation_marks(title: str, note: str, entry: str) -> None:
    assert set_in_quotes(title, ",") == note
    assert set_in_quotes(title, ".") == entry


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("The Secretary to the Embassy in Canada", "Secretary to the Embassy in Canada"),
        ("Memorandum From X (Kissinger) to President Nixon", "Memorandum From X"),
        ("Letter From the Commander, Europe (Norstad) to Y", "Letter From the Commander, Europe"),
        ("The Acting Secretary (Lovett) to the Consul (Hill)", "Acting Secretary to the Consul"),
        ("Paper on “Peace, Bread” (Draft)", "Paper on “Peace, Bread”"),
        ("Minutes, May 3, 1948", "Minutes, May 3"),
        ("Memorandum of Conversation, May 3", "Memorandum of Conversation"),
    ],
)
def test_titles_are_shortened_at_their_first_break(title: str, short: str) -> None:
    assert shortened(title) == short


@pytest.mark.parametrize(
    ("words", "closed"),
    [
        ("A Paper.", "A Paper"),
        ("A Paper:", "A Paper"),
        ("In the U.S.S.R.", "In the U.S.S.R."),
        ("At 3 p. m.", "At 3 p. m."),
        ("Report by W. Fain, Jr.", "Report by W. Fain, Jr."),
        ("It Was Not.,", "It Was Not"),
    ],
)
def test_an_abbreviation_keeps_its_full_stop(words: str, closed: str) -> None:
    assert closed_off(words) == closed


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("7. A Paper", "A Paper"),
        ("No. 7 A Paper", "A Paper"),
        ("No. 7. A Paper", "A Paper"),
        ("7.5 Million Dollars", "7.5 Million Dollars"),
        ("17. A Paper", "17. A Paper"),
        ("A\n Paper.", "A Paper"),
        ("7.", "7"),
        ("...", "..."),
    ],
)
def test_a_title_goes_without_its_number(printed: str, plain: str) -> None:
    assert plain_title(a_document(printed)) == plain


def test_names_are_taken_apart() -> None:
    assert name_of("William F. Sanford, Jr.") == Name(
        printed="William F. Sanford, Jr.", given="William F.", family="Sanford", suffix="Jr."
    )
    assert name_of("W. Taylor  Fain III").suffix == "III"
    assert name_of("Jan van der Meer").family_whole == "van der Meer"
    assert name_of("Glenn W. LaFantasie").family == "LaFantasie"
    for whole in ("Anonymous", "Historical Office, Department of State", ""):
        assert name_of(whole) == Name(printed=whole)
    assert name_of("William F. Sanford, Jr.").in_chicago == "William F. Sanford Jr."

"""The back-of-book index, as it stands."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.back_index import BackIndex, IndexEntry, Locator, Pointer
from corpus.errors import SourceError
from corpus.tei_index import read_index

Write = Callable[..., Path]


def index_of(write: Write, items: str, opening: str = '<div xml:id="index">') -> BackIndex:
    return read_index(write("", back=f"{opening}<head>Index</head><list>{items}</list></div>"))


def entries(write: Write, items: str) -> list[tuple[tuple[str, ...], list[str]]]:
    index = index_of(write, items)
    return [(entry.headings, [printed(loc) for loc in entry.locators]) for entry in index.entries]


def printed(locator: Locator) -> str:
    number = locator.printed + (f"-{locator.last}" if locator.last else "")
    return number + ("n" if locator.in_note else "")


def test_an_entry_with_a_range_a_note_and_an_untagged_number(write_tei: Write) -> None:
    items = """<item xml:id="in4">Burma, troops in, <ref target="#pg_35">35</ref>–<ref
      target="#pg_39">39</ref>, <ref target="#pg_60">60</ref>
      <hi rend="italic">n</hi>, <ref>61</ref>, 80</item>"""
    (entry,) = index_of(write_tei, items).entries
    assert entry == IndexEntry(
        headings=("Burma, troops in",),
        locators=(
            Locator(printed="35", target="#pg_35", last="39", last_target="#pg_39"),
            Locator(printed="60", target="#pg_60", in_note=True),
            Locator(printed="61"),
            Locator(printed="80"),
        ),
        id="in4",
        line=entry.line,
    )
    assert entry.line is not None


def test_headings_stand_below_those_around_them(write_tei: Write) -> None:
    items = """
    <item>Vietnam:<list><item>Sects, <ref target="#d1">1</ref><list><item>Hoa Hao,
      <ref target="#d2">2</ref></item></list></item><item>U.S. aid, 3</item></list></item>
    <item>Warsaw, 4</item>"""
    assert entries(write_tei, items) == [
        (("Vietnam",), []),
        (("Vietnam", "Sects"), ["1"]),
        (("Vietnam", "Sects", "Hoa Hao"), ["2"]),
        (("Vietnam", "U.S. aid"), ["3"]),
        (("Warsaw",), ["4"]),
    ]


def test_an_item_without_words_is_no_heading_and_one_of_numbers_alone_goes_on(
    write_tei: Write,
) -> None:
    items = """<item><pb n="9" xml:id="pg_9"/><list><item>Acheson, <ref>1</ref></item></list></item>
    <item>Council (<gloss>NSC</gloss>),</item><item><ref target="#pg_2">2</ref>, 3</item>"""
    assert entries(write_tei, items) == [
        (("Acheson",), ["1"]),
        (("Council (NSC)",), []),
        (("Council (NSC)",), ["2", "3"]),
    ]


@pytest.mark.parametrize(
    ("item", "heading", "numbers"),
    [
        ('Act of 1954, <ref target="#pg_5">5</ref>', "Act of 1954", ["5"]),
        ("Elections, 1961, <ref>5</ref>", "Elections, 1961", ["5"]),
        ("Battle, Lucius D. 627n", "Battle, Lucius D.", ["627n"]),
        ("Dewey, <ref>128<hi rend='italic'>n</hi></ref>", "Dewey", ["128n"]),
        ("Dewey, <ref>128n</ref>, <ref>130nn</ref>", "Dewey", ["128n", "130n"]),
        ("BENELUX, <ref target='#pg_114'>l14</ref>", "BENELUX", ["l14"]),
        ("NSC 84/2, <ref>539</ref>-<ref>541</ref>.", "NSC 84/2", ["539-541"]),
        ("Reconnaissance over Laos,", "Reconnaissance over Laos", []),
        ("Dec. 1960 session <ref>7</ref>", "Dec. 1960 session", ["7"]),
    ],
)
def test_where_a_heading_ends(
    write_tei: Write, item: str, heading: str, numbers: list[str]
) -> None:
    assert entries(write_tei, f"<item>{item}</item>") == [((heading,), numbers)]


@pytest.mark.parametrize(
    ("item", "heading", "crossed"),
    [
        (
            'Greek lobby. <hi rend="italic">See</hi> U.S. Greek lobby.',
            "Greek lobby",
            [("U.S. Greek lobby", None, Pointer.SEE)],
        ),
        (
            'Language. See <ref target="#in2">Procedure</ref> <hi rend="italic">below</hi>.',
            "Language",
            [("Procedure below", "#in2", Pointer.SEE)],
        ),
        (
            'CIA (<hi rend="italic">see also</hi> <ref target="#in4">Reviews</ref>; Estimates'
            ' (<gloss>SNIE</gloss>)), <ref target="#pg_9">9</ref>',
            "CIA",
            [
                ("9", "#pg_9", Pointer.NUMBER),
                ("Reviews", "#in4", Pointer.SEE_ALSO),
                ("Estimates (SNIE)", None, Pointer.SEE_ALSO),
            ],
        ),
        (
            'Lodge bill. <hi rend="italic">See under</hi> Congress, U.S.',
            "Lodge bill",
            [("Congress, U.S", None, Pointer.SEE)],
        ),
        (
            'X, 5. <hi>See also</hi> <ref target="#in1">A</ref> and <ref target="#in2">B</ref>.',
            "X",
            [
                ("5", None, Pointer.NUMBER),
                ("A", "#in1", Pointer.SEE_ALSO),
                ("B", "#in2", Pointer.SEE_ALSO),
            ],
        ),
        ("Holy See, <ref>5</ref>", "Holy See", [("5", None, Pointer.NUMBER)]),
    ],
)
def test_cross_references(
    write_tei: Write, item: str, heading: str, crossed: list[tuple[str, str | None, Pointer]]
) -> None:
    (entry,) = index_of(write_tei, f"<item>{item}</item>").entries
    assert entry.headings == (heading,)
    assert [(loc.printed, loc.target, loc.pointer) for loc in entry.locators] == crossed


@given(st.lists(st.text(alphabet="Ab 019,.;()-–nlsSe'\n", max_size=30) | st.just("See also X")))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_no_number_of_an_item_is_lost(write_tei: Write, pieces: list[str]) -> None:
    words = "".join(f"{piece} <ref target='#pg_7'>77777</ref>" for piece in pieces)
    index = index_of(write_tei, f"<item>Opening, {words}</item>")
    kept = " ".join(
        " ".join((*entry.headings, *(f"{loc.printed} {loc.last}" for loc in entry.locators)))
        for entry in index.entries
    )
    assert kept.count("77777") >= len(pieces)


def test_what_the_index_says_of_itself(write_tei: Write) -> None:
    opening = '<div type="section" subtype="index"><p>References are to document numbers</p>'
    index = index_of(write_tei, "<item>A, 1</item>", opening)
    assert (index.volume, index.note) == (
        "frus1961-63v05",
        "References are to document numbers",
    )
    assert len(index.entries) == 1


def test_a_list_that_says_it_is_an_index_is_one(write_tei: Write) -> None:
    path = write_tei("", back='<div><list type="index"><item>A, 1</item></list></div>')
    assert [entry.headings for entry in read_index(path).entries] == [("A",)]


def test_a_volume_without_an_index_has_an_empty_one(write_tei: Write) -> None:
    path = write_tei("", back='<div xml:id="sources"><list><item>A, 1</item></list></div>')
    assert read_index(path) == BackIndex("frus1961-63v05")


def test_a_file_that_is_no_volume_is_refused(write_tei: Write, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="names no volume"):
        read_index(write_tei("", header="<teiHeader/>"))
    with pytest.raises(SourceError, match="no such file"):
        read_index(tmp_path / "absent.xml")


def test_values_that_cannot_be() -> None:
    with pytest.raises(ValueError, match="no heading"):
        IndexEntry(headings=())
    with pytest.raises(ValueError, match="no words"):
        Locator(printed="")
    with pytest.raises(ValueError, match="lacks"):
        Locator(printed="1", last_target="#pg_2")


@pytest.mark.parametrize(
    ("name", "count"),
    [
        *(("frus1948v01p1", 680), ("frus1952-54Guat", 871), ("frus1955-57v01", 823)),
        *(("frus1961-63v05", 1561), ("frus1964-68v29p2", 1012), ("frus1969-76v01", 838)),
        *(("frus1977-80v01", 1316), ("frus1969-76ve05p2", 0)),
    ],
)
def test_no_target_of_a_volume_is_lost(shared: Path, name: str, count: int) -> None:
    path = shared / "frus" / "volumes" / f"{name}.xml"
    tei, xml_id = "{http://www.tei-c.org/ns/1.0}", "{http://www.w3.org/XML/1998/namespace}id"
    root = ET.parse(path).getroot()  # noqa: S314 (a file of the test bench)
    sections = [d for d in root.iter(f"{tei}div") if d.get(xml_id) == "index"]
    refs = [ref for section in sections for ref in section.iter(f"{tei}ref")]
    found = [loc for entry in read_index(path).entries for loc in entry.locators]
    targets = [t for loc in found for t in (loc.target, loc.last_target) if t]
    assert sorted(targets) == sorted(t for ref in refs if (t := ref.get("target")))
    numbers = [n for loc in found if loc.pointer is Pointer.NUMBER for n in (loc.printed, loc.last)]
    tagged = [re.fullmatch(r"\s*(\d+)[n\s]*", "".join(ref.itertext())) for ref in refs]
    assert {match[1] for match in tagged if match} <= {n for n in numbers if n}
    assert len(read_index(path).entries) == count

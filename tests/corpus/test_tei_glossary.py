"""The lists of persons and of terms: every entry, as printed, in order."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.glossary import Term, TermKind
from corpus.tei import read_volume

Write = Callable[..., Path]

DOCUMENT = '<div type="document" xml:id="d1" n="1"><head>T</head></div>'
PERSON, TERM = TermKind.PERSON, TermKind.TERM


def read(write: Write, items: str, attributes: str = 'xml:id="terms"') -> list[tuple[str, ...]]:
    front = f"<div {attributes}><head>List</head><list>{items}</list></div>"
    glossary = read_volume(write(DOCUMENT, front=front)).glossary
    return [(term.id, term.name, term.explanation) for term in glossary]


def test_an_entry_as_printed(write_tei: Write) -> None:
    front = """
    <div type="section" xml:id="terms"><head>Abbreviations</head><list type="terms">
      <item><hi rend="strong"><term xml:id="t_ACDA1">ACDA</term>,</hi> Arms Control and
        <hi rend="italic">Disarmament</hi> Agency (<gloss target="#t_US1">U.S.</gloss>)</item>
    </list></div>
    <div type="section" xml:id="persons"><head>Persons</head><list type="names">
      <item><pb n="XIV" xml:id="pg_XIV"/><hi rend="strong"><persName xml:id="p_AK3">Adenauer,
        Konrad</persName>,</hi> Chancellor, see <persName corresp="#p_X">Brentano</persName></item>
    </list></div>"""
    assert read_volume(write_tei(DOCUMENT, front=front)).glossary == (
        Term(
            id="t_ACDA1",
            kind=TERM,
            name="ACDA",
            explanation="Arms Control and Disarmament Agency (U.S.)",
        ),
        Term(
            id="p_AK3",
            kind=PERSON,
            name="Adenauer, Konrad",
            explanation="Chancellor, see Brentano",
        ),
    )


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ('<item><term xml:id="t_A">A</term>, one</item>', [("t_A", "A", "one")]),
        (
            '<item><persName xml:id="p_F">Friendly, Alfred, Jr.,</persName> editor</item>',
            [("p_F", "Friendly, Alfred, Jr.", "editor")],
        ),
        (
            '<item><hi rend="strong"><persName xml:id="p_L">Lindemann</persName>. </hi>'
            '<hi rend="italic">See</hi> <persName>Cherwell</persName>.</item>',
            [("p_L", "Lindemann", "See Cherwell.")],
        ),
        # No id at all.
        (
            '<item><hi rend="strong">C, </hi>Confidential; Counselor</item>',
            [("", "C", "Confidential; Counselor")],
        ),
        ('<item><term xml:id="t_A">A</term></item>', [("t_A", "A", "")]),
        # Two names of one thing, parted in three ways.
        (
            '<item><hi rend="strong"><term xml:id="t_1">Rc’d</term>, <term xml:id="t_2">rec’ved'
            "</term>,</hi> received</item>",
            [("t_1", "Rc’d", "received"), ("t_2", "rec’ved", "received")],
        ),
        (
            '<item><persName xml:id="p_1">Deng</persName> <persName xml:id="p_2">(Teng)</persName>,'
            " Premier</item>",
            [("p_1", "Deng", "Premier"), ("p_2", "Teng", "Premier")],
        ),
        (
            '<item><term xml:id="t_1">EC–9</term> or <term xml:id="t_2">Nine</term>, nine</item>',
            [("t_1", "EC–9", "nine"), ("t_2", "Nine", "nine")],
        ),
        # A name that is not tagged stands before one that is.
        (
            '<item><hi rend="strong">J</hi> or <term xml:id="t_1">JC</term>, Jimmy Carter</item>',
            [("t_1", "J or JC", "Jimmy Carter")],
        ),
        # What is named in the explanation is no entry.
        (
            '<item><term xml:id="t_1">A</term>, one of <term xml:id="t_2">B</term></item>',
            [("t_1", "A", "one of B")],
        ),
        (
            '<label><term xml:id="t_1">A</term></label><item>one</item>',
            [("t_1", "A", "one")],
        ),
        ("<item/>", []),
    ],
)
def test_forms_of_entries(
    write_tei: Write, item: str, expected: list[tuple[str, str, str]]
) -> None:
    assert read(write_tei, item) == expected


def test_lists_of_todays_files_are_nested_by_letter(write_tei: Write) -> None:
    items = """
    <item><list><item><hi rend="strong"><term xml:id="t_A">AF</term>,</hi> Africa</item>
      <pb n="XX" xml:id="pg_XX"/><item><term xml:id="t_B">ARA</term>, Inter-America</item></list>
    </item>
    <item><list><item><term xml:id="t_C">CIA</term>, Intelligence</item></list></item>
    <item><term xml:id="t_D">D</term>, Deputy <list><item><term xml:id="t_E">D/E</term>, Economics
      </item></list></item>"""
    assert read(write_tei, items, 'xml:id="abbreviations" subtype="terms"') == [
        ("t_A", "AF", "Africa"),
        ("t_B", "ARA", "Inter-America"),
        ("t_C", "CIA", "Intelligence"),
        ("t_D", "D", "Deputy"),
        ("t_E", "D/E", "Economics"),
    ]


def test_a_note_of_the_editors_is_no_entry_and_is_told(write_tei: Write) -> None:
    note = '<item><hi rend="italic">Editor’s Note</hi>. This list is brief.</item>'
    assert read(write_tei, note) == []
    (notice,) = read_volume(
        write_tei(DOCUMENT, front=f'<div xml:id="persons"><list>{note}</list></div>')
    ).notices
    assert notice.reason == (
        "no entry in the list of persons, and not kept: Editor’s Note. This list is brief...."
    )


def test_a_volume_without_lists_has_no_glossary(write_tei: Write) -> None:
    front = '<div xml:id="sources"><list><item><term xml:id="t_A">A</term>, x</item></list></div>'
    assert read_volume(write_tei(DOCUMENT, front=front)).glossary == ()


@pytest.mark.parametrize(
    ("name", "notes", "pairs"),
    [
        ("frus1917-72PubDip", 0, 1),
        ("frus1952-54Guat", 1, 0),
        ("frus1961-63v06", 0, 0),
        ("frus1969-76ve05p2", 0, 0),
        ("frus1977-80v01", 0, 5),
        ("frus1961-63v07-09mSupp", 0, 0),
    ],
)
def test_no_entry_of_a_volume_is_lost(shared: Path, name: str, notes: int, pairs: int) -> None:
    path = shared / "frus" / "volumes" / f"{name}.xml"
    tei, xml_id = "{http://www.tei-c.org/ns/1.0}", "{http://www.w3.org/XML/1998/namespace}id"
    root = ET.parse(path).getroot()  # noqa: S314 (a file of the test bench)
    sections = [d for d in root.iter(f"{tei}div") if d.get(xml_id) in ("persons", "terms")]
    items = [item for section in sections for item in section.iter(f"{tei}item")]
    defined = [e.get(xml_id, "") for item in items for e in item.iter()]
    ids = [own for own in defined if own.startswith(("p_", "t_"))]
    glossary = read_volume(path).glossary
    assert len(glossary) == len(items) - notes + pairs
    assert [term.id for term in glossary if term.id] == ids
    printed = [" ".join("".join(item.itertext()).split()) for item in items]
    for term in glossary:
        assert any(term.name in text and term.explanation in text for text in printed)

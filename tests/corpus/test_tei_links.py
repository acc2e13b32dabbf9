"""Cross-references: which words they are, and that they stay there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.passage import DocumentText, Passage
from corpus.tei_notes import note_name

Read = Callable[..., DocumentText]

V5, V6 = "frus1961-63v05", "frus1961-63v06"


def linked(passage: Passage) -> list[tuple[str, str | None]]:
    """The words of each reference and the document that it points to."""
    return [(passage.text[r.start : r.end], r.document) for r in passage.references]


def to(number: int, words: str) -> str:
    return f'<ref target="{V6}#d{number}">{words}</ref>'


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (f"See {to(1, 'Document 1')}.", ["Document 1"]),
        (f"{to(1, 'Document 1')} and {to(2, 'Document 2')}", ["Document 1", "Document 2"]),
        (f"See{to(1, ' Document 1, ')}below", ["Document 1"]),
        (f"See <hi>{to(1, '<hi>vol. I</hi>, p. 2 ff.')}</hi>;", ["vol. I, p. 2 ff."]),
        (f"See {to(1, 'Document<lb/>one')}", ["Document one"]),
        (f"See {to(1, 'Docu<pb n=“8”/>ment')}".replace("“", '"').replace("”", '"'), ["Document"]),
        (f"See {to(1, 'one<note>N</note>, two')} here", ["one, two"]),
        (f"See {to(1, f'one {to(2, chr(116) + chr(119) + chr(111))}')} here", ["one two"]),
        (f"See {to(1, '')}{to(2, ' , ')} here", []),
        ("See <ref>here</ref> or <ref target=' '>there</ref>", []),
        ('See <ref target="http://example.org/">there</ref>', []),
    ],
)
def test_a_reference_is_the_words_that_it_encloses(
    read_tei: Read, inside: str, words: list[str]
) -> None:
    passage = read_tei(f"<p>{inside}</p><p>A whole document of one's own.</p>").passages[0]
    assert [text for text, _ in linked(passage)] == words


def test_references_know_their_place_and_stay_there_when_blocks_are_joined(read_tei: Read) -> None:
    inside = f"""<p>See:</p><p>{to(1, "d. 1")}, and {to(2, "d. 2")}.</p><p>Also {to(3, "d. 3")}</p>
      <p>And<note n="1"><p>See {to(4, "d. 4")}.</p><p>{to(5, "d. 5")}</p></note></p>"""
    document = read_tei(inside)
    text, note = document.passages
    assert linked(text) == [(f"d. {n}", f"{V6}/d{n}") for n in (1, 2, 3)]
    assert linked(note) == [(f"d. {n}", f"{V6}/d{n}") for n in (4, 5)]
    assert note.text == "See d. 4.\nd. 5"
    assert {r.volume for p in document.passages for r in p.references} == {V6}


def test_a_reference_over_several_blocks_is_one_in_each(read_tei: Read) -> None:
    inside = f"<p>See {to(1, 'here <list><item>and there</item></list> and')} so on</p>"
    (passage,) = read_tei(inside).passages
    assert linked(passage) == [(words, f"{V6}/d1") for words in ("here", "and there", "and")]


def test_a_footnote_pointed_to_is_named_as_its_passage_is(read_tei: Read) -> None:
    inside = """<p>One<note n="1" xml:id="d5fn1">See <ref target="#d5p1">footnote 2</ref>.</note>
      two<note n="2" xml:id="d5p1">See <ref target="#d5fn1">footnote 1</ref>.</note></p>"""
    document = read_tei(inside)
    _, one, two = document.passages
    assert [r.note for r in one.references] == [two.id]
    assert [r.note for r in two.references] == [one.id]


@pytest.mark.parametrize(
    ("xml_id", "name"),
    [
        ("d5fn2", "fn2"),
        ("d5fn-sym1", "fn-sym1"),
        ("d50fn2", "d50fn2"),
        ("d173fn4", "d173fn4"),
        ("tab1fna", "tab1fna"),
        ("d5", "d5"),
        ("d5p1", "d5p1"),
        ("d5head", "d5head"),
        ("d5closer12", "d5closer12"),
        ("", ""),
    ],
)
def test_the_name_of_a_note_comes_from_its_id(xml_id: str, name: str) -> None:
    assert note_name("d5", xml_id) == name

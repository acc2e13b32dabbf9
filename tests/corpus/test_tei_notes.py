"""Footnotes: their ids, labels, voices, texts, pages and the places of their marks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.citation import passage_url
from corpus.passage import Anchor, DocumentText, Kind, Passage, Voice

Read = Callable[..., DocumentText]

D5 = "frus1961-63v05/d5"


def footnotes(document: DocumentText) -> list[Passage]:
    return [passage for passage in document.passages if passage.kind is Kind.FOOTNOTE]


def ids(document: DocumentText) -> list[str]:
    return [passage.id.removeprefix(f"{D5}/") for passage in footnotes(document)]


def words_before(document: DocumentText, note: Passage) -> str:
    """The words that stand before the note's mark in the passage that holds it."""
    assert note.anchor is not None
    (host,) = (p for p in document.passages if p.id == note.anchor.passage)
    return host.text[: note.anchor.offset]


@pytest.mark.parametrize(
    ("marked", "text", "before"),
    [
        ("Novosibirsk<note>N</note> in May", "Novosibirsk in May", "Novosibirsk"),
        ("Novosibirsk\n  <note>N</note>.", "Novosibirsk.", "Novosibirsk"),
        ("Novosibirsk\n  <note>N</note> , in", "Novosibirsk, in", "Novosibirsk"),
        ("(Lie) <note>N</note>)", "(Lie))", "(Lie)"),
        ("Gromyko, <note>N</note>concerning", "Gromyko, concerning", "Gromyko,"),
        ("on May 16.<note>N</note>I think", "on May 16. I think", "on May 16."),
        ("he said (<note>N</note>not here)", "he said (not here)", "he said ("),
        ("end <note>N</note> . . . more", "end . . . more", "end"),
        ("<note>N</note> At the start", "At the start", ""),
        ("At the end.\n<note>N</note>\n", "At the end.", "At the end."),
        ("<hi>In <persName>it</persName>\n <note>N</note>\n</hi>, so", "In it, so", "In it"),
        ("two<note>N</note><note>M</note> marks", "two marks", "two"),
    ],
)
def test_a_lifted_note_leaves_no_trace_but_its_anchor(
    read_tei: Read, marked: str, text: str, before: str
) -> None:
    document = read_tei(f"<p>{marked}</p>")
    assert document.passages[0].text == text
    for note in footnotes(document):
        assert note.anchor == Anchor(f"{D5}/p1", len(before))
        assert words_before(document, note) == before


def test_ids_come_from_the_file_where_it_has_any(read_tei: Read) -> None:
    inside = """<note type="source" rend="inline">Papers</note><head>T<note n="0"
      xml:id="d5fn0">A</note></head><p>w<note n="1" xml:id="d5fn1">B</note> x<note n="*"
      xml:id="d5fn-sym1">C</note> y<note n="2" xml:id="d50fn2">D</note> z<note n="3">E</note>
      a<note>F</note> b<note n="1" xml:id="d5fn1">G</note> c<note xml:id="d5">H</note>
      d<note xml:id="d5p1">I</note> e<note type="source">J</note></p>"""
    document = read_tei(inside)
    assert ids(document) == [
        *("source", "fn0", "fn1", "fn-sym1", "d50fn2", "note1", "note2", "note3", "d5", "d5p1"),
        "note4",
    ]
    labels = [note.label for note in footnotes(document)]
    assert labels == [None, "0", "1", "*", "2", "3", None, "1", None, None, None]


@pytest.mark.parametrize(
    ("note", "voice"),
    [
        ('<note n="1">Not printed.</note>', Voice.EDITOR),
        ('<note n="1" type="source">Files.</note>', Voice.SOURCE_NOTE),
        ('<note rend="inline">Files.</note>', Voice.SOURCE_NOTE),
        ('<note n="0"> Source: Files.</note>', Voice.SOURCE_NOTE),
        ("<note>[Source: Files.]</note>", Voice.SOURCE_NOTE),
        ('<note n="2" type="summary">They met.</note>', Voice.SUMMARY),
        ('<note n="2">The Source: unknown.</note>', Voice.EDITOR),
        ('<note n="2">See Tab A. [Footnote in the original.]</note>', Voice.AUTHOR),
        ('<note n="2">No. [Footnote in the\n source text. See d. 9.]</note>', Voice.AUTHOR),
        ('<note n="2">[Footnotes in the source text; not printed.]</note>', Voice.AUTHOR),
        ('<note n="2">The footnote in the original is lost.</note>', Voice.EDITOR),
    ],
)
def test_voices(read_tei: Read, note: str, voice: Voice) -> None:
    document = read_tei(f"<head>T{note}</head>")
    (found,) = footnotes(document)
    assert found.voice is voice
    assert document.document.source_note == (found.text if voice is Voice.SOURCE_NOTE else "")


def test_a_note_standing_in_the_document_itself_has_no_anchor(read_tei: Read) -> None:
    document = read_tei("<head>T</head><note>[Source: Files.]</note>")
    (note,) = footnotes(document)
    assert (note.id, note.anchor) == (f"{D5}/source", None)


def test_a_mark_that_meets_no_text_stands_behind_the_words_before_it(read_tei: Read) -> None:
    document = read_tei("<p>Words:<list><item>One</item></list><note>N</note></p><p>More</p>")
    (note,) = footnotes(document)
    assert note.anchor == Anchor(f"{D5}/p1", len("Words:\nOne"))
    (lost,) = footnotes(read_tei("<p><note>N</note></p><p>More</p>"))
    assert lost.anchor is None


def test_marks_keep_their_places_when_blocks_are_joined(read_tei: Read) -> None:
    inside = """<p>Mr. Rusk:<note n="1">N</note></p><p><note n="2">M</note>He agreed<note
      n="3">L</note> to all.</p><signed>Rusk<note n="4">K</note></signed>"""
    document = read_tei(inside)
    assert document.passages[0].text == "Mr. Rusk:\nHe agreed to all.\nRusk"
    assert [words_before(document, note) for note in footnotes(document)] == [
        *("Mr. Rusk:", "Mr. Rusk:\n", "Mr. Rusk:\nHe agreed"),
        "Mr. Rusk:\nHe agreed to all.\nRusk",
    ]


def test_a_note_of_several_paragraphs_is_one_passage(read_tei: Read) -> None:
    inside = """<p>w<note n="1">It reads: <p>“One.</p><p>Two.”</p><list><head>Items</head>
      <item>a</item><label>1.</label><item>b</item></list>
      <table><row><cell>c</cell><cell>d</cell></row></table> End<lb/>line.</note> x</p>"""
    document = read_tei(inside)
    (note,) = footnotes(document)
    assert note.text == "It reads:\n“One.\nTwo.”\nItems\na\n1. b\nc d\nEnd line."
    assert document.passages[0].text == "w x"


def test_an_empty_note_is_a_second_mark_and_no_passage(read_tei: Read) -> None:
    inside = """<p>w<note n="a" xml:id="d5fna">N</note> x<note n="a" target="#d5fna"/>
      y<note n="b" xml:id="d5fnb"> </note> z<note n="c" xml:id="d5fnc">M</note></p>"""
    document = read_tei(inside)
    assert ids(document) == ["fna", "fnc"]
    assert [words_before(document, note) for note in footnotes(document)] == ["w", "w x y z"]


def test_a_note_within_a_note_is_a_passage_of_its_own(read_tei: Read) -> None:
    inside = """<note rend="inline" type="source">INR files<note n="1" xml:id="d5fn1">Kept by
      the Bureau.</note>, 1952</note><head>T</head>"""
    document = read_tei(inside)
    outer, inner = footnotes(document)
    assert (outer.id, outer.text) == (f"{D5}/source", "INR files, 1952")
    assert (inner.id, inner.text) == (f"{D5}/fn1", "Kept by the Bureau.")
    assert inner.anchor == Anchor(outer.id, len("INR files"))


def test_notes_follow_the_text_in_the_order_of_their_marks(read_tei: Read) -> None:
    inside = """<head>T<note n="1" xml:id="d5fn1">A</note></head><dateline>Rome, May 1, 1961,
      noon<note n="2" xml:id="d5fn2">B</note></dateline><opener><salute>Dear Mr. Hay of
      Rome:<note n="3" xml:id="d5fn3">C</note></salute></opener><head>I</head><table><row><cell>c
      d e f g<note n="a" xml:id="d5fna">D</note></cell></row></table><closer><signed>J. S. Adams
      and others<note n="4" xml:id="d5fn4">E</note></signed></closer>"""
    document = read_tei(inside)
    assert [p.kind for p in document.passages[5:]] == [Kind.FOOTNOTE] * 5
    assert ids(document) == ["fn1", "fn2", "fn3", "fna", "fn4"]
    anchors = [note.anchor for note in footnotes(document) if note.anchor]
    assert [anchor.passage.rpartition("/")[2] for anchor in anchors] == [
        *("head", "dateline1", "dateline1", "p1", "closer1")
    ]
    assert [words_before(document, note).split()[-1] for note in footnotes(document)] == [
        *("T", "noon", "Rome:", "g", "others")
    ]


def test_notes_whose_numbering_starts_anew_keep_their_ids_and_labels(read_tei: Read) -> None:
    inside = """<p>One<note n="1" xml:id="d5fn1">A</note></p><frus:attachment><head>Tab</head>
      <p>Two<note n="1" xml:id="d5fn2">B</note><note n="†" xml:id="d5fn-sym1">C</note></p>
      </frus:attachment>"""
    document = read_tei(inside)
    assert [
        (note.label, name) for note, name in zip(footnotes(document), ids(document), strict=True)
    ] == [("1", "fn1"), ("1", "fn2"), ("†", "fn-sym1")]


def test_a_note_is_printed_on_the_page_of_its_mark_and_may_run_on(read_tei: Read) -> None:
    inside = """<p>one <pb n="2"/>two<note n="1" xml:id="d5fn1">N</note> three<note n="2"
      xml:id="d5fn2">starts <pb n="3"/>runs on</note> four five</p><p>It is five of them.</p>"""
    document = read_tei(inside, before='<pb n="1"/>')
    by_id = {p.id.rpartition("/")[2]: p for p in document.passages}
    assert [(b.offset, b.label) for b in by_id["fn2"].pages] == [(0, "2"), (7, "3")]
    assert by_id["fn1"].page_labels == ("2",)
    assert by_id["p1"].text == "one two three four five"
    assert [(b.offset, b.label) for b in by_id["p1"].pages] == [(0, "1"), (4, "2"), (14, "3")]
    assert by_id["p2"].page_labels == ("3",)


def test_a_note_between_label_and_item_parts_them_not(read_tei: Read) -> None:
    inside = "<list><label>1.<note>N</note></label><note>M</note><item>Help.</item></list>"
    document = read_tei(inside)
    assert document.passages[0].text == "1. Help."
    assert [words_before(document, note) for note in footnotes(document)] == ["1.", "1."]


def test_an_authors_footnote_may_lack_its_closing_bracket(read_tei: Read) -> None:
    note = "See NIE 85. [Footnote in the source text. For the text, see Document 3."
    (found,) = footnotes(read_tei(f"<p>W<note n='1' xml:id='d5fn1'>{note}</note></p>"))
    assert found.voice is Voice.AUTHOR


def test_a_note_may_have_its_id_as_its_target(read_tei: Read) -> None:
    inside = """<p>w<note n="1" target="#d5fn1">A</note> x<note n="2" xml:id="d5fn2">B</note>
      y<note n="2" target="d5fn2">B</note> z<note n="3" target="d4fn3">C</note>
      v<note n="1" target="d5fn1">A</note> u <ref target="#d5fn1">note 1</ref></p>"""
    document = read_tei(inside)
    # The second of a name, and one of another document's, have none of their own.
    assert ids(document) == ["fn1", "fn2", "note1", "note2", "note3"]
    # The site has an address for an id that the file writes, and for no other.
    addresses = [passage_url(note, document.document, ()) for note in footnotes(document)]
    assert [address.rpartition("/")[2] for address in addresses] == ["d5", "d5fn2", *["d5"] * 3]
    (reference,) = document.passages[0].references
    assert reference.note == f"{D5}/fn1"

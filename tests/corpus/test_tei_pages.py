"""On which page the words stand, and the words that a page break tears."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.passage import DocumentText, PageBreak
from corpus.tei import read_volume

Write = Callable[..., Path]
Read = Callable[..., DocumentText]


def pages(document: DocumentText) -> dict[str, list[tuple[int, str]]]:
    """The page breaks of each passage by the last part of its id."""
    return {
        passage.id.rpartition("/")[2]: [(page.offset, page.label) for page in passage.pages]
        for passage in document.passages
    }


def texts(document: DocumentText) -> dict[str, str]:
    """The text of each passage by the last part of its id."""
    return {passage.id.rpartition("/")[2]: passage.text for passage in document.passages}


def test_a_page_begins_with_the_first_character_after_its_break(read_tei: Read) -> None:
    inside = """<head>Title</head><p>One two <hi>three <pb n="8"/>four</hi> five.<pb n="9"/></p>
      <list><item>a b c d e</item><pb n="10"/>
      <item>f <pb n="11"/><pb n="12"/><pb n=""/> g <pb/>h</item></list>
      <p>Now comes a table:</p>
      <table><row><cell>i</cell><cell><pb n="13"/>j</cell></row></table><pb n="14"/>"""
    document = read_tei(inside, before='<pb n="7"/>')
    assert texts(document) == {
        "head": "Title",
        "p1": "One two three four five.",
        "p2": "a b c d e\nf g h",
        "p3": "Now comes a table:\ni j",
    }
    assert pages(document) == {
        "head": [(0, "7")],
        "p1": [(0, "7"), (14, "8")],
        "p2": [(0, "9"), (10, "10"), (12, "12")],
        "p3": [(0, "12"), (21, "13")],
    }


def test_a_page_stays_in_force_from_block_to_block(read_tei: Read) -> None:
    inside = """<p>Mr. Rusk:</p><p>One <pb n="8"/>two.</p><p>Yes.</p><pb n="9"/><p>No.</p>"""
    document = read_tei(inside, before='<pb n="7"/>')
    assert texts(document) == {"p1": "Mr. Rusk:\nOne two.\nYes.\nNo."}
    assert pages(document) == {"p1": [(0, "7"), (14, "8"), (24, "9")]}
    (unknown,) = read_tei("<p>Mr. Rusk:</p><p>One two.</p>").passages
    assert (unknown.text, unknown.pages) == ("Mr. Rusk:\nOne two.", ())


@pytest.mark.parametrize("label", ["xiv", "XIV", "A12", "[506]", "8", "506a"])
def test_a_page_is_called_as_the_file_calls_it(read_tei: Read, label: str) -> None:
    document = read_tei(f'<p>One <pb n=" {label} "/>two</p>', before='<pb n="7"/>')
    assert pages(document) == {"p1": [(0, "7"), (4, label)]}


@pytest.mark.parametrize("unnumbered", ["<pb/>", '<pb n=""/>', '<pb n=" " xml:id="pg_8"/>'])
def test_a_page_without_a_number_goes_by_the_one_before_it(read_tei: Read, unnumbered: str) -> None:
    document = read_tei(f'<p>One {unnumbered}two <pb n="9"/>three</p>', before='<pb n="7"/>')
    assert pages(document) == {"p1": [(0, "7"), (8, "9")]}
    assert pages(read_tei(f"<p>One {unnumbered}two</p>")) == {"p1": []}


def test_before_the_first_break_the_page_is_unknown(read_tei: Read) -> None:
    assert read_tei('<p>One <pb n="2"/>two</p>').passages[0].pages == (PageBreak(4, "2"),)


def test_a_break_at_the_end_of_a_document_opens_the_next_ones_page(write_tei: Write) -> None:
    body = (
        '<div type="document" xml:id="d1" n="1"><pb n="1"/><p>One</p><pb n="2"/></div>'
        '<div type="document" xml:id="d2" n="2"><p>Two</p></div>'
    )
    first, second = read_volume(write_tei(body)).documents
    assert [p.page_labels for p in (*first.passages, *second.passages)] == [("1",), ("2",)]


def test_pages_numbered_within_a_document_end_with_it(write_tei: Write) -> None:
    body = (
        '<div type="document" xml:id="d1" n="1"><pb n="1" xml:id="d1-01"/>'
        "<p>One two three four five.</p>"
        '<pb n="2" xml:id="d1-02"/><p>More: two three four five.</p></div>'
        '<div type="document" xml:id="d2" n="2"><head>T</head><pb n="1" xml:id="d2-01"/><p>Two</p>'
        '</div><pb n="1" xml:id="d3-01"/><div type="document" xml:id="d3" n="3"><p>Three</p></div>'
    )
    first, second, third = read_volume(write_tei(body)).documents
    assert [p.page_labels for p in first.passages] == [("1",), ("2",)]
    assert [p.page_labels for p in second.passages] == [(), ("1",)]
    assert third.passages[0].page_labels == ("1",)


WORDS = """The government said so. A sharp, sharp reply, because, because, to be of cause.
To be, cause: it was nowhere, from which they claimed to have come back. We recall the name."""


@pytest.mark.parametrize(
    ("torn", "mended"),
    [
        ('govern<pb n="2"/>ment', "government"),
        ('Govern<pb n="2"/>ment', "Government"),
        ('<hi>gov</hi>ern<pb n="2"/><hi>me</hi>nt', "government"),
        ('be<pb n="2"/>cause', "because"),
        ('dissen<pb n="2"/>sion', "dissension"),
        ('dis<pb n="2"/>claimed', "disclaimed"),
        ('re<pb n="2"/>minded', "reminded"),
        ('so<pb n="2"/>sharp', "so sharp"),
        ('was<pb n="2"/>nowhere', "was nowhere"),
        ('Bao Dai<pb n="2"/>from', "Bao Dai from"),
        ('recall<pb n="2"/>Galvao', "recall Galvao"),
        ('middle-<pb n="2"/>class', "middle-class"),
        ('19<pb n="2"/>44', "1944"),
        ('one <pb n="2"/>two', "one two"),
        ('one<pb n="2"/>\n two', "one two"),
        ('one,<pb n="2"/>two', "one, two"),
        ('was.<pb n="2"/>We', "was. We"),
        ('<hi>was</hi>.<pb n="2"/><hi>We</hi>', "was. We"),
        ('was.”<pb n="2"/>“We', "was.” “We"),
        ('(was)?<pb n="2"/>(We', "(was)? (We"),
        ('was:<pb n="2"/>[We', "was: [We"),
        ('1944.<pb n="2"/>We', "1944. We"),
        ('the U.<pb n="2"/>S.', "the U.S."),
        ('the U.S.<pb n="2"/>S.R.', "the U.S.S.R."),
        ('was<pb n="2"/>.”', "was.”"),
        ('was.<pb n="2"/>”', "was.”"),
        ('was.<pb n="2"/>. .', "was.. ."),
        ('1,<pb n="2"/>944', "1,944"),
        ('10,<pb n="2"/>944', "10,944"),
        ('(was<pb n="2"/>(We', "(was(We"),
        ('was <pb n="2"/>. . .', "was . . ."),
        ('“<pb n="2"/>We', "“We"),
    ],
)
def test_words_at_a_page_break(read_tei: Read, torn: str, mended: str) -> None:
    document = read_tei(f"<p>And now {torn} ends it all.</p><p>{WORDS}</p>", before='<pb n="1"/>')
    passage = document.passages[0]
    assert passage.text == f"And now {mended} ends it all."
    on_the_new_page = re.sub(r"<.*?>", "", torn.partition('<pb n="2"/>')[2]).strip()
    assert passage.text[passage.pages[1].offset :] == f"{on_the_new_page} ends it all."


@pytest.mark.parametrize(
    ("elsewhere", "mended"),
    [
        ("because because be cause", "because"),
        ("because be cause be cause", "be cause"),
        ("because be, cause be. Cause", "because"),
        ('because be <note n="1">Here a note.</note> cause be cause', "be cause"),
        ('other be <pb n="3"/> cause other', "be cause"),
        ('be<pb n="3"/>cause', "be cause"),
    ],
)
def test_the_commoner_reading_of_a_torn_word_holds(
    read_tei: Read, elsewhere: str, mended: str
) -> None:
    inside = f'<p>It is so just be<pb n="2"/>cause.</p><p>Not to be of cause: {elsewhere}</p>'
    assert read_tei(inside).passages[0].text == f"It is so just {mended}."

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


def test_a_page_begins_with_the_first_character_after_its_break(read_tei: Read) -> None:
    inside = """<head>Title</head><p>One two <hi>three <pb n="8"/>four</hi> five.<pb n="9"/></p>
      <list><item>a</item><pb n="10"/>
      <item>b <pb n="[11]"/><pb n="12"/><pb n=""/> c <pb/>d</item></list>
      <table><row><cell>e</cell><cell><pb n="13"/>f</cell></row></table><pb n="14"/>"""
    document = read_tei(inside, before='<pb n="7"/>')
    assert pages(document) == {
        "head": [(0, "7")],
        "p1": [(0, "7"), (14, "8")],
        "p2": [(0, "9")],
        "p3": [(0, "10"), (2, "12")],
        "p4": [(0, "12"), (2, "13")],
    }
    assert document.passages[1].text == "One two three four five."


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
        '<div type="document" xml:id="d1" n="1"><pb n="1" xml:id="d1-01"/><p>One</p>'
        '<pb n="2" xml:id="d1-02"/><p>More</p></div>'
        '<div type="document" xml:id="d2" n="2"><head>T</head><pb n="1" xml:id="d2-01"/><p>Two</p>'
        '</div><pb n="1" xml:id="d3-01"/><div type="document" xml:id="d3" n="3"><p>Three</p></div>'
    )
    first, second, third = read_volume(write_tei(body)).documents
    assert [p.page_labels for p in first.passages] == [("1",), ("2",)]
    assert [p.page_labels for p in second.passages] == [(), ("1",)]
    assert third.passages[0].page_labels == ("1",)


WORDS = "The government said so. A sharp, sharp reply, because, because, to be of cause; be, cause."


@pytest.mark.parametrize(
    ("torn", "mended"),
    [
        ('govern<pb n="2"/>ment', "government"),
        ('Govern<pb n="2"/>ment', "Government"),
        ('<hi>gov</hi>ern<pb n="2"/><hi>me</hi>nt', "government"),
        ('so<pb n="2"/>sharp', "so sharp"),
        ('was<pb n="2"/>nowhere', "was nowhere"),
        ('be<pb n="2"/>cause', "be cause"),
        ('middle-<pb n="2"/>class', "middle-class"),
        ('19<pb n="2"/>44', "1944"),
        ('one <pb n="2"/>two', "one two"),
        ('one<pb n="2"/>\n two', "one two"),
        ('one,<pb n="2"/>two', "one,two"),
    ],
)
def test_words_at_a_page_break(read_tei: Read, torn: str, mended: str) -> None:
    document = read_tei(f"<p>Now {torn} ends.</p><p>{WORDS}</p>", before='<pb n="1"/>')
    passage = document.passages[0]
    assert passage.text == f"Now {mended} ends."
    on_the_new_page = re.sub(r"<.*?>", "", torn.partition('<pb n="2"/>')[2]).strip()
    assert passage.text[passage.pages[1].offset :] == f"{on_the_new_page} ends."


def test_the_commoner_reading_of_a_torn_word_holds(read_tei: Read) -> None:
    words = "because " * 5
    document = read_tei(f'<p>Just be<pb n="2"/>cause.</p><p>{words} be cause be cause</p>')
    assert document.passages[0].text == "Just because."

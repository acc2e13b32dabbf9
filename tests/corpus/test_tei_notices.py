"""What is noticed in a document, and that all is read none the less."""

from __future__ import annotations

import pytest
from lxml import etree

from corpus.passage import Notice
from corpus.tei_text import DocumentDraft, walk

TEI = "http://www.tei-c.org/ns/1.0"


def draft(inside: str) -> DocumentDraft:
    source = f'<div xmlns="{TEI}" xmlns:frus="f" type="document" xml:id="d5" n="5">{inside}</div>'
    return walk(etree.fromstring(source), None)


def said(draft: DocumentDraft) -> str:
    pieces = (piece for line in draft.lines for piece in line if isinstance(piece, str))
    return " ".join("".join(pieces).split())


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ('<p>a<note n="1" xml:id="d5fn1">b<pb n="9"/>c</note></p>',
         "page 9 begins within note d5fn1: the note may hold words of the text"),
        ("<p>a<note n='1' xml:id='x'>b<pb/>c</note></p>",
         "a page without number begins within note x: the note may hold words of the text"),
        ("<p>a<note>b</note></p>", "a note has no number and no id"),
        ("<p>a<note n='1'>b</note></p>", "note 1 has no id"),
        ("<p>a<note xml:id='d5fn1'>b</note></p>", "note d5fn1 has no number"),
        ("<p>a<note n='1' xml:id='d5fn1'> </note></p>", "note d5fn1 is empty"),
        ("<p><note n='1' xml:id='d5fn1'>b</note></p><p>a</p>",
         "the mark of note d5fn1 stands by no words"),
        ("<p>a<pb n='8'/><note n='1' xml:id='i'/> <pb n='9'/>b</p>",
         "page 8 has no words before page 9"),
        ("<p>a</p><itemitem>b</itemitem>", "<itemitem> is unknown and is read as a paragraph"),
        ("<p>a</p><frus:strange>x</frus:strange><p>b</p>", "<strange> is unknown and is left out"),
        ("<p>a<note n='1'>b</note><note n='2'>c</note><note n='3'>d</note></p>",
         "notes 1, 2 and 3 have no id"),
        ("<p>a<note>b</note><note>c</note></p>", "2 notes have no number and no id"),
        ("<p>a<note n='1' xml:id='i'/><note n='2' xml:id='j'/></p>", "notes i and j are empty"),
        ("<p>a<note n='1' xml:id='i'/><note/></p>", "notes i and 1 without a name are empty"),
        ("<p>a <del rend='strikethrough'>b <hi>c</hi></del> <del>d</del> <del>d</del></p>",
         "holds words struck out in the original: “b c”, “d”"),
        ("<p>a\u200bb\u200b</p>", "the character U+200B, which cannot be seen, is in the text"),
        ("<p>a\x85b</p>", "the character U+0085, which cannot be seen, is in the text"),
    ],
)  # fmt: skip
def test_what_is_odd_is_noticed(inside: str, reason: str) -> None:
    found = draft(f"\n{inside}")
    assert [notice.reason for notice in found.notices if notice.reason == reason] == [reason]
    assert {notice.where for notice in found.notices} == {"d5"}
    assert "a" in said(found)
    assert "x" not in said(found)


@pytest.mark.parametrize(
    "inside",
    [
        '<note type="source" rend="inline">Files</note><head>T<note n="1" xml:id="d5fn1">N</note>'
        "</head>",
        '<p>a<note n="1" xml:id="d5fn1">N</note> b<note n="1" target="#d5fn1"/></p>',
        '<p>a<note n="1" xml:id="d5fn1">N</note></p><p>b<note n="1" xml:id="d5fn2">N</note></p>',
        '<pb n="1"/><p>a</p><pb n="2"/><p>b<pb n="3"/></p>',
        "<p>a</p><frus:file/><frus:problem>b</frus:problem><frus:attachment><p>c</p>"
        "</frus:attachment>",
        "<opener><seg>a</seg><dateline>b</dateline></opener><list><head>c</head><label>1</label>"
        "<item>d</item></list><table><row><cell>e</cell></row></table><closer><signed>f</signed>"
        "</closer>",
    ],
)
def test_what_is_usual_is_not(inside: str) -> None:
    assert draft(inside).notices == []


def test_a_notice_names_the_line() -> None:
    found = draft("<p>a</p>\n<p>b<note n='1'>c</note></p>")
    assert found.notices == [Notice(2, "d5", "note 1 has no id")]


def test_words_that_are_struck_out_are_read() -> None:
    assert said(draft("<p>We <del rend='strikethrough'>will not</del> agree.</p>")) == (
        "We will not agree."
    )

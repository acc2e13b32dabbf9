"""Whose words the blocks of a document are: its author's or its editors'."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.passage import DocumentText, Kind, Voice
from corpus.tei_insertions import inserted_by_editors

Read = Callable[..., DocumentText]


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("[Source: Files, Lot 5. Secret. 3 pages not declassified.]", Voice.SOURCE_NOTE),
        ("[Here follows discussion of other subjects.]", Voice.EDITOR),
        ("[Here follow remarks by [name not declassified] and others.]", Voice.EDITOR),
        ("[Omitted here is a table.].", Voice.EDITOR),
        ("[1 paragraph (3 lines of source text) not declassified]", Voice.EDITOR),
        ("[less than 1 line of source text not declassified]", Voice.EDITOR),
        ("[2-1/2 pages not declassfied] [Here follows a list.]", Voice.EDITOR),
        ("[name not declassified]", None),
        ("[name not declassified] is abroad. [1 line not declassified]", None),
        ("[2 lines not declassified] The rest is known.", None),
        ("[Here follows a list.] Then he left.", None),
        ("[Here follows a list.", None),
        ("[Attachment]", None),
        ("Source: Files.", None),
        ("", None),
    ],
)
def test_what_the_editors_inserted(text: str, voice: Voice | None) -> None:
    assert inserted_by_editors(text) is voice


@given(st.text(alphabet="[] ]Here follows1lines not declassified.", max_size=200))
def test_only_what_is_wholly_in_brackets_is_inserted(text: str) -> None:
    if inserted_by_editors(text):
        assert text.startswith("[")
        assert "]" in text[-2:] or text[-1:].isspace()


def spoken(document: DocumentText) -> list[tuple[str, Kind, Voice]]:
    return [(passage.text, passage.kind, passage.voice) for passage in document.passages]


def test_an_insertion_is_a_passage_of_its_own(read_tei: Read) -> None:
    inside = """<head>5. Minutes</head><dateline>Rome, May 1.</dateline>
      <p>[1 page not declassified]</p><p>Mr. Hay agreed:</p>
      <p rend="center">[Here follows discussion of other subjects.]</p><p>Fine.</p>"""
    assert spoken(read_tei(inside)) == [
        ("5. Minutes", Kind.HEADING, Voice.EDITOR),
        ("Rome, May 1.", Kind.PARAGRAPH, Voice.AUTHOR),
        ("[1 page not declassified]", Kind.PARAGRAPH, Voice.EDITOR),
        ("Mr. Hay agreed:", Kind.PARAGRAPH, Voice.AUTHOR),
        ("[Here follows discussion of other subjects.]", Kind.PARAGRAPH, Voice.EDITOR),
        ("Fine.", Kind.PARAGRAPH, Voice.AUTHOR),
    ]


def test_the_source_of_a_withheld_paper_is_a_source_note(read_tei: Read) -> None:
    source = "[Source: Files, Lot 5. Secret. <hi>3 pages not declassified.</hi>]"
    inside = f"<head>5. Note</head><dateline>Rome, May 1.</dateline><p>{source}</p>"
    assert spoken(read_tei(inside))[1:] == [
        ("Rome, May 1.", Kind.PARAGRAPH, Voice.AUTHOR),
        (
            "[Source: Files, Lot 5. Secret. 3 pages not declassified.]",
            Kind.PARAGRAPH,
            Voice.SOURCE_NOTE,
        ),
    ]

"""Documents that a file does not call so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.passage import Notice
from corpus.tei import read_volume

Write = Callable[..., Path]

D1 = '<div type="document" xml:id="d1" n="1"><head>One</head></div>'


def test_a_division_among_documents_is_a_document(write_tei: Write) -> None:
    ref = "<p>W <ref target='#d2'>x</ref></p>"
    last = f'<div type="document" xml:id="d3" n="3"><head>Three</head>{ref}</div>'
    volume = read_volume(write_tei(f'{D1}\n<div n="2"><head>Note, May 2.</head></div>{last}'))
    assert [text.document.id.rpartition("/")[2] for text in volume.documents] == ["d1", "d2", "d3"]
    assert volume.documents[1].document.title == "Note, May 2."
    assert volume.documents[2].passages[1].references[0].document == "frus1961-63v05/d2"
    reason = "division 2, which has neither type nor id, is read as document d2"
    (notice,) = volume.notices
    assert notice == Notice(notice.line, "d2", reason)
    assert notice.line is not None


@pytest.mark.parametrize(
    "division",
    [
        "<div><head>Without a number</head></div>",
        '<div n="2"><p>Without a heading</p></div>',
        '<div n="II"><head>A part</head></div>',
        '<div n="1"><head>The id is taken</head></div>',
        '<div n="2" type="chapter"><head>A chapter</head></div>',
        '<div n="2" xml:id="x"><head>A name of its own</head></div>',
        '<div><div n="2"><head>Not beside documents</head></div></div>',
    ],
)
def test_other_divisions_are_not(write_tei: Write, division: str) -> None:
    assert len(read_volume(write_tei(D1 + division)).documents) == 1

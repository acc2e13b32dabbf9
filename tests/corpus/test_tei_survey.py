"""What a person is told of a volume that was read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.passage import Notice
from corpus.tei import read_volume

Write = Callable[..., Path]


def document(own: str, number: str, inside: str = "<head>T</head>") -> str:
    return f'<div type="document" xml:id="{own}" n="{number}">{inside}</div>'


def notices(write: Write, body: str) -> list[Notice]:
    return list(read_volume(write(body)).notices)


def told(write: Write, body: str) -> list[tuple[str, str]]:
    return [(notice.where, notice.reason) for notice in notices(write, body)]


def test_of_a_sound_volume_nothing_is_told(write_tei: Write) -> None:
    chapter = f'<div type="chapter" xml:id="ch1"><head>C</head><pb n="1"/>{document("d1", "1")}'
    assert told(write_tei, f"{chapter}{document('d2', '2')}</div>") == []


def test_an_id_used_twice(write_tei: Write) -> None:
    body = document(
        "d1", "1", '<p xml:id="p">One</p>\n<p xml:id="p">Two</p>\n<p xml:id="p">Three</p>'
    )
    first, again = notices(write_tei, body)
    assert first.where == again.where == "d1"
    assert first.line is not None
    assert first.reason == f"the id p stands on line {first.line - 1} already"
    assert again.line == first.line + 1


def test_references_that_lead_nowhere_are_told_once_a_document(write_tei: Write) -> None:
    ref = '<ref target="#{}">x</ref>'.format
    two = f"<p>W {ref('d9')} {ref('d8')}<note xml:id='d1fn1' n='1'>{ref('d9')}</note></p>"
    one = f"<p>W {ref('d1')} {ref('d7fn1')} <ref target='frus1900#d1'>x</ref></p>"
    assert told(write_tei, document("d1", "1", two) + document("d2", "2", one)) == [
        ("d1", "3 references lead to what is not there: #d9, #d8"),
        ("d2", "a reference leads to what is not there: #d7fn1"),
    ]


@pytest.mark.parametrize(
    ("numbers", "reasons"),
    [
        (["1", "2", "2A", "3"], []),
        (["1", "3"], ["document 3 follows document 1"]),
        (["1", "1"], ["document 1 follows document 1"]),
        (["7", "8", "6"], ["document 6 follows document 8"]),
    ],
)
def test_gaps_in_the_numbers(write_tei: Write, numbers: list[str], reasons: list[str]) -> None:
    body = "".join(document(f"d{place}", number) for place, number in enumerate(numbers, 1))
    assert [notice.reason for notice in notices(write_tei, body)] == reasons


def test_a_document_without_words(write_tei: Write) -> None:
    body = document("d1", "1", "<head/><pb n='1' xml:id='pg_1'/>") + document("d2", "2")
    assert ("d1", "the document has no words") in told(write_tei, body)


@pytest.mark.parametrize(
    ("date", "told_of"),
    [
        ('<date when="1948-03-23">March 25, 1948—1 p. m.</date>', True),
        ('<date when="1966-03-02T19:23">March 23, 1966, 7:23 p.m.</date>', True),
        ('<date when="1966-03-23T19:23">March 23, 1966, 7:23 p.m.</date>', False),
        ('<date when="1966-03">March 23, 1966</date>', True),
        ('<date when="1966-03">March 1966</date>', False),
        ('<date from="1966-03-02" to="1966-03-03">March 4, 1966</date>', False),
        ('<date when="1966-03-02">March 1, 1966, to March 4, 1966</date>', False),
        ('<date when="1966-03-02">March 1–2, 1966</date>', False),
        ("<date>March 1, 1966</date>", False),
    ],
)
def test_a_date_printed_otherwise_than_the_file_has_it(
    write_tei: Write, date: str, told_of: bool
) -> None:
    found = told(write_tei, document("d1", "1", f"<head>T</head><dateline>{date}</dateline>"))
    assert [reason.split(" in the file")[0][:11] for _, reason in found] == (
        ["the date is"] if told_of else []
    )


def test_words_and_notes_beside_documents(write_tei: Write) -> None:
    body = f"""
    <div type="compilation" xml:id="comp1"><head>C<note n="1">One.</note></head>
      <div type="chapter" xml:id="ch1"><head>D</head><p>Four words of text.<note n="2">Two.</note>
        </p><note n="3">Three.</note>{document("d1", "1")}</div>
      <div type="chapter" xml:id="ch2"><head>An empty chapter</head><p>Words.</p></div></div>
    <div><head>A document untyped</head></div>"""
    assert told(write_tei, body) == [
        ("", "the compilation comp1 has a note of its own, unread"),
        ("", "the chapter ch1 has 4 words before its documents"),
        ("", "the chapter ch1 has 2 notes of its own, unread"),
        ("", "the chapter ch2 has no document: 4 words unread"),
        ("", "the division has no document: 3 words unread"),
    ]


def test_notices_are_in_the_order_of_the_file(write_tei: Write) -> None:
    body = "\n".join(
        document(f"d{n}", str(n * 2), f'<p>W <ref target="#d{n + 50}">x</ref></p>')
        for n in range(1, 4)
    )
    lines = [notice.line for notice in notices(write_tei, body)]
    assert len(lines) == 5
    assert lines == sorted(line for line in lines if line is not None)


def test_the_notices_of_real_volumes_are_few(shared: Path) -> None:
    folder = shared / "frus" / "volumes"
    microfiche = read_volume(folder / "frus1961-63v07-09mSupp.xml")
    assert [(notice.line, notice.where) for notice in microfiche.notices] == [
        (1040, "d72a"),
        (1350, "d95"),
    ]
    doubled = read_volume(folder / "frus1948v01p1.xml").notices
    assert Notice(20620, "", "the id d173fn4 stands on line 18822 already") in doubled
    assert len(doubled) < 20

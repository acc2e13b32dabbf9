"""What is read off a document for its card: dates, classification, sender, recipient, source."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import DateRange, Document
from corpus.tei import read_volume
from corpus.tei_dates import named_in_heading, of_month

Write = Callable[..., Path]


def described(write: Write, inside: str, chapter: str = "") -> Document:
    body = f'<div type="document" xml:id="d12" n="12">{inside}</div>'
    if chapter:
        body = f'<div type="chapter" xml:id="ch1"><head>{chapter}</head>{body}</div>'
    (text,) = read_volume(write(body)).documents
    return text.document


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("Minutes, Paris, Hotel d’Iéna, October 4, 1948, 9:15 a. m.", "1948-10-04"),
        ("204. Memorandum, Washington, June 8,1955", "1955-06-08"),
        ("Diary Entry, February 6, 1956", "1956-02-06"),
        ("Notes on the Meetings, August 16 and August 17, 1956", None),
        ("Notes on the Meetings, September 28–October 3, 1955", None),
        ("Letter of May 2, 1955, Washington", None),
        ("Letter, May 2, 1955, and Reply, May 3, 1955", None),
        ("Letter, May 32, 1955", None),
        ("Letter, May 1955", None),
        ("Letter", None),
    ],
)
def test_a_day_that_the_heading_names(write_tei: Write, head: str, date: str | None) -> None:
    expected = DateRange(date, date) if date else None
    assert described(write_tei, f"<head>{head}</head><p>Words.</p>").date == expected


def test_the_dateline_goes_before_the_heading(write_tei: Write) -> None:
    dateline = '<dateline><date when="1955-06-09">x</date></dateline>'
    head = "<head>Memorandum, Washington, June 8, 1955</head>"
    assert described(write_tei, head + dateline).date == DateRange("1955-06-09", "1955-06-09")


@pytest.mark.parametrize(
    ("dateline", "printed"),
    [
        ("<date>May 1, 1952—6 p.m</date>.", "May 1, 1952—6 p.m."),
        ("<date>May 1, 1952—6 a. m</date>.", "May 1, 1952—6 a. m."),
        ("<hi>Rome, <date>May 1, 1952—6 p.m</date></hi>.", "May 1, 1952—6 p.m."),
        ("<hi>Rome, <date>May 1, 1952—6 p.m</date>,</hi>.", "May 1, 1952—6 p.m"),
        ("<date>May 1, 1952—6 p.m</date>", "May 1, 1952—6 p.m"),
        ("<date>May 1, 1952</date>.", "May 1, 1952"),
        ("<date>May 1, 1952—6 p.m.</date>.", "May 1, 1952—6 p.m."),
    ],
)
def test_the_stop_of_an_hour_may_stand_outside(
    write_tei: Write, dateline: str, printed: str
) -> None:
    document = described(write_tei, f"<head>T</head><dateline>{dateline}</dateline>")
    assert document.date_printed == printed


def test_a_number_is_in_the_case_of_its_heading(write_tei: Write) -> None:
    body = '<div type="document" xml:id="d12a" n="12A"><head>{}. Note</head></div>'
    for printed in ("12a", "12A"):
        (text,) = read_volume(write_tei(body.format(printed))).documents
        assert (text.document.number, text.document.numbered) == (printed, True)
    (text,) = read_volume(write_tei(body.format("13"))).documents
    assert (text.document.number, text.document.numbered) == ("12A", False)


@pytest.mark.parametrize(
    ("head", "chapter", "date"),
    [
        (
            "6. Note From Dean to Rusk, August 8. On the note of August 2.",
            "August 1961",
            "1961-08-08",
        ),
        ("6. Telegram 1123, September 7. Draft.", "October 1961", None),
        ("6. Addendum to December 20 report, February 27.", "February 1963", None),
        ("6. Note, August 8.", "Germany", None),
        ("6. Note.", "August 1961", None),
    ],
)
def test_a_day_within_the_month_of_a_chapter(
    write_tei: Write, head: str, chapter: str, date: str | None
) -> None:
    expected = DateRange(date, date) if date else None
    assert described(write_tei, f"<head>{head}</head>", chapter).date == expected


@given(st.text(max_size=200), st.text(max_size=30))
def test_any_heading_has_a_date_or_none(title: str, chapter: str) -> None:
    for found in (named_in_heading(title), of_month(title, chapter)):
        assert found is None or found.first == found.last


@given(st.dates())
def test_every_day_in_words_is_read(day: date) -> None:
    title = f"Minutes, Paris, {day:%B} {day.day}, {day.year:04}"
    assert named_in_heading(title) == DateRange(day.isoformat(), day.isoformat())


@pytest.mark.parametrize(
    ("source", "classification"),
    [
        ("Source: Central Files, 1.1/2–354. Secret; Priority. Drafted by X.", "Secret; Priority"),
        ("Source: Kennedy Library. Top Secret; Eyes Only.", "Top Secret; Eyes Only"),
        ("Source: Kennedy Library. No classification marking. Draft.", "No classification marking"),
        ("Source: Johnson Library, Confidential File, CO 141. Confidential.", "Confidential"),
        ("Source: CIA Files. Secret; U.S. Eyes Only. Draft.", "Secret; U.S. Eyes Only"),
        ("Source: CIA Files. Secret; PBSUCCESS, RYBAT.", "Secret; PBSUCCESS, RYBAT"),
        ("Source: Files. Confidential, Repeated to Bangkok and Paris.", "Confidential"),
        ("Source: Carter Library. Personal and Confidential. Sent.", "Personal and Confidential"),
        ("Source: Files. Drafted in the Secret Service. Seen by Top Secret control.", ""),
        ("Source: Public Papers, pp. 1–2.", ""),
        ("Source: Central Files, 1.5–MSP/6–2156 Secret", "Secret"),
        ("Source: Central Files, 1.5/6–1157 Confidential. Drafted by X.", "Confidential"),
        ("Source: Central Files, 4.71 Sensitive. Top Secret.", "Top Secret"),
        ("Source: Files. Confidential Repeated to Bonn.", "Confidential"),
        ("Source: Files. Limited Official Use: Priority. Drafted by X.",
         "Limited Official Use: Priority"),
        ("Source: Job 7, Folder 8. Restricted Security Information.",
         "Restricted Security Information"),
        ("Source: Files. Official–Informal; Top Secret. Sent.", "Official–Informal; Top Secret"),
        ("Source: Files, Libya. No classification. Not printed.", "No classification"),
        ("Source: Files. The note has no security classification. Sent.", ""),
        ("Summary: Talks failed. Source: Ford Library. Secret; Nodis. The study.", "Secret; Nodis"),
    ],
)  # fmt: skip
def test_the_classification_that_a_source_note_states(
    write_tei: Write, source: str, classification: str
) -> None:
    note = f'<note n="1" xml:id="d12fn1" type="source">{source}</note>'
    document = described(write_tei, f"<head>T{note}</head><p>Words.</p>")
    assert document.source_note == source
    assert document.classification == classification


@pytest.mark.parametrize(
    ("inside", "classification"),
    [
        ("<opener><seg>top <hi>secret</hi></seg><seg>urgent</seg></opener>", "top secret; urgent"),
        ("<opener><seg>[Extract]</seg><seg>No. 54</seg></opener>", ""),
        ('<opener><seg type="source">Confidential Files, Lot 5</seg></opener>', ""),
        ("<frus:attachment><opener><seg>secret</seg></opener></frus:attachment>", ""),
        ('<p rend="flushleft">Top Secret</p><p>Priority</p>', "Top Secret; Priority"),
        ("<p>Secret talks were held.</p><p>Secret</p>", ""),
        ("<p>Confidential—Eyes Only.</p>", "Confidential—Eyes Only"),
        ('<p rend="center">[Extracts]</p><p>Top Secret Eyes Only</p>', "Top Secret Eyes Only"),
        ("<p>Secret NIE–74</p>", "Secret"),
        ("<p>Secret NSC 5413/1</p>", "Secret"),
        ("<p>Top Secret No. 679</p>", "Top Secret"),
        ("<p>Top Secret OCB File No. 41</p>", "Top Secret"),
        ("<p>Secret Service agents, 4 men</p>", ""),
    ],
)  # fmt: skip
def test_the_classification_that_stands_above_the_text(
    write_tei: Write, inside: str, classification: str
) -> None:
    document = described(write_tei, f"<head>T</head>{inside}<p>Words.</p>")
    assert document.classification == classification


def test_the_classification_of_a_calendar_entry(write_tei: Write) -> None:
    head = "<head>12. Note, May 2. Transmits views. Secret. 2 pp. Kennedy Library.</head>"
    assert described(write_tei, head).classification == "Secret"
    assert described(write_tei, f"{head}<p>Words.</p>").classification == ""


def test_the_source_of_a_withheld_paper_stands_in_its_text(write_tei: Write) -> None:
    source = "[Source: Department of State, Lot 54. Top Secret. 2 pages not declassified.]"
    document = described(write_tei, f"<head>9. Memorandum</head><p>{source}</p>")
    assert document.source_note == source
    assert document.classification == "Top Secret"


def test_the_source_that_stands_in_the_opener(write_tei: Write) -> None:
    opener = '<opener><seg type="source">Policy Files</seg><seg>secret</seg></opener>'
    document = described(write_tei, f"{opener}<head>Memorandum</head><p>Words.</p>")
    assert (document.source_note, document.classification) == ("Policy Files", "secret")


LINES = """<list type="to"><head>TO</head><item>The Secretary of <hi>State</hi></item>
  <item>The Secretary of Defense</item></list>
  <list type="from"><head>FROM</head><item><persName>Henry A. Kissinger</persName></item></list>"""


def test_the_lines_of_a_memorandum_where_the_heading_marks_nobody(write_tei: Write) -> None:
    document = described(write_tei, f"<head>12. Memorandum</head>{LINES}<p>Words.</p>")
    assert document.sender == "Henry A. Kissinger"
    assert document.recipient == "The Secretary of State; The Secretary of Defense"


def test_the_lines_of_another_paper_are_not_the_documents(write_tei: Write) -> None:
    for within in (
        f"<frus:attachment>{LINES}</frus:attachment>",
        f"<quote>{LINES}</quote>",
        f"<closer><signed>X</signed></closer>{LINES}",
    ):
        document = described(write_tei, f"<head>12. Memorandum</head><p>Words.</p>{within}")
        assert (document.sender, document.recipient) == ("", "")


def test_the_heading_goes_before_the_lines(write_tei: Write) -> None:
    head = '<head>From <persName type="from">Rusk</persName></head>'
    document = described(write_tei, head + LINES)
    assert document.sender == "Rusk"
    assert document.recipient == "The Secretary of State; The Secretary of Defense"


@pytest.mark.parametrize(
    ("head", "sender", "recipient"),
    [
        ("7. Telegram 59 From the Embassy in Togo to Lake", "Embassy in Togo", "Lake"),
        ("9. Note From the X (Lake) to Muskie, Washington, May 2, 1980", "X (Lake)", "Muskie"),
        ("9. Paper From A to B, undated", "A", "B"),
        # Which "to" parts them, and where the recipient ends, is not sure.
        ("9. Telegram From the Delegation to the Conference to the Department of State", "", ""),
        ("9. Letter From A to the Commander in Chief, Pacific (Stump)", "", ""),
        ("9. Memorandum of Conversation", "", ""),
        ("9. Letter to President Carter", "", ""),
        # Where one is marked, the words are asked for the other, unless they say otherwise.
        ('9. Letter From <persName type="from">A</persName> to B', "A", "B"),
        ('9. Letter From the X to the <gloss type="to">B</gloss>', "X", "B"),
        ('9. Letter From A, of the X, to the <gloss type="to">B</gloss>', "A, of the X", "B"),
        ('9. Letter From A to B <persName type="from">C</persName>, D', "C", ""),
        ('9. Letter From A to the B <persName type="from">C</persName>', "A", "C"),
        # Two marked alike, although one "to" parts them.
        ('9. Note From <gloss type="from">A</gloss> to the X (<persName type="from">B</persName>)',
         "A", "B"),
        ('9. Letter From <gloss type="to">A</gloss> to <persName type="to">B</persName>', "A", "B"),
        ('9. Letter From <gloss type="from">A</gloss> and <gloss type="from">B</gloss> to C',
         "A, B", ""),
        ('9. Letter From <gloss type="from">A</gloss> to X (<gloss type="from">B</gloss>) to C',
         "A, B", ""),
        ('9. Letter From <gloss type="from">A</gloss><note n="1" xml:id="d12fn1">Sent to C.</note>'
         ' and <gloss type="from">B</gloss>', "A, B", ""),
    ],
)  # fmt: skip
def test_a_heading_that_names_both_in_words(
    write_tei: Write, head: str, sender: str, recipient: str
) -> None:
    document = described(write_tei, f"<head>{head}</head><p>Words.</p>")
    assert (document.sender, document.recipient) == (sender, recipient)


# Documents, and how many of them have: a date, a classification, a source note, a sender.
COVERAGE = {
    "frus1948v01p1": (271, 253, 201, 253, 150),
    "frus1952-54v12p2": (439, 424, 419, 424, 370),
    "frus1955-57v01": (411, 392, 367, 394, 324),
    "frus1961-63v07-09mSupp": (484, 459, 474, 0, 0),
    "frus1969-76ve05p2": (163, 161, 162, 163, 123),
}


@pytest.mark.parametrize("name", COVERAGE)
def test_how_many_documents_of_a_volume_have_each_field(shared: Path, name: str) -> None:
    volume = read_volume(shared / "frus" / "volumes" / f"{name}.xml")
    documents = [text.document for text in volume.documents]
    fields = ("date", "classification", "source_note", "sender")
    counts = [sum(bool(getattr(document, field)) for document in documents) for field in fields]
    assert (len(documents), *counts) == COVERAGE[name]
    assert all(document.title and document.number and document.breadcrumb for document in documents)

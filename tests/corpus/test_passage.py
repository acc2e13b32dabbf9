"""The values refuse what cannot be, and pages follow offsets."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import DateRange, Document, Volume
from corpus.passage import Anchor, DocumentText, Kind, PageBreak, Passage, Voice, VolumeText

VOLUME = Volume(id="frus1944Quebec", title="Conference at Quebec, 1944")
DOCUMENT = Document(id="frus1944Quebec/d123", volume=VOLUME, number="123", title="A Paper")


def passage(text: str = "Some words.", *pages: PageBreak) -> Passage:
    return Passage(
        id="frus1944Quebec/d123/p1",
        document="frus1944Quebec/d123",
        kind=Kind.PARAGRAPH,
        voice=Voice.AUTHOR,
        text=text,
        pages=pages,
    )


@pytest.mark.parametrize(
    "day",
    [
        "", "44", "1944-9", "1944-13", "1944-00", "1944-09-00", "1944-09-32", "1944-09-6",
        "1944/09", "September 1944", "1944-09-06T10:00", "१९४४", " 1944", "1944\n",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(day: str) -> None:
    with pytest.raises(ValueError, match="is not a date of the form"):
        DateRange(day, day)


@pytest.mark.parametrize(
    ("first", "last", "first_day", "last_day"),
    [
        ("1944", "1944", "1944-01-01", "1944-12-31"),
        ("1944-09", "1944-09", "1944-09-01", "1944-09-31"),
        ("1944-09-06", "1944-09-08", "1944-09-06", "1944-09-08"),
        ("1944", "1944-09", "1944-01-01", "1944-09-31"),
        ("1944-09-06", "1944", "1944-09-06", "1944-12-31"),
        ("1944-09-06", "1944-09", "1944-09-06", "1944-09-31"),
    ],
)
def test_a_year_or_a_month_stands_for_its_days(
    first: str, last: str, first_day: str, last_day: str
) -> None:
    dates = DateRange(first, last)
    assert (dates.first_day, dates.last_day) == (first_day, last_day)


@pytest.mark.parametrize(
    ("first", "last"), [("1945", "1944"), ("1944-10", "1944-09-30"), ("1944-09-08", "1944-09-06")]
)
def test_dates_do_not_run_backwards(first: str, last: str) -> None:
    with pytest.raises(ValueError, match="run backwards"):
        DateRange(first, last)


def test_a_date_range_is_written_as_iso_dates() -> None:
    assert str(DateRange("1944-09-06", "1944-09-08")) == "1944-09-06/1944-09-08"
    assert str(DateRange("1944", "1944")) == "1944"


@pytest.mark.parametrize("id_", ["", ".", "..", "a/b", "frus 1944", "-x", "a\n", "a\0"])
def test_a_volume_id_can_name_a_file_and_no_folder_above(id_: str) -> None:
    with pytest.raises(ValueError, match="is not a volume id"):
        replace(VOLUME, id=id_)


@pytest.mark.parametrize(
    "id_",
    [
        "frus1944Quebec", "frus1944Quebec/", "frus1944Quebec/..", "frus1944Quebec/.",
        "frus1944Quebec/d1/p1", "frus1945Malta/d1", "d1", "frus1944Quebec/d 1",
        "frus1944Quebec/d\0",
    ],
)  # fmt: skip
def test_a_document_id_is_its_volume_and_a_name(id_: str) -> None:
    with pytest.raises(ValueError, match="is not of the form frus1944Quebec/d1"):
        replace(DOCUMENT, id=id_)


def test_volumes_and_documents_have_titles() -> None:
    with pytest.raises(ValueError, match="has no title"):
        replace(VOLUME, title="")
    with pytest.raises(ValueError, match="has no title"):
        replace(DOCUMENT, title="")


def test_page_breaks_stand_within_the_text_and_have_labels() -> None:
    with pytest.raises(ValueError, match="before the text"):
        PageBreak(-1, "192")
    with pytest.raises(ValueError, match="no label"):
        PageBreak(0, "")
    for offsets in ([0, 11], [5, 3], [3, 3]):
        with pytest.raises(ValueError, match="out of order"):
            passage("Some words.", *(PageBreak(offset, "1") for offset in offsets))


def test_a_passage_belongs_to_its_document_and_has_words() -> None:
    with pytest.raises(ValueError, match="does not belong"):
        replace(passage(), document="frus1944Quebec/d12")
    with pytest.raises(ValueError, match="has no words"):
        passage(" \n")


def test_only_a_footnote_has_a_label_or_an_anchor() -> None:
    anchor = Anchor("frus1944Quebec/d123/head", 3)
    note = replace(passage(), kind=Kind.FOOTNOTE, label="1", anchor=anchor)
    assert note.anchor == anchor
    for kind in (Kind.PARAGRAPH, Kind.HEADING):
        with pytest.raises(ValueError, match="is no footnote"):
            replace(passage(), kind=kind, label="1")
        with pytest.raises(ValueError, match="is no footnote"):
            replace(passage(), kind=kind, anchor=anchor)


def test_values_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        passage().text = "Other words."  # type: ignore[misc]


def test_a_break_at_the_start_turns_the_page_and_one_at_the_end_does_not() -> None:
    text = passage("Some words.", PageBreak(0, "192"), PageBreak(5, "193"))
    assert text.pages_of(0, 4) == ("192",)
    assert text.pages_of(0, 5) == ("192",)
    assert text.pages_of(0, 6) == ("192", "193")
    assert text.pages_of(5, 10) == ("193",)
    assert text.page_labels == ("192", "193")


def test_words_before_the_first_known_page_have_none() -> None:
    text = passage("Some words.", PageBreak(5, "1"))
    assert text.pages_of(0, 4) == ()
    assert text.page_labels == ("1",)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3), (0, 12)])
def test_pages_are_told_of_spans_alone(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="is not a span"):
        passage().pages_of(start, end)


@given(st.data())
def test_pages_of_a_span_are_those_of_its_characters(data: st.DataObject) -> None:
    length = data.draw(st.integers(1, 30))
    offsets = sorted(data.draw(st.sets(st.integers(0, length - 1))))
    text = passage("x" * length, *(PageBreak(o, f"p{n}") for n, o in enumerate(offsets)))
    page_at = [None] * length
    for number, offset in enumerate(offsets):
        page_at[offset:] = [f"p{number}"] * (length - offset)  # type: ignore[list-item]
    start = data.draw(st.integers(0, length - 1))
    end = data.draw(st.integers(start + 1, length))
    expected = dict.fromkeys(page for page in page_at[start:end] if page is not None)
    assert text.pages_of(start, end) == tuple(expected)


def test_documents_hold_their_own_passages_once() -> None:
    assert DocumentText(DOCUMENT, (passage(),)).passages == (passage(),)
    with pytest.raises(ValueError, match="passage id twice"):
        DocumentText(DOCUMENT, (passage(), passage()))
    stranger = replace(passage(), id="frus1944Quebec/d1/p1", document="frus1944Quebec/d1")
    with pytest.raises(ValueError, match="holds passages of"):
        DocumentText(DOCUMENT, (stranger,))


def test_volumes_hold_documents_once() -> None:
    text = DocumentText(DOCUMENT, ())
    with pytest.raises(ValueError, match="has no documents"):
        VolumeText(VOLUME, ())
    with pytest.raises(ValueError, match="document id twice"):
        VolumeText(VOLUME, (text, text))

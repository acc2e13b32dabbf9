"""Filters: what they refuse to be, and whom they admit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.document import DateRange, Document, Volume
from corpus.errors import InputError
from corpus.passage import Kind, Passage, Voice
from vectorstore.retriever import Filter

DOCUMENT = Document(
    id="frus1944Quebec/d123",
    volume=Volume(id="frus1944Quebec", title="Conference at Quebec, 1944"),
    number="123",
    title="A Paper",
    date=DateRange("1944-09-06", "1944-09-08"),
)
PASSAGE = Passage(
    id="frus1944Quebec/d123/p1",
    document=DOCUMENT.id,
    kind=Kind.PARAGRAPH,
    voice=Voice.AUTHOR,
    text="Words.",
)


@pytest.mark.parametrize(
    "day", ["", "44", "1944-13", "1944-00", "1944-09-32", "1944-9", "९९९९", "1944 ", "now", "-1944"]
)  # fmt: skip
def test_what_is_no_date_is_refused_by_name(day: str) -> None:
    for name in ("after", "before"):
        with pytest.raises(InputError, match=f"{name}: .* is not a date; write 1944, 1944-09 or"):
            Filter(**{name: day})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("after", "before"), [("1945", "1944"), ("1944-10", "1944-09-30"), ("1944-09-07", "1944-09-06")]
)
def test_a_range_that_runs_backwards_is_refused(after: str, before: str) -> None:
    with pytest.raises(InputError, match="swap after and before"):
        Filter(after=after, before=before)


def test_bounds_are_days() -> None:
    scope = Filter(after="1944", before="1944-09")
    assert (scope.first_day, scope.last_day) == ("1944-01-01", "1944-09-31")
    assert (Filter().first_day, Filter().last_day) == (None, None)


@pytest.mark.parametrize(
    ("scope", "admitted"),
    [
        (Filter(), True),
        (Filter(volumes=("frus1944Quebec",)), True),
        (Filter(volumes=("frus1943", "frus1944Quebec")), True),
        (Filter(volumes=("frus1944",)), False),
        (Filter(documents=("frus1944Quebec/d123",)), True),
        (Filter(documents=("frus1944Quebec/d12",)), False),
        (Filter(volumes=("frus1944",), documents=("frus1944Quebec/d123",)), False),
        (Filter(kind=Kind.PARAGRAPH), True),
        (Filter(kind=Kind.FOOTNOTE), False),
        (Filter(voice=Voice.AUTHOR), True),
        (Filter(voice=Voice.EDITOR), False),
        (Filter(kind=Kind.PARAGRAPH, voice=Voice.SUMMARY), False),
        (Filter(after="1944-09-08"), True),
        (Filter(after="1944-09-09"), False),
        (Filter(before="1944-09-06"), True),
        (Filter(before="1944-09-05"), False),
        (Filter(after="1944-09-07", before="1944-09-07"), True),
        (Filter(after="1944", before="1944"), True),
        (Filter(after="1943", before="1944-08"), False),
    ],
)
def test_a_filter_admits_what_it_names(scope: Filter, admitted: bool) -> None:
    assert scope.admits(PASSAGE, DOCUMENT) is admitted


def test_a_document_without_a_date_is_within_no_dates() -> None:
    undated = replace(DOCUMENT, date=None)
    assert Filter(kind=Kind.PARAGRAPH).admits(PASSAGE, undated)
    assert not Filter(after="1800").admits(PASSAGE, undated)
    assert not Filter(before="1999").admits(PASSAGE, undated)


def test_kind_and_voice_are_looked_at_whatever_the_document() -> None:
    elsewhere = Filter(volumes=("frus1999",), after="1999")
    assert elsewhere.takes(PASSAGE)
    assert not replace(elsewhere, voice=Voice.EDITOR).takes(PASSAGE)
    assert not replace(elsewhere, kind=Kind.FOOTNOTE).takes(PASSAGE)

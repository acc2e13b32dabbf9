"""Judgments from an index: what is kept, merged and dropped."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.back_index import BackIndex, IndexEntry
from corpus.tei import read_volume
from corpus.tei_index import read_index
from evals.index_judgments import MOST_DOCUMENTS, VolumeJudgments, judge, minimal
from evals.index_places import Scheme
from evals.judgment import Judgment, Subject
from tests.evals.index_books import VOLUME, book, entry, index

# Two pages to each document, from page 11; 1 and 2 share page 12, 2 and 3 page 13, and so on.
BOOK = book({n: f"{n + 10} {n + 11}" for n in range(1, 21)}, notes={3: "13"})


def judged(*entries: IndexEntry) -> VolumeJudgments:
    # The last page is named, so that the numbers are pages.
    return judge(index(*entries, entry("Zaire", "31")), BOOK)


def first(*entries: IndexEntry) -> Judgment:
    return judged(*entries).judgments[0]


def documents(*numbers: int) -> tuple[str, ...]:
    return tuple(f"{VOLUME}/d{n}" for n in numbers)


def test_a_heading_path_becomes_a_query_with_its_documents() -> None:
    found = first(entry("Berlin issue | Kennedy on", "12 15-16", line=7))
    assert found.id == f"{VOLUME}/index/1"
    assert found.query == "Berlin issue: Kennedy on"
    assert found.subject is Subject.TOPIC
    assert found.locators == (documents(1, 2), documents(5))
    assert (found.strict, found.in_note, found.line) == (False, False, 7)


def test_a_mention_in_a_footnote_leads_to_the_document_of_the_footnote() -> None:
    found = first(entry("Stassen, Harold", "13n"))
    assert found.locators == (documents(3),)
    assert found.in_note
    assert found.subject is Subject.PERSON


def test_entries_of_one_path_are_one_query() -> None:
    found = judged(entry("Cuba", "11"), entry("Cuba—Continued", "14"), entry("Cuba", "11"))
    assert [one.query for one in found.judgments] == ["Cuba", "Zaire"]
    assert found.judgments[0].locators == (documents(1), documents(3, 4))
    assert found.dropped == {"repeated": 2}
    assert found.printed[found.judgments[0].id] == ("11", "14", "11")


@pytest.mark.parametrize(
    ("numbers", "reason"),
    [
        ("see:Germany", "see reference"),
        ("", "heading alone"),
        ("99", "no document"),
        ("12@frus1961", "no document"),
        ("12 20 15", "numbers out of order"),
        ("11-30", "more than 10 documents"),
    ],
)
def test_what_asks_nothing_or_too_much_is_dropped_and_counted(numbers: str, reason: str) -> None:
    found = judged(entry("A", numbers))
    assert [one.query for one in found.judgments] == ["Zaire"]
    assert found.dropped == {reason: 1}


def test_numbers_that_lead_nowhere_are_counted_and_the_rest_is_kept() -> None:
    found = judged(entry("A", "11 12@frus1961 98 99"))
    assert found.judgments[0].locators == (documents(1),)
    assert found.lost == {"another volume": 1, "no such page or document": 2}


def test_remarks_are_no_queries() -> None:
    found = judged(entry("Note: The numbers in this index refer to pages", "11"))
    assert found.dropped == {"remark": 1}


def test_a_volume_without_an_index_has_no_judgments() -> None:
    found = judge(BackIndex(VOLUME), BOOK)
    assert (found.scheme, found.judgments, found.dropped) == (Scheme.NONE, (), {})


def test_an_index_judges_its_own_volume_alone() -> None:
    with pytest.raises(ValueError, match="frus1961-63v98 does not judge"):
        judge(BackIndex("frus1961-63v98"), BOOK)


@given(st.lists(st.sets(st.sampled_from("abcde"), min_size=1).map(sorted), max_size=8))
def test_places_are_the_least_that_satisfy_all(places: list[list[str]]) -> None:
    kept = minimal(places)
    assert all(any(set(one) <= set(place) for one in kept) for place in places)
    assert not any(set(one) <= set(other) for one in kept for other in kept if one is not other)


NUMBERS = st.lists(st.integers(1, 40).map(str), max_size=6).map(" ".join)
HEADINGS = st.sampled_from(["Berlin", "Berlin | Kennedy on", "Cuba", "Laos | truce", "Zaire", "—"])


@given(st.lists(st.tuples(HEADINGS, NUMBERS), max_size=15))
def test_every_entry_makes_a_judgment_or_is_counted(written: list[tuple[str, str]]) -> None:
    found = judge(index(*(entry(*one) for one in written)), BOOK)
    assert len(found.judgments) + sum(found.dropped.values()) == found.entries == len(written)
    assert all(len(one.documents) <= MOST_DOCUMENTS for one in found.judgments)
    assert len({one.id for one in found.judgments}) == len(found.judgments)
    assert {one.id for one in found.judgments} == set(found.printed)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("volume", "scheme", "tagged", "at_least"),
    [
        ("frus1955-57v01", Scheme.PAGES, Scheme.DOCUMENTS, 550),
        ("frus1958-60v02", Scheme.PAGES, Scheme.PAGES, 1_500),
        ("frus1964-68v29p2", Scheme.DOCUMENTS, Scheme.DOCUMENTS, 900),
        ("frus1961-63v06", Scheme.PAGES, Scheme.PAGES, 280),
        ("frus1969-76ve09p1", Scheme.NONE, Scheme.NONE, 0),
    ],
)
def test_volumes_as_published(
    shared: Path, volume: str, scheme: Scheme, tagged: Scheme, at_least: int
) -> None:
    path = shared / "frus" / "volumes" / f"{volume}.xml"
    found = judge(read_index(path), read_volume(path))
    assert (found.scheme, found.reach.tagged) == (scheme, tagged)
    assert len(found.judgments) >= at_least
    assert len(found.judgments) + sum(found.dropped.values()) == found.entries


def test_judgments_of_a_volume_that_were_read_by_hand(shared: Path) -> None:
    path = shared / "frus" / "volumes" / "frus1961-63v06.xml"
    found = {one.query: one for one in judge(read_index(path), read_volume(path)).judgments}
    own = {
        query: [[id_.partition("/")[2] for id_ in p] for p in one.locators]
        for query, one in found.items()
    }
    assert own["Hemingway, Ernest"] == [["d37"]]
    assert own["Penney, Sir William"] == [["d56"], ["d59"]]
    assert own["Tully, Francis W."] == [["d102", "d103"]]
    assert found["Tully, Francis W."].in_note

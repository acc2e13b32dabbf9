"""Headings as a reader would say them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.index_headings import (
    clean,
    is_continued,
    is_name,
    is_note,
    is_ship,
    readable,
    sort_key,
)


@pytest.mark.parametrize(
    ("heading", "cleaned"),
    [
        ("Poland—Continued", "Poland"),
        ("meetings— Continued", "meetings"),
        ("Johnson, Lyndon B.—Continued", "Johnson, Lyndon B."),
        ("International Monetary Fund (Continued)", "International Monetary Fund"),
        ("Khrushchev speech (November", "Khrushchev speech (November)"),
        (">Egypt", "Egypt"),
        ("Presidency proposals , military", "Presidency proposals, military"),
        ("Souphanovong,Prince", "Souphanovong, Prince"),
        ("Continued CIA funding", "Continued CIA funding"),
    ],
)
def test_what_a_page_break_leaves_is_taken_off(heading: str, cleaned: str) -> None:
    assert clean(heading) == cleaned


@given(st.text(st.sampled_from("aB ,;:–—()>.C"), max_size=30))
def test_cleaning_twice_is_cleaning_once_and_keeps_every_letter(heading: str) -> None:
    cleaned = clean(heading)
    assert clean(cleaned) == cleaned
    assert [c for c in cleaned if c.isalpha()] == [c for c in heading if c.isalpha()]


def test_a_path_reads_outermost_first() -> None:
    path = ("Berlin issue", "Kennedy on", "in Vienna")
    assert readable(path) == "Berlin issue: Kennedy on: in Vienna"


def test_headings_are_sorted_without_accents_articles_and_signs() -> None:
    headings = ["al–Din", "Kádár, János", "The Hague", "United States–Soviet talks"]
    keys = ["din", "kadar janos", "hague", "united states soviet talks"]
    assert [sort_key(heading) for heading in headings] == keys


@pytest.mark.parametrize(
    "heading",
    [
        "Adzhubei, Aleksei I.",
        "Hoover, Herbert C., Jr.",
        "Twining, Gen. Nathan F.",
        "De Gaulle, Charles",
        "van Scherpenberg, Albert H.",
        "Ben Gurion, David",
        "Romualdez, Benjamin “Kokoi,”",
        "Mindszenty, József Cardinal",
    ],
)
def test_names_are_names(heading: str) -> None:
    assert is_name(heading)


@pytest.mark.parametrize(
    "heading",
    [
        "Congress, U.S.",
        "Interior, U.S. Department of the",
        "Rhodesia, Southern",
        "China, People’s Republic of",
        "Berlin",
        "Germany, Federal Republic of (FRG)",
        "Security Treaty, U.S.-Japan (1951)",
        "Glassboro Summit, June 1967",
        "Atomic energy, international control of",
    ],
)
def test_offices_countries_and_things_are_no_names(heading: str) -> None:
    assert not is_name(heading)


def test_remarks_continuations_and_ships_are_known() -> None:
    assert is_note("Note: The numbers in this index refer to document numbers.")
    assert is_note("Editor’s Note: In the index, annotation, ...")
    assert not is_note("Notes, exchange of")
    assert is_continued("Poland—Continued")
    assert not is_continued("Continued fighting")
    assert is_ship("USS Pueblo")
    assert not is_ship("U.S. position")

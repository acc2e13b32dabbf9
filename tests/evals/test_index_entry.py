"""Numbers that belong to a heading, told from those that lead anywhere."""

from __future__ import annotations

import pytest

from evals.index_entry import items
from tests.evals.index_books import entry, index

LAST = 900


def told_apart(heading: str, numbers: str) -> tuple[str, str]:
    [item] = items(index(entry(heading, numbers)), LAST)
    places = (one.printed + (f"-{one.last}" if one.last else "") for one in item.places)
    return item.heading, " ".join(places)


@pytest.mark.parametrize(
    ("heading", "numbers", "whole", "places"),
    [
        ("Actions | No.", "1146? 19n", "No. 1146", "19"),
        ("Documents | NSC", "5501? 3n 20-21", "NSC 5501", "3 20-21"),
        ("NIE", "13-2? 57? 649-653", "NIE 13–2–57", "649-653"),
        ("U.N. Resolution", "378? 1950? 111 141", "U.N. Resolution 378–1950", "111 141"),
        ("Gaza attack, Feb.", "28? 1955? 35", "Gaza attack, Feb. 28, 1955", "35"),
        ("Speech (November", "10? 1958? 62? 65n?", "Speech (November 10, 1958)", "62 65"),
        ("Conference, May", "10-11? 1957? 2-3", "Conference, May 10–11, 1957", "2-3"),
        ("De Gaulle plan, Sept.", "16? 1959 619", "De Gaulle plan, Sept. 16, 1959", "619"),
        ("Tripartite Declaration", "1950 140-141", "Tripartite Declaration, 1950", "140-141"),
    ],
)
def test_dates_and_serial_numbers_belong_to_the_heading(
    heading: str, numbers: str, whole: str, places: str
) -> None:
    assert told_apart(heading, numbers) == (whole, places)


@pytest.mark.parametrize(
    ("heading", "numbers"),
    [
        ("Poseidon", "423? 428 511"),
        ("Kefauver resolution", "154-155?"),
        ("U.S. position in May", "35 41"),
        ("Soviet Union", "35 1950"),
        ("Rivalry", "672673 683"),
        ("Committee No. 2", "35? 36?"),
        ("Resolution", "35? 36?"),
    ],
)
def test_other_numbers_lead_somewhere_though_they_have_no_target(
    heading: str, numbers: str
) -> None:
    _, places = told_apart(heading, numbers)
    assert places == numbers.replace("?", "")


def test_where_nothing_is_tagged_only_the_first_number_is_the_headings() -> None:
    assert told_apart("No.", "1146? 19? 23?") == ("No. 1146", "19 23")


def test_cross_references_are_no_places() -> None:
    assert told_apart("Berlin", "see:Germany 35") == ("Berlin", "35")


def test_places_out_of_order_are_noticed_and_slips_past_the_end_are_not() -> None:
    entries = (entry("A", "10 20 15"), entry("B", "10 9999 15"), entry("C", "10 10 15"))
    assert [item.falls(LAST) for item in items(index(*entries), LAST)] == [True, False, False]

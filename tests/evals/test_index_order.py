"""Levels of an index that a page break has broken."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.index_entry import items
from evals.index_order import Ordered, in_order
from tests.evals.index_books import entry, index


def ordered(headings: Iterable[str]) -> Ordered:
    """The outcome for headings "Iran | Oil industry", each with a number of its own."""
    entries = [entry(heading, str(n)) for n, heading in enumerate(headings, 1)]
    return in_order(items(index(*entries), 900))


def paths(headings: Iterable[str]) -> list[str]:
    return [" | ".join(path) for path in ordered(headings).paths]


def within(headings: Iterable[str]) -> list[str]:
    """The paths of `headings` in an index so long that a few out of place say nothing of it."""
    rest = [f"Zone {n}" for n in range(10, 99)]
    found = paths([*headings, *rest])
    assert found[-len(rest) :] == rest
    return found[: -len(rest)]


def lines(written: str) -> list[str]:
    return [line.strip() for line in written.strip().splitlines()]


def test_a_list_that_swallows_the_rest_of_the_alphabet_gives_it_back() -> None:
    assert paths(
        lines(
            """
            Iceland
            Iran
            Iran | Oil industry
            Iran | U.S. aid
            Iran | U.S. aid | Security program
            Iran | Iraq
            Iran | Iraq | Oil industry
            Iran | Ireland
            Iran | Japan
            Iran | Kuwait
            Iran | Zaire
            """
        )
    ) == lines(
        """
        Iceland
        Iran
        Iran | Oil industry
        Iran | U.S. aid
        Iran | U.S. aid | Security program
        Iraq
        Iraq | Oil industry
        Ireland
        Japan
        Kuwait
        Zaire
        """
    )


def test_what_an_inner_list_swallowed_goes_up_by_several_levels() -> None:
    assert paths(
        lines(
            """
            Poland
            Romania
            Romania | Soviet Union
            Romania | Soviet Union | Bessarabia
            Romania | Soviet Union | trade
            Romania | Soviet Union | Rostow, Eugene
            Romania | Soviet Union | Rusk, Dean
            Romania | Soviet Union | Rusk, Dean | Hungary
            Spain
            """
        )
    ) == lines(
        """
        Poland
        Romania
        Romania | Soviet Union
        Romania | Soviet Union | Bessarabia
        Romania | Soviet Union | trade
        Rostow, Eugene
        Rusk, Dean
        Rusk, Dean | Hungary
        Spain
        """
    )


def test_headings_are_taken_up_again_after_a_page_break() -> None:
    assert paths(
        lines(
            """
            Romania
            Romania | Soviet Union
            Romania | Soviet Union | Bessarabia
            Romania | Soviet Union | Romania—Continued | United States
            Romania | Soviet Union | Romania—Continued | Vatican
            """
        )
    ) == lines(
        """
        Romania
        Romania | Soviet Union
        Romania | Soviet Union | Bessarabia
        Romania | United States
        Romania | Vatican
        """
    )


def test_entries_that_fell_out_of_their_list_go_below_the_heading_before() -> None:
    assert within(
        lines(
            """
            Austria
            Brazil
            Brazil | Coffee
            Operation Pan America
            Political situation
            U.S. aid to
            Briggs, Ellis O.
            Cuba
            USS Essex
            Denmark
            40 Committee
            Ecuador
            """
        )
    ) == lines(
        """
        Austria
        Brazil
        Brazil | Coffee
        Brazil | Operation Pan America
        Brazil | Political situation
        Brazil | U.S. aid to
        Briggs, Ellis O.
        Cuba
        USS Essex
        Denmark
        40 Committee
        Ecuador
        """
    )


def test_the_first_of_them_may_stand_at_a_letter_that_fits() -> None:
    # Kuwait is later than Kerr, behind the run.
    below = ["Jordan River", "Kuwait", "Lake Tiberias", "Syria"]
    assert within(["Iran", "Kennedy, John F.", *below, "Kerr, A.", "Laos"]) == [
        *("Iran", "Kennedy, John F."),
        *(f"Kennedy, John F. | {heading}" for heading in below),
        *("Kerr, A.", "Laos"),
    ]


def test_of_a_list_without_levels_only_names_and_what_is_far_from_slips_remain() -> None:
    flat = ["NATO", "Italian position", "U.K. position", "Norway", "Cuba", "Eisenhower visit"]
    found = ordered(["Adams, John", "Africa", "Algeria", "Berlin", "Canada", *flat, "Nutting, A."])
    assert list(found.paths) == [
        ("Adams, John",),
        ("Africa",),
        ("Algeria",),
        ("Nutting, A.",),
    ]
    assert len(found.lost) == 8


@pytest.mark.parametrize(
    "sub",
    [
        ["Cuba, May 1960", "Washington, Oct. 1957", "Washington, June 1959"],
        ["Mutual aid", "Trade", "Berlin"],
        ["NSC 5501", "NSC 5429", "NSC 5810", "NSC 162"],
    ],
)
def test_a_list_in_another_order_than_the_alphabets_is_left_alone(sub: list[str]) -> None:
    given = ["Subandrio", *(f"Subandrio | {heading}" for heading in sub), "Sukarno"]
    assert paths(given) == given


def test_the_same_path_twice_is_one() -> None:
    found = ordered(["Berlin", "Cuba", "Cuba | missiles", "cuba", "Cuba | Missiles"])
    assert list(found.paths) == [("Berlin",), ("Cuba",), ("Cuba", "missiles")]
    places = [[one.printed for item in own for one in item.places] for own in found.paths.values()]
    assert places == [["1"], ["2", "4"], ["3", "5"]]


WORDS = st.text(st.sampled_from("ABCDEabcde"), min_size=1, max_size=4)
LIST = st.lists(WORDS, min_size=1, max_size=7, unique_by=str.casefold)


@given(st.dictionaries(WORDS, LIST, min_size=1, max_size=7))
def test_an_index_in_order_stays_as_it_is(written: dict[str, list[str]]) -> None:
    distinct = {heading.casefold(): heading for heading in written}
    headings = []
    for heading in (distinct[key] for key in sorted(distinct)):
        below = sorted(written[heading], key=str.casefold)
        headings += [heading, *(f"{heading} | {sub}" for sub in below)]
    found = ordered(headings)
    assert [" | ".join(path) for path in found.paths] == headings
    assert (found.moved, found.lost) == (0, ())


@given(st.lists(st.lists(WORDS, min_size=1, max_size=3).map(" | ".join), max_size=25))
def test_no_entry_is_lost_or_doubled_whatever_the_order(headings: list[str]) -> None:
    found = ordered(headings)
    placed = [item for own in found.paths.values() for item in own]
    numbers = sorted(int(item.places[0].printed) for item in (*placed, *found.lost))
    assert numbers == list(range(1, len(headings) + 1))

"""What a misspelt word may be meant to be."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.spelling import distance, edits, meant

SMALL = st.text("abc", max_size=5)


@dataclass
class Counted:
    """Words and how many passages have each."""

    passages: dict[str, int]

    def count(self, word: str) -> int:
        return self.passages.get(word, 0)

    def beginning(self, letters: str) -> list[tuple[str, int]]:
        found = [pair for pair in self.passages.items() if pair[0].startswith(letters)]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))


RECORD = Counted(
    {"khrushchev": 3286, "krushchev": 4, "gromyko": 800, "kennedi": 2700, "merchant": 300,
     "merchent": 40, "martin": 50, "marlin": 40, "lattr": 2, "latter": 900, "dobrynin": 2}
)  # fmt: skip


@pytest.mark.parametrize(
    ("word", "right"),
    [
        ("khrushchov", ("khrushchev",)),  # another letter
        ("kruschev", ("khrushchev", "krushchev")),  # two are missing; one is in a misprint
        ("krushchev", ("khrushchev",)),  # the record has it too, now and then
        ("gromiko", ("gromyko",)),
        ("ggromyko", ("gromyko",)),
        ("rgomyko", ("gromyko",)),
        ("gromy", ()),  # two edits are too many for a short word
        ("xruschev", ()),  # and where the first letter is another
        ("mertin", ("martin",)),
        ("malin", ("marlin",)),
        ("mardin", ("martin", "marlin")),  # most passages first
        ("maltin", ("martin",)),
        ("lattr", ()),  # a short word that the record has
        ("merchent", ()),  # the record has it often
        ("dobrinin", ()),  # hardly anything has the other one
        ("ken", ()),
        ("k3nnedi", ()),
        ("kénnedi", ()),
        ("", ()),
    ],
)
def test_a_misspelt_word_may_be_a_near_one(word: str, right: tuple[str, ...]) -> None:
    assert meant(word, RECORD) == right


@given(one=SMALL, other=SMALL)
def test_one_edit_is_what_is_one_apart(one: str, other: str) -> None:
    assert (other in edits(one)) == (distance(one, other) <= 1)


@given(one=SMALL, other=SMALL)
def test_distance_is_the_same_from_both_sides(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert abs(len(one) - len(other)) <= distance(one, other) <= max(len(one), len(other))


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("kitten", "sitting", 3), ("ab", "ba", 1), ("ca", "abc", 3), ("", "abc", 3)],
)
def test_distances_are_those_of_the_books(one: str, other: str, apart: int) -> None:
    assert distance(one, other) == apart

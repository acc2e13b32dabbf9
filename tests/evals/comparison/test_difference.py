"""Differences, intervals and tests whose right values are known by arithmetic."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.comparison.difference import (
    Spread,
    Sums,
    holm,
    interval,
    least_moved,
    least_shown,
    mcnemar,
    swapped,
)
from evals.comparison.paired import Pair
from tests.evals.comparison.made import judged

Rows = list[tuple[str, tuple[float, int], tuple[float, int]]]


def sums(rows: Rows) -> Sums:
    """Sums over items: cluster, right and total before, right and total after."""
    return Sums.of(
        [
            Pair(judged(f"q{at}", *a, cluster=cluster), judged(f"q{at}", *b, cluster=cluster))
            for at, (cluster, a, b) in enumerate(rows)
        ]
    )


def singles(before: str, after: str) -> Sums:
    return sums(
        [
            (f"c{at}", (int(a), 1), (int(b), 1))
            for at, (a, b) in enumerate(zip(before, after, strict=True))
        ]
    )


@pytest.mark.parametrize(
    ("lost", "gained", "p"),
    [
        (0, 0, 1.0),
        (1, 0, 1.0),
        (5, 0, 2 / 32),
        (6, 0, 2 / 64),
        (1, 5, 2 * (1 + 6) / 64),
        (8, 2, 2 * (1 + 10 + 45) / 1024),
        (3, 3, 1.0),
    ],
)
def test_mcnemar_by_hand(lost: int, gained: int, p: float) -> None:
    assert mcnemar(lost, gained) == pytest.approx(p)
    assert mcnemar(gained, lost) == pytest.approx(p)


@given(st.integers(0, 6), st.integers(0, 6), st.integers(0, 5))
def test_swapping_single_items_is_mcnemars_test(lost: int, gained: int, same: int) -> None:
    before = "1" * lost + "0" * gained + "1" * same + "0"
    after = "0" * lost + "1" * gained + "1" * same + "0"
    assert swapped(singles(before, after)) == pytest.approx(mcnemar(lost, gained))


def test_swapping_at_random_comes_near_the_exact_test() -> None:
    found = singles("1" * 14 + "0" * 5 + "1" * 11, "0" * 14 + "1" * 5 + "1" * 11)
    assert swapped(found) == pytest.approx(mcnemar(14, 5), abs=0.01)


def test_items_of_one_cluster_count_as_one_to_the_test() -> None:
    one: Rows = [(f"c{at % 3}", (1, 1), (0, 1)) for at in range(12)]
    # Three clusters moved: of the 8 ways to swap them 2 are as far from 0.
    assert swapped(sums(one)) == pytest.approx(2 / 8)
    assert mcnemar(12, 0) < 0.001


def test_swapping_weighs_clusters_by_what_was_judged() -> None:
    # Differences of the sums are 3, -1, -1: as far as 1 are all ways but none; each way has an odd
    # sum, so that its size is 5, 3 or 1.
    rows: Rows = [("a", (0, 3), (3, 3)), ("b", (1, 1), (0, 1)), ("c", (1, 1), (0, 1))]
    assert swapped(sums(rows)) == pytest.approx(1.0)
    # Now 3, 1, -1, by 8 ways: 3, 1, 5, 3 and their opposites; as far as 3 are 6 of 8.
    rows = [("a", (0, 3), (3, 3)), ("b", (0, 1), (1, 1)), ("c", (1, 1), (0, 1))]
    assert swapped(sums(rows)) == pytest.approx(6 / 8)


def test_holm_by_hand() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.5, 0.9]) == pytest.approx([1.0, 1.0])
    assert holm([]) == []


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_holm_keeps_the_order_and_lies_between_the_value_and_bonferronis(
    values: list[float],
) -> None:
    found = holm(values)
    for value, corrected in zip(values, found, strict=True):
        assert min(1.0, value) <= corrected <= min(1.0, value * len(values))
    order = sorted(range(len(values)), key=values.__getitem__)
    assert [found[at] for at in order] == sorted(found)


def test_delta_is_of_ratios_of_sums() -> None:
    found = sums([("a", (1, 4), (2, 2)), ("b", (2, 2), (0, 3))])
    assert found.values == pytest.approx((3 / 6, 2 / 5))
    assert found.delta == pytest.approx(-0.1)


def test_an_interval_of_pairs_that_differ_by_chance_is_that_of_the_binomial() -> None:
    # One in four is lost: the mean of 100 draws of -1 (p = 1/4) or 0, whose 2.5 % and 97.5 %
    # points are -.34 and -.17 by the binomial distribution.
    found = interval(singles("1" * 100, "0" * 25 + "1" * 75))
    assert found.spread is Spread.SOUND
    assert (found.low, found.high) == pytest.approx((-0.34, -0.17), abs=0.011)


def test_pairing_takes_out_what_is_hard_for_both() -> None:
    same: Rows = [(f"c{at}", (at % 2, 1), (at % 2, 1)) for at in range(60)]
    one: Rows = [("c60", (1, 1), (0, 1)), ("c61", (1, 1), (0, 1))]
    found = interval(sums(same + one))
    assert found.low is not None
    assert found.low > -0.1  # two runs of other questions would differ by .25 and more


def test_all_moved_alike_has_no_variation() -> None:
    found = interval(singles("1" * 20, "0" * 20))
    assert (found.low, found.high, found.spread) == (-1.0, -1.0, Spread.SAME)


def test_few_clusters_are_said_to_be_few_even_where_nothing_differs() -> None:
    assert interval(singles("11111", "11111")).spread is Spread.FEW
    assert interval(singles("111111", "111111")).spread is Spread.SAME
    alone = interval(sums([("a", (1, 2), (2, 2)), ("a", (1, 1), (0, 1))]))
    assert (alone.low, alone.high, alone.spread) == (None, None, Spread.FEW)


def test_the_least_that_could_show_is_just_significant() -> None:
    assert least_moved(0.05) == 6
    assert mcnemar(6, 0) <= 0.05 < mcnemar(5, 0)
    assert least_shown(singles("1" * 30, "1" * 30), family=1) == pytest.approx(6 / 30)
    assert least_shown(singles("1" * 30, "1" * 30), family=4) == pytest.approx(8 / 30)
    assert max(holm([mcnemar(8, 0), 1.0, 1.0, 1.0])[:1]) <= 0.05 < holm([mcnemar(7, 0)] * 4)[0]
    assert least_shown(singles("1" * 5, "0" * 5), family=1) is None


cells = st.integers(1, 4).flatmap(
    lambda total: st.tuples(st.integers(0, total).map(float), st.just(total))
)
rows_strategy = st.lists(
    st.tuples(st.sampled_from("abcdefgh"), cells, cells), min_size=1, max_size=14
)


@settings(max_examples=25)  # each is resampled 10,000 times, twice
@given(rows_strategy)
def test_the_other_way_round_all_is_negated(rows: Rows) -> None:
    there = sums(rows)
    back = Sums(there.after, there.before)
    assert back.delta == pytest.approx(-there.delta)
    assert swapped(back) == pytest.approx(swapped(there))
    one, other = interval(there), interval(back)
    assert one.spread is other.spread
    if one.low is not None and one.high is not None:
        assert (other.high, other.low) == pytest.approx((-one.low, -one.high), abs=1e-12)


@settings(max_examples=25)  # each is resampled 10,000 times, twice
@given(rows_strategy)
def test_a_run_against_itself_differs_by_nothing(rows: Rows) -> None:
    there = sums([(cluster, a, a) for cluster, a, _ in rows])
    found = interval(there)
    assert there.delta == 0
    assert swapped(there) == 1.0
    assert found.low in (0.0, None)
    assert found.high in (0.0, None)
    assert found.spread is not Spread.SOUND


@settings(max_examples=25)  # each is resampled 10,000 times, twice
@given(rows_strategy, st.randoms(use_true_random=False))
def test_the_order_of_items_has_no_part_in_it(rows: Rows, random: Random) -> None:
    mixed = list(rows)
    random.shuffle(mixed)
    one, other = sums(rows), sums(mixed)
    assert interval(one) == interval(other)
    assert swapped(one) == swapped(other)

"""Fusion is arithmetic on scaled scores."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.fuse import fuse

HALVES = {"dense": 0.5, "words": 0.5}


def test_scores_are_scaled_in_their_list_and_added_by_weight() -> None:
    dense = [("a", 0.9), ("b", 0.6), ("c", 0.5)]  # scaled: 1, 1/4, 0
    words = [("b", 12.0), ("d", 10.0), ("a", 2.0)]  # scaled: 1, 4/5, 0
    fused = fuse({"dense": dense, "words": words}, {"dense": 0.25, "words": 0.75})
    assert [id_ for id_, _ in fused] == ["b", "d", "a", "c"]
    assert [score for _, score in fused] == pytest.approx(
        [0.25 * 0.25 + 0.75, 0.75 * 0.8, 0.25, 0.0]
    )


def test_a_passage_that_an_arm_lacks_scores_nothing_there() -> None:
    assert fuse({"dense": [("a", 0.4)], "words": []}, HALVES) == [("a", 0.5)]


def test_equal_scores_are_all_best_and_ties_go_by_id() -> None:
    tied = fuse({"dense": [("b", 0.3), ("a", 0.3)], "words": [("c", 7.0)]}, HALVES)
    assert tied == [("a", 0.5), ("b", 0.5), ("c", 0.5)]


def test_nothing_found_is_nothing() -> None:
    assert fuse({"dense": [], "words": []}, HALVES) == []


SCORES = st.floats(-100, 100, allow_nan=False)
RANKINGS = st.dictionaries(st.sampled_from("abcdef"), SCORES).map(lambda d: list(d.items()))


@given(RANKINGS, RANKINGS)
def test_fused_scores_lie_between_0_and_1_in_order(
    dense: list[tuple[str, float]], words: list[tuple[str, float]]
) -> None:
    fused = fuse({"dense": dense, "words": words}, HALVES)
    assert {id_ for id_, _ in fused} == {id_ for id_, _ in (*dense, *words)}
    assert all(0.0 <= score <= 1.0 for _, score in fused)
    assert fused == sorted(fused, key=lambda pair: (-pair[1], pair[0]))

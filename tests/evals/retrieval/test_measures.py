"""Measures against values worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from math import log2

import pytest

from evals.judgment import Judgment
from evals.retrieval.measures import MEASURES, measure

Make = Callable[..., Judgment]


def measured(judgment: Judgment, ranking: list[str]) -> dict[str, float]:
    (values,) = measure([judgment], [ranking])
    return dict(zip(MEASURES, (float(value) for value in values), strict=True))


def test_each_measure_is_what_its_definition_says(judgment: Make) -> None:
    # Found at ranks 2 and 7 of three.
    ranking = ["x1", "a", "x3", "x4", "x5", "x6", "b", "x8"]
    gained = 1 / log2(3) + 1 / log2(8)
    ideal = 1 / log2(2) + 1 / log2(3) + 1 / log2(4)
    assert measured(judgment(("a",), ("b",), ("c",)), ranking) == pytest.approx(
        {
            "nDCG@10": gained / ideal,
            "R@1": 0.0,
            "R@5": 1 / 3,
            "R@10": 2 / 3,
            "R@100": 2 / 3,
            "MRR@10": 1 / 2,
        }
    )


def test_the_eleventh_is_beyond_what_the_first_ten_measure(judgment: Make) -> None:
    ranking = [f"x{rank}" for rank in range(1, 11)] + ["a"]
    assert measured(judgment(("a",)), ranking) == {
        "nDCG@10": 0.0,
        "R@1": 0.0,
        "R@5": 0.0,
        "R@10": 0.0,
        "R@100": 1.0,
        "MRR@10": 0.0,
    }


def test_the_second_document_of_a_page_is_not_in_the_way(judgment: Make) -> None:
    page = judgment(("a", "b"), ("c",))
    assert measured(page, ["b", "a", "c"])["nDCG@10"] == pytest.approx(1.0)
    assert measured(page, ["b", "x", "c"])["nDCG@10"] == pytest.approx(
        (1 + 1 / log2(4)) / (1 + 1 / log2(3))
    )


def test_a_perfect_ranking_an_empty_one_and_a_wrong_one_keep_their_places(judgment: Make) -> None:
    one = judgment(("a",))
    values = measure([one, one, one], [["x"], [], ["a"]])
    assert values.shape == (3, len(MEASURES))
    assert values.tolist() == [[0.0] * 6, [0.0] * 6, [1.0] * 6]

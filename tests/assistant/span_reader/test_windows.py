"""Windows hold every token of every sentence once, in order, behind the question."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.span_reader.windows import windows

QUESTION = [101, 7, 8, 102]


@given(
    lengths=st.lists(st.integers(0, 40), max_size=12),
    most=st.integers(len(QUESTION) + 2, 60),
)
def test_every_token_stands_in_one_window_under_its_sentence(lengths: list[int], most: int) -> None:
    ends = np.cumsum([0, *lengths]).tolist()
    ranges = list(itertools.pairwise(ends))
    text = np.arange(1000, 1000 + ends[-1], dtype=np.int32)
    met: list[tuple[int, int]] = []
    for window in windows(QUESTION, text, ranges, most):
        assert len(window.ids) <= most
        assert window.ids[: window.asked].tolist() == QUESTION
        assert window.ids[-1] == QUESTION[-1]
        assert sum(run.last - run.first for run in window.runs) == len(window.ids) - 5
        for run in window.runs:
            met += [(run.sentence, int(one)) for one in window.ids[run.first : run.last]]
    expected = [
        (number, 1000 + token)
        for number, (first, last) in enumerate(ranges)
        for token in range(first, last)
    ]
    assert met == expected


@given(
    lengths=st.lists(st.integers(1, 40), min_size=1, max_size=8),
    known=st.integers(0, 60),
    most=st.integers(2 * len(QUESTION), 60),
)
def test_what_is_known_stands_before_each_part_in_half_of_the_window_at_most(
    lengths: list[int], known: int, most: int
) -> None:
    ends = np.cumsum([0, *lengths]).tolist()
    text = np.arange(1000, 1000 + ends[-1], dtype=np.int32)
    context = list(range(500, 500 + known))
    kept = context[: most // 2 - len(QUESTION)]
    begin = len(QUESTION) + len(kept)
    met: list[int] = []
    for window in windows(QUESTION, text, list(itertools.pairwise(ends)), most, context):
        assert len(window.ids) <= most
        assert window.asked == len(QUESTION)
        assert window.ids[:begin].tolist() == [*QUESTION, *kept]
        assert window.ids[-1] == QUESTION[-1]
        assert window.runs[0].first == begin
        assert window.runs[-1].last == len(window.ids) - 1
        for run in window.runs:
            met += window.ids[run.first : run.last].tolist()
    assert met == text.tolist()


def test_a_question_of_half_a_window_leaves_no_room_for_what_is_known() -> None:
    (window,) = windows(QUESTION, np.arange(3, dtype=np.int32), [(0, 3)], 8, [500, 501])
    assert window.ids.tolist() == [*QUESTION, 0, 1, 2, QUESTION[-1]]


def test_a_sentence_that_fits_is_never_cut() -> None:
    text = np.arange(30, dtype=np.int32)
    found = list(windows(QUESTION, text, [(0, 10), (10, 20), (20, 30)], 20))
    assert [[run.sentence for run in window.runs] for window in found] == [[0], [1], [2]]
    assert len(list(windows(QUESTION, text, [(0, 10), (10, 20), (20, 30)], 25))) == 2


def test_a_question_that_leaves_no_room_is_refused() -> None:
    with pytest.raises(ValueError, match="no room"):
        list(windows(QUESTION, np.arange(3, dtype=np.int32), [(0, 3)], 5))

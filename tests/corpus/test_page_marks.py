"""Telling footnote marks from digits: one chain 1, 2, ... n, or a refusal."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.page_marks import Mark, MarkError, find_marks, lift_marks


@pytest.mark.parametrize(
    "line",
    [
        "The Paper1", "The Paper1 goes on.", "The Paper.1", "the “paper”1", "the (paper)1 ended",
        "the paper,1 which", "the paper1, which", "the paper1. It", "the Tübingen’s1 end",
        "a word1—and", "a word1–and", "a word1-and", "a word1) and", "It was so!1", "and so on…1",
    ],
)  # fmt: skip
def test_a_digit_glued_to_a_word_is_a_mark(line: str) -> None:
    assert find_marks([line], 1) == [Mark(0, line.index("1"), "1")]


@pytest.mark.parametrize(
    "line",
    [
        "In 1944 it ended.", "in 1 place", "(1) It", "1. It", "No. 1", "A1B", "x1y", "$1", "1",
        "11", "the paper 1", "the paper[1]", "/1", "-1",
    ],
)  # fmt: skip
def test_other_digits_are_words(line: str) -> None:
    assert find_marks([line], 0) == []
    with pytest.raises(MarkError, match="1 footnotes, but the mark 1 stands nowhere"):
        find_marks([line], 1)


def test_a_year_may_carry_a_mark_where_nothing_else_can() -> None:
    assert find_marks(["It ended in 1944.1 Then"], 1) == [Mark(0, 17, "1")]
    assert find_marks(["They took 3.1 percent, they said1 then."], 1) == [Mark(0, 32, "1")]


def test_marks_of_a_page_are_a_chain_in_reading_order() -> None:
    lines = ["The Paper1", "It named Group3 and others2 and so on3 then.", "The end.4"]
    assert [mark.label for mark in find_marks(lines, 4)] == ["1", "2", "3", "4"]
    assert find_marks(lines, 4)[2] == Mark(1, lines[1].index("3 then"), "3")


def test_a_book_may_count_from_zero() -> None:
    assert [mark.label for mark in find_marks(["Paper0 one1 two2"], 3)] == ["0", "1", "2"]


def test_two_words_that_may_carry_a_mark_are_both_named() -> None:
    with pytest.raises(MarkError, match=r"both 'Group1' and 'said1' may carry footnote 1") as error:
        find_marks(["A line.", "Group1 was there.", "They said1 so."], 1)
    assert error.value.line == 2
    assert "document.not_marks" in str(error.value)


def test_a_word_named_in_the_sidecar_carries_no_mark() -> None:
    lines = ["Group1 was there.", "They said1 so."]
    assert find_marks(lines, 1, ["Group1"]) == [Mark(1, 9, "1")]
    with pytest.raises(MarkError, match="the mark 1 stands nowhere"):
        find_marks(lines, 1, ["Group1", "said1"])


@pytest.mark.parametrize(("notes", "missing"), [(3, 2), (1, 1)])
def test_a_note_without_a_mark_is_named(notes: int, missing: int) -> None:
    lines = ["The Paper1 names", "a third3 thing."] if notes > 1 else ["The Paper names it."]
    with pytest.raises(MarkError, match=f"the mark {missing} stands nowhere in its order"):
        find_marks(lines, notes)


def test_a_mark_without_a_note_is_named_with_its_line() -> None:
    with pytest.raises(MarkError, match="a footnote mark 2 with no footnote") as error:
        find_marks(["The Paper1", "It ends.", "It goes on.2"], 1)
    assert error.value.line == 2
    with pytest.raises(MarkError, match="a footnote mark 1 with no footnote"):
        find_marks(["The Paper1"], 0)


@given(st.lists(st.sampled_from("123"), max_size=8), st.integers(0, 3))
def test_the_only_chain_is_found_or_none(digits: list[str], notes: int) -> None:
    lines = [f"word{digit}" for digit in digits]
    labels = [str(number + 1) for number in range(notes)]
    chains = [
        chain
        for chain in combinations(range(len(digits)), notes)
        if [digits[index] for index in chain] == labels
    ]
    following = str(notes + 1)
    leftover = chains and any(
        digits[index] == following for index in range(max(chains[0], default=-1) + 1, len(digits))
    )
    if len(chains) == 1 and not leftover:
        found = find_marks(lines, notes)
        assert found == [Mark(n, 4, label) for n, label in zip(chains[0], labels, strict=True)]
    else:
        with pytest.raises(MarkError):
            find_marks(lines, notes)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), st.data())
def test_lifted_marks_can_be_put_back(text: str, data: st.DataObject) -> None:
    spans = data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True).map(sorted))
    ends = [*spans, len(text)][1:]
    marks = [Mark(0, o, text[o : min(o + 2, e)]) for o, e in zip(spans, ends, strict=True)]
    bare, anchors = lift_marks(text, marks)
    assert anchors == sorted(anchors)
    for mark, anchor in reversed(list(zip(marks, anchors, strict=True))):
        bare = bare[:anchor] + mark.label + bare[anchor:]
    assert bare == text

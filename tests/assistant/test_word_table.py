"""Word weights fall with frequency, and names are told by their capitals."""

from __future__ import annotations

import pytest

from assistant.word_table import WordTable, read_word_table


@pytest.fixture(scope="module")
def table() -> WordTable:
    return read_word_table()


def test_weights_lie_between_0_and_1_and_fall_with_frequency(table: WordTable) -> None:
    by_count = sorted(table.counts, key=lambda word: table.counts[word])
    weights = [table.weight(word) for word in by_count]
    assert all(0.0 <= weight <= 1.0 for weight in weights)
    assert weights == sorted(weights, reverse=True)
    assert table.weight("the") < 0.1 < table.weight("friendli")


def test_a_word_unseen_tells_most(table: WordTable) -> None:
    assert not table.knows("zzyzx")
    assert table.weight("zzyzx") == 1.0


def test_names_are_written_with_capitals(table: WordTable) -> None:
    assert all(table.is_name(name) for name in ("stalin", "moscow", "poland", "roosevelt"))
    assert not any(table.is_name(word) for word in ("the", "friendli", "cooper", "zzyzx"))
    assert all(0 <= share <= 100 for share in table.capitals.values())

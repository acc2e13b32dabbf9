"""Keys struck at random are told from words, and no name is taken for them."""

from __future__ import annotations

import time

import pytest

from assistant.gibberish import is_gibberish
from assistant.word_table import read_word_table


@pytest.mark.parametrize(
    "message",
    [
        "asdf qwer zxcv", "qweasd", "LKJHGF", "aaaaaaaa", "zzz", "ghghgh", "wqeqwe rtyrty",
        "sdkfjhskdjfh", "blah blah", "Lorem ipsum dolor", "asdf 123", "hahaha",
    ],
)  # fmt: skip
def test_jumbles(message: str) -> None:
    assert is_gibberish(message)


@pytest.mark.parametrize(
    "message",
    [
        "", "1944", "III", "xxii", "AAA", "NSSM", "nssm", "SWNCC", "Brno", "Krk", "Nhu", "were",
        "Mau Mau", "Pago Pago", "property", "asdf Poland", "Przemysl", "rhythm", "banana",
        "tree", "Владивосток",
    ],
)  # fmt: skip
def test_words_and_names(message: str) -> None:
    assert not is_gibberish(message)


def test_hardly_a_word_of_the_record_is_a_jumble() -> None:
    stems = [word for word in read_word_table().counts if word.isalpha()]
    jumbles = [word for word in stems if is_gibberish(word)]
    assert len(stems) > 9_000
    assert len(jumbles) <= 3, jumbles


def test_a_long_word_takes_no_longer_than_its_length_asks() -> None:
    started = time.perf_counter()
    is_gibberish("asdfghjkl" * 220 + "x")
    is_gibberish("ab" * 1000 + "cd")
    assert time.perf_counter() - started < 1

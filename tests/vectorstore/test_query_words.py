"""The words of a query, and runs of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vectorstore.analysis import Analysis
from vectorstore.query_words import query_words, runs


def test_words_are_known_as_written_and_analysed() -> None:
    words = query_words("The U.S. cease-fire, says Krushchev", Analysis())
    assert [(one.written, one.word, one.before) for one in words.words] == [
        ("The", "the", ""),
        ("US", "us", " "),
        ("cease", "ceas", " "),
        ("fire", "fire", "-"),
        ("says", "say", ", "),
        ("Krushchev", "krushchev", " "),
    ]
    assert list(words.present) == ["the", "us", "ceas", "fire", "say", "krushchev"]


def test_names_are_put_right_where_they_stand() -> None:
    words = query_words("Krushchev's talks (with KRUSHCHEV?)", Analysis())
    right = words.with_names({"krushchev": "Khrushchev"})
    assert right == "Khrushchev's talks (with Khrushchev?)"
    assert words.with_names({}) == words.text


@given(query=st.text(max_size=60))
def test_words_stand_where_they_say(query: str) -> None:
    words = query_words(query, Analysis())
    done = 0
    for one in words.words:
        assert words.text[one.start : one.end] == one.written
        assert words.text[done : one.start] == one.before
        done = one.end


def test_runs_are_the_longest_first_from_each_place() -> None:
    assert list(runs("abcd", 2, 3)) == [(0, 3), (0, 2), (1, 4), (1, 3), (2, 4)]
    assert list(runs("ab", 1, 9)) == [(0, 2), (0, 1), (1, 2)]
    assert list(runs("a", 2, 3)) == list(runs("", 1, 3)) == []

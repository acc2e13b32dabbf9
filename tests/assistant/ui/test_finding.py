"""Where words stand in a text, as a reader looks for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.folding import fold
from assistant.ui.finding import places


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("soviet", "The SOVIET Government, pro-Soviet", ["SOVIET", "Soviet"]),
        ("don't", "We don’t, and Don't", ["don’t", "Don't"]),
        ("1961-63", "1961–63", ["1961–63"]),
        ("  two   words ", "Two\nwords", ["Two\nwords"]),
        ("strasse", "Die Straße.", ["Straße"]),
        ("aa", "aaaaa", ["aa", "aa"]),
        (".", "And so…", ["…"]),
        ("", "Anything", []),
        ("  ", "Any thing", []),
        ("penguin", "No such bird", []),
    ],
)
def test_what_is_found(words: str, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in places(words, text)] == found


@given(st.text(alphabet='aAß–-“" .…é', max_size=40), st.text(alphabet='aAs-" .é', max_size=3))
def test_places_are_in_order_apart_and_read_as_the_words(text: str, words: str) -> None:
    last = 0
    for start, end in places(words, text):
        assert last <= start < end <= len(text)
        last = end
        wanted = fold(words.strip()).text.casefold()
        assert wanted in fold(text[start:end]).text.casefold()


@given(st.text(min_size=1), st.text(), st.text())
def test_words_that_stand_alone_are_found(words: str, before: str, after: str) -> None:
    if fold(words.strip()).text.strip() == words and words.isalnum() and words.isascii():
        assert places(words, f"{before} {words} {after}")

"""Comparisons word by word: what was shown can be read off them, and so can the source."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evals.suite.page_diff import alone, compared

LONG = " ".join(f"w{n}" for n in range(400))


def told(kinds: tuple[str, ...], shown: str, source: str) -> str:
    return " ".join(piece.text for piece in compared(shown, source) if piece.kind in kinds)


def test_a_changed_word_is_struck_and_the_right_one_added() -> None:
    pieces = compared("we shall not yield now", "he said we shall yield now or never")
    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("around", "he said"),
        ("same", "we shall"),
        ("struck", "not"),
        ("same", "yield now"),
        ("around", "or never"),
    ]


def test_a_first_word_that_differs_is_held_against_the_one_in_its_place() -> None:
    source = "Their words come first. Our aims are peace and trade in all the world"
    pieces = compared("Their aims are peace and trade", source)
    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("around", "Their words come first."),
        ("struck", "Their"),
        ("added", "Our"),
        ("same", "aims are peace and trade"),
        ("around", "in all the world"),
    ]


def test_words_left_out_in_silence_are_added() -> None:
    words = LONG.split()
    shown = " ".join([*words[100:110], *words[130:140]])
    assert told(("added",), shown, LONG) == " ".join(words[110:130])


def test_texts_without_much_in_common_are_not_compared() -> None:
    assert compared("We shall leave at dawn", "frus1950v01/d1/p2: printed on 193; cited 192") == ()
    assert compared("", "anything") == ()
    assert compared("anything", "") == ()


def test_unseen_characters_that_differ_are_named() -> None:
    assert told(("struck",), "a b\u00a0c d e f", "a b c d e f") == "b[U+00A0]c"
    assert told(("struck",), "a soft\u00adened b c", "a softened b c") == "soft[U+00AD]ened"


def test_of_a_long_source_only_what_lies_around_is_told() -> None:
    words = LONG.split()
    around = told(("around",), " ".join(words[200:210]), LONG)
    assert around.startswith("… w175 ")
    assert around.endswith(" w234 …")


@given(st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=30), st.data())
def test_what_was_shown_is_told_whole(words: list[str], data: st.DataObject) -> None:
    source = data.draw(st.lists(st.sampled_from("abcdefg"), max_size=40))
    pieces = compared(" ".join(words), " ".join(source))
    if pieces:
        kept = " ".join(one.text for one in pieces if one.kind in ("same", "struck"))
        assert kept.split() == words
        there = " ".join(one.text for one in pieces if one.kind != "struck").replace("…", "")
        assert " ".join(there.split()) in " ".join(source)


def test_a_long_text_says_how_much_is_left_out() -> None:
    assert alone("a" * 900) == "a" * 900
    assert alone("a" * 2500) == f"{'a' * 900} … (1,600 characters more in results.json)"

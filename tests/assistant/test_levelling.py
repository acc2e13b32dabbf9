import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.folding import fold
from assistant.levelling import levelled
from assistant.quotes import Tier, find


@pytest.mark.parametrize(
    ("printed", "level"),
    [
        ("He said “no” to it", "He said 'no' to it"),
        ("war — or peace – now", "war-or peace-now"),
        ("the end … of it", "the end...of it"),
        ("a wall of 5\" by 5'", "a wall of 5\" by 5'"),
        ("the “Vostok–3” flew", "the 'Vostok-3' flew"),
        ("plain words", "plain words"),
    ],
)
def test_marks_are_alike_and_dashes_stand_close(printed: str, level: str) -> None:
    assert levelled(fold(printed)).text == level


@given(st.text(st.sampled_from("aN5 .-–…“'\"")))
def test_each_character_knows_its_original(text: str) -> None:
    folded = fold(text)
    level = levelled(folded)
    assert len(level.text) == len(level.starts) == len(level.ends)
    assert levelled(level).text == level.text
    for at, character in enumerate(level.text):
        original = fold(text[level.starts[at] : level.ends[at]]).text
        assert character in original.replace('"', "'") or character in original


@pytest.mark.parametrize(
    ("quoted", "stored"),
    [
        ("He said ‘no’ to it", "He said “no” to it"),
        ("“He said ‘no.’”", "He said “no.”"),
        ('He said ""no"" to it', "He said “no” to it"),
        ("war – or peace", "war—or peace"),
        ("or peace", "war—or peace"),
        ("the end...of", "the end … of"),
        ("the end… of", "the end … of"),
    ],
)
def test_conventions_are_no_change_of_words(quoted: str, stored: str) -> None:
    text = f"Then: {stored} it, as 5' was asked."
    match = find(quoted, text)
    assert match is not None
    assert match.tier in (Tier.EXACT, Tier.FOLDED)


@pytest.mark.parametrize("quoted", ['as 5" was', "war or peace", "war, or peace", "He said no to"])
def test_other_marks_still_count(quoted: str) -> None:
    assert find(quoted, "war—or peace. He said “no” to it, as 5' was asked.") is None

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.folding import collapse, fold, readings, trimmed

TYPOGRAPHY = st.text(
    st.sampled_from(
        "aeE\u0301\u0323é.… -–—“”‘’'\"\u00a0\u00ad\u200b\ufeff\n²½ﬁ１\u1100\u1161\u11a8각"
    )
)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("“Stalin’s” ‘aim’", "\"Stalin's\" 'aim'"),
        (
            "war—peace, 1944–45, war--peace, non‑aligned",
            "war-peace, 1944-45, war-peace, non-aligned",
        ),
        ("co\u00adoperation\u200b \ufeffin\u00a0Europe", "cooperation in Europe"),
        ("line\n   wrap\tand\u2003space", "line wrap and space"),
        ("the end… of . . . it. . . .", "the end... of ... it...."),
        ("Cafe\u0301, ﬁre, １９４４", "Café, fire, 1944"),
        ("10² m, 1½ miles", "10² m, 1½ miles"),
        ("U. S. S. R., Mr. A. B. C.", "U. S. S. R., Mr. A. B. C."),
        ("War, war; WAR!", "War, war; WAR!"),
        ('a ""word"" of', 'a "word" of'),
    ],
)
def test_typography_is_folded_and_nothing_else(printed: str, folded: str) -> None:
    assert fold(printed).text == folded


def test_each_folded_character_knows_its_original() -> None:
    text = "A\u00ad e\u0301 …— \n b"
    folded = fold(text)
    units = [
        (character, text[start:end])
        for character, start, end in zip(folded.text, folded.starts, folded.ends, strict=True)
    ]
    assert units == [
        ("A", "A"),
        (" ", " "),
        ("é", "e\u0301"),
        (" ", " "),
        (".", "…"),
        (".", "…"),
        (".", "…"),
        ("-", "—"),
        (" ", " \n "),
        ("b", "b"),
    ]


@given(st.one_of(st.text(), TYPOGRAPHY))
@example("e\u200b\u0301")
@example(". . .…. .")
def test_the_map_never_goes_back(text: str) -> None:
    for folded in (fold(text), collapse(text)):
        assert len(folded.text) == len(folded.starts) == len(folded.ends)
        assert list(folded.starts) == sorted(folded.starts)
        assert list(folded.ends) == sorted(folded.ends)
        for start, end in zip(folded.starts, folded.ends, strict=True):
            assert 0 <= start < end <= len(text)


@given(st.one_of(st.text(), TYPOGRAPHY))
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(st.one_of(st.text(), TYPOGRAPHY))
def test_composed_and_decomposed_texts_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)).text == fold(text).text
    assert fold(unicodedata.normalize("NFC", text)).text == fold(text).text


def test_a_position_inside_a_unit_has_no_folded_position() -> None:
    folded = fold("e\u0301—…")
    assert [folded.position(offset) for offset in range(5)] == [0, None, 1, 2, 5]


@pytest.mark.parametrize(
    ("words", "text", "free"),
    [
        ("war", "toward", False),
        ("war", "post-war plans", True),
        ("aligned", "the non-aligned states", False),
        ("American", "un‑American acts", False),
        ("peace", "war—peace", True),
        ("can", "we can’t agree", False),
        ("t agree", "we can’t agree", False),
        ("Stalin", "Stalin’s aim", True),
        ("the Soviets", "the Soviets’ aim", True),
        ("1", "1,000 men", False),
        ("000 men", "1,000 men", False),
        ("3", "3.5 per cent", False),
        ("2 million", "1/2 million men", False),
        ("1/2 million", "1/2 million men", True),
        ("5 percent", "some .5 percent", False),
        (".5 percent", "some .5 percent", True),
        ("5 men", "...5 men", True),
        ("five", "twenty-five men", False),
        ("twenty", "twenty-five men", False),
        ("twenty", "twenty-odd men", True),
        ("fifth", "the Twenty-fifth Army", False),
        ("escalation", "de-escalation", False),
        ("we agree", "whether or not—we agree", True),
        ("in 1944", "in 1944, we", True),
        ("1944", "1944.", True),
    ],
)
def test_a_cut_through_a_word_or_number_is_not_free(words: str, text: str, free: bool) -> None:
    folded = fold(text)
    start = folded.text.index(fold(words).text)
    assert folded.stands_free(start, start + len(words)) is free


@pytest.mark.parametrize(
    "words", ["war", " “war” ", "‘“war”’", '\ufeff"war"\u200b', "«war»\n", "''war''"]
)
def test_surrounding_marks_are_taken_off(words: str) -> None:
    assert trimmed(words) == "war"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (" war\n", ("war",)),
        (" “war” ", ("“war”", "war")),
        ("the “cold war.”", ("the “cold war.”", "the “cold war.")),
        (
            "“the ‘cold war’”",
            ("“the ‘cold war’”", "the ‘cold war’", "the ‘cold war"),
        ),
        ("“Go,” he said", ("“Go,” he said", "Go,” he said")),
        ("“", ("“",)),
        (" ", ()),
    ],
)
def test_what_words_with_marks_around_them_may_quote(words: str, expected: tuple[str, ...]) -> None:
    assert readings(words) == expected

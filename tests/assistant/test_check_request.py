import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.check_request import quotation_to_check

WORDS = "Cooperation on that basis is perilously close to collusion."


@pytest.mark.parametrize(
    "message",
    [
        f"check: “{WORDS}”",
        f"Check {WORDS.join('“”')}",
        f'Is this quotation right: "{WORDS}"?',
        f"Is this quote accurate? “{WORDS}”",
        f"Is the following wording correct: “{WORDS}”",
        f"Please verify this quotation: “{WORDS}”.",
        f"Could you check this quote for me: «{WORDS}»",
        f"check: {WORDS}",
        f"  “{WORDS}”  ",
        f"“{WORDS}”?",
        f"Is this\n quotation right:\n\n“{WORDS}”",
    ],
)
def test_a_request_holds_the_words_to_check(message: str) -> None:
    assert quotation_to_check(message) == WORDS


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("check: “close to collusion”", "close to collusion"),
        ("“He said “no” to all that was asked of him then”",) * 2,
    ],
)
def test_short_words_and_nested_marks_can_be_checked(message: str, words: str) -> None:
    assert quotation_to_check(message) == words.removeprefix("“").removesuffix("”")


def test_paragraphs_stay_apart() -> None:
    words = "close to collusion.\n“There is a danger"
    assert quotation_to_check(f"Is this  quotation\nright: “{words}”?") == words
    assert quotation_to_check("check:\r\n“close  to\r\n\r\ncollusion”") == "close to\ncollusion"


@pytest.mark.parametrize(
    "message",
    [
        "",
        "“”",
        "check:",
        "check: “?”",
        "What does “close to collusion” mean?",
        "“close to collusion”",
        "Where are the records of the Tehran Conference?",
        "Is this right?",
        "Check the records of the Tehran Conference",
        "Was the quotation right that Stalin gave to the conference at Tehran?",
        "“Friendliness” is one word in the paper, and another is “weakness”",
        f"Who said “{WORDS}”?",
    ],
)
def test_anything_else_is_a_question(message: str) -> None:
    assert quotation_to_check(message) is None


@given(st.text(st.sampled_from("check: ?“”\"'a\n"), max_size=60))
def test_what_is_checked_stands_in_the_message(message: str) -> None:
    words = quotation_to_check(message)
    assert words is None or words in " ".join(message.split())

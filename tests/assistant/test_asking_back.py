"""A question that says nothing alone is asked back; one that names anything is searched."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.asking_back import says_nothing_alone
from assistant.question import Asked


@pytest.mark.parametrize(
    "question",
    ["What did he say?", "why?", "tell me about it", "What did they decide?", "Did he agree?"],
)
def test_nothing_is_named(apart: Callable[[str], Asked], question: str) -> None:
    assert says_nothing_alone(question, apart)


@pytest.mark.parametrize(
    "question",
    [
        "What did he tell the Shah?", "Did they discuss tariffs?", "What was the reply?", "Poland",
        "What does it say about Germany?", "Is it true that Kennedy agreed?", "A.F. of L.", "S/S-R",
        "What did this agreement do?",
    ],
)  # fmt: skip
def test_something_is_named(apart: Callable[[str], Asked], question: str) -> None:
    assert not says_nothing_alone(question, apart)

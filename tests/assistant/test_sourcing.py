"""Questions about the document itself, and the passages that tell of it."""

from __future__ import annotations

import time

import pytest

from assistant.sourcing import sourcing_passages
from corpus.library import SHIPPED
from corpus.page_text import read_page

TEXT = read_page(SHIPPED / "frus1944Quebec" / "d123.txt")


def telling(question: str) -> list[str]:
    return [
        passage.id.rsplit("/", 1)[1]
        for passage in sourcing_passages(question, TEXT.document, TEXT.passages)
    ]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Where is the original kept?", ["source"]),
        ("Which archive holds it?", ["source"]),
        ("Where does this paper come from?", ["source"]),
        ("Which department wrote this paper?", ["head"]),
        ("What kind of paper is this document?", ["head"]),
        ("How was the paper sent to the White House?", ["fn1"]),
        ("Under what cover was this memorandum forwarded?", ["fn1"]),
        ("Who prepared this paper, and when was it sent?", ["head", "fn1"]),
    ],
)
def test_what_tells_of_the_document(question: str, names: list[str]) -> None:
    told = telling(question)
    assert set(names) <= set(told)
    assert not {name for name in told if name.startswith("p")}


def test_the_order_of_the_words_matters() -> None:
    assert "head" in telling("Which office wrote this paper?")
    assert "head" not in telling("They wrote of this paper, but which?")
    assert telling("Does this paper come from where they met?") == []


@pytest.mark.parametrize(
    "question",
    [
        "What mistake might the Soviet Government make about friendliness?", "What did he reply?",
        "What is the capital of Australia?", "Where are the records of the Tehran Conference?",
        "Who was sent to Moscow?", "", "Where?", "Which?",
    ],
)  # fmt: skip
def test_other_questions_are_not_about_the_document(question: str) -> None:
    assert telling(question) == []


@pytest.mark.parametrize(
    "unit", ["where ", "which ", "who wrote ", "this paper which ", "the a ", "kind of ", "about "]
)  # fmt: skip
def test_long_questions_take_no_longer_than_their_length_asks(unit: str) -> None:
    started = time.perf_counter()
    telling(unit * (100_000 // len(unit)))
    assert time.perf_counter() - started < 5

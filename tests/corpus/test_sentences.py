"""Sentences are spans of their text, and abbreviations do not end them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.library import SHIPPED
from corpus.page_text import read_page
from corpus.sentences import sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


PIECES = st.sampled_from(
    (
        "\n",
        "Mr.\n",
        "Mr. ",
        "U.S. ",
        "The ",
        "pp. ",
        "ff. ",
        "1. ",
        "(a) ",
        "end. ",
        "No. ",
        "D.C. ",
        "“",
        "…",
    )
)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)


@given(st.lists(PIECES | WORDS, max_size=20))
def test_every_character_that_shows_lies_in_one_sentence(pieces: list[str]) -> None:
    text = "".join(pieces)
    spans = sentence_spans(text)
    last = 0
    for start, end in spans:
        assert last <= start < end <= len(text)
        assert text[last:start].strip() == ""
        assert text[start:end] == text[start:end].strip()
        assert "\n" not in text[start:end]
        last = end
    assert text[last:].strip() == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "Reference is made to Embtel. 123 of that date.",
        "See Foreign Relations, 1943, vol. i, pp. 558 ff., for the records.",
        "The U.S. Government agreed.",
        "Mr. Hull told Gen. Marshall and Messrs. Welles and Dunn.",
        "The U.S.S.R. Delegation left.",
        "Harry S. Truman signed.",
        "Cf. Document No. 12.",
        "It left on Sept. 6.",
        "1. The first point is this.",
        "(a) The first point is this.",
    ],
)
def test_an_abbreviation_or_a_number_ends_no_sentence(sentence: str) -> None:
    assert sentences(f"It began so. {sentence} It went on.") == [
        "It began so.",
        sentence,
        "It went on.",
    ]


def test_a_sentence_may_end_in_an_abbreviation() -> None:
    text = "They are on pp. 558 ff. For the records, see there. It concerns the U.S. The end."
    assert sentences(text) == [
        "They are on pp. 558 ff.",
        "For the records, see there.",
        "It concerns the U.S.",
        "The end.",
    ]


def test_the_shipped_document_has_the_sentences_a_reader_sees() -> None:
    text = read_page(SHIPPED / "frus1944Quebec" / "d123.txt")
    counts = {p.id.rsplit("/", 1)[1]: len(sentence_spans(p.text)) for p in text.passages}
    paragraphs = {"p1": 1, "p2": 1, "p3": 2, "p4": 1, "p5": 3, "p6": 3}
    assert counts == {"source": 1, "head": 1, "h1": 1, **paragraphs, "fn1": 2, "fn2": 2}


def test_a_line_break_ends_a_sentence_where_nothing_else_does() -> None:
    assert sentences("Mr.\nRusk said no,\nand 1.\nTwo went. Then\n\n three.") == [
        *("Mr.", "Rusk said no,", "and 1.", "Two went.", "Then", "three.")
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\t\u00a0"])
def test_white_space_has_no_sentences(text: str) -> None:
    assert sentence_spans(text) == []


@pytest.mark.parametrize(
    "text",
    [
        *("[" * 100_000, "A. " * 30_000, "." * 100_000, "1) " * 30_000, "a" * 100_000),
        *("Govt. Said " * 9_000, "Embtel. The " * 9_000, "D.C. Then " * 9_000, "One.\n" * 20_000),
    ],
)
def test_a_long_text_takes_no_longer_than_its_length_asks(text: str) -> None:
    started = time.perf_counter()
    assert sentence_spans(text)
    assert time.perf_counter() - started < 10

"""Captions are told from sentences, however short these are."""

from __future__ import annotations

import pytest

from assistant.caption import is_caption


@pytest.mark.parametrize(
    "line",
    [
        "Vienna, June 3, 1961.",
        "Washington, October 27, 1967, 6:45 p.m.",
        "John F. Kennedy",
        "The Position of the Guatemalan Army",
        "The Ryukyu–Bonin Islands and the Sato Visit",
    ],
)
def test_names_and_numbers_alone_are_a_caption(line: str) -> None:
    assert is_caption(line)


@pytest.mark.parametrize(
    "sentence",
    [
        "Kennedy agreed.",
        "It was signed at Vienna on June 3, 1961.",
        "SEATO was to meet on May 4.",
        "The Army of Guatemala numbers 6,000 men.",
        "Mr. A, Mr. B, Mr. C, Mr. D, Mr. E, Mr. F, Mr. G, Mr. H and Mr. I",
    ],
)
def test_what_says_something_is_none(sentence: str) -> None:
    assert not is_caption(sentence)

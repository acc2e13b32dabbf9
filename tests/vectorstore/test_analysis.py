"""The one analysis of words, initials without points, and hyphenated words in one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.analysis import Analysis, analyzer, searchable, without_points


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Soviet Government’s policies", ["the", "soviet", "govern", "s", "polici"]),
        ("naïve FAÇADE", ["naiv", "facad"]),
        ("U.S.S.R., 1944–45; p. 193", ["u", "s", "s", "r", "1944", "45", "p", "193"]),
        ("cooperating cooperation co-operation", ["cooper", "cooper", "co", "oper"]),
        ("!? … 😀", []),
        ("", []),
    ],
)
def test_words_are_folded_and_stemmed(text: str, words: list[str]) -> None:
    assert list(analyzer().analyze(text)) == words
    assert Analysis().words(text) == words


@given(text=st.text(st.characters(max_codepoint=127), max_size=60))
def test_letter_case_is_nothing(text: str) -> None:
    assert list(analyzer().analyze(text.upper())) == list(analyzer().analyze(text))


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("the U.S.S.R., the U.N. and N.A.T.O", "the USSR, the UN and NATO"),
        ("U.S.-Soviet relations; U.S.’s", "US-Soviet relations; US’s"),
        ("J. F. Dulles in Washington, D.C. He", "J. F. Dulles in Washington, DC He"),
        ("Plan A. It ends. E.g. so", "Plan A. It ends. E.g. so"),
        ("www.U.S.gov", "www.U.S.gov"),
    ],
)
def test_initials_are_one_word(text: str, without: str) -> None:
    assert without_points(text) == without


def test_what_is_searched_has_initials_in_one_and_what_is_quoted_has_not() -> None:
    analysis = Analysis()
    assert analysis.terms("U.S. policy") == ["us", "polici"]
    assert analysis.words("U.S. policy") == ["u", "s", "polici"]


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("the cease\u2010fire of Mao Tse-tung", "ceasefire\nTsetung"),
        ("man-of-war", "manofwar"),
        ("1944-45, A-1, B-52 and x-ray", ""),
        ("over- and under- the -ish", ""),
    ],
)
def test_hyphenated_words_are_searched_in_one_as_well(text: str, added: str) -> None:
    assert searchable(text) == (f"{text}\n{added}" if added else text)


@given(text=st.text(max_size=80))
def test_what_is_indexed_begins_with_what_is_asked(text: str) -> None:
    analysis = Analysis()
    asked = analysis.terms(text)
    assert analysis.words(searchable(text))[: len(asked)] == asked

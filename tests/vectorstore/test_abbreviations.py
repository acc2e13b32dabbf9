"""Abbreviations and their long forms, from lists of terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.glossary import Term, TermKind
from vectorstore.abbreviations import Abbreviation, abbreviations
from vectorstore.analysis import Analysis


def read(name: str, explanation: str, kind: TermKind = TermKind.TERM) -> list[Abbreviation]:
    term = Term(id="", kind=kind, name=name, explanation=explanation)
    return list(abbreviations([term], Analysis()))


@pytest.mark.parametrize(
    ("name", "explanation", "long"),
    [
        ("MAAG", "Military Assistance Advisory Group", "militari assist advisori group"),
        ("FE", "Bureau of Far Eastern Affairs, Department of State", "bureau far eastern affair"),
        ("MACV", "Military Assistance Command, Vietnam", "militari assist command vietnam"),
        ("CINCPAC", "Commander-in-Chief, Pacific", "command chief pacif"),
        ("CINCPACFLT", "Commander in Chief, U.S. Pacific Fleet", "command chief us pacif fleet"),
        ("FonMin", "Foreign Minister; also Foreign Ministry", "foreign minist"),
        ("HR", "House Resolution; also human rights", "hous resolut"),
        ("GVN", "Government of (South) Vietnam", "govern vietnam"),
        ("SC", "Security Council of the United Nations", "secur council unit nation"),
        ("BOND", "Puerto Barrios", "puerto barrio"),
        ("CPR", "People’s Republic of China", "peopl republ china"),
        ("ÉG", "no letters A to Z only", None),
        ("Deptel", "Department of State telegram", None),
        ("IR", "infrared", None),
        ("INR/RAF", "Office of Research and Analysis for Africa", None),
        ("TV", "", None),
    ],
)
def test_a_term_stands_for_its_first_sense(name: str, explanation: str, long: str | None) -> None:
    found = read(name, explanation)
    if long is None:
        assert found == []
    else:
        word = Analysis().words(name)[0]
        assert found == [Abbreviation(written=name, word=word, long=tuple(long.split()))]


def test_a_person_abbreviates_nothing() -> None:
    assert read("MAAG", "Military Assistance Advisory Group", TermKind.PERSON) == []


@given(name=st.text(min_size=1, max_size=12), explanation=st.text(max_size=60))
def test_whatever_is_listed_gives_a_long_form_or_nothing(name: str, explanation: str) -> None:
    for found in read(name, explanation):
        assert found.written == name
        assert len(found.long) > 1


def test_what_has_very_many_words_is_no_long_form() -> None:
    assert read("ABC", ", ".join(["alpha beta cease"] * 2_000)) != []
    assert read("XYZ", "word " * 2_000) == []
    assert read("XYZ", ", ".join(["word"] * 2_000)) == []

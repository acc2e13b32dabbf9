"""Lists of terms and persons, stored and looked up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.glossary import Term, TermKind
from vectorstore.abbreviations import Abbreviation
from vectorstore.lists import Lists
from vectorstore.passage_writer import PassageWriter
from vectorstore.persons import Person

if TYPE_CHECKING:
    from tests.vectorstore.conftest import Volumes

TERMS = {
    "frus1943": (("GA", "General Assembly"), ("SC", "Security Council")),
    "frus1944": (("GA", "General Assembly"), ("SC", "Subversion Committee")),
    "frus1945": (),
}
PERSONS = {
    "frus1943": ("Dulles, Allen W.",),
    "frus1944": ("Dulles, Allen W.", "Dulles, John Foster"),
    "frus1945": ("Castillo Armas, Carlos",),
}
ASSEMBLY = Abbreviation(written="GA", word="ga", long=("general", "assembl"))
COUNCIL = Abbreviation(written="SC", word="sc", long=("secur", "council"))
COMMITTEE = Abbreviation(written="SC", word="sc", long=("subvers", "committe"))
ALLEN = Person(written="Dulles", surname=("dull",), forenames=("allen", "w"))
JOHN = Person(written="Dulles", surname=("dull",), forenames=("john", "foster"))


def entry(kind: TermKind, name: str, explanation: str = "") -> Term:
    return Term(id="", kind=kind, name=name, explanation=explanation)


@pytest.fixture
def stored(tmp_path: Path, volumes: Volumes) -> Path:
    """A store of three volumes with lists; the second one was taken over from another store."""
    texts = [
        replace(
            text,
            glossary=(
                *(entry(TermKind.TERM, *term) for term in TERMS[text.volume.id]),
                *(entry(TermKind.PERSON, name) for name in PERSONS[text.volume.id]),
            ),
        )
        for text in volumes.texts
    ]
    with closing(PassageWriter(tmp_path / "earlier", "words")) as writer:
        writer.add(texts[1], "digest")
    with closing(PassageWriter(tmp_path / "store", "words")) as writer:
        writer.add(texts[0], "digest")
        writer.keep(tmp_path / "earlier", ["frus1944"])
        writer.add(texts[2], "digest")
    return tmp_path / "store"


@pytest.fixture
def lists(stored: Path) -> Iterator[Lists]:
    with closing(Lists(stored)) as opened:
        yield opened


def test_abbreviations_are_found_as_written_and_by_their_long_forms(lists: Lists) -> None:
    assert lists.abbreviations((), ["GA"], []) == [ASSEMBLY]
    assert lists.abbreviations((), ["ga", "G"], []) == []
    assert lists.abbreviations((), [], ["general assembl"]) == [ASSEMBLY]
    assert lists.abbreviations((), [], ["general"]) == []
    assert lists.abbreviations((), ["GA"], ["general assembl", "secur council"]) == [
        ASSEMBLY,
        COUNCIL,
    ]


def test_only_the_volumes_that_are_named_speak(lists: Lists) -> None:
    assert lists.abbreviations((), ["SC"], []) == [COUNCIL, COMMITTEE]
    assert lists.abbreviations(("frus1943",), ["SC"], []) == [COUNCIL]
    assert lists.abbreviations(("frus1944", "frus1945"), ["SC"], []) == [COMMITTEE]
    assert lists.abbreviations(("frus1945",), ["SC"], []) == []


def test_persons_are_found_by_their_surnames(lists: Lists) -> None:
    assert lists.persons((), ["dull"]) == [ALLEN, JOHN]
    assert lists.persons(("frus1943",), ["dull", "allen"]) == [ALLEN]
    (president,) = lists.persons((), ["castillo arma", "castillo"])
    assert president.written == "Castillo Armas"
    assert lists.persons((), ["carlo", "arma"]) == lists.persons((), []) == []

"""Persons by their surnames, from lists of persons."""

from __future__ import annotations

from corpus.glossary import Term, TermKind
from vectorstore.analysis import Analysis
from vectorstore.persons import Person, persons


def read(name: str, kind: TermKind = TermKind.PERSON) -> list[Person]:
    return list(persons([Term(id="", kind=kind, name=name, explanation="")], Analysis()))


def test_surname_and_forenames_are_told_apart_by_the_comma() -> None:
    assert read("Dulles, John Foster") == [
        Person(written="Dulles", surname=("dull",), forenames=("john", "foster"))
    ]
    assert read("Castillo Armas, Col. Carlos") == [
        Person(written="Castillo Armas", surname=("castillo", "arma"), forenames=("col", "carlo"))
    ]
    assert read("House, Edward “Colonel,”")[0].forenames == ("edward", "colonel")


def test_a_name_without_a_comma_has_no_surname_to_look_up() -> None:
    assert read("Ho Chi Minh") == []
    assert read(", Jr.") == []
    assert read("Brief, Short", TermKind.TERM) == []

"""Who is a person among the headings of an index."""

from __future__ import annotations

import pytest

from evals.index_people import People
from evals.judgment import Subject
from tests.evals.index_books import book

SPOKEN = (
    "Mr. Topping saw General Ronne and Foreign Minister Gromyko. In Cyprus the Ambassador waited. "
    "Topping said that Cyprus was quiet."
)


@pytest.fixture(scope="module")
def people() -> People:
    return People(book({1: "1"}, people=("Tanaka, Kakuei", "Thant, U"), words=SPOKEN))


@pytest.mark.parametrize(
    "heading",
    [
        "Adzhubei, Aleksei I.",
        "Tanaka Kakuei",
        "Topping",
        "Ronne (Norway)",
        "Sing Col.",
        "Chou En-lai",
        "Souphanouvong, Prince",
        "Saud ibn Abd al-Aziz, King of Saudi Arabia",
    ],
)
def test_names_of_people(people: People, heading: str) -> None:
    assert people.subject([heading]) is Subject.PERSON


@pytest.mark.parametrize(
    "heading",
    [
        "Cyprus",
        "General Motors",
        "General Agreement on Tariffs and Trade (GATT)",
        "Defense, Secretary of",
        "President Gottwald incident",
        "Berlin crisis",
        "Navy, Vietnamese",
        "Commerce, U.S. Department of",
    ],
)
def test_other_headings_alone(people: People, heading: str) -> None:
    assert people.subject([heading]) is Subject.ENTITY


@pytest.mark.parametrize("path", [("Topping", "on Berlin"), ("Congress: Atomic energy",)])
def test_paths_are_topics_whoever_opens_them(people: People, path: tuple[str, ...]) -> None:
    assert people.subject(path) is Subject.TOPIC

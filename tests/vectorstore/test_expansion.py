"""What else a query is said by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore import lexical
from vectorstore.abbreviations import Abbreviation
from vectorstore.analysis import Analysis
from vectorstore.concepts import Concept, Wording, plain
from vectorstore.expansion import Expansion
from vectorstore.lexical import Entry, Lexical
from vectorstore.persons import Person
from vectorstore.retriever import Filter

if TYPE_CHECKING:
    from vectorstore.expansion import Asked

ALL = Filter()
# What the passages of the index say, and how many of them say it.
RECORD = {
    "Khrushchev spoke of the cease-fire": 4,
    "Merchant and Marchant met on a ceasefire": 3,
    "the MAAG in Laos, the JCS": 3,
    "the military assistance advisory group of the National Security Council": 3,
    "a cargo": 3,
}


class Listed:
    """Lists of two volumes."""

    abbreviated = (
        ("v1", Abbreviation(written="MAAG", word="maag",
                            long=("militari", "assist", "advisori", "group"))),
        ("v1", Abbreviation(written="MA", word="ma", long=("militari", "assist"))),
        ("v1", Abbreviation(written="NSC", word="nsc", long=("nation", "secur", "council"))),
        ("v1", Abbreviation(written="SC", word="sc", long=("secur", "council"))),
        ("v2", Abbreviation(written="SC", word="sc", long=("sale", "commiss"))),
        ("v2", Abbreviation(written="IT", word="it", long=("inform", "technolog"))),
    )  # fmt: skip
    named = (
        ("v1", Person(written="Khrushchev", surname=("khrushchev",), forenames=("nikita", "s"))),
        ("v1", Person(written="Dulles", surname=("dull",), forenames=("john", "foster", "w"))),
        ("v2", Person(written="Dulles", surname=("dull",), forenames=("allen", "w"))),
        ("v2", Person(written="Marchant", surname=("marchant",), forenames=("herbert",))),
        ("v1", Person(written="Castillo Armas", surname=("castillo", "arma"),
                      forenames=("carlo", "armas"))),
    )  # fmt: skip

    def abbreviations(
        self, volumes: Sequence[str], written: Iterable[str], long: Iterable[str]
    ) -> list[Abbreviation]:
        return [
            one
            for volume, one in self.abbreviated
            if (not volumes or volume in volumes)
            and (one.written in written or " ".join(one.long) in long)
        ]

    def persons(self, volumes: Sequence[str], surnames: Iterable[str]) -> list[Person]:
        return [
            one
            for volume, one in self.named
            if (not volumes or volume in volumes) and " ".join(one.surname) in surnames
        ]


@pytest.fixture(scope="module")
def expansion(tmp_path_factory: pytest.TempPathFactory) -> Expansion:
    folder: Path = tmp_path_factory.mktemp("expansion") / "words"
    texts = [text for text, count in RECORD.items() for _ in range(count)]
    lexical.write(folder, [entry(number, text) for number, text in enumerate(texts)])
    return Expansion(Listed(), Lexical(folder), is_word=lambda word: word == "Marchand")


def entry(number: int, text: str) -> Entry:
    return Entry(
        id=f"v1/d{number}/p1",
        volume="v1",
        document=f"v1/d{number}",
        kind="paragraph",
        voice="author",
        sought=True,
        first_day=0,
        last_day=0,
        words=text,
        context="",
    )


def said(expansion: Expansion, query: str, scope: Filter = ALL) -> dict[str, Concept]:
    """The concepts of a query, by the words of their first wording."""
    asked: Asked = expansion.asked(query, scope)
    return {" ".join(concept[0].words): concept for concept in asked.concepts}


def word(*words: str, weight: float = 1.0) -> Wording:
    return Wording(words=words, weight=weight)


def together(*words: str) -> Wording:
    return Wording(words=words, weight=2 / len(words), whole=True)


def test_ordinary_words_are_left_as_they_are(expansion: Expansion) -> None:
    asked = expansion.asked("A cargo, and the cargo of Laos", ALL)
    assert asked.concepts == plain(["a", "cargo", "and", "the", "of", "lao"])
    assert asked.text == "A cargo, and the cargo of Laos"
    assert expansion.asked("…!?", ALL).concepts == []


def test_an_abbreviation_is_one_concept_with_its_long_form(expansion: Expansion) -> None:
    long = ("militari", "assist", "advisori", "group")
    concepts = said(expansion, "the MAAG in Laos")
    assert concepts["maag"] == (word("maag"), together(*long))
    assert set(concepts) == {"the", "maag", "in", "lao"}


def test_a_long_form_is_one_concept_with_its_abbreviation(expansion: Expansion) -> None:
    concepts = said(expansion, "Military Assistance Advisory Group in Laos")
    assert concepts["militari assist advisori group"][1:] == (word("maag"),)
    assert set(concepts) == {"militari assist advisori group", "in", "lao"}


def test_function_words_break_no_long_form(expansion: Expansion) -> None:
    assert set(said(expansion, "security of the council")) == {"secur council", "of", "the"}
    assert set(said(expansion, "council for security")) == {"council", "for", "secur"}


def test_the_longest_form_from_a_place_counts(expansion: Expansion) -> None:
    assert said(expansion, "National Security Council")["nation secur council"] == (
        word("nation", "secur", "council"),
        word("nsc"),
    )
    assert said(expansion, "the Security Council", Filter(volumes=("v1",)))["secur council"] == (
        word("secur", "council"),
        word("sc"),
    )


def test_a_query_that_says_both_is_left_as_it_is(expansion: Expansion) -> None:
    concepts = said(expansion, "Military Assistance Advisory Group (MAAG)")
    assert all(len(concept) == 1 for name, concept in concepts.items() if name != "militari assist")
    assert concepts["militari assist"] == (word("militari", "assist"), word("ma"))


def test_an_abbreviation_is_known_by_its_capitals(expansion: Expansion) -> None:
    assert said(expansion, "is it so")["it"] == (word("it"),)
    assert said(expansion, "is IT so")["it"] == (word("it"), together("inform", "technolog"))


def test_initials_with_points_are_an_abbreviation_too(expansion: Expansion) -> None:
    assert said(expansion, "the M.A.A.G.")["maag"] == said(expansion, "the MAAG")["maag"]


def test_only_volumes_in_scope_speak(expansion: Expansion) -> None:
    sale, council = together("sale", "commiss"), together("secur", "council")
    assert said(expansion, "the SC")["sc"] == (word("sc"), council, sale)
    assert said(expansion, "the SC", Filter(volumes=("v2",)))["sc"] == (word("sc"), sale)
    document = Filter(documents=("v1/d1", "v1/d2"))
    assert said(expansion, "the SC", document)["sc"] == (word("sc"), council)


@pytest.mark.parametrize("query", ["cease-fire", "cease\u2010fire", "cease fire", "Cease Fire"])
def test_neighbours_are_sought_in_one_word_if_the_record_has_it(
    expansion: Expansion, query: str
) -> None:
    assert said(expansion, query) == {
        "ceas fire": (word("ceas", "fire"), word("ceasefir")),
    }


@pytest.mark.parametrize("query", ["fire cease", "cease, fire", "car go", "ca-rgo on", "a cargo"])
def test_other_neighbours_are_two_words(expansion: Expansion, query: str) -> None:
    together_ = {"ca rgo"} if query.startswith("ca-") else set()
    assert {name for name in said(expansion, query) if " " in name} == together_


def test_forenames_say_little_beside_their_surname(expansion: Expansion) -> None:
    concepts = said(expansion, "Nikita S. Khrushchev on Laos")
    assert concepts["nikita"] == (word("nikita", weight=0.3),)
    assert concepts["s"] == (word("s", weight=0.3),)
    assert concepts["khrushchev"] == (word("khrushchev"),)
    assert said(expansion, "Nikita on Laos")["nikita"] == (word("nikita"),)


def test_a_forename_that_tells_namesakes_apart_counts_in_full(expansion: Expansion) -> None:
    concepts = said(expansion, "Allen W. Dulles")
    assert concepts["allen"] == (word("allen"),)
    assert concepts["w"] == (word("w", weight=0.3),)
    alone = said(expansion, "Allen W. Dulles", Filter(volumes=("v2",)))
    assert alone["allen"] == (word("allen", weight=0.3),)


def test_a_surname_of_two_words_is_no_forename(expansion: Expansion) -> None:
    concepts = said(expansion, "Carlos Castillo Armas")
    assert concepts["carlo"] == (word("carlo", weight=0.3),)
    assert concepts["castillo"] == (word("castillo"),)
    assert concepts["arma"] == (word("arma"),)


def test_a_misspelt_name_is_put_right(expansion: Expansion) -> None:
    asked = expansion.asked("What did Kruschev say?", ALL)
    assert asked.text == "What did Khrushchev say?"
    assert (word("kruschev"), word("khrushchev")) in asked.concepts


def test_a_listed_name_is_likelier_than_another_word(expansion: Expansion) -> None:
    one = expansion.asked("Mirchant", Filter(volumes=("v1",)))
    assert one.concepts == [(word("mirchant"), word("marchant"), word("merchant"))]
    assert one.text == "Mirchant"
    other = expansion.asked("Mirchant", Filter(volumes=("v2",)))
    assert other.concepts == [(word("mirchant"), word("marchant"))]
    assert other.text == "Marchant"


@given(query=st.text(st.sampled_from("aMAG cease-fire.SC\ud800é"), max_size=40))
def test_every_word_of_a_query_is_asked_for_once(expansion: Expansion, query: str) -> None:
    own = [word for concept in expansion.asked(query, ALL).concepts for word in concept[0].words]
    assert len(own) == len(set(own))
    assert set(own) == set(Analysis().terms(query))


def test_a_word_that_people_write_is_not_misspelt(expansion: Expansion) -> None:
    (misspelt,) = said(expansion, "Marchamt").values()
    assert len(misspelt) > 1
    (right,) = said(expansion, "Marchand").values()
    assert right == (Wording(words=("marchand",)),)
    assert expansion.asked("Marchand", ALL).text == "Marchand"


def test_what_no_model_can_be_given_is_replaced(expansion: Expansion) -> None:
    assert expansion.asked("cargo \ud800", ALL).text == "cargo ?"

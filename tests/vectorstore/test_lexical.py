"""The one analysis of words, BM25 over it, and runs of words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import StoreError
from vectorstore.lexical import Lexical, analyzer, day_number
from vectorstore.retriever import Filter

if TYPE_CHECKING:
    from tests.vectorstore.conftest import Volumes, WordVectors

ALL = Filter()


@pytest.fixture
def lexical(make: Callable[..., Path], volumes: Volumes, words: WordVectors) -> Lexical:
    (folder,) = make(volumes, words).glob("index-*/words")
    return Lexical(folder)


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


def test_a_day_is_a_number_that_orders_as_days_do() -> None:
    assert day_number("1944-09-06") == 19440906
    assert day_number("1944-09-31") < day_number("1944-10-01")


def test_the_rarer_word_counts_for_more(lexical: Lexical) -> None:
    ranking = lexical.search("the footnote of frus1945 number 7", 5, ALL)
    assert ranking[0][0] == "frus1945/d7/fn1"
    assert [score for _, score in ranking] == sorted((score for _, score in ranking), reverse=True)


def test_a_footnote_is_found_by_the_sentence_of_its_mark(lexical: Lexical) -> None:
    found = dict(lexical.search("paragraph", 1000, ALL))
    assert "frus1944/d1/fn1" in found
    assert found["frus1944/d1/p1"] > found["frus1944/d1/fn1"] - 1


def test_nothing_in_common_is_nothing_found(lexical: Lexical) -> None:
    assert lexical.search("submarine", 10, ALL) == []
    assert lexical.search("…!?", 10, ALL) == []
    assert lexical.search("", 10, ALL) == []


def test_a_word_said_twice_counts_once(lexical: Lexical) -> None:
    assert lexical.search("grain grain GRAIN", 9, ALL) == lexical.search("grain", 9, ALL)


def test_a_filter_changes_no_score(lexical: Lexical) -> None:
    whole = dict(lexical.search("grain of frus1944", 1000, ALL))
    scope = Filter(volumes=("frus1944", "frus1945"), after="1944")
    within = dict(lexical.search("grain of frus1944", 1000, scope))
    assert 0 < len(within) < len(whole)
    assert all(score == pytest.approx(whole[id_], rel=1e-6) for id_, score in within.items())


def test_at_most_k_are_found_best_first_ties_by_id(lexical: Lexical) -> None:
    ranking = lexical.search("grain", 30, ALL)
    assert len(ranking) == 30
    assert ranking == sorted(ranking, key=lambda pair: (-pair[1], pair[0]))
    assert lexical.search("grain", 7, ALL)[0][1] == ranking[0][1]
    assert len(lexical.search("grain", 7, ALL)) == 7


def test_a_run_of_words_is_found_in_order_only(lexical: Lexical) -> None:
    assert lexical.phrase("GRAIN and Ships, of frus1944 number 3", 9, ALL) == ["frus1944/d3/p2"]
    assert lexical.phrase("ships and grain", 9, ALL) == []
    assert len(lexical.phrase("grain", 100, ALL)) == 30
    assert len(lexical.phrase("grains", 100, Filter(volumes=("frus1943",)))) == 10
    assert lexical.phrase("…", 9, ALL) == []


def test_a_heading_holds_words_though_it_answers_nothing(lexical: Lexical) -> None:
    assert lexical.phrase("The heading of frus1944 number 3", 9, ALL) == ["frus1944/d3/head"]
    assert not any(id_.endswith("/head") for id_, _ in lexical.search("heading", 100, ALL))


def test_within_says_whether_a_scope_holds_anything(lexical: Lexical) -> None:
    assert lexical.within(ALL)
    assert lexical.within(Filter(after="1980", before="1980"))
    assert not lexical.within(Filter(after="1981"))
    assert not lexical.within(Filter(volumes=("frus1946",)))
    assert not lexical.within(Filter(volumes=("frus1944",), documents=("frus1943/d1",)))


@pytest.mark.parametrize(
    "query",
    [
        '") OR 1=1; DROP TABLE passage; --', "words:grain AND volume:frus1943", "gra*n", "/.*/",
        '{"$where": {"volume": {"$ne": ""}}}', "grain~2^9", "[1 TO 9]", "\\", "grain\0ships",
        "\u202egrain", "a" * 70_000,
    ],
)  # fmt: skip
def test_a_query_is_words_and_no_language(lexical: Lexical, query: str) -> None:
    known = set(analyzer().analyze(query)) & {"grain", "and", "frus1943", "1", "9", "2", "ship"}
    found = lexical.search(query, 1000, ALL)
    assert bool(found) == bool(known)


@given(text=st.text(st.characters(max_codepoint=127), max_size=60))
def test_letter_case_is_nothing(text: str) -> None:
    assert list(analyzer().analyze(text.upper())) == list(analyzer().analyze(text))


def test_an_index_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be read; run: frus index build"):
        Lexical(tmp_path / "words")


def test_every_passage_is_in_the_index(lexical: Lexical) -> None:
    assert lexical.size == 120

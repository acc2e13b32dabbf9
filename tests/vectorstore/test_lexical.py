"""BM25 over passages, concepts that are said in several ways, and runs of words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.errors import StoreError
from vectorstore.analysis import analyzer
from vectorstore.build import build
from vectorstore.concepts import Wording, plain
from vectorstore.lexical import Lexical, day_number
from vectorstore.retriever import Filter

if TYPE_CHECKING:
    from tests.vectorstore.conftest import Volumes, WordVectors

ALL = Filter()


@pytest.fixture(scope="module")
def lexical(
    tmp_path_factory: pytest.TempPathFactory, volumes: Volumes, make_words: type[WordVectors]
) -> Lexical:
    root = tmp_path_factory.mktemp("lexical")
    build(volumes, root, make_words(), lambda *_: None)
    (folder,) = root.glob("index-*/words")
    return Lexical(folder)


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


def test_an_index_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be read; run: frus index build"):
        Lexical(tmp_path / "words")


def test_every_passage_is_in_the_index(lexical: Lexical) -> None:
    assert lexical.size == 120


def test_a_plain_concept_is_a_word(lexical: Lexical) -> None:
    words = lexical.words("grain of frus1944")
    assert lexical.search_concepts(plain(words), 50, ALL) == lexical.search(
        "grain of frus1944", 50, ALL
    )
    assert lexical.search_concepts([], 50, ALL) == []


def test_a_concept_scores_by_its_best_wording_and_by_a_little_of_the_rest(
    lexical: Lexical,
) -> None:
    grain, ship = (Wording(words=(word,)) for word in ("grain", "ship"))
    alone = dict(lexical.search("grain", 50, ALL))
    ((id_, both), *_) = lexical.search_concepts([(grain, ship)], 50, ALL)
    assert alone[id_] < both < dict(lexical.search("grain ships", 50, ALL))[id_]
    unsaid = Wording(words=("submarin",))
    assert dict(lexical.search_concepts([(unsaid, grain)], 50, ALL)) == pytest.approx(alone)


def test_a_wording_weighs_what_it_is_given(lexical: Lexical) -> None:
    whole = dict(lexical.search("grain", 50, ALL))
    half = dict(lexical.search_concepts([(Wording(words=("grain",), weight=0.5),)], 50, ALL))
    assert half == pytest.approx({id_: score / 2 for id_, score in whole.items()})


def test_a_whole_wording_asks_for_all_its_words(lexical: Lexical) -> None:
    together = Wording(words=("grain", "footnot"), whole=True)
    assert lexical.search_concepts([(together,)], 50, ALL) == []
    either = Wording(words=("grain", "footnot"))
    assert len(lexical.search_concepts([(either,)], 100, ALL)) == 60


def test_a_word_is_counted_by_the_passages_that_it_finds(lexical: Lexical) -> None:
    assert lexical.count("grain") == 30
    assert lexical.count("submarin") == 0
    counts = lexical.beginning("s")
    assert ("ship", lexical.count("ship")) in counts
    assert [count for _, count in counts] == sorted((n for _, n in counts), reverse=True)
    assert all(word.startswith("s") for word, _ in counts)

"""A question with words taken over is searched with them and without, and both count."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.app import Assistant
from assistant.finding import find
from assistant.question import ABOUT, WITHIN
from corpus.library import SHIPPED
from corpus.page_text import read_page
from vectorstore.retriever import Filter, Hit

TEXT = read_page(SHIPPED / "frus1944Quebec" / "d123.txt")


class Scripted:
    """A retriever that gives each query the scores that it was told, by the passage's number."""

    def __init__(self, **scores: dict[int, float]) -> None:
        self._scores = scores
        self.asked: list[tuple[str, int]] = []

    def search(self, query: str, k: int, scope: Filter) -> list[Hit]:
        assert scope == Filter()
        self.asked.append((query, k))
        given = self._scores[query.replace(" ", "_")]
        return [Hit(TEXT.passages[at], TEXT.document, score) for at, score in given.items()][:k]


def found(hits: Sequence[Hit]) -> dict[int, float]:
    return {TEXT.passages.index(hit.passage): hit.score for hit in hits}


def test_a_question_alone_is_searched_once() -> None:
    retriever = Scripted(why_grain={1: 0.9, 2: 0.4})
    assert found(find(retriever, "why grain", 5, Filter())) == {1: 0.9, 2: 0.4}
    assert found(find(retriever, f"why grain{WITHIN}a/d1)", 1, Filter())) == {1: 0.9}
    assert retriever.asked == [("why grain", 5), ("why grain", 1)]


def test_a_passage_must_do_well_in_both_searches() -> None:
    retriever = Scripted(why={1: 1.0, 2: 0.8, 3: 0.1}, why_grain={4: 1.0, 2: 0.8, 5: 0.2})
    hits = found(find(retriever, f"why{ABOUT}grain)", 10, Filter()))
    assert list(hits) == [2, 4, 1, 5, 3]
    assert hits[2] == pytest.approx(0.8)
    assert hits[4] == pytest.approx(0.05**0.4)
    assert hits[1] == pytest.approx(0.1**0.6)
    assert retriever.asked == [("why", 60), ("why grain", 60)]


def test_where_one_search_finds_nothing_the_other_counts() -> None:
    for alone, along in (({}, {1: 0.9, 2: 0.3}), ({1: 0.9, 2: 0.3}, {})):
        retriever = Scripted(why=alone, why_grain=along)
        assert found(find(retriever, f"why{ABOUT}grain)", 1, Filter())) == {1: 0.9}
    assert find(Scripted(why={}, why_grain={}), f"why{ABOUT}grain)", 3, Filter()) == []


def test_no_score_is_nothing() -> None:
    retriever = Scripted(why={1: 1.0, 2: 0.0}, why_grain={3: 1.0, 4: 0.0})
    hits = found(find(retriever, f"why{ABOUT}grain)", 10, Filter()))
    assert list(hits) == [3, 1, 4, 2]
    assert all(score > 0 for score in hits.values())


def test_at_most_so_many_come(assistant: Assistant) -> None:
    for k in (1, 4, 100):
        hits = find(assistant.index, f"Why?{ABOUT}Tehran Conference)", k, Filter())
        assert len(hits) == min(k, 9)
        scores = [hit.score for hit in hits]
        assert scores == sorted(scores, reverse=True)
        assert all(0.0 <= score <= 1.0 for score in scores)


def test_words_taken_over_find_what_the_question_alone_does_not(assistant: Assistant) -> None:
    bare = assistant.index.search("What does it say?", 1, Filter())
    (hit,) = find(assistant.index, f"What does it say?{ABOUT}Baltic states)", 1, Filter())
    assert "Baltic" in hit.passage.text
    assert bare[0].passage.id != hit.passage.id

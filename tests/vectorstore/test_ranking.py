"""From what the arms found to one order: documents by all arms, passages without crowding."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from corpus.passage import Kind, Voice
from vectorstore.arms import DENSE, WHOLE, WORDS, Found
from vectorstore.facets import FACETS, DocumentFacets, Facets, write_facets
from vectorstore.ranking import STEP_BACK, WEIGHTS, rank_documents, rank_passages


@dataclass(frozen=True)
class Rows:
    """Documents of these numbers of passages, and what the arms say of each row."""

    counts: Sequence[int]
    cosines: Sequence[float]
    words: Mapping[int, float]


def facets_of(folder: Path, counts: Sequence[int], waiting: frozenset[str] = frozenset()) -> Facets:
    """Facets of documents d0, d1, ... of that many passages, each in a volume of its own."""
    rows = [
        (number, str(Kind.PARAGRAPH), str(Voice.AUTHOR))
        for number, count in enumerate(counts)
        for _ in range(count)
    ]
    write_facets(folder / FACETS, rows)
    documents = [
        DocumentFacets(id=f"v{n}/d{n}", volume=f"v{n}", first_day=0, last_day=0)
        for n in range(len(counts))
    ]
    return Facets(folder / FACETS, documents, waiting)


def found_of(rows: Rows, admitted: NDArray[np.bool_] | None = None) -> Found:
    """What the arms would have found: each document by its best admitted passage."""
    owners = np.repeat(np.arange(len(rows.counts)), rows.counts)
    cosines = np.array(rows.cosines, dtype=np.float32)

    def best(scores: Mapping[int, float]) -> list[tuple[str, float]]:
        by_document: dict[int, float] = {}
        for row, score in scores.items():
            if admitted is None or admitted[row]:
                number = int(owners[row])
                by_document[number] = max(score, by_document.get(number, -1.0))
        ranking = sorted(by_document.items(), key=lambda pair: (-pair[1], pair[0]))
        return [(f"v{number}/d{number}", score) for number, score in ranking]

    words = {r: s for r, s in rows.words.items() if admitted is None or admitted[r]}
    return Found(
        rankings={
            DENSE: best(dict(enumerate(map(float, cosines)))),
            WORDS: best(words),
            WHOLE: best({row: score * 2 for row, score in words.items()}),
        },
        admitted=admitted,
        words=words,
        similarities=lambda chosen: cosines[chosen],
    )


@st.composite
def rows(draw: st.DrawFn) -> Rows:
    counts = draw(st.lists(st.integers(1, 6), min_size=1, max_size=8))
    total = sum(counts)
    # Few values, so that there are ties.
    cosines = draw(st.lists(st.sampled_from([0.1, 0.25, 0.5, 0.9]), min_size=total, max_size=total))
    words = draw(
        st.dictionaries(st.integers(0, total - 1), st.sampled_from([1.0, 2.5, 7.0]), max_size=12)
    )
    return Rows(counts, cosines, words)


SHARED_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@SHARED_FOLDER
@given(given_rows=rows())
def test_a_list_is_the_beginning_of_every_longer_one(tmp_path: Path, given_rows: Rows) -> None:
    facets, found = facets_of(tmp_path, given_rows.counts), found_of(given_rows)
    documents = rank_documents(found, facets)
    whole = rank_passages(documents, found, facets, 100)
    assert len(whole) == sum(given_rows.counts)
    for k in range(len(whole) + 1):
        assert rank_passages(documents, found, facets, k) == whole[:k]


@SHARED_FOLDER
@given(given_rows=rows())
def test_the_best_passage_of_each_document_has_its_score(tmp_path: Path, given_rows: Rows) -> None:
    facets, found = facets_of(tmp_path, given_rows.counts), found_of(given_rows)
    documents = rank_documents(found, facets)
    ranked = rank_passages(documents, found, facets, 100)
    best: dict[str, float] = {}
    for one in ranked:
        best.setdefault(facets.documents[facets.document[one.row]], one.score)
    assert best == pytest.approx(dict(documents))
    assert facets.documents[facets.document[ranked[0].row]] == documents[0][0]
    scores = [one.score for one in ranked]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


@SHARED_FOLDER
@given(given_rows=rows(), data=st.data())
def test_only_admitted_rows_are_ranked(
    tmp_path: Path, given_rows: Rows, data: st.DataObject
) -> None:
    total = sum(given_rows.counts)
    admitted = np.array(data.draw(st.lists(st.booleans(), min_size=total, max_size=total)))
    facets, found = facets_of(tmp_path, given_rows.counts), found_of(given_rows, admitted)
    ranked = rank_passages(rank_documents(found, facets), found, facets, 100)
    assert sorted(one.row for one in ranked) == np.flatnonzero(admitted).tolist()


@pytest.fixture
def two(tmp_path: Path) -> Callable[[Sequence[int]], list[tuple[int, float]]]:
    """Rows and scores of documents whose passages are all alike, but for the last document."""

    def ranked(counts: Sequence[int]) -> list[tuple[int, float]]:
        cosines = [0.8] * (sum(counts) - counts[-1]) + [0.6] * counts[-1]
        facets = facets_of(tmp_path, counts)
        found = found_of(Rows(counts, cosines, {}))
        listed = rank_passages(rank_documents(found, facets), found, facets, 100)
        return [(one.row, one.score) for one in listed]

    return ranked


def test_further_passages_of_a_document_step_back_by_their_number(
    two: Callable[[Sequence[int]], list[tuple[int, float]]],
) -> None:
    scores = dict(two([4, 1]))
    first = scores[0]
    assert [scores[row] for row in range(4)] == pytest.approx(
        [first / (1 + STEP_BACK * better) for better in range(4)]
    )


def test_documents_take_turns_where_they_are_equally_good(
    two: Callable[[Sequence[int]], list[tuple[int, float]]],
) -> None:
    assert [row for row, _ in two([2, 2, 2, 1])][:6] == [0, 2, 4, 1, 3, 5]


def test_a_single_document_holds_nothing_back(tmp_path: Path) -> None:
    facets = facets_of(tmp_path, [4])
    found = found_of(Rows([4], [0.9, 0.5, 0.7, 0.9], {}))
    ranked = rank_passages(rank_documents(found, facets), found, facets, 4)
    assert [one.row for one in ranked] == [0, 3, 2, 1]
    # Words say nothing here, and count half: they make every passage alike.
    shares = [one.score / WEIGHTS[DENSE] for one in ranked]
    assert shares == pytest.approx([1.0, 1.0, 0.75, 0.5])


def test_what_waits_for_its_vectors_is_judged_by_its_words(tmp_path: Path) -> None:
    facets = facets_of(tmp_path, [2, 2], frozenset({"v1"}))
    whole = Found(
        rankings={
            DENSE: [("v0/d0", 0.9)],
            WORDS: [("v1/d1", 5.0), ("v0/d0", 1.0)],
            WHOLE: [("v1/d1", 5.0), ("v0/d0", 1.0)],
        },
        admitted=None,
        words={0: 1.0, 2: 5.0},
        similarities=lambda chosen: np.array([0.9, 0.1, 0.0, 0.0], dtype=np.float32)[chosen],
    )
    documents = rank_documents(whole, facets)
    assert [id_ for id_, _ in documents] == ["v1/d1", "v0/d0"]
    assert [score for _, score in documents] == pytest.approx([1.0, WEIGHTS[DENSE]])
    ranked = rank_passages(documents, whole, facets, 4)
    assert [one.row for one in ranked][:1] == [2]
    arms = {one.row: set(one.arms) for one in ranked}
    assert arms == {0: {DENSE, WORDS, WHOLE}, 1: {DENSE, WHOLE}, 2: {WORDS, WHOLE}, 3: {WHOLE}}


def test_nothing_found_is_nothing_ranked(tmp_path: Path) -> None:
    facets = facets_of(tmp_path, [1])
    none = Found(
        rankings={DENSE: [], WORDS: [], WHOLE: []},
        admitted=None,
        words={},
        similarities=lambda chosen: np.zeros(len(chosen), dtype=np.float32),
    )
    assert rank_documents(none, facets) == []
    assert rank_passages([], none, facets, 10) == []

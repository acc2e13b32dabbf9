"""The three ways in which a passage is found, over small volumes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from corpus.passage import Kind, Voice
from vectorstore import arms as arms_module
from vectorstore.arms import DENSE, WHOLE, WORDS, Arms, Found
from vectorstore.build import build
from vectorstore.concepts import Wording, plain
from vectorstore.dense import Dense
from vectorstore.facets import FACETS, Facets
from vectorstore.fill import VECTORS
from vectorstore.lexical import DOCUMENTS, Lexical
from vectorstore.lexical import WORDS as WORDS_FOLDER
from vectorstore.matrix import MATRIX, Matrix
from vectorstore.passages import TEXT, Passages
from vectorstore.retriever import Filter
from vectorstore.versions import current

if TYPE_CHECKING:
    from tests.vectorstore.conftest import Volumes, WordVectors

ALL = Filter()
DEEP = 100
QUERY = "the second paragraph on grain of frus1944 number 7"


class Opened:
    """The arms of an index of three volumes of ten documents, and what they are made of."""

    def __init__(self, root: Path, words: WordVectors, opened: ExitStack) -> None:
        folder = current(root)
        assert folder is not None
        self.words = words
        self.passages = opened.enter_context(closing(Passages(folder / TEXT)))
        documents = self.passages.document_facets()
        self.facets = Facets(folder / FACETS, documents, self.passages.waiting())
        self.lexical = Lexical(folder / WORDS_FOLDER)
        self.documents = Lexical(folder / DOCUMENTS)
        self.matrix = Matrix(folder / MATRIX)
        self.graphs = 0

        def graph() -> Dense:
            self.graphs += 1
            return opened.enter_context(closing(Dense(folder / VECTORS)))

        self.arms = Arms(
            passages=self.passages,
            facets=self.facets,
            matrix=self.matrix,
            words=self.lexical,
            documents=self.documents,
            graph=graph,
        )

    def find(self, query: str, depth: int = DEEP, scope: Filter = ALL) -> Found:
        concepts = plain(self.lexical.analysis.terms(query))
        return self.arms.find(concepts, self.words.embed([query]), depth, scope)


@pytest.fixture(scope="module")
def opened(
    tmp_path_factory: pytest.TempPathFactory, volumes: Volumes, make_words: type[WordVectors]
) -> Iterator[Opened]:
    root = tmp_path_factory.mktemp("arms")
    words = make_words()
    build(volumes, root, words, lambda *_: None)
    with ExitStack() as stack:
        yield Opened(root, words, stack)


def test_every_arm_ranks_documents_best_first(opened: Opened) -> None:
    rankings = opened.find(QUERY).rankings
    assert set(rankings) == {DENSE, WORDS, WHOLE}
    assert rankings[WORDS][0][0] == rankings[WHOLE][0][0] == "frus1944/d7"
    for ranking in rankings.values():
        assert sorted(id_ for id_, _ in ranking) == sorted(opened.facets.documents)
        assert [score for _, score in ranking] == sorted((s for _, s in ranking), reverse=True)


def test_a_document_is_ranked_by_its_best_passage(opened: Opened) -> None:
    found = opened.find(QUERY)
    every = found.similarities(np.arange(len(opened.facets)))
    for id_, score in found.rankings[DENSE]:
        rows = opened.facets.rows_of(opened.facets.number[id_])
        assert score == pytest.approx(every[rows].max())
    for id_, score in found.rankings[WORDS]:
        rows = opened.facets.rows_of(opened.facets.number[id_])
        assert score == max(found.words.get(row, 0.0) for row in range(rows.start, rows.stop))


def test_words_are_told_by_row(opened: Opened) -> None:
    by_id = dict(opened.lexical.search("grain", DEEP, ALL))
    ids = opened.passages.at_rows(range(len(opened.facets)))
    assert {ids[row]: score for row, score in opened.find("grain").words.items()} == by_id
    assert len(by_id) == 30


def test_each_arm_gives_as_many_documents_as_are_asked_for(opened: Opened) -> None:
    few, many = opened.find(QUERY, 4).rankings, opened.find(QUERY).rankings
    assert few[DENSE] == many[DENSE][:4]
    assert few[WHOLE] == many[WHOLE][:4]
    assert few[WORDS] == many[WORDS][: len(few[WORDS])]  # of twelve passages
    assert 4 <= len(few[WORDS]) <= 12


@pytest.mark.parametrize(
    ("scope", "admitted"),
    [
        (Filter(volumes=("frus1943", "frus1945")), 20),
        (Filter(volumes=("frus1946",)), 0),
        (Filter(documents=("frus1944/d7", "frus1943/d1")), 2),
        (Filter(kind=Kind.FOOTNOTE), 30),
        (Filter(voice=Voice.EDITOR, volumes=("frus1944",)), 10),
        (Filter(after="1981"), 0),
        (Filter(after="1945", voice=Voice.AUTHOR), 9),
    ],
)
def test_only_what_a_filter_admits_is_found(opened: Opened, scope: Filter, admitted: int) -> None:
    found = opened.find(f"{QUERY} footnote", DEEP, scope)
    for ranking in found.rankings.values():
        assert len(ranking) == admitted
    mask = found.admitted
    assert mask is not None
    assert all(mask[row] for row in found.words)
    assert len(np.unique(opened.facets.document[mask])) == admitted


def test_a_whole_document_needs_an_admitted_passage(opened: Opened) -> None:
    notes = Filter(documents=("frus1944/d7",), kind=Kind.FOOTNOTE)
    ((id_, score),) = opened.find("grain", DEEP, notes).rankings[WHOLE]
    assert id_ == "frus1944/d7"  # its footnote does not speak of grain, the document does
    assert score == dict(opened.documents.search("grain", DEEP, ALL))[id_]
    assert opened.find("grain", DEEP, Filter(kind=Kind.HEADING)).rankings[WHOLE] == []


def test_without_words_the_vectors_alone_find(opened: Opened) -> None:
    rankings = opened.find("…!?").rankings
    assert len(rankings[DENSE]) == 30
    assert rankings[WORDS] == rankings[WHOLE] == []


def test_concepts_reach_passages_and_whole_documents(opened: Opened) -> None:
    concepts = [(Wording(words=("wheat",)), Wording(words=("grain",)))]
    found = opened.arms.find(concepts, opened.words.embed(["wheat"]), DEEP, ALL)
    assert found.words == opened.find("grain").words
    assert found.rankings[WHOLE] == opened.find("grain").rankings[WHOLE]


def test_many_rows_are_sought_by_the_graph_unless_filtered(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = opened.find(QUERY)
    assert opened.graphs == 0
    monkeypatch.setattr(arms_module, "EXACT_ROWS", 10)
    by_graph = opened.find(QUERY)
    assert opened.graphs == 1
    ranked = by_graph.rankings[DENSE]
    assert [id_ for id_, _ in ranked] == [id_ for id_, _ in exact.rankings[DENSE]]
    assert dict(ranked) == pytest.approx(dict(exact.rankings[DENSE]), abs=1e-3)
    rows = np.array([5, 80, 2])
    assert by_graph.similarities(rows) == pytest.approx(exact.similarities(rows))
    opened.find(QUERY, DEEP, Filter(volumes=("frus1943",)))
    assert opened.graphs == 1


def test_the_same_query_finds_the_same(opened: Opened) -> None:
    one, other = opened.find(QUERY), opened.find(QUERY)
    assert (one.rankings, one.words) == (other.rankings, other.words)

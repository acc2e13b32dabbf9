"""Facets admit the rows that a filter admits, and number documents in the order of the books."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document
from corpus.errors import InputError, StoreError
from corpus.passage import Kind, Passage, Voice
from vectorstore.facets import FACETS, DocumentFacets, Facets, best_of_documents, write_facets
from vectorstore.lexical import day_number
from vectorstore.retriever import Filter

if TYPE_CHECKING:
    from tests.vectorstore.conftest import Volumes

DAYS = st.sampled_from(
    ["1861", "1943", "1943-12-31", "1944", "1944-02-29", "1944-03", "1944-09", "1944-09-06",
     "1944-09-08", "1944-09-09", "1944-09-30", "1944-10", "1945", "1945-01-01", "1945-01", "1981"]
)  # fmt: skip
BOOKS = st.sampled_from(["frus1943", "frus1944", "frus1945", "frus1946"])
PAPERS = st.builds("{}/d{}".format, BOOKS, st.integers(1, 11))
VOICES = tuple(Voice)


@dataclass(frozen=True)
class Held:
    """Facets, and the passages of their rows."""

    facets: Facets
    passages: list[tuple[Passage, Document]]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory, volumes: Volumes) -> Held:
    """Every kind and voice, documents of every kind of date, one of them without a passage."""
    path = tmp_path_factory.mktemp("facets") / FACETS
    parts = [part for text in volumes.texts for part in text.documents]
    rows, passages = [], []
    for number, part in enumerate(parts):
        for at, stored in enumerate(part.passages if number != 4 else ()):
            passage = replace(stored, voice=VOICES[(number + at) % len(VOICES)])
            rows.append((number, str(passage.kind), str(passage.voice)))
            passages.append((passage, part.document))
    write_facets(path, rows)
    documents = [_facets(part.document) for part in parts]
    return Held(Facets(path, documents, frozenset({"frus1944"})), passages)


def _facets(document: Document) -> DocumentFacets:
    date = document.date
    return DocumentFacets(
        id=document.id,
        volume=document.volume.id,
        first_day=day_number(date.first_day) if date else 0,
        last_day=day_number(date.last_day) if date else 0,
    )


@st.composite
def scopes(draw: st.DrawFn) -> Filter:
    chosen = Filter(
        volumes=tuple(draw(st.lists(BOOKS, max_size=3, unique=True))),
        documents=tuple(draw(st.just([]) | st.lists(PAPERS, max_size=5, unique=True))),
        kind=draw(st.none() | st.sampled_from(Kind)),
        voice=draw(st.none() | st.sampled_from(Voice)),
    )
    after, before = draw(st.none() | DAYS), draw(st.none() | DAYS)
    try:
        return replace(chosen, after=after, before=before)
    except InputError:
        return replace(chosen, after=before, before=after)


@given(scope=scopes())
def test_facets_admit_exactly_what_the_filter_admits(held: Held, scope: Filter) -> None:
    wanted = [scope.admits(passage, document) for passage, document in held.passages]
    admitted = held.facets.admitted(scope)
    if admitted is None:
        assert scope == Filter()
        assert all(wanted)
    else:
        assert admitted.tolist() == wanted


@given(scope=scopes())
def test_volumes_that_wait_have_no_vectors(held: Held, scope: Filter) -> None:
    here = held.facets.with_vectors(held.facets.admitted(scope))
    assert here is not None
    assert here.tolist() == [
        scope.admits(passage, document) and document.volume.id != "frus1944"
        for passage, document in held.passages
    ]


def test_where_nothing_waits_the_admitted_are_those_with_vectors(tmp_path: Path) -> None:
    write_facets(tmp_path / FACETS, [(0, "paragraph", "author")])
    one = DocumentFacets(id="v/d1", volume="v", first_day=0, last_day=0)
    facets = Facets(tmp_path / FACETS, [one], frozenset())
    assert facets.with_vectors(None) is None
    mask = np.array([False])
    assert facets.with_vectors(mask) is mask


def test_the_rows_of_a_document_are_its_passages(held: Held) -> None:
    for number, id_ in enumerate(held.facets.documents):
        rows = held.facets.rows_of(number)
        assert held.facets.number[id_] == number
        own = [at for at, (_, document) in enumerate(held.passages) if document.id == id_]
        assert list(range(rows.start, rows.stop)) == own
    assert held.facets.rows_of(4).start == held.facets.rows_of(4).stop
    assert len(held.facets) == len(held.passages)


@given(seed=st.integers(0, 2**32 - 1))
def test_the_best_of_each_document_is_the_highest_of_its_rows(held: Held, seed: int) -> None:
    scores = np.random.default_rng(seed).random(len(held.facets)).astype(np.float32)
    numbers, best = best_of_documents(held.facets, scores)
    wanted: dict[str, float] = {}
    for score, (_, document) in zip(scores.tolist(), held.passages, strict=True):
        wanted[document.id] = max(score, wanted.get(document.id, -1.0))
    found = {held.facets.documents[n]: b for n, b in zip(numbers, best.tolist(), strict=True)}
    assert found == wanted


def test_facets_of_nothing_admit_nothing(tmp_path: Path) -> None:
    write_facets(tmp_path / FACETS, [])
    facets = Facets(tmp_path / FACETS, [], frozenset())
    assert len(facets) == 0
    admitted = facets.admitted(Filter(kind=Kind.PARAGRAPH))
    assert admitted is not None
    assert admitted.tolist() == []
    numbers, best = best_of_documents(facets, np.zeros(0, dtype=np.float32))
    assert (numbers.tolist(), best.tolist()) == ([], [])


@pytest.mark.parametrize("content", [None, b"", b"no array", b"\x93NUMPY\x01\x00"])
def test_facets_that_cannot_be_read_are_told(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / FACETS
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StoreError, match=r"facets\.npy cannot be read .*run: frus index build"):
        Facets(path, [], frozenset())


def test_a_plain_array_is_no_facets(tmp_path: Path) -> None:
    np.save(tmp_path / FACETS, np.zeros(3))
    with pytest.raises(StoreError, match="run: frus index build"):
        Facets(tmp_path / FACETS, [], frozenset())


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="absent"):
        write_facets(tmp_path / "absent" / FACETS, [])

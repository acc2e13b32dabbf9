"""The open index: both arms within the same filter, fused, and damage told from emptiness."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import InputError, StoreError
from corpus.library import Library
from corpus.passage import Kind, Voice
from vectorstore.build import build
from vectorstore.dense import Dense
from vectorstore.facets import FACETS, Facets
from vectorstore.index import Index
from vectorstore.lexical import DOCUMENTS, WORDS, Lexical
from vectorstore.manifest import read_manifest, write_manifest
from vectorstore.matrix import MATRIX, Matrix
from vectorstore.minilm import MiniLM
from vectorstore.passages import TEXT, Passages
from vectorstore.retriever import Filter, Retriever
from vectorstore.versions import current

if TYPE_CHECKING:
    from tests.vectorstore.conftest import Volumes, WordVectors

EVERYTHING = 1000
DAYS = st.sampled_from(
    ["1861", "1943", "1943-12-31", "1944", "1944-02-29", "1944-03", "1944-09", "1944-09-06",
     "1944-09-08", "1944-09-09", "1944-09-30", "1944-10", "1945", "1945-01-01", "1945-01", "1981"]
)  # fmt: skip
BOOKS = st.sampled_from(["frus1943", "frus1944", "frus1945", "frus1946"])
PAPERS = st.builds("{}/d{}".format, BOOKS, st.integers(1, 11))


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


class Arms:
    """The two arms of one index, and all that they hold."""

    def __init__(self, root: Path, volumes: Volumes, words: WordVectors) -> None:
        build(volumes, root, words, lambda *_: None)
        folder = current(root)
        assert folder is not None
        self.lexical = Lexical(folder / WORDS)
        with closing(Passages(folder / TEXT)) as stored:
            self.facets = Facets(folder / FACETS, stored.document_facets(), stored.waiting())
            self.ids = stored.at_rows(range(len(self.facets)))
        self.matrix = Matrix(folder / MATRIX)
        self.vector = words.embed(["The footnote on grain of frus1944."])
        self.sought = [
            (passage, part.document)
            for text in volumes.texts
            for part in text.documents
            for passage in part.passages
            if passage.kind is not Kind.HEADING
        ]


@pytest.fixture(scope="module")
def arms(
    tmp_path_factory: pytest.TempPathFactory, volumes: Volumes, make_words: type[WordVectors]
) -> Arms:
    return Arms(tmp_path_factory.mktemp("arms"), volumes, make_words())


@given(scope=scopes())
def test_both_arms_find_what_a_filter_admits_and_nothing_else(arms: Arms, scope: Filter) -> None:
    admitted = {passage.id for passage, document in arms.sought if scope.admits(passage, document)}
    rows = arms.matrix.similarities(arms.vector, arms.facets.admitted(scope))
    dense = [arms.ids[int(row)] for row in np.flatnonzero(rows >= -1)]
    words = [id_ for id_, _ in arms.lexical.search("the of number", EVERYTHING, scope)]
    assert sorted(dense) == sorted(words) == sorted(admitted)


@given(scope=scopes())
def test_a_scope_is_empty_where_it_admits_nothing(arms: Arms, scope: Filter) -> None:
    if scope.kind is not Kind.HEADING:
        admitted = any(scope.admits(passage, document) for passage, document in arms.sought)
        assert arms.lexical.within(scope) == admitted


def test_a_hit_is_told_with_what_each_arm_gave_it(
    shipped_index: Index, shipped_root: Path, embedder: MiniLM
) -> None:
    retriever: Retriever = shipped_index
    query = "records of the Tehran Conference"
    hits = retriever.search(query, 9, Filter())
    (folder,) = shipped_root.glob("index-*")
    with closing(Dense(folder / "vectors")) as dense:
        near = dict(dense.search(embedder.embed([query]), 9))
    words = dict(Lexical(folder / WORDS).search(query, 9, Filter()))
    ((document, whole),) = Lexical(folder / DOCUMENTS).search(query, 9, Filter())
    assert len(hits) == len(near) == 9
    for hit in hits:
        assert hit.arms["dense"] == pytest.approx(near[hit.passage.id], abs=1e-3)
        assert hit.arms.get("words") == words.get(hit.passage.id)
        assert (hit.document.id, hit.arms["document"]) == (document, whole)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert hits[0].score == 1
    assert hits[0].passage.id == "frus1944Quebec/d123/fn2"


def test_a_shorter_list_is_the_beginning_of_a_longer_one(shipped_index: Index) -> None:
    whole = shipped_index.search("Soviet policies in Europe", 9, Filter())
    for k in range(1, 9):
        assert shipped_index.search("Soviet policies in Europe", k, Filter()) == whole[:k]
    assert shipped_index.search("Soviet policies in Europe", 100, Filter()) == whole


def test_a_scope_without_passages_finds_none(shipped_index: Index) -> None:
    for scope in (
        Filter(after="1945"),
        Filter(volumes=("frus1946v01",)),
        Filter(kind=Kind.HEADING),
    ):
        assert shipped_index.search("Soviet policies", 10, scope) == []
    assert not shipped_index.within(Filter(after="1945"))


@pytest.mark.parametrize("query", ["😀", "...", "\0", "\u202eSoviet", "' OR 1=1 --", "ж" * 3000])
def test_any_query_finds_something_or_nothing(shipped_index: Index, query: str) -> None:
    assert len(shipped_index.search(query, 3, Filter())) <= 3


def test_an_index_knows_its_volumes_and_documents(shipped_index: Index) -> None:
    assert shipped_index.volume_count == 1
    assert shipped_index.volume_installed("frus1944Quebec")
    assert not shipped_index.volume_installed("frus1945Malta")
    document = shipped_index.document("frus1944Quebec/d123")
    assert document is not None
    assert document.number == "123"
    assert shipped_index.document("frus1944Quebec/d124") is None


def test_words_are_found_in_the_passages_that_hold_them(shipped_index: Index) -> None:
    held = shipped_index.containing("mistake FRIENDLINESS for weakness", 5, Filter())
    assert [passage.id for passage, _ in held] == ["frus1944Quebec/d123/p4"]
    alike = shipped_index.similar("records of the conference", 2, Filter())
    assert alike[0][0].id == "frus1944Quebec/d123/fn2"
    assert len(alike) == 2


def test_an_index_of_another_model_is_refused(shipped_root: Path, words: WordVectors) -> None:
    with pytest.raises(StoreError, match="made with all-MiniLM-L6-v2, not with words; run: frus"):
        Index(shipped_root, words)


def test_a_home_without_an_index_is_told_how_to_make_one(
    tmp_path: Path, words: WordVectors
) -> None:
    with pytest.raises(StoreError, match=f"no index in {tmp_path}; run: frus index build"):
        Index(tmp_path, words)


def test_an_index_of_another_format_is_refused_and_made_anew(
    make: Callable[..., Path], volumes: Volumes, words: WordVectors
) -> None:
    root = make(volumes, words)
    (folder,) = root.glob("index-*")
    write_manifest(folder, replace(read_manifest(folder), format=0))
    with pytest.raises(StoreError, match="made by another version of the program; run: frus ind"):
        Index(root, words)
    make(volumes, words)
    Index(root, words).close()


def _gone(*parts: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        path = folder.joinpath(*parts)
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    return damage


def _filled(*parts: str, content: bytes = b"no such thing " * 300) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        folder.joinpath(*parts).write_bytes(content)

    return damage


DAMAGES = {
    "Chroma's file gone": _gone("vectors", "chroma.sqlite3"),
    "Chroma's file empty": _filled("vectors", "chroma.sqlite3", content=b""),
    "Chroma's file no database": _filled("vectors", "chroma.sqlite3"),
    "vectors gone": _gone("vectors"),
    "words gone": _gone("words"),
    "words' list no JSON": _filled("words", "meta.json"),
    "passages gone": _gone("passages.sqlite"),
    "passages empty": _filled("passages.sqlite", content=b""),
    "passages no database": _filled("passages.sqlite"),
    "manifest no JSON": _filled("MANIFEST.json"),
    "manifest of other fields": _filled("MANIFEST.json", content=b'{"version": "x"}'),
    "manifest no object": _filled("MANIFEST.json", content=b"[1]"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_is_told_and_a_build_mends_it(
    make: Callable[..., Path], volumes: Volumes, words: WordVectors, damage: str
) -> None:
    root = make(volumes, words)
    folder = current(root)
    assert folder is not None
    DAMAGES[damage](folder)
    with pytest.raises(StoreError, match="run: frus index build"), Index(root, words) as index:
        index.search("grain", 3, Filter())
    make(volumes, words)
    with Index(root, words) as mended:
        assert len(mended.search("grain", 100, Filter())) == 90


def test_a_home_of_the_shipped_document_says_what_it_holds(
    tmp_path: Path, words: WordVectors
) -> None:
    build(Library(tmp_path), tmp_path / "index", words, lambda *_: None)
    with Index(tmp_path / "index", words) as index:
        assert index.manifest.passages == 9
        assert [volume.id for volume in index.passages.volumes] == ["frus1944Quebec"]


def test_a_list_over_many_documents_begins_every_longer_one(
    make: Callable[..., Path], volumes: Volumes, words: WordVectors
) -> None:
    query = "The paragraph of frus1943 number 3"
    with Index(make(volumes, words), words) as index:
        whole = index.search(query, 90, Filter())
        for k in (1, 4, 10, 40):
            assert index.search(query, k, Filter()) == whole[:k]
        alone = index.search(query, 10, Filter(documents=("frus1943/d3",)))
    assert whole[0].document.id == "frus1943/d3"
    assert len({hit.document.id for hit in whole[:10]}) > 4
    assert {hit.passage.id for hit in alone} == {
        hit.passage.id for hit in whole if hit.document.id == "frus1943/d3"
    }

"""The store of vectors is a plain Chroma store: each passage an entry, its words the document."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import chromadb
import numpy as np
import pytest
from chromadb.config import Settings
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings

from corpus.errors import StoreError
from corpus.library import SHIPPED
from corpus.page_text import read_page
from vectorstore.chroma_files import DATABASE, database_digest
from vectorstore.context import search_text
from vectorstore.dense import BATCH, COLLECTION, Dense, finish
from vectorstore.embed import Vectors, embed_whole
from vectorstore.minilm import MiniLM

TEXT = read_page(SHIPPED / "frus1944Quebec" / "d123.txt")
SOUGHT = [p for p in TEXT.passages if p.id.rsplit("/", 1)[1] not in ("head", "h1")]


@pytest.fixture
def folder(shipped_root: Path) -> Path:
    (folder,) = shipped_root.glob("index-*/vectors")
    return folder


@pytest.fixture
def client(folder: Path) -> Iterator[chromadb.api.ClientAPI]:
    settings = Settings(anonymized_telemetry=False)
    with closing(chromadb.PersistentClient(str(folder), settings)) as client:  # type: ignore[type-var]
        yield client


@pytest.fixture
def dense(folder: Path) -> Iterator[Dense]:
    with closing(Dense(folder)) as dense:
        yield dense


def test_each_paragraph_and_footnote_is_an_entry_of_its_bare_words(
    client: chromadb.api.ClientAPI,
) -> None:
    entries = client.get_collection(COLLECTION, embedding_function=None).get()
    assert entries["ids"] == [passage.id for passage in SOUGHT]
    assert entries["documents"] == [passage.text for passage in SOUGHT]
    assert "frus1944Quebec/d123/fn2" in entries["ids"]


def test_an_entry_says_where_its_words_stand(client: chromadb.api.ClientAPI) -> None:
    collection = client.get_collection(COLLECTION, embedding_function=None)
    entry = (collection.get("frus1944Quebec/d123/fn2")["metadatas"] or [{}])[0]
    assert entry == {
        "volume": "frus1944Quebec",
        "document": "frus1944Quebec/d123",
        "title": "Department of State Briefing Paper",
        "kind": "footnote",
        "voice": "editor",
        "pages": "193",
        "label": "2",
        "anchor": "frus1944Quebec/d123/p3",
        "first_day": 19440906,
        "last_day": 19440908,
    }


def test_a_vector_is_that_of_the_search_text(
    client: chromadb.api.ClientAPI, embedder: MiniLM
) -> None:
    entries = client.get_collection(COLLECTION, embedding_function=None).get(include=["embeddings"])
    by_id = {passage.id: passage for passage in TEXT.passages}
    texts = [search_text(passage, TEXT.document, by_id).embedded for passage in SOUGHT]
    stored = np.asarray(entries["embeddings"])
    assert stored == pytest.approx(embed_whole(embedder, texts), abs=1e-4)
    assert "An excellent start was made" in texts[-1]


def test_similarities_are_cosines_best_first(dense: Dense, embedder: MiniLM) -> None:
    question = embedder.embed(["What if friendliness is taken for weakness?"])
    by_id = {passage.id: passage for passage in TEXT.passages}
    exact = {
        passage.id: float(
            question[0]
            @ embed_whole(embedder, [search_text(passage, TEXT.document, by_id).embedded])[0]
        )
        for passage in SOUGHT
    }
    ranking = dense.search(question, len(SOUGHT))
    assert ranking[0][0] == "frus1944Quebec/d123/p4"
    assert dict(ranking) == pytest.approx(exact, abs=1e-4)
    assert ranking == sorted(ranking, key=lambda pair: (-pair[1], pair[0]))


class Adapter(Embeddings):
    """The project's embedder as LangChain knows one."""

    def __init__(self, embedder: MiniLM) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: Sequence[str]) -> list[list[float]]:
        return [[float(value) for value in row] for row in embed_whole(self._embedder, texts)]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


@pytest.mark.parametrize(
    "question",
    ["What mistake might be made about friendliness?", "Where are the records of Tehran?"],
)
def test_langchain_opens_the_store_and_finds_the_same(
    client: chromadb.api.ClientAPI, dense: Dense, embedder: MiniLM, question: str
) -> None:
    store = Chroma(COLLECTION, Adapter(embedder), client=client)
    theirs = store.similarity_search(question, k=3)
    ours = [id_ for id_, _ in dense.search(embedder.embed([question]), 3)]
    assert [document.id for document in theirs] == ours
    assert theirs[0].page_content in [passage.text for passage in SOUGHT]


def test_entries_come_back_with_their_words_and_vectors(dense: Dense) -> None:
    entries = {id_: (text, vector) for id_, text, vector in dense.entries(list(dense.ids()))}
    assert {id_: text for id_, (text, _) in entries.items()} == {p.id: p.text for p in SOUGHT}
    lengths = [np.linalg.norm(vector) for _, vector in entries.values()]
    assert lengths == pytest.approx([1] * 9, abs=1e-3)


def test_a_store_that_is_gone_is_named_and_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"lacks .*chroma\.sqlite3; run: frus index build"):
        Dense(tmp_path / "vectors")
    assert not (tmp_path / "vectors").exists()


def test_a_file_that_is_no_store_is_named(tmp_path: Path) -> None:
    path = tmp_path / "chroma.sqlite3"
    path.write_bytes(b"no database " * 500)
    with pytest.raises(StoreError, match=r"chroma\.sqlite3 cannot be read .*; run: frus index b"):
        Dense(tmp_path)
    path.unlink()
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE other (id INTEGER)")
    with pytest.raises(StoreError, match="no such table"):
        Dense(tmp_path)


def test_a_store_without_our_passages_is_named(tmp_path: Path) -> None:
    settings = Settings(anonymized_telemetry=False)
    with closing(chromadb.PersistentClient(str(tmp_path), settings)) as other:  # type: ignore[type-var]
        other.create_collection("recipes", embedding_function=None)
    with pytest.raises(StoreError, match="run: frus index build"):
        Dense(tmp_path)


def _filled(folder: Path, count: int) -> Vectors:
    """A finished store of so many entries, and their vectors."""
    vectors = np.random.default_rng(0).standard_normal((count, 8)).astype(np.float32)
    with closing(Dense(folder, create=True)) as dense:
        for start in range(0, count, BATCH):
            part = vectors[start : start + BATCH]
            ids = [f"entry {start + number}" for number in range(len(part))]
            dense.add(ids, part, ids, [{"volume": "x"}] * len(part))
    finish(folder)
    return vectors


def _contents(folder: Path, size: int) -> dict[str, str]:
    """Digests of every file; of Chroma's database, without what opening changes."""
    found = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }
    return found | {DATABASE: database_digest(folder / DATABASE, size)}


@pytest.mark.parametrize("count", [0, 1, 2, 3, 99, 101, 2_001])
def test_nothing_is_left_to_be_written_when_questions_come(tmp_path: Path, count: int) -> None:
    vectors = _filled(tmp_path, count)
    size = (tmp_path / DATABASE).stat().st_size
    before = _contents(tmp_path, size)
    assert len(before) == (6 if count else 1)
    for _ in range(2):
        with closing(Dense(tmp_path)) as dense:
            assert dense.count() == len(list(dense.ids())) == count
            for vector in vectors[:3]:
                assert dense.search(vector[np.newaxis], 1)[0][1] == pytest.approx(1)
            for id_, text, _ in dense.entries(["entry 0"]) if count else ():
                assert (id_, text) == ("entry 0", "entry 0")
    assert _contents(tmp_path, size) == before


def test_an_entry_that_is_taken_out_is_found_no_more(tmp_path: Path) -> None:
    vectors = _filled(tmp_path, 300)
    with closing(Dense(tmp_path)) as dense:
        dense.write_seldom()
        dense.delete([f"entry {number}" for number in range(0, 300, 7)])
        dense.add(["entry 0"], vectors[:1], ["anew"], [{"volume": "x"}])
    finish(tmp_path)
    expected = {f"entry {number}" for number in range(300) if number % 7} | {"entry 0"}
    with closing(Dense(tmp_path)) as dense:
        assert set(dense.ids()) == expected
        for number, vector in enumerate(vectors[:9]):
            found = {id_ for id_, _ in dense.search(vector[np.newaxis], 100)}
            assert found <= expected
            assert (f"entry {number}" in found) == (f"entry {number}" in expected)
        ((_, text, _),) = dense.entries(["entry 0"])
        assert text == "anew"

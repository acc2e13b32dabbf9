"""Vectors of a new version: those of the one before, those of the cache, and the rest computed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.passage import DocumentText, Kind, VolumeText
from vectorstore.chroma_files import graph_size
from vectorstore.dense import Dense
from vectorstore.embed import Embedder, Vectors
from vectorstore.entries import Entries
from vectorstore.fill import VECTORS, Filling, fill_vectors
from vectorstore.passage_writer import PassageWriter
from vectorstore.passages import TEXT

if TYPE_CHECKING:
    from tests.vectorstore.conftest import Volumes, WordVectors


@dataclass
class Filled:
    """A version that was filled, and what was said meanwhile."""

    folder: Path
    computed: int
    steps: list[tuple[str, int, int]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def entries(self) -> dict[str, tuple[str, list[float]]]:
        """Words and vector of every entry, by its id."""
        with closing(Dense(self.folder / VECTORS)) as dense:
            return {id_: (text, row.tolist()) for id_, text, row in dense.entries([*dense.ids()])}

    def search(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        with closing(Dense(self.folder / VECTORS)) as dense:
            return [(id_, round(s, 5)) for id_, s in dense.search(vector, k)]

    def stored(self) -> int:
        """How many vectors were put in."""
        return next((total for step, _, total in self.steps if step == "storing vectors"), 0)


Fill = Callable[..., Filled]


@pytest.fixture
def fill(tmp_path: Path, words: WordVectors) -> Fill:
    """Fills a version of some volumes, upon the version before it where there is one."""

    def make(
        name: str,
        texts: Sequence[VolumeText],
        before: Filled | None = None,
        embedder: Embedder = words,
    ) -> Filled:
        folder = tmp_path / name
        folder.mkdir()
        with closing(PassageWriter(folder / TEXT, embedder.name)) as writer:
            for text in texts:
                writer.add(text, "digest")
            writer.number()
        filled = Filled(folder, 0)
        with closing(Entries(folder / TEXT)) as stored:
            filled.computed = fill_vectors(
                Filling(
                    folder=folder,
                    earlier=[] if before is None else [before.folder],
                    whole=None if before is None else before.folder,
                    stored=stored,
                    cache=tmp_path / "embeddings.sqlite",
                    embedder=embedder,
                    progress=lambda *step: filled.steps.append(step),
                    notices=filled.notices,
                )
            )
        return filled

    return make


def changed(text: VolumeText, documents: int, words: str) -> VolumeText:
    """`text` with other words in the second paragraph of each of its first documents."""
    parts = list(text.documents)
    for number in range(documents):
        passages = tuple(
            replace(p, text=f"{words} {p.id}") if p.id.endswith("/p2") else p
            for p in parts[number].passages
        )
        parts[number] = replace(parts[number], passages=passages)
    return replace(text, documents=tuple(parts))


def test_what_was_gone_on_from_finds_the_same_as_what_was_made_anew(
    fill: Fill, volumes: Volumes, words: WordVectors
) -> None:
    first, second, third = volumes.texts
    before = fill("before", [first, changed(second, 3, "Old words of"), third])
    # Something goes, something changes, something comes.
    fewer = replace(first, documents=first.documents[1:])
    more = replace(third, documents=(*third.documents, _eleventh(third)))
    after = [fewer, second, more]
    upon, anew = fill("upon", after, before), fill("anew", after)
    assert upon.stored() == 3 + 3
    assert anew.stored() == 90
    assert upon.entries() == anew.entries()
    for question in ("second paragraph on grain of frus1944", "Old words of", "footnote 11"):
        vector = words.embed([question])
        assert upon.search(vector, 90) == anew.search(vector, 90)
        assert len(upon.search(vector, 90)) == 90


def _eleventh(text: VolumeText) -> DocumentText:
    """One more document, of the passages of the tenth."""
    part = text.documents[9]
    id_ = f"{text.volume.id}/d11"
    document = replace(part.document, id=id_, number="11", title="Paper 11")
    passages = tuple(
        replace(
            passage,
            id=f"{id_}/{passage.id.rsplit('/', 1)[1]}",
            document=id_,
            text=passage.text.replace("number 10", "number 11"),
            anchor=passage.anchor and replace(passage.anchor, passage=f"{id_}/p1"),
        )
        for passage in part.passages
    )
    return replace(part, document=document, passages=passages)


def test_only_what_the_index_of_vectors_knows_is_put_in_again(fill: Fill, volumes: Volumes) -> None:
    before = fill("before", volumes.texts)
    same = fill("same", volumes.texts, before)
    assert (same.computed, same.stored()) == (0, 0)
    assert same.entries() == before.entries()
    # Another label is no other vector, but Chroma knows it.
    (first, *others) = volumes.texts
    part = first.documents[0]
    notes = tuple(replace(p, label="*") if p.kind is Kind.FOOTNOTE else p for p in part.passages)
    labelled = replace(first, documents=(replace(part, passages=notes), *first.documents[1:]))
    upon = fill("upon", [labelled, *others], before)
    assert (upon.computed, upon.stored()) == (0, 1)
    with closing(Dense(upon.folder / VECTORS)) as dense:
        found = dense._collection.get(["frus1943/d1/fn1"])["metadatas"] or []
    assert [entry["label"] for entry in found] == ["*"]


@pytest.mark.parametrize(("documents", "anew"), [(9, False), (10, True)])
def test_a_graph_from_which_more_than_a_fifth_was_taken_is_made_anew(
    fill: Fill, volumes: Volumes, documents: int, anew: bool
) -> None:
    # 48 entries: 9 are under a fifth of them, 10 are not.
    texts = [volumes.texts[0], replace(volumes.texts[1], documents=volumes.texts[1].documents[:6])]
    before = fill("before", texts)
    upon = fill("upon", [changed(texts[0], documents, "Other words of"), texts[1]], before)
    assert upon.computed == documents
    assert upon.stored() == (48 if anew else documents)
    assert graph_size(upon.folder / VECTORS) == (48 if anew else 48 + documents)


def test_what_was_taken_out_is_counted_over_all_versions(fill: Fill, volumes: Volumes) -> None:
    filled = fill("0", volumes.texts[:2])
    sizes = []
    for number in range(1, 7):
        texts = [changed(volumes.texts[0], 5, f"Words of {number} for"), volumes.texts[1]]
        filled = fill(str(number), texts, filled)
        assert len(filled.entries()) == 60
        sizes.append(graph_size(filled.folder / VECTORS))
    # Of 70, 10 were taken out before, and 5 more are over a fifth of them.
    assert sizes == [65, 70, 60, 65, 70, 60]


def test_an_empty_version_can_be_gone_on_from(
    fill: Fill, volumes: Volumes, words: WordVectors
) -> None:
    before = fill("before", [])
    assert before.search(words.embed(["grain"]), 1) == []
    after = fill("after", volumes.texts[:1], before)
    assert len(after.entries()) == 30
    assert len(after.search(words.embed(["grain"]), 30)) == 30


def test_a_vector_is_the_same_wherever_it_came_from(fill: Fill, volumes: Volumes) -> None:
    one, two = fill("computed", volumes.texts[:1]), fill("cached", volumes.texts[:1])
    assert (one.computed, two.computed) == (30, 0)
    assert one.entries() == two.entries()
    three = fill("taken over", volumes.texts[:1], one)
    assert three.entries() == one.entries()


def test_a_text_that_comes_again_is_embedded_once(
    fill: Fill, volumes: Volumes, words: WordVectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    # In batches of four, so that the same text comes in several of them.
    monkeypatch.setattr("vectorstore.fill.BATCH", 4)
    part = volumes.texts[0].documents[0]
    paragraph = part.passages[1]
    alike = tuple(replace(paragraph, id=f"{paragraph.document}/p{n}") for n in range(20))
    text = replace(volumes.texts[0], documents=(replace(part, passages=alike),))
    filled = fill("alike", [text])
    assert (filled.computed, len(words.embedded), len(filled.entries())) == (1, 1, 20)
    assert [step for step in filled.steps if step[0] == "embedding"] == [("embedding", 0, 1)]


def test_a_damaged_vector_in_the_cache_is_computed_anew(
    fill: Fill, volumes: Volumes, words: WordVectors, tmp_path: Path
) -> None:
    sound = fill("sound", volumes.texts[:1])
    with closing(sqlite3.connect(tmp_path / "embeddings.sqlite")) as database:
        database.execute("UPDATE vector SET value = zeroblob(128) WHERE key < '8'")
        ((damaged,),) = database.execute("SELECT changes()").fetchall()
        database.commit()
    words.embedded.clear()
    again = fill("again", volumes.texts[:1])
    assert 0 < again.computed == len(words.embedded) == damaged < 30
    assert again.entries() == sound.entries()


def _no_database(path: Path) -> None:
    path.write_bytes(b"no database " * 500)


def _zeroed(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + bytes(len(whole) - 4096))


@pytest.mark.parametrize("damage", [_no_database, _zeroed])
def test_a_damaged_cache_is_deleted_and_it_is_said(
    fill: Fill,
    volumes: Volumes,
    words: WordVectors,
    tmp_path: Path,
    damage: Callable[[Path], None],
) -> None:
    sound = fill("sound", volumes.texts)
    words.embedded.clear()
    damage(tmp_path / "embeddings.sqlite")
    again = fill("again", volumes.texts)
    assert again.computed == len(words.embedded) == 90
    (notice,) = again.notices
    assert "embeddings.sqlite is damaged" in notice
    assert "embedded anew" in notice
    assert again.entries() == sound.entries()
    assert fill("third", volumes.texts).computed == 0


def test_what_was_embedded_before_a_failure_is_kept(
    fill: Fill, volumes: Volumes, make_words: type[WordVectors], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vectorstore.fill._EMBEDDED_AT_ONCE", 8)
    failing = make_words(fails_at=2)
    with pytest.raises(RuntimeError, match="the power is gone"):
        fill("failed", volumes.texts[:1], embedder=failing)
    going_on = make_words()
    assert fill("after", volumes.texts[:1], embedder=going_on).computed == 30 - 16
    assert not set(going_on.embedded) & set(failing.embedded)


def test_the_cache_is_by_model_and_text(
    fill: Fill, volumes: Volumes, make_words: type[WordVectors], tmp_path: Path
) -> None:
    fill("one", volumes.texts[:1])
    assert fill("two", volumes.texts[:1], embedder=make_words(name="other")).computed == 30
    with closing(sqlite3.connect(tmp_path / "embeddings.sqlite")) as database:
        assert database.execute("SELECT count(*) FROM vector").fetchone() == (60,)

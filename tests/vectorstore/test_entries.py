"""What each index is told of the stored text: entries of words, documents, facets and rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.passage import DocumentText, VolumeText
from vectorstore.context import searched
from vectorstore.entries import Entries
from vectorstore.passage_writer import PassageWriter, mark_waiting

if TYPE_CHECKING:
    from tests.vectorstore.conftest import Volumes

Store = Callable[..., Path]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Writes a store of some volumes, some of which wait, and gives its path."""

    def write(name: str, texts: Sequence[VolumeText], waiting: Sequence[str] = ()) -> Path:
        with closing(PassageWriter(tmp_path / name, "words")) as writer:
            for text in texts:
                writer.add(text, "digest")
            writer.number()
        mark_waiting(tmp_path / name, waiting)
        return tmp_path / name

    return write


def changed(text: VolumeText, document: int, words: str) -> VolumeText:
    """`text` with other words in the second paragraph of one of its documents."""
    parts = list(text.documents)
    part = parts[document]
    passages = tuple(replace(p, text=words) if p.id.endswith("/p2") else p for p in part.passages)
    parts[document] = replace(part, passages=passages)
    return replace(text, documents=tuple(parts))


def test_every_passage_is_an_entry_of_the_index_of_words(store: Store, volumes: Volumes) -> None:
    with closing(Entries(store("a", volumes.texts))) as stored:
        entries = {entry.id: entry for entry in stored.lexical_entries()}
    assert list(entries) == sorted(entries)
    parts = [part for text in volumes.texts for part in text.documents]
    found = {one.passage.id: one for part in parts for one in searched(part)}
    assert entries.keys() == found.keys()
    for id_, entry in entries.items():
        passage, text = found[id_].passage, found[id_].text
        assert (entry.words, entry.context) == (text.words, text.context)
        assert (entry.volume, entry.document) == (id_.split("/")[0], passage.document)
        assert (entry.kind, entry.voice) == (passage.kind, passage.voice)
        assert entry.sought == (not id_.endswith("/head"))
    assert (entries["frus1944/d5/p1"].first_day, entries["frus1944/d5/p1"].last_day) == (
        1944_09_06,
        1944_09_08,
    )
    assert (entries["frus1944/d1/fn1"].first_day, entries["frus1944/d1/fn1"].last_day) == (0, 0)


def test_a_document_is_an_entry_of_all_that_is_found_in_it(store: Store, volumes: Volumes) -> None:
    text = volumes.texts[0]
    part = text.documents[4]
    titled = replace(part, document=replace(part.document, subtitle="On Grain"))
    empty = replace(text.documents[5], passages=())
    parts = (*text.documents[:4], titled, empty, *text.documents[6:])
    with closing(Entries(store("a", [replace(text, documents=parts)]))) as stored:
        entries = list(stored.whole_documents())
    # As in the book, and d10 is not behind d1. What holds nothing cannot be found.
    assert [entry.id for entry in entries] == [
        f"frus1943/d{number}" for number in (1, 2, 3, 4, 5, 7, 8, 9, 10)
    ]
    entry = entries[4]
    assert entry.context.split("\n") == [
        "Paper 5",
        "On Grain",
        *(p.text for p in part.passages if not p.id.endswith("/head")),
    ]
    assert (entry.volume, entry.document, entry.words) == ("frus1943", "frus1943/d5", "")
    assert (entry.first_day, entry.last_day) == (1944_09_06, 1944_09_08)
    assert (entry.sought, entries[0].context.startswith("Paper 1\nThe first")) == (True, True)


def test_facets_stand_row_by_row_with_the_numbers_of_their_documents(
    store: Store, volumes: Volumes
) -> None:
    with closing(Entries(store("a", volumes.texts[::-1]))) as stored:
        rows = stored.facet_rows()
        documents = stored.document_facets()
        ids = stored.at_rows(range(len(rows)))
        for row, (number, kind, voice) in enumerate(rows):
            passage = stored.passage(ids[row])
            assert passage is not None
            assert (passage.kind, passage.voice) == (kind, voice)
            assert documents[number].id == passage.document
        assert [ids[row] for row in range(90)] == stored.sought()
        assert [document.id for document in documents[9:11]] == ["frus1943/d10", "frus1944/d1"]


def test_rows_of_some_volumes_can_be_left_out(store: Store, volumes: Volumes) -> None:
    with closing(Entries(store("a", volumes.texts))) as stored:
        assert stored.rows_without() == list(range(90))
        assert stored.rows_without(["frus1944"]) == [*range(30), *range(60, 90)]
        assert stored.rows_without(["frus1943", "frus1944", "frus1945", "x"]) == []


def test_rows_of_the_same_vector_are_known_from_an_earlier_store(
    store: Store, volumes: Volumes
) -> None:
    first, second, third = volumes.texts
    earlier = store("earlier", [changed(second, 0, "Wheat."), third])
    with closing(Entries(store("now", [first, second, third]))) as stored:
        pairs = dict(stored.rows_since(earlier))
        ids = stored.at_rows(list(pairs))
        # All but the first volume, and the paragraph that was another one.
        assert sorted(pairs) == [row for row in range(30, 90) if row != 31]
        assert ids.keys() == pairs.keys()
        with closing(Entries(earlier)) as old:
            there = old.at_rows(list(pairs.values()))
        assert [ids[here] for here in pairs] == [there[row] for row in pairs.values()]
        assert stored.rows_since(store("none", [])) == []


def test_a_volume_that_waited_has_no_rows_to_give(store: Store, volumes: Volumes) -> None:
    earlier = store("earlier", volumes.texts, ["frus1943", "frus1945"])
    with closing(Entries(store("now", volumes.texts))) as stored:
        assert dict(stored.rows_since(earlier)) == {row: row for row in range(30, 60)}
    with closing(Entries(earlier)) as stored:
        assert stored.waiting() == {"frus1943", "frus1945"}
        assert stored.passages_waiting() == {"frus1943": 30, "frus1945": 30}
        assert stored.totals()["vectors"] == 30


def test_the_digest_is_the_same_while_volumes_wait(store: Store, volumes: Volumes) -> None:
    digests = set()
    for name, waiting in (("none", []), ("one", ["frus1943"]), ("all", ["frus1943", "frus1944"])):
        with closing(Entries(store(name, volumes.texts[:2], waiting))) as stored:
            digests.add(stored.digest())
    assert len(digests) == 1


def test_who_waits_is_told_anew(store: Store, volumes: Volumes, tmp_path: Path) -> None:
    path = store("a", volumes.texts, ["frus1943"])
    mark_waiting(path, ["frus1944", "frus1945"])
    with closing(Entries(path)) as stored:
        assert stored.waiting() == {"frus1944", "frus1945"}
    # What is taken over does not wait before that is told.
    with closing(PassageWriter(tmp_path / "kept", "words")) as writer:
        writer.keep(path, ["frus1943", "frus1944"])
    with closing(Entries(tmp_path / "kept")) as stored:
        assert stored.waiting() == frozenset()
    mark_waiting(path, [])
    with closing(Entries(path)) as stored:
        assert stored.waiting() == frozenset()


def test_a_document_of_headings_alone_has_rows(store: Store, volumes: Volumes) -> None:
    text = volumes.texts[0]
    calendar = replace(
        text,
        documents=(
            DocumentText(text.documents[0].document, text.documents[0].passages[:1]),
            text.documents[1],
        ),
    )
    with closing(Entries(store("a", [calendar]))) as stored:
        assert stored.at_rows([0, 1]) == {0: "frus1943/d1/head", 1: "frus1943/d2/p1"}
        assert stored.facet_rows()[:2] == [(0, "heading", "author"), (1, "paragraph", "author")]

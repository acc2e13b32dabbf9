"""Volumes that come again until there are enough passages."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import InputError, SourceError
from corpus.passage import Passage
from evals.cost.shelf import Shelf, counted
from vectorstore.context import searched


def passages(shelf: Shelf) -> list[Passage]:
    return [
        found.passage
        for source in shelf.sources()
        for document in shelf.read(source).documents
        for found in searched(document)
        if found.sought
    ]


def test_passages_are_counted_as_an_index_counts_them(volumes: list[Path]) -> None:
    assert [volume.passages for volume in counted(volumes)] == [4, 6]


def test_a_file_that_is_no_volume_is_named(tmp_path: Path) -> None:
    (tmp_path / "letter.xml").write_text("<letter/>", encoding="utf-8")
    with pytest.raises(SourceError, match=r"letter\.xml"):
        counted([tmp_path / "letter.xml"])


@pytest.mark.parametrize(("wanted", "given"), [(1, 2), (4, 4), (5, 6), (10, 10)])
def test_a_shelf_ends_with_the_document_that_fills_it(
    volumes: list[Path], wanted: int, given: int
) -> None:
    assert len(passages(Shelf(counted(volumes), wanted))) == given


def test_volumes_come_again_under_other_ids(volumes: list[Path]) -> None:
    shelf = Shelf(counted(volumes), 24)
    assert [source.volume for source in shelf.sources()] == [
        "frus1961-63v80", "frus1961-63v80-2", "frus1961-63v80-3",
        "frus1961-63v81", "frus1961-63v81-2",
    ]  # fmt: skip
    found = passages(shelf)
    assert len({passage.id for passage in found}) == len(found) == 24
    once, again = (shelf.read(source).documents[0] for source in shelf.sources()[:2])
    assert again.document.title == f"{once.document.title} (2)"
    assert [passage.text for passage in again.passages] == [p.text for p in once.passages]
    note = again.passages[-1]
    assert note.anchor is not None
    assert note.anchor.passage in {passage.id for passage in again.passages}


def test_the_same_shelf_has_the_same_sources(volumes: list[Path]) -> None:
    first, second = (Shelf(counted(volumes), 20).sources() for _ in range(2))
    assert first == second != Shelf(counted(volumes), 16).sources()


def test_nothing_cannot_fill_a_shelf() -> None:
    with pytest.raises(InputError, match="name volumes"):
        Shelf([], 10)

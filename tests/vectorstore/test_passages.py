"""The stored text: what went in comes out, by id and in order."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.errors import StoreError
from corpus.library import SHIPPED
from corpus.page_text import read_page
from corpus.passage import VolumeText
from vectorstore.passage_writer import PassageWriter
from vectorstore.passages import Passages

if TYPE_CHECKING:
    from tests.vectorstore.conftest import Volumes

SHIPPED_TEXT = read_page(SHIPPED / "frus1944Quebec" / "d123.txt")


@pytest.fixture
def path(tmp_path: Path, volumes: Volumes) -> Path:
    writer = PassageWriter(tmp_path / "passages.sqlite", "words")
    shipped = VolumeText(SHIPPED_TEXT.document.volume, (SHIPPED_TEXT,))
    for text in (volumes.texts[1], shipped, volumes.texts[0]):
        writer.add(text, "digest")
    writer.close()
    return tmp_path / "passages.sqlite"


@pytest.fixture
def stored(path: Path) -> Iterator[Passages]:
    with closing(Passages(path)) as stored:
        yield stored


def test_a_document_comes_back_as_it_went_in(stored: Passages, volumes: Volumes) -> None:
    assert stored.document_text("frus1944Quebec/d123") == SHIPPED_TEXT
    for text in volumes.texts[0].documents:
        assert stored.document_text(text.document.id) == text
        assert stored.document(text.document.id) == text.document
    for passage in SHIPPED_TEXT.passages:
        assert stored.passage(passage.id) == passage


def test_volumes_stand_by_id_and_documents_as_in_the_book(
    stored: Passages, volumes: Volumes
) -> None:
    assert [volume.id for volume in stored.volumes] == ["frus1943", "frus1944", "frus1944Quebec"]
    assert stored.volumes[2] == SHIPPED_TEXT.document.volume
    assert stored.documents_of("frus1943") == [f"frus1943/d{n}" for n in range(1, 11)]
    assert stored.documents_of("frus1999") == []


def test_passages_come_in_the_order_asked_for(stored: Passages) -> None:
    ids = ["frus1944/d2/p1", "frus1943/d9/fn1", "frus1944Quebec/d123/p4"]
    for order in (ids, ids[::-1]):
        assert [passage.id for passage, _ in stored.found(order)] == order
    assert stored.found(ids)[2] == (SHIPPED_TEXT.passages[6], SHIPPED_TEXT.document)
    assert stored.found([]) == []


def test_an_id_that_the_text_lacks_is_named(stored: Passages) -> None:
    with pytest.raises(StoreError, match="lacks the text of frus1944/d2/p9; run: frus index build"):
        stored.found(["frus1944/d2/p1", "frus1944/d2/p9"])


def test_passages_are_counted_by_kind(stored: Passages) -> None:
    assert stored.counts("frus1944Quebec") == {
        "document": 1,
        "paragraph": 6,
        "footnote": 3,
        "heading": 2,
    }
    assert set(stored.counts("frus1999").values()) == {0}


@pytest.mark.parametrize(
    "id_", ["", "frus1944Quebec", "frus1944Quebec/d9", "\udcff", "a\0b", "' OR ''='", "%", "é" * 99]
)  # fmt: skip
def test_what_is_not_there_is_not_found(stored: Passages, id_: str) -> None:
    assert stored.document(id_) is None
    assert stored.passage(id_) is None
    assert stored.document_text(id_) is None
    assert stored.documents_of(f"{id_}/") == []


def test_any_thread_may_read(stored: Passages) -> None:
    ids = [passage.id for passage in SHIPPED_TEXT.passages] * 20
    with ThreadPoolExecutor(4) as threads:
        assert [passage.id for passage in threads.map(stored.passage, ids) if passage] == ids


def test_a_volume_twice_is_refused(tmp_path: Path, volumes: Volumes) -> None:
    writer = PassageWriter(tmp_path / "passages.sqlite", "words")
    writer.add(volumes.texts[0], "digest")
    with pytest.raises(Exception, match=r"UNIQUE constraint failed: volume\.id"):
        writer.add(volumes.texts[0], "digest")
    writer.close()


def test_a_store_that_is_gone_or_damaged_is_named(tmp_path: Path) -> None:
    path = tmp_path / "passages.sqlite"
    with pytest.raises(StoreError, match=r"the index lacks .*; run: frus index build"):
        Passages(path)
    path.write_bytes(b"no database" * 500)
    with (
        closing(Passages(path)) as stored,
        pytest.raises(StoreError, match=r"cannot be read .*; run: frus index build"),
    ):
        stored.document("frus1944/d1")


def test_text_of_every_script_is_kept(tmp_path: Path) -> None:
    passage = SHIPPED_TEXT.passages[3]
    odd = replace(passage, text="a\u202e\u200b😀é\u0301\ufffe“—\t", pages=())
    writer = PassageWriter(tmp_path / "passages.sqlite", "words")
    text = replace(SHIPPED_TEXT, passages=(odd,))
    writer.add(VolumeText(SHIPPED_TEXT.document.volume, (text,)), "digest")
    writer.close()
    with closing(Passages(tmp_path / "passages.sqlite")) as stored:
        assert stored.passage(odd.id) == odd

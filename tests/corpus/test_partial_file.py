"""Bytes that arrive bit by bit, and the note that says of which version they are."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import DownloadError
from corpus.partial_file import PartialFile


@pytest.fixture
def part(tmp_path: Path) -> PartialFile:
    return PartialFile(target=tmp_path / "book.xml", url="https://example.org/book.xml")


def names(part: PartialFile) -> set[str]:
    return {path.name for path in part.target.parent.iterdir()}


def test_a_file_is_put_together_and_into_its_place(part: PartialFile) -> None:
    part.target.write_bytes(b"an older one")
    assert (part.size, part.etag()) == (0, "")
    part.restart('"a"')
    assert part.etag() == "", "there is nothing yet that could be continued"
    part.append(b"some ")
    part.append(b"words")
    assert (part.size, part.etag()) == (10, '"a"')
    assert (part.head(4), part.tail(5), part.tail(99)) == (b"some", b"words", b"some words")
    assert part.target.read_bytes() == b"an older one"
    assert part.finish() == (hashlib.sha256(b"some words").hexdigest(), 10)
    assert part.target.read_bytes() == b"some words"
    assert names(part) == {"book.xml"}


def test_bytes_from_another_address_are_not_continued(part: PartialFile) -> None:
    part.restart('"a"')
    part.append(b"words")
    other = PartialFile(target=part.target, url="https://example.com/book.xml")
    assert other.etag() == ""
    part.discard_useless()
    assert names(part) == {"book.xml.part", "book.xml.part.json"}
    other.discard_useless()
    assert names(part) == set()


@pytest.mark.parametrize("etag", ["", '"b"'])
def test_a_restart_forgets_what_was_there(part: PartialFile, etag: str) -> None:
    part.restart('"a"')
    part.append(b"words")
    part.restart(etag)
    part.append(b"others")
    assert (part.size, part.etag()) == (6, etag)


@given(note=st.binary(max_size=40))
def test_a_note_that_cannot_be_read_is_none(
    tmp_path_factory: pytest.TempPathFactory, note: bytes
) -> None:
    folder = tmp_path_factory.mktemp("part")
    part = PartialFile(target=folder / "book.xml", url="https://example.org/book.xml")
    part.restart('"a"')
    part.append(b"words")
    (folder / "book.xml.part.json").write_bytes(note)
    assert part.etag() == ""


@pytest.mark.parametrize("etag", ['"a\\r\\nX: y"', '"é"'])
def test_a_note_that_would_not_fit_a_header_is_none(part: PartialFile, etag: str) -> None:
    part.restart('"a"')
    part.append(b"words")
    note = part.target.with_name("book.xml.part.json")
    note.write_text(note.read_text("utf-8").replace('\\"a\\"', etag.replace('"', '\\"')), "utf-8")
    assert part.etag() == ""


def test_one_at_a_time(part: PartialFile) -> None:
    with part.alone(), pytest.raises(DownloadError, match="already"), part.alone():
        pytest.fail("two have the file")
    with part.alone():
        pass


def test_what_the_disk_refuses_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    part = PartialFile(target=tmp_path / "file" / "book.xml", url="https://example.org/book.xml")
    with pytest.raises(DownloadError, match=r"book\.xml\.part cannot be written"):
        part.append(b"words")
    gone = PartialFile(target=tmp_path / "gone" / "book.xml", url="https://example.org/book.xml")
    with pytest.raises(DownloadError, match="No such file"):
        gone.append(b"words")

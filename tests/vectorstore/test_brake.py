"""What a build refuses to begin: losing a fifth of the index, or filling the disk."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing
from pathlib import Path
from typing import NamedTuple

import pytest

from corpus.document import Document, Volume
from corpus.errors import StoreError
from corpus.passage import DocumentText, Kind, Passage, Voice, VolumeText
from vectorstore.brake import require_room, require_size, require_volumes
from vectorstore.holding import Hold
from vectorstore.manifest import Manifest
from vectorstore.passage_writer import PassageWriter
from vectorstore.passages import TEXT, Passages
from vectorstore.versions import Served

Sizes = Mapping[str, int]


def text_of(volume: str, passages: int) -> VolumeText:
    book = Volume(id=volume, title=f"The Book {volume}")
    document = Document(id=f"{volume}/d1", volume=book, number="1", title="A Paper")
    held = (
        Passage(
            id=f"{volume}/d1/p{number}",
            document=f"{volume}/d1",
            kind=Kind.PARAGRAPH,
            voice=Voice.AUTHOR,
            text=f"Paragraph {number}.",
        )
        for number in range(passages)
    )
    return VolumeText(book, (DocumentText(document, tuple(held)),))


def store(folder: Path, sizes: Sizes) -> None:
    folder.mkdir()
    with closing(PassageWriter(folder / TEXT, "words")) as writer:
        for volume, size in sizes.items():
            writer.add(text_of(volume, size), "digest")


@pytest.fixture
def braked(tmp_path: Path) -> Iterator[Callable[..., None]]:
    """Puts the brake before an index of these sizes that would follow one of those sizes."""
    with ExitStack() as opened:

        def put(before: Sizes, after: Sizes, leaving: tuple[str, ...] = ()) -> None:
            for name, sizes in (("before", before), ("after", after)):
                shutil.rmtree(tmp_path / name, ignore_errors=True)
                store(tmp_path / name, sizes)
            hold = Hold(tmp_path / "before")
            opened.callback(hold.release)
            served = Served(tmp_path / "before", manifest(before), hold)
            stored = opened.enter_context(closing(Passages(tmp_path / "after" / TEXT)))
            require_size(served, stored, leaving)

        yield put


def manifest(sizes: Sizes) -> Manifest:
    return Manifest(
        version="v",
        format=2,
        reading=3,
        model="words",
        runtime="",
        built="",
        digest="",
        counts={},
        sources=dict.fromkeys(sizes, "digest"),
        libraries={},
        files={},
    )


class Case(NamedTuple):
    before: Sizes
    after: Sizes
    leaving: tuple[str, ...] = ()


ALLOWED = {
    "nothing changed": Case({"a": 5}, {"a": 5}),
    "grown": Case({"a": 5}, {"a": 50, "b": 7}),
    "exactly four fifths": Case({"a": 20}, {"a": 16}),
    "four fifths over two volumes": Case({"a": 35, "b": 10}, {"a": 35, "b": 1}),
    "nothing before": Case({}, {}),
    "the only volume leaves": Case({"a": 5}, {}, ("a",)),
    "most leaves": Case({"a": 90, "b": 10}, {"b": 8}, ("a",)),
    "what leaves was not there": Case({"a": 5}, {"a": 5}, ("b",)),
}
REFUSED = {
    "one under four fifths": Case({"a": 20}, {"a": 15}),
    "everything": Case({"a": 5}, {}),
    "what is new makes up for nothing": Case({"a": 50, "b": 50}, {"a": 50, "c": 500}),
    "what grew makes up for nothing": Case({"a": 50, "b": 50}, {"a": 500, "b": 20}),
    "what leaves excuses nothing else": Case({"a": 50, "b": 50, "c": 10}, {"a": 10}, ("b",)),
    "what leaves and comes back counts for nothing": Case({"a": 50, "b": 50}, {"b": 50}, ("b",)),
}


@pytest.mark.parametrize("case", ALLOWED)
def test_up_to_a_fifth_may_go(braked: Callable[..., None], case: str) -> None:
    braked(*ALLOWED[case])


@pytest.mark.parametrize("case", REFUSED)
def test_more_than_a_fifth_is_refused(braked: Callable[..., None], case: str) -> None:
    with pytest.raises(StoreError, match=r"index build --allow-shrink$"):
        braked(*REFUSED[case])


def test_a_refusal_counts_and_names_what_is_gone(braked: Callable[..., None]) -> None:
    with pytest.raises(
        StoreError, match=r"lose 1,240 of 1,300 passages \(gone: a, b\); nothing was changed"
    ):
        braked({"b": 20, "a": 1_200, "c": 80}, {"c": 60, "d": 1})
    with pytest.raises(StoreError, match=r"lose 3 of 4 passages; nothing was changed"):
        braked({"x": 4}, {"x": 1})


@pytest.mark.parametrize(
    ("free", "enough"), [(12_000_000, True), (11_999_999, False), (0, False), (10**15, True)]
)
def test_a_disk_without_room_is_told_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, enough: bool
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=free)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    if enough:
        require_room(tmp_path, 1_000)
    else:
        with pytest.raises(StoreError, match=r"1,000 passages need 12\.0 MB .* set FRUS_HOME to"):
            require_room(tmp_path, 1_000)


def test_what_is_needed_and_what_is_free_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=3_400_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    with pytest.raises(StoreError, match=r"need 3,600\.0 MB .* 3,400\.0 MB are free"):
        require_room(tmp_path, 300_000)


@pytest.mark.parametrize(
    ("held", "now", "leaving"),
    [
        ((), ("a",), ()),
        (("a",), ("a", "b"), ()),
        (tuple("abcde"), tuple("abcd"), ()),
        (("a", "b"), ("b",), ("a",)),
    ],
)
def test_few_volumes_may_go_after_a_version_that_cannot_be_read(
    held: tuple[str, ...], now: tuple[str, ...], leaving: tuple[str, ...]
) -> None:
    require_volumes(held, now, leaving)


@pytest.mark.parametrize(
    ("held", "now", "told"),
    [
        (("a",), (), r"1 of 1 volumes \(a\)"),
        (tuple("abcde"), tuple("abcxy"), r"2 of 5 volumes \(d, e\)"),
    ],
)
def test_many_may_not(held: tuple[str, ...], now: tuple[str, ...], told: str) -> None:
    with pytest.raises(StoreError, match=f"lose {told}; nothing was changed.*--allow-shrink"):
        require_volumes(held, now, ())

"""Embedders that count or need no model, volumes without files, and the shipped index."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from corpus.document import DateRange, Document, Volume
from corpus.library import Library, Source
from corpus.passage import Anchor, DocumentText, Kind, PageBreak, Passage, Voice, VolumeText
from vectorstore.build import build
from vectorstore.embed import Embedder, Vectors
from vectorstore.index import Index
from vectorstore.minilm import MiniLM


@dataclass
class WordVectors:
    """An embedder without a model: a text's vector is the sum of its words' fixed directions.

    `embedded` holds every text it was given; from call `fails_at` on (counted from 0) it raises.
    """

    name: str = "words"
    runtime: str = "a table"
    window: int = 1_000_000
    fails_at: int | None = None
    embedded: list[str] = field(default_factory=list)
    calls: int = 0

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.calls += 1
        if self.fails_at is not None and self.calls > self.fails_at:
            raise RuntimeError("the power is gone")
        self.embedded += texts
        sums = [np.sum([_direction(word) for word in text.split()], axis=0) for text in texts]
        return np.stack([(s / np.linalg.norm(s)).astype(np.float32) for s in sums])


def _direction(word: str) -> Vectors:
    seed = int.from_bytes(hashlib.sha256(word.lower().encode()).digest()[:8])
    return np.asarray(np.random.default_rng(seed).standard_normal(64), dtype=np.float32)


@dataclass
class Volumes:
    """Volumes that lie in no file, for the builder."""

    texts: list[VolumeText]

    def sources(self) -> list[Source]:
        return [
            Source(text.volume.id, (), hashlib.sha256(repr(text).encode()).hexdigest(), False)
            for text in self.texts
        ]

    def read(self, source: Source) -> VolumeText:
        return next(text for text in self.texts if text.volume.id == source.volume)


def _document(volume: Volume, number: int, date: DateRange | None) -> DocumentText:
    id_ = f"{volume.id}/d{number}"
    document = Document(
        id=id_, volume=volume, number=str(number), title=f"Paper {number}", date=date
    )

    def passage(name: str, kind: Kind, words: str, label: str | None = None) -> Passage:
        return Passage(
            id=f"{id_}/{name}",
            document=id_,
            kind=kind,
            voice=Voice.EDITOR if kind is Kind.FOOTNOTE else Voice.AUTHOR,
            text=f"The {words} of {volume.id} number {number}.",
            pages=(PageBreak(0, str(number)),),
            label=label,
            anchor=Anchor(f"{id_}/p1", 3) if label else None,
        )

    return DocumentText(
        document,
        (
            passage("head", Kind.HEADING, "heading"),
            passage("p1", Kind.PARAGRAPH, "first paragraph"),
            passage("p2", Kind.PARAGRAPH, "second paragraph, on grain and ships,"),
            passage("fn1", Kind.FOOTNOTE, "footnote", "1"),
        ),
    )


DATES = (
    None,
    DateRange("1943", "1943"),
    DateRange("1944", "1944"),
    DateRange("1944-09", "1944-09"),
    DateRange("1944-09-06", "1944-09-08"),
    DateRange("1944-02-29", "1944-03-01"),
    DateRange("1943-12-31", "1945-01-01"),
    DateRange("1945-01-01", "1945-01-01"),
    DateRange("1944-09-30", "1944-10"),
    DateRange("1861", "1980"),
)


@pytest.fixture(scope="session")
def volumes() -> Volumes:
    """Three volumes, each with documents of every kind of date, 120 passages in all."""
    books = [Volume(id=f"frus{year}", title=f"A Book of {year}") for year in (1943, 1944, 1945)]
    return Volumes(
        [
            VolumeText(book, tuple(_document(book, n + 1, date) for n, date in enumerate(DATES)))
            for book in books
        ]
    )


@pytest.fixture(scope="session")
def shipped_root(tmp_path_factory: pytest.TempPathFactory, embedder: MiniLM) -> Path:
    """The folder of an index of the shipped document, by the real model; not to be changed."""
    home = tmp_path_factory.mktemp("shipped")
    build(Library(home), home / "index", embedder, lambda *_: None)
    return home / "index"


@pytest.fixture
def shipped_index(shipped_root: Path, embedder: MiniLM) -> Iterator[Index]:
    with Index(shipped_root, embedder) as index:
        yield index


@pytest.fixture(scope="session")
def make_words() -> type[WordVectors]:
    """A maker of embedders that need no model and remember what they embedded."""
    return WordVectors


@pytest.fixture
def words(make_words: type[WordVectors]) -> WordVectors:
    """A fresh one of them."""
    return make_words()


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Path]:
    """Builds an index of some volumes below the test's own folder, and returns its root."""

    def index_of(volumes: Volumes, embedder: Embedder) -> Path:
        build(volumes, tmp_path / "index", embedder, lambda *_: None)
        return tmp_path / "index"

    return index_of


@pytest.fixture
def copied_page(tmp_path: Path) -> Callable[[str, str], Path]:
    """Writes a copied page of one paragraph, of this volume, and returns its path."""

    def write(volume: str, paragraph: str) -> Path:
        page = tmp_path / f"{volume}-d1.txt"
        page.write_text(f"A Paper\n{paragraph}\n", encoding="utf-8")
        sidecar = {
            "volume": {"id": volume, "title": f"The Book {volume}"},
            "document": {"id": "d1", "number": "1"},
        }
        page.with_suffix(".json").write_text(json.dumps(sidecar), encoding="utf-8")
        return page

    return write

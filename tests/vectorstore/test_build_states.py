"""Whatever is done to a home, and in what order: what is served is what was built, and whole."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from corpus.errors import StoreError
from corpus.passage import Kind, Passage, VolumeText
from vectorstore.build import Built, build
from vectorstore.chroma_files import DATABASE
from vectorstore.dense import Dense
from vectorstore.embed import Vectors
from vectorstore.fill import VECTORS
from vectorstore.index import Index
from vectorstore.manifest import Manifest, read_manifest
from vectorstore.verify import check
from vectorstore.versions import current, serve, volumes_held

if TYPE_CHECKING:
    from tests.vectorstore.conftest import Volumes, WordVectors

Content = dict[str, VolumeText]
STEPS = ("reading", "indexing words", "embedding", "storing vectors", "checking", "publishing")
BOOKS = st.integers(0, 2)
QUICK = settings(max_examples=6, stateful_step_count=16, suppress_health_check=list(HealthCheck))
LONG = settings(max_examples=150, stateful_step_count=40, suppress_health_check=list(HealthCheck))


class PowerCutError(Exception):
    """What stops a build in the middle."""


class States(RuleBasedStateMachine):
    """A library that changes, its index, and what the index must hold: a dict of volumes.

    `published` is what the last build published, with the name of its model; `past` is all that
    was ever published, which alone may stand in for it once it is `damaged`. Where more vectors
    than some are lacking, volumes are published by their words first.
    """

    def __init__(self, volumes: Volumes, words: type[WordVectors], folder: Path) -> None:
        super().__init__()
        self.volumes, self.words, self.folder = volumes, words, folder
        self.root = folder / "index"
        self.library: Content = {}
        self.leaving: set[str] = set()
        self.model = "one"
        self.published: tuple[str, Content] | None = None
        self.past: list[tuple[str, Content]] = []
        self.damaged = False
        self.digests: dict[tuple[str, frozenset[tuple[str, str]]], str] = {}
        self.by_words = 0  # versions that the last build published before all vectors were made
        self.reader: tuple[Index, Content] | None = None
        self.patch = pytest.MonkeyPatch()
        self.let_go = 0  # versions that a reader held on to, and that the next build may delete

    def teardown(self) -> None:
        self.close_the_reader()
        self.patch.undo()
        shutil.rmtree(self.folder)

    @initialize(built=st.booleans())
    def begin(self, built: bool) -> None:
        if built:
            for book in (0, 1):
                self.add_a_volume(book, 3)
            self.rebuild()

    @rule(book=BOOKS, documents=st.integers(1, 5))
    def add_a_volume(self, book: int, documents: int) -> None:
        text = self.volumes.texts[book]
        self.library[text.volume.id] = replace(text, documents=text.documents[:documents])
        self.leaving.discard(text.volume.id)

    @rule(book=BOOKS, number=st.integers(0, 4), words=st.sampled_from(["Grain.", "Ships."]))
    def change_a_document(self, book: int, number: int, words: str) -> None:
        text = self.library.get(self.volumes.texts[book].volume.id)
        if text is None:
            return
        parts = list(text.documents)
        part = parts[number % len(parts)]
        passages = (part.passages[0], replace(part.passages[1], text=words), *part.passages[2:])
        parts[number % len(parts)] = replace(part, passages=passages)
        self.library[text.volume.id] = replace(text, documents=tuple(parts))

    @rule(book=BOOKS, knowingly=st.booleans())
    def remove_a_volume(self, book: int, knowingly: bool) -> None:
        volume = self.volumes.texts[book].volume.id
        if self.library.pop(volume, None) is not None and knowingly:
            self.leaving.add(volume)

    @rule(model=st.sampled_from(["one", "two"]))
    def switch_the_model(self, model: str) -> None:
        self.model = model

    @rule(some=st.sampled_from([0, 8, 1000]))
    def wait_where_more_are_lacking_than(self, some: int) -> None:
        self.patch.setattr("vectorstore.lacking._AT_ONCE", some)

    @rule()
    def rebuild(self) -> None:
        before = self.served()
        if self.loses_too_much(before):
            with pytest.raises(StoreError, match="frus index build --allow-shrink"):
                self.build(lambda *_: None)
            assert self.served() == before
            return
        built = self.build(lambda *_: None)
        assert built.manifest.waiting == {}
        self.note_published()
        self.leaving.clear()
        self.let_go = 0
        sources = frozenset(built.manifest.sources.items())
        assert self.digests.setdefault((self.model, sources), built.manifest.digest) == (
            built.manifest.digest
        )
        self.reopen()

    @rule(book=BOOKS, number=st.integers(0, 4))
    def change_and_rebuild(self, book: int, number: int) -> None:
        self.change_a_document(book, number, "Wheat.")
        self.rebuild()

    @rule(step=st.sampled_from(STEPS))
    def lose_power_while_building(self, step: str) -> None:
        before = self.served()

        def cut(reached: str, *_: int) -> None:
            if reached == step:
                raise PowerCutError

        self.by_words = 0
        try:
            self.build(cut)
        except (PowerCutError, StoreError):
            assert self.served() == (self.library if self.by_words else before)
        else:  # there was nothing to do at this step
            self.note_published()

    @rule()
    def reopen(self) -> None:
        expected = None if self.damaged or self.published is None else self.published
        serves = expected is not None and expected[0] == self.model
        try:
            index = Index(self.root, self.words(name=self.model))
        except StoreError:
            assert not serves
            return
        with index:
            content = self.content(index)
            if serves:
                assert (index.notice, (self.model, content)) == ("", expected)
            else:
                assert "frus index build" in index.notice
            self.agree(index, content)

    @precondition(lambda self: self.published is not None and self.reader is None)
    @rule(
        which=st.integers(0, 30),
        where=st.floats(0, 1, exclude_max=True),
        how=st.sampled_from(["gone", "cut", "flipped"]),
    )
    def damage_a_file(self, which: int, where: float, how: str) -> None:
        folder = current(self.root)
        assert folder is not None
        if self.damaged:
            return
        files = read_manifest(folder).files
        # Of Chroma's database there are bytes that may be anything.
        names = [
            name
            for name, record in files.items()
            if record.size and (how == "gone" or not name.endswith(DATABASE))
        ]
        # Half of the names are made up anew every time: in an order that is always the same.
        names.sort(key=lambda name: (name.split("/")[0], Path(name).suffix, name.split("/")[-1]))
        path = folder / names[which % len(names)]
        whole = path.read_bytes()
        at = int(where * len(whole))
        path.unlink()
        if how == "cut":
            path.write_bytes(whole[:at])
        elif how == "flipped":
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        self.damaged = True

    @precondition(lambda self: self.published is not None)
    @rule(content=st.sampled_from([b"", b"no such thing " * 500]))
    def damage_the_cache(self, content: bytes) -> None:
        (self.root / "embeddings.sqlite").write_bytes(content)

    @precondition(lambda self: self.reader is None and self.served() is not None)
    @rule()
    def open_a_reader(self) -> None:
        index = Index(self.root, self.words(name=self.model))
        self.reader = (index, self.content(index))

    @rule()
    def close_the_reader(self) -> None:
        if self.reader is not None:
            self.reader[0].close()
            self.let_go += 1
        self.reader = None

    @invariant()
    def a_reader_finds_what_it_found(self) -> None:
        if self.reader is not None:
            self.agree(*self.reader)

    @invariant()
    def nothing_is_left_over(self) -> None:
        names = [path.name for path in self.root.glob("*") if path.is_dir()]
        assert not [name for name in names if not name.startswith("index-")]
        assert len(names) <= 2 + (self.reader is not None) + self.let_go

    def build(self, progress: Callable[[str, int, int], None]) -> Built:
        shelves = replace(self.volumes, texts=list(self.library.values()))
        words = self.words(name=self.model)
        told = self.note_words
        return build(shelves, self.root, words, progress, leaving=self.leaving, by_words=told)

    def note_words(self, manifest: Manifest) -> None:
        assert manifest.waiting
        self.by_words += 1
        self.note_published()
        self.reopen()

    def note_published(self) -> None:
        self.published, self.damaged = (self.model, dict(self.library)), False
        self.past.append(self.published)

    def served(self) -> Content | None:
        """What is served to the model in use."""
        try:
            found = serve(self.root, self.model)
        except StoreError:
            return None
        found.hold.release()
        return self.known(found.manifest.sources)

    def content(self, index: Index) -> Content:
        return self.known(index.manifest.sources)

    def known(self, sources: dict[str, str]) -> Content:
        """What was published from these sources, by the model in use."""
        for model, content in self.past:
            if model == self.model and digests(content) == sources:
                return content
        pytest.fail(f"{sources} were never published")

    def loses_too_much(self, before: Content | None) -> bool:
        if before is None:  # what cannot be opened says at least which volumes it had
            named = set(volumes_held(self.root)) - self.leaving
            return 5 * len(named & self.library.keys()) < 4 * len(named)
        held = {v: size(t) for v, t in before.items() if v not in self.leaving}
        left = sum(min(held[v], size(self.library[v])) for v in held.keys() & self.library.keys())
        return 5 * left < 4 * sum(held.values())

    def agree(self, index: Index, content: Content) -> None:
        passages = {p.id: p for text in content.values() for p in passages_of(text)}
        sought = {id_: p for id_, p in passages.items() if p.kind is not Kind.HEADING}
        waiting = index.manifest.waiting
        vectors = [id_ for id_ in sought if id_.split("/")[0] not in waiting]
        assert len(vectors) + sum(waiting.values()) == len(sought) == index.manifest.passages
        assert index.manifest.counts == {
            "volumes": len(content),
            "documents": sum(len(text.documents) for text in content.values()),
            **{f"{k}s": sum(p.kind is k for p in passages.values()) for k in Kind},
            "vectors": len(vectors),
        }
        assert all(index.passages.passage(id_) == p for id_, p in passages.items())
        assert index.lexical.size == index.passages.size == len(passages)
        if waiting:
            check(index.folder)
            return
        with closing(Dense(index.folder / VECTORS)) as dense:
            entries = {id_: (text, row) for id_, text, row in entries_of(dense)}
            assert {id_: text for id_, (text, _) in entries.items()} == {
                id_: p.text for id_, p in sought.items()
            }
            for id_, (_, row) in entries.items():
                found = dict(dense.search(row[np.newaxis], len(entries)))
                assert found.keys() == entries.keys()
                assert found[id_] == pytest.approx(1, abs=1e-4)


def entries_of(dense: Dense) -> list[tuple[str, str, Vectors]]:
    ids = list(dense.ids())
    return list(dense.entries(ids)) if ids else []


def passages_of(text: VolumeText) -> list[Passage]:
    return [passage for part in text.documents for passage in part.passages]


def size(text: VolumeText) -> int:
    return len(passages_of(text))


def digests(content: Content) -> dict[str, str]:
    """The digests that the shelves give these volumes."""
    return {v: hashlib.sha256(repr(text).encode()).hexdigest() for v, text in content.items()}


@pytest.mark.parametrize(
    "extent", [pytest.param(QUICK, id="few"), pytest.param(LONG, id="many", marks=pytest.mark.slow)]
)
def test_what_is_served_is_what_was_built_whatever_happened(
    extent: settings,
    volumes: Volumes,
    make_words: type[WordVectors],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    def fresh() -> States:
        return States(volumes, make_words, tmp_path_factory.mktemp("states"))

    run_state_machine_as_test(fresh, settings=extent)  # type: ignore[arg-type]  # a maker will do

"""Building an index: the same from the same, only what is new, and whole or not at all."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.errors import SourceError, StoreError
from corpus.library import Library, Source
from corpus.passage import DocumentText, Kind, VolumeText
from vectorstore.build import build
from vectorstore.embed import Vectors
from vectorstore.index import Index
from vectorstore.manifest import read_manifest, version_of
from vectorstore.retriever import Filter
from vectorstore.versions import current

if TYPE_CHECKING:
    from tests.vectorstore.conftest import Volumes, WordVectors

Steps = list[tuple[str, int, int]]


def quiet(step: str, done: int, total: int) -> None:
    """Progress that nobody looks at."""


def found(root: Path, embedder: WordVectors, query: str) -> list[tuple[str, float]]:
    with Index(root, embedder) as index:
        return [(hit.passage.id, round(hit.score, 6)) for hit in index.search(query, 20, Filter())]


def published(root: Path) -> list[str]:
    return sorted(path.name for path in root.glob("index-*"))


def contents(root: Path) -> dict[Path, bytes]:
    """Every file of the index but Chroma's own, which it writes anew whenever it opens them.

    Nor those that say who reads and who writes.
    """
    files = [path for path in root.rglob("*") if path.is_file() and "vectors" not in path.parts]
    files = [path for path in files if path.name not in ("READERS", "writer.json")]
    return {path: path.read_bytes() for path in files}


def with_words(text: VolumeText, document: int, words: str) -> VolumeText:
    """`text` with other words in the first paragraph of one of its documents."""
    part = text.documents[document]
    changed = tuple(
        replace(passage, text=words) if passage.id.endswith("/p1") else passage
        for passage in part.passages
    )
    parts = list(text.documents)
    parts[document] = DocumentText(part.document, changed)
    return replace(text, documents=tuple(parts))


def test_a_manifest_says_what_was_built(
    tmp_path: Path, volumes: Volumes, words: WordVectors
) -> None:
    manifest = build(volumes, tmp_path, words, quiet).manifest
    sources = {source.volume: source.digest for source in volumes.sources()}
    assert manifest.version == version_of(sources, "words")
    assert (manifest.model, manifest.passages) == ("words", 90)  # 30 headings answer nothing
    assert manifest.sources == sources
    assert manifest.counts == {
        "volumes": 3,
        "documents": 30,
        "paragraphs": 60,
        "footnotes": 30,
        "headings": 30,
        "vectors": 90,
    }
    assert (manifest.runtime, manifest.libraries.keys() >= {"chromadb"}) == ("a table", True)
    folder = current(tmp_path)
    assert folder == tmp_path / f"index-{manifest.version}"
    assert read_manifest(folder) == manifest


def test_building_twice_changes_nothing(
    tmp_path: Path, volumes: Volumes, words: WordVectors
) -> None:
    first = build(volumes, tmp_path, words, quiet)
    before = contents(tmp_path)
    words.embedded.clear()
    assert build(volumes, tmp_path, words, quiet) == replace(first, embedded=0)
    assert words.embedded == []
    assert contents(tmp_path) == before


def test_the_same_volumes_give_the_same_index_anywhere(
    tmp_path: Path, volumes: Volumes, words: WordVectors
) -> None:
    one = build(volumes, tmp_path / "one", words, quiet).manifest
    backwards = replace(volumes, texts=volumes.texts[::-1])
    two = build(backwards, tmp_path / "two", words, quiet).manifest
    assert (one.version, one.digest, one.counts) == (two.version, two.digest, two.counts)
    query = "second paragraph on grain of frus1944"
    assert found(tmp_path / "one", words, query) == found(tmp_path / "two", words, query)


def test_a_new_volume_alone_is_embedded(
    tmp_path: Path, volumes: Volumes, words: WordVectors
) -> None:
    build(replace(volumes, texts=volumes.texts[:2]), tmp_path, words, quiet)
    words.embedded.clear()
    steps: Steps = []
    built = build(volumes, tmp_path, words, lambda *step: steps.append(step))
    assert len(words.embedded) == built.embedded == 30
    assert all("frus1945" in text for text in words.embedded)
    assert built.manifest.passages == 90
    assert [step for step, _, _ in steps] == [
        "reading",
        "indexing words",
        "embedding",
        "storing vectors",
        "checking",
        "publishing",
    ]
    assert steps[0] == ("reading", 0, 1)
    assert steps[2:4] == [("embedding", 0, 30), ("storing vectors", 0, 30)]


def test_a_changed_paragraph_is_embedded_with_the_note_on_it(
    tmp_path: Path, volumes: Volumes, words: WordVectors
) -> None:
    build(volumes, tmp_path, words, quiet)
    words.embedded.clear()
    texts = [with_words(volumes.texts[0], 3, "Wheat was sold."), *volumes.texts[1:]]
    build(replace(volumes, texts=texts), tmp_path, words, quiet)
    assert [text.splitlines()[0] for text in words.embedded] == [
        "Wheat was sold.",
        "The footnote of frus1943 number 4.",
    ]
    assert found(tmp_path, words, "Wheat was sold.")[0] == ("frus1943/d4/p1", 1.0)


def test_a_volume_taken_out_is_gone_and_embeds_nothing(
    tmp_path: Path, volumes: Volumes, words: WordVectors
) -> None:
    build(volumes, tmp_path, words, quiet)
    words.embedded.clear()
    fewer = replace(volumes, texts=volumes.texts[1:])
    manifest = build(fewer, tmp_path, words, quiet, leaving=["frus1943"]).manifest
    assert (words.embedded, manifest.passages) == ([], 60)
    ids = [id_ for id_, _ in found(tmp_path, words, "the first paragraph of frus1943 number 1")]
    assert ids
    assert not any(id_.startswith("frus1943/") for id_ in ids)


def test_another_model_embeds_everything(
    tmp_path: Path, volumes: Volumes, words: WordVectors
) -> None:
    first = build(volumes, tmp_path, words, quiet).manifest
    other = replace(words, name="other words", embedded=[])
    assert build(volumes, tmp_path, other, quiet).manifest.version != first.version
    assert len(other.embedded) == 90


def test_the_version_before_is_kept_and_older_ones_are_not(
    tmp_path: Path, volumes: Volumes, words: WordVectors
) -> None:
    names = [
        build(
            replace(volumes, texts=volumes.texts[:count]), tmp_path, words, quiet
        ).manifest.version
        for count in (1, 2, 3)
    ]
    assert published(tmp_path) == sorted(f"index-{name}" for name in names[1:])


def test_a_reader_goes_on_with_the_version_it_opened(
    tmp_path: Path, volumes: Volumes, words: WordVectors
) -> None:
    build(replace(volumes, texts=volumes.texts[:1]), tmp_path, words, quiet)
    with Index(tmp_path, words) as index:
        build(volumes, tmp_path, words, quiet)
        hits = index.search("grain and ships", 100, Filter())
        assert {hit.document.volume.id for hit in hits} == {"frus1943"}
    assert len(found(tmp_path, words, "grain and ships")) == 20


@pytest.mark.parametrize("fails_at", [0, 1])
def test_the_version_before_stays_where_a_build_fails(
    tmp_path: Path, volumes: Volumes, words: WordVectors, fails_at: int
) -> None:
    first = build(replace(volumes, texts=volumes.texts[:1]), tmp_path, words, quiet).manifest
    before = found(tmp_path, words, "grain and ships")
    # A call embeds 512 texts, so that the second one fails with part of the work done.
    texts = [with_words(text, 0, "Other words.") for text in volumes.texts * 6]
    names = [replace(t.volume, id=f"{t.volume.id}x{n}") for n, t in enumerate(texts)]
    more = replace(volumes, texts=[*volumes.texts, *map(_renamed, texts, names)])
    broken = replace(words, fails_at=fails_at, calls=0, embedded=[])
    with pytest.raises(RuntimeError, match="the power is gone"):
        build(more, tmp_path, broken, quiet)
    assert len(broken.embedded) == 512 * fails_at
    assert found(tmp_path, words, "grain and ships") == before
    assert published(tmp_path) == [f"index-{first.version}"]
    assert not list(tmp_path.glob("building-*"))
    words.embedded.clear()
    assert build(more, tmp_path, words, quiet).manifest.passages == 30 * 21
    assert len(words.embedded) == 30 * 20 - 512 * fails_at


def _renamed(text: VolumeText, volume: object) -> VolumeText:
    """`text` as another volume."""
    parts = []
    for part in text.documents:
        own = part.document.id.split("/")[1]
        id_ = f"{volume.id}/{own}"  # type: ignore[attr-defined]
        document = replace(part.document, id=id_, volume=volume)  # type: ignore[arg-type]
        passages = tuple(
            replace(
                passage,
                id=f"{id_}/{passage.id.rsplit('/', 1)[1]}",
                document=id_,
                text=f"{passage.text} {id_}",
                anchor=passage.anchor and replace(passage.anchor, passage=f"{id_}/p1"),
            )
            for passage in part.passages
        )
        parts.append(DocumentText(document, passages))
    return VolumeText(volume, tuple(parts))  # type: ignore[arg-type]


def test_a_source_that_cannot_be_read_stays_as_it_was_and_the_others_go_on(
    tmp_path: Path, volumes: Volumes, words: WordVectors
) -> None:
    class Unreadable:
        """A library with a changed first volume and a new second one that are both damaged."""

        def sources(self) -> list[Source]:
            first, *others = volumes.sources()
            return [replace(first, digest="changed"), *others]

        def read(self, source: Source) -> VolumeText:
            if source.volume == "frus1945":
                return volumes.read(source)
            raise SourceError(Path(f"{source.volume}.xml"), 7, "not well-formed")

    build(replace(volumes, texts=volumes.texts[:1]), tmp_path, words, quiet)
    built = build(Unreadable(), tmp_path, words, quiet)
    assert [str(error) for error in built.refused] == [
        "frus1943.xml:7: not well-formed",
        "frus1944.xml:7: not well-formed",
    ]
    assert sorted(built.manifest.sources) == ["frus1943", "frus1945"]
    assert built.manifest.sources["frus1943"] == volumes.sources()[0].digest
    assert len(found(tmp_path, words, "grain and ships")) == 20
    # The files are mended: only what was refused is read again.
    assert build(volumes, tmp_path, words, quiet).embedded == 30


def test_what_a_build_that_was_killed_left_is_cleared_away(
    tmp_path: Path, volumes: Volumes, words: WordVectors
) -> None:
    left = tmp_path / "building-killed"
    left.mkdir()
    (left / "passages.sqlite").write_bytes(b"half")
    build(volumes, tmp_path, words, quiet)
    assert not list(tmp_path.glob("building-*"))


def test_a_second_builder_is_refused(tmp_path: Path, volumes: Volumes, words: WordVectors) -> None:
    building, go_on = threading.Event(), threading.Event()

    def wait(step: str, done: int, total: int) -> None:
        building.set()
        assert go_on.wait(30)

    first = threading.Thread(target=build, args=(volumes, tmp_path, words, wait))
    first.start()
    try:
        assert building.wait(30)
        with pytest.raises(
            StoreError, match=rf"process {os.getpid()} on .* is building the index in"
        ):
            build(volumes, tmp_path, words, quiet)
    finally:
        go_on.set()
        first.join(30)
    assert current(tmp_path) is not None


def test_an_index_without_a_version_is_none(tmp_path: Path) -> None:
    assert current(tmp_path) is None
    for name in ("", "nothing", "../x", "a\0b"):
        (tmp_path / "CURRENT").write_text(name, encoding="utf-8")
        assert current(tmp_path) is None
    (tmp_path / "CURRENT").write_bytes(b"\xff\xfe")
    assert current(tmp_path) is None


def test_pages_added_to_a_home_are_embedded_alone(
    tmp_path: Path, words: WordVectors, copied_page: Callable[[str, str], Path]
) -> None:
    library = Library(tmp_path / "home")
    build(library, tmp_path, words, quiet)
    words.embedded.clear()
    library.add([copied_page("frus1945Malta", "Grain was bought.")])
    manifest = build(library, tmp_path, words, quiet).manifest
    assert [text.splitlines()[0] for text in words.embedded] == ["Grain was bought."]
    assert (manifest.passages, sorted(manifest.sources)) == (
        10,
        ["frus1944Quebec", "frus1945Malta"],
    )
    library.remove("frus1945Malta")
    words.embedded.clear()
    assert build(library, tmp_path, words, quiet).manifest.passages == 9
    assert words.embedded == []


def test_a_heading_is_stored_and_not_sought(
    tmp_path: Path, volumes: Volumes, words: WordVectors
) -> None:
    build(volumes, tmp_path, words, quiet)
    with Index(tmp_path, words) as index:
        assert index.passages.passage("frus1944/d1/head") is not None
        hits = index.search("The heading of frus1944 number 1.", 100, Filter())
        assert Kind.HEADING not in {hit.passage.kind for hit in hits}
        assert index.search("heading", 100, Filter(kind=Kind.HEADING)) == []
        held = index.containing("heading of frus1944 number 1", 10, Filter())
        assert "frus1944/d1/head" in [passage.id for passage, _ in held]


def test_a_document_of_headings_alone_is_found_by_them(
    tmp_path: Path, volumes: Volumes, words: WordVectors
) -> None:
    (text, *_) = volumes.texts
    part = text.documents[0]
    calendar = replace(text, documents=(DocumentText(part.document, part.passages[:1]),))
    assert build(replace(volumes, texts=[calendar]), tmp_path, words, quiet).manifest.passages == 1
    assert found(tmp_path, words, "heading") == [("frus1943/d1/head", 1.0)]


def test_vectors_come_in_the_order_of_the_passages(
    tmp_path: Path, volumes: Volumes, words: WordVectors
) -> None:
    class Backwards:
        name, runtime, window = "words", "a table", 1_000_000

        def count_tokens(self, texts: Sequence[str]) -> list[int]:
            return words.count_tokens(texts)

        def embed(self, texts: Sequence[str]) -> Vectors:
            return words.embed(texts[::-1])[::-1]

    build(volumes, tmp_path / "one", words, quiet)
    build(volumes, tmp_path / "two", Backwards(), quiet)
    query = "first paragraph of frus1945 number 7"
    assert found(tmp_path / "one", words, query) == found(tmp_path / "two", words, query)


def test_an_index_that_would_lose_a_fifth_is_refused_and_stays(
    tmp_path: Path, volumes: Volumes, words: WordVectors
) -> None:
    first = build(volumes, tmp_path, words, quiet).manifest
    fewer = replace(volumes, texts=volumes.texts[1:])
    with pytest.raises(StoreError, match=r"lose 40 of 120 passages \(gone: frus1943\)"):
        build(fewer, tmp_path, words, quiet)
    assert published(tmp_path) == [f"index-{first.version}"]
    assert len(found(tmp_path, words, "grain and ships")) == 20
    assert build(fewer, tmp_path, words, quiet, allow_shrink=True).manifest.passages == 60


def test_going_back_to_an_earlier_version_may_not_lose_a_fifth_either(
    tmp_path: Path, volumes: Volumes, words: WordVectors
) -> None:
    one = replace(volumes, texts=volumes.texts[:1])
    first = build(one, tmp_path, words, quiet).manifest
    build(volumes, tmp_path, words, quiet)
    with pytest.raises(StoreError, match="lose 80 of 120 passages"):
        build(one, tmp_path, words, quiet)
    with Index(tmp_path, words) as index:
        assert index.manifest.passages == 90
    leaving = ["frus1944", "frus1945"]
    assert build(one, tmp_path, words, quiet, leaving=leaving).manifest == first


def test_a_volume_that_is_refused_again_makes_no_new_version(
    tmp_path: Path, volumes: Volumes, words: WordVectors
) -> None:
    class OneIsUnreadable:
        def sources(self) -> list[Source]:
            return volumes.sources()

        def read(self, source: Source) -> VolumeText:
            if source.volume == "frus1945":
                raise SourceError(Path("frus1945.xml"), 7, "not well-formed")
            return volumes.read(source)

    first = build(OneIsUnreadable(), tmp_path, words, quiet)
    assert first.manifest.passages == 60
    before = contents(tmp_path)
    again = build(OneIsUnreadable(), tmp_path, words, quiet)
    assert (again.manifest, again.embedded) == (first.manifest, 0)
    assert [str(error) for error in again.refused] == ["frus1945.xml:7: not well-formed"]
    assert contents(tmp_path) == before
    assert published(tmp_path) == [f"index-{first.manifest.version}"]


def test_a_version_that_changes_while_it_is_tried_out_is_not_published(
    tmp_path: Path, volumes: Volumes, words: WordVectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meddle(folder: Path, entries: int) -> None:
        (graph,) = folder.glob("vectors/*/data_level0.bin")
        graph.write_bytes(graph.read_bytes()[::-1])

    one = replace(volumes, texts=volumes.texts[:1])
    first = build(one, tmp_path, words, quiet).manifest
    monkeypatch.setattr("vectorstore.build.verify", meddle)
    with pytest.raises(StoreError, match=r"data_level0\.bin was changed"):
        build(volumes, tmp_path, words, quiet)
    assert published(tmp_path) == [f"index-{first.version}"]
    assert len(found(tmp_path, words, "grain and ships")) == 20


def test_a_version_that_is_not_sound_is_not_published(
    tmp_path: Path, volumes: Volumes, words: WordVectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def unsound(folder: Path, entries: int) -> None:
        asked.append((folder.name.startswith("building-"), entries))
        raise StoreError("the new index is not sound")

    monkeypatch.setattr("vectorstore.build.verify", unsound)
    with pytest.raises(StoreError, match="not sound"):
        build(volumes, tmp_path, words, quiet)
    assert asked == [(True, 90)]
    assert published(tmp_path) == []
    assert not list(tmp_path.glob("building-*"))


def test_a_disk_without_room_is_told_before_anything_is_embedded(
    tmp_path: Path, volumes: Volumes, words: WordVectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=1_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    with pytest.raises(StoreError, match=r"120 passages need .* are free; make room"):
        build(volumes, tmp_path, words, quiet)
    assert words.embedded == []
    assert not list(tmp_path.glob("building-*"))


def test_the_digest_is_that_of_the_content_whatever_came_before(
    tmp_path: Path, volumes: Volumes, words: WordVectors
) -> None:
    direct = build(volumes, tmp_path / "direct", words, quiet).manifest
    other = replace(volumes, texts=[with_words(volumes.texts[0], 3, "Wheat."), volumes.texts[2]])
    assert build(other, tmp_path / "round", words, quiet).manifest.digest != direct.digest
    around = build(volumes, tmp_path / "round", words, quiet).manifest
    assert (around.version, around.digest, around.counts) == (
        direct.version,
        direct.digest,
        direct.counts,
    )
    query = "second paragraph on grain of frus1943"
    assert found(tmp_path / "round", words, query) == found(tmp_path / "direct", words, query)


def test_a_damaged_cache_is_said_to_whoever_builds(
    tmp_path: Path, volumes: Volumes, words: WordVectors
) -> None:
    tmp_path.joinpath("embeddings.sqlite").write_bytes(b"no database " * 500)
    built = build(volumes, tmp_path, words, quiet)
    assert built.manifest.passages == built.embedded == 90
    (notice,) = built.notices
    assert "embeddings.sqlite is damaged" in notice


def test_a_library_without_volumes_makes_an_index_in_which_nothing_is_found(
    tmp_path: Path, volumes: Volumes, words: WordVectors
) -> None:
    built = build(replace(volumes, texts=[]), tmp_path, words, quiet)
    assert set(built.manifest.counts.values()) == {0}
    assert found(tmp_path, words, "grain") == []
    with Index(tmp_path, words) as index:
        assert not index.within(Filter())
        assert index.containing("grain", 3, Filter()) == []


def test_the_brake_holds_too_where_no_version_can_be_opened(
    tmp_path: Path, volumes: Volumes, words: WordVectors
) -> None:
    build(volumes, tmp_path, words, quiet)
    (folder,) = tmp_path.glob("index-*")
    (folder / "passages.sqlite").unlink()
    fewer = replace(volumes, texts=volumes.texts[:1])
    with pytest.raises(StoreError, match=r"lose 2 of 3 volumes \(frus1944, frus1945\)"):
        build(fewer, tmp_path, words, quiet)
    assert build(fewer, tmp_path, words, quiet, allow_shrink=True).manifest.passages == 30

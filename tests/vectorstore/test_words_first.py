"""Volumes are found by their words before their vectors are made, and by both afterwards."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from corpus.errors import SourceError, StoreError
from corpus.library import Source
from corpus.passage import VolumeText
from vectorstore.build import build
from vectorstore.fill import VECTORS
from vectorstore.index import Index
from vectorstore.manifest import Manifest, read_manifest, version_of
from vectorstore.matrix import MATRIX
from vectorstore.retriever import Filter
from vectorstore.verify import check
from vectorstore.versions import current

if TYPE_CHECKING:
    from tests.vectorstore.conftest import Volumes, WordVectors

GRAIN = "second paragraph on grain and ships"


def quiet(step: str, done: int, total: int) -> None:
    """Progress that nobody looks at."""


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten vectors are many; a volume of the tests has thirty."""
    monkeypatch.setattr("vectorstore.lacking._AT_ONCE", 10)


def only(volumes: Volumes, *years: int) -> Volumes:
    return replace(
        volumes, texts=[t for t in volumes.texts if int(t.volume.id.removeprefix("frus")) in years]
    )


def changed(text: VolumeText, documents: int) -> VolumeText:
    """`text` with other words in the first paragraphs of its first documents."""
    parts = list(text.documents)
    for number in range(documents):
        part = parts[number]
        words = tuple(
            replace(p, text=f"Wheat of {p.id}.") if p.id.endswith("/p1") else p
            for p in part.passages
        )
        parts[number] = replace(part, passages=words)
    return replace(text, documents=tuple(parts))


def published(root: Path) -> Path:
    folder = current(root)
    assert folder is not None
    return folder


def folders(root: Path) -> set[str]:
    return {path.name for path in root.iterdir() if path.is_dir()}


def arms_of(root: Path, words: WordVectors, volume: str) -> set[str]:
    """By what the passages of a volume are found."""
    with Index(root, words) as index:
        hits = index.search(f"{GRAIN} of {volume}", 100, Filter(volumes=(volume,)))
        assert hits
        return {arm for hit in hits for arm in hit.arms}


def stopped(volumes: Volumes, root: Path, words: WordVectors) -> Manifest:
    """Build, and lose power as soon as the new volumes are found by their words."""
    told: list[Manifest] = []

    class PowerCutError(Exception):
        pass

    def cut(manifest: Manifest) -> None:
        told.append(manifest)
        raise PowerCutError

    with pytest.raises(PowerCutError):
        build(volumes, root, words, quiet, by_words=cut)
    assert not list(root.glob("building-*"))
    return told[0]


def test_a_new_volume_is_found_by_its_words_and_then_by_its_vectors_too(
    tmp_path: Path, volumes: Volumes, words: WordVectors
) -> None:
    build(only(volumes, 1943, 1944), tmp_path, words, quiet)
    words.embedded.clear()
    told: list[Manifest] = []

    def look(manifest: Manifest) -> None:
        told.append(manifest)
        assert words.embedded == []
        assert read_manifest(published(tmp_path)) == manifest
        assert arms_of(tmp_path, words, "frus1945") == {"words", "document"}
        assert arms_of(tmp_path, words, "frus1943") == {"dense", "words", "document"}
        check(published(tmp_path))
        words.embedded.clear()  # the questions

    built = build(volumes, tmp_path, words, quiet, by_words=look)
    (first,) = told
    assert (first.waiting, first.passages, first.counts["vectors"]) == ({"frus1945": 30}, 90, 60)
    sources = {source.volume: source.digest for source in volumes.sources()}
    assert first.version == version_of(sources, "words", ["frus1945"])
    assert (built.embedded, len(words.embedded)) == (30, 30)
    assert (built.manifest.waiting, built.manifest.counts["vectors"]) == ({}, 90)
    assert built.manifest.version == version_of(sources, "words") != first.version
    assert built.manifest.digest == first.digest
    assert arms_of(tmp_path, words, "frus1945") == {"dense", "words", "document"}


def test_the_way_there_makes_no_difference(
    tmp_path: Path, volumes: Volumes, words: WordVectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(only(volumes, 1943), tmp_path / "two", words, quiet)
    two = build(volumes, tmp_path / "two", words, quiet).manifest
    monkeypatch.setattr("vectorstore.lacking._AT_ONCE", 1000)
    one = build(volumes, tmp_path / "one", words, quiet).manifest
    assert (one.version, one.digest, one.counts) == (two.version, two.digest, two.counts)
    matrices = [np.load(published(tmp_path / name) / MATRIX) for name in ("one", "two")]
    assert np.array_equal(*matrices)


def test_a_first_index_can_be_searched_before_anything_is_embedded(
    tmp_path: Path, volumes: Volumes, words: WordVectors
) -> None:
    def look(manifest: Manifest) -> None:
        assert words.embedded == []
        assert np.load(published(tmp_path) / MATRIX).shape == (90, 0)
        for volume in ("frus1943", "frus1944", "frus1945"):
            assert arms_of(tmp_path, words, volume) == {"words", "document"}
        with Index(tmp_path, words) as index:
            assert len(index.search(GRAIN, 100, Filter())) == 90
            assert index.search("unheard", 100, Filter()) == []
        words.embedded.clear()

    built = build(volumes, tmp_path, words, quiet, by_words=look)
    assert (built.embedded, len(words.embedded)) == (90, 90)
    assert folders(tmp_path) == {f"index-{built.manifest.version}"}


def test_a_build_that_was_stopped_goes_on_with_the_vectors_alone(
    tmp_path: Path, volumes: Volumes, words: WordVectors
) -> None:
    class Unread:
        """The same volumes, which nobody reads again."""

        sources = staticmethod(volumes.sources)

        def read(self, source: Source) -> VolumeText:
            pytest.fail(f"{source.volume} was read")

    whole = build(only(volumes, 1943), tmp_path, words, quiet).manifest
    by_words = stopped(volumes, tmp_path, words)
    assert folders(tmp_path) == {f"index-{v.version}" for v in (whole, by_words)}
    assert sorted(by_words.waiting) == ["frus1944", "frus1945"]
    words.embedded.clear()
    steps: list[tuple[str, int]] = []
    built = build(Unread(), tmp_path, words, lambda step, _, total: steps.append((step, total)))
    assert (built.embedded, len(words.embedded)) == (60, 60)
    # The graph is that of the whole version, gone on from.
    assert steps == [("embedding", 60), ("storing vectors", 60), ("checking", 1), ("publishing", 1)]
    # And it is what stands in, not the version without vectors.
    assert folders(tmp_path) == {f"index-{v.version}" for v in (whole, built.manifest)}
    assert build(volumes, tmp_path, words, quiet).embedded == 0


def test_a_finished_version_that_was_not_published_any_more_is_not_made_again(
    tmp_path: Path, volumes: Volumes, words: WordVectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PowerCutError(Exception):
        pass

    def cut(root: Path, folder: Path) -> None:
        raise PowerCutError

    whole = build(only(volumes, 1943), tmp_path, words, quiet).manifest
    stopped(volumes, tmp_path, words)
    with monkeypatch.context() as patch:
        patch.setattr("vectorstore.versions.point_to", cut)
        with pytest.raises(PowerCutError):
            build(volumes, tmp_path, words, quiet)
    assert len(read_manifest(published(tmp_path)).waiting) == 2
    built = build(volumes, tmp_path, words, lambda step, *_: pytest.fail(step))
    assert (published(tmp_path).name, built.embedded) == (f"index-{built.manifest.version}", 0)
    # And what stands in is whole.
    assert folders(tmp_path) == {f"index-{v.version}" for v in (whole, built.manifest)}


def test_what_was_embedded_before_the_stop_is_not_embedded_again(
    tmp_path: Path,
    volumes: Volumes,
    make_words: type[WordVectors],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("vectorstore.fill._EMBEDDED_AT_ONCE", 8)
    failing, going_on = make_words(fails_at=3), make_words()
    with pytest.raises(RuntimeError, match="the power is gone"):
        build(volumes, tmp_path, failing, quiet)
    assert len(read_manifest(published(tmp_path)).waiting) == 3
    assert build(volumes, tmp_path, going_on, quiet).embedded == 90 - 24
    assert not set(going_on.embedded) & set(failing.embedded)


def test_a_changed_volume_waits_as_a_whole_and_takes_over_what_it_had(
    tmp_path: Path, volumes: Volumes, words: WordVectors
) -> None:
    build(volumes, tmp_path, words, quiet)
    words.embedded.clear()
    texts = [changed(volumes.texts[0], 6), changed(volumes.texts[1], 5), volumes.texts[2]]
    told: list[Manifest] = []

    def lose_the_cache(manifest: Manifest) -> None:
        told.append(manifest)
        for path in tmp_path.glob("embeddings.sqlite*"):
            path.unlink()

    built = build(replace(volumes, texts=texts), tmp_path, words, quiet, by_words=lose_the_cache)
    # A paragraph and the note on it, of each document: ten are few, the other twelve are not.
    assert [manifest.waiting for manifest in told] == [{"frus1943": 30}]
    assert (built.embedded, len(words.embedded)) == (22, 22)
    check(published(tmp_path))


def test_few_vectors_are_made_before_anything_is_published(
    tmp_path: Path, volumes: Volumes, words: WordVectors
) -> None:
    build(volumes, tmp_path, words, quiet)
    texts = [changed(volumes.texts[0], 5), *volumes.texts[1:]]

    def published_twice(manifest: Manifest) -> None:
        pytest.fail(f"{manifest.waiting} waited")

    built = build(replace(volumes, texts=texts), tmp_path, words, quiet, by_words=published_twice)
    assert built.embedded == 10


def test_a_volume_that_comes_while_others_wait_waits_with_them(
    tmp_path: Path, volumes: Volumes, words: WordVectors
) -> None:
    whole = build(only(volumes, 1943), tmp_path, words, quiet).manifest
    first = stopped(only(volumes, 1943, 1944), tmp_path, words)
    second = stopped(volumes, tmp_path, words)
    assert (sorted(first.waiting), sorted(second.waiting)) == (
        ["frus1944"],
        ["frus1944", "frus1945"],
    )
    assert folders(tmp_path) == {f"index-{v.version}" for v in (whole, second)}
    steps: list[tuple[str, int]] = []
    built = build(volumes, tmp_path, words, lambda step, _, total: steps.append((step, total)))
    assert (built.embedded, ("storing vectors", 60) in steps) == (60, True)


def test_a_waiting_volume_that_leaves_is_waited_for_no_more(
    tmp_path: Path, volumes: Volumes, words: WordVectors
) -> None:
    whole = build(only(volumes, 1943), tmp_path, words, quiet).manifest
    stopped(only(volumes, 1943, 1944), tmp_path, words)
    words.embedded.clear()
    built = build(only(volumes, 1943), tmp_path, words, quiet, leaving=["frus1944"])
    assert (built.manifest, words.embedded) == (whole, [])
    assert published(tmp_path).name == f"index-{whole.version}"


def test_a_volume_that_is_refused_again_does_not_keep_the_others_waiting(
    tmp_path: Path, volumes: Volumes, words: WordVectors
) -> None:
    class OneIsUnreadable:
        sources = staticmethod(volumes.sources)

        def read(self, source: Source) -> VolumeText:
            if source.volume == "frus1945":
                raise SourceError(Path("frus1945.xml"), 7, "not well-formed")
            return volumes.read(source)

    shelves: Volumes = OneIsUnreadable()  # type: ignore[assignment]
    assert sorted(stopped(shelves, tmp_path, words).waiting) == ["frus1943", "frus1944"]
    for embedded in (60, 0):
        built = build(shelves, tmp_path, words, quiet)
        assert [str(error) for error in built.refused] == ["frus1945.xml:7: not well-formed"]
        assert (built.embedded, built.manifest.waiting) == (embedded, {})


def test_where_the_version_by_words_is_damaged_the_whole_one_stands_in(
    tmp_path: Path, volumes: Volumes, words: WordVectors
) -> None:
    build(only(volumes, 1943), tmp_path, words, quiet)
    stopped(volumes, tmp_path, words)
    (published(tmp_path) / MATRIX).write_bytes(b"")
    with Index(tmp_path, words) as index:
        assert "matrix.npy has 0 bytes" in index.notice
        assert list(index.manifest.sources) == ["frus1943"]
    built = build(volumes, tmp_path, words, quiet)
    assert (built.embedded, built.manifest.counts["vectors"]) == (60, 90)
    assert "frus1945" in built.manifest.sources


def test_without_a_graph_a_large_index_is_searched_by_its_matrix(
    tmp_path: Path, volumes: Volumes, words: WordVectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vectorstore.arms.EXACT_ROWS", 10)
    build(only(volumes, 1943, 1944), tmp_path, words, quiet)
    stopped(volumes, tmp_path, words)
    assert not (published(tmp_path) / VECTORS).exists()
    with Index(tmp_path, words) as index:
        hits = index.search(f"{GRAIN} of frus1944 number 7", 90, Filter())
        assert hits[0].passage.id == "frus1944/d7/p2"
        assert {hit.document.volume.id for hit in hits} == {"frus1943", "frus1944", "frus1945"}
        assert all(("dense" in h.arms) == (h.document.volume.id != "frus1945") for h in hits)


def test_a_disk_without_room_for_the_vectors_keeps_what_is_found_by_words(
    tmp_path: Path, volumes: Volumes, words: WordVectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill_the_disk(manifest: Manifest) -> None:
        monkeypatch.setattr("vectorstore.brake._BYTES_A_PASSAGE", 10**15)

    with pytest.raises(StoreError, match="make room"):
        build(volumes, tmp_path, words, quiet, by_words=fill_the_disk)
    assert len(read_manifest(published(tmp_path)).waiting) == 3
    assert not list(tmp_path.glob("building-*"))


def test_an_index_that_would_lose_a_fifth_is_refused_before_its_words_are_published(
    tmp_path: Path, volumes: Volumes, words: WordVectors
) -> None:
    first = build(only(volumes, 1943, 1944), tmp_path, words, quiet).manifest
    with pytest.raises(StoreError, match="lose 40 of 80 passages"):
        build(only(volumes, 1944, 1945), tmp_path, words, quiet)
    assert published(tmp_path).name == f"index-{first.version}"

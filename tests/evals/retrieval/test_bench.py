"""The systems over two small volumes: what each finds, and what none may have read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.errors import StoreError
from evals.retrieval.bench import Bench
from evals.retrieval.systems import best_documents
from evals.speed_tutorial import Tutorial
from vectorstore.embed import embed_whole
from vectorstore.lexical import DOCUMENTS, Lexical
from vectorstore.minilm import MiniLM
from vectorstore.retriever import Filter

FISH, METALS = "frus1961-63v90", "frus1964-68v91"
QUERY = "Iceland, fishing limits of"
SYSTEMS = (
    "tutorial k=4",
    "tutorial k=10",
    "tutorial deep",
    "BM25 bare passages",
    "BM25 passages",
    "BM25 documents",
    "BM25 passages + documents",
    "dense",
    "ours without vectors",
    "ours",
)


@pytest.mark.parametrize("at", range(len(SYSTEMS)), ids=SYSTEMS)
def test_every_system_ranks_documents(bench: Bench, at: int) -> None:
    system = bench.systems()[at]
    assert system.name == SYSTEMS[at]
    everywhere = system.rank(QUERY, 5, None)
    assert everywhere[0] == f"{FISH}/d2"
    assert len(set(everywhere)) == len(everywhere) <= 5
    assert system.rank(QUERY, 1, None) == everywhere[:1]
    within = system.rank("copper", 5, METALS)
    assert within[0] == f"{METALS}/d2"
    assert all(document.startswith(f"{METALS}/") for document in within)


def test_no_system_has_read_the_indexes(bench: Bench, installed: Any, trap: str) -> None:
    """What judges is in no corpus: neither among the words nor in any file, whole or in part."""
    lexical = bench.index.lexical
    assert lexical.search("herring", 5, Filter())
    documents = Lexical(bench.index.folder / DOCUMENTS)
    for words in (lexical, documents):
        assert words.search(trap, 5, Filter()) == []
        assert words.search(trap, 5, Filter(), bare=True) == []
    assert bench.index.containing(trap, 5, Filter()) == []
    told = {"herring": 0, trap: 0}
    for folder in (installed.home / "index", installed.cache):
        for path in folder.rglob("*"):
            content = path.read_bytes().lower() if path.is_file() else b""
            for word in told:
                told[word] += word.encode() in content
    assert told["herring"] >= 2  # once in ours, once in the tutorial's
    assert told[trap] == 0
    source = installed.home / "corpus" / f"{FISH}.xml"
    assert trap in source.read_text(encoding="utf-8").lower()


def test_ours_is_what_the_assistant_finds_in_its_order(bench: Bench) -> None:
    ours = bench.systems()[-1]
    for scope, volume in ((Filter(), None), (Filter(volumes=(FISH,)), FISH)):
        hits = bench.index.search(QUERY, 100, scope)
        found = list(dict.fromkeys(hit.document.id for hit in hits))
        assert found == ours.rank(QUERY, 100, volume)[: len(found)]
        assert found


def test_a_weight_of_one_is_that_arm_alone(bench: Bench) -> None:
    arms = bench.arms(QUERY, Filter())
    for name in arms:
        weights = {arm: float(arm == name) for arm in arms}
        system = bench.systems(weights)[-1]
        assert system.name == "ours, chosen"
        (best, _), *_ = arms[name]
        assert system.rank(QUERY, 1, None) == [best]


def test_dense_compares_all_vectors(bench: Bench, embedder: MiniLM) -> None:
    vector = embed_whole(embedder, [QUERY])
    near = bench.index.graph.search(vector, len(bench.index.matrix))
    dense = bench.systems()[SYSTEMS.index("dense")]
    expected = [id_ for id_, _ in best_documents(near)]
    assert dense.rank(QUERY, 100, None)[:3] == expected[:3]


def test_the_graph_of_a_small_index_finds_what_is_nearest(bench: Bench) -> None:
    assert bench.graph_recall([QUERY, "copper mines in Chile"]) == 1.0


def test_graph_recall_counts_what_is_missed(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A graph that gives the ten farthest passages finds none of the nearest."""
    search = bench.index.graph.search
    rows = len(bench.index.matrix)
    monkeypatch.setattr(bench.index.graph, "search", lambda v, k: search(v, rows)[-k:])
    assert bench.graph_recall([QUERY]) < 0.5


def test_vectors_that_are_known_ahead_change_nothing(bench: Bench) -> None:
    systems = bench.systems()
    alone = [system.rank(QUERY, 5, None) for system in systems]
    with bench.knowing([QUERY, "copper"]):
        known = [system.rank(QUERY, 5, None) for system in systems]
        unknown = bench.embedder.embed(["wheat"])
    assert known == alone
    assert np.array_equal(unknown, bench.embedder.embed(["wheat"]))


def test_the_tutorials_store_is_kept(
    bench: Bench, installed: Any, embedder: MiniLM, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [path.name for path in installed.cache.iterdir()]
    assert len(found) == 4
    assert sum(name.startswith("store-") for name in found) == 1
    assert sum(name.endswith(".npy") for name in found) == 3
    monkeypatch.setattr(
        "evals.speed_tutorial.Tutorial.embed", lambda *_: pytest.fail("embedded again")
    )
    with installed.bench(embedder) as again:
        assert again.systems()[1].rank(QUERY, 5, None) == bench.systems()[1].rank(QUERY, 5, None)


def test_a_store_that_is_cut_off_goes_on_with_its_volume(
    installed: Any, bench: Bench, embedder: MiniLM, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embed = Tutorial.embed
    calls: list[int] = []

    def dying(self: Tutorial, texts: list[str]) -> Any:
        if len(calls) == 2:
            raise KeyboardInterrupt
        calls.append(len(texts))
        return embed(self, texts)

    with monkeypatch.context() as patch:
        patch.setattr(Tutorial, "embed", dying)
        with pytest.raises(KeyboardInterrupt):
            installed.bench(embedder, tmp_path)
    left = {path.name: path.stat().st_ino for path in tmp_path.iterdir()}
    assert len(left) == 2
    with installed.bench(embedder, tmp_path) as resumed:
        assert resumed.systems()[1].rank(QUERY, 5, None) == bench.systems()[1].rank(QUERY, 5, None)
    after = {path.name: path.stat().st_ino for path in tmp_path.iterdir()}
    assert len(after) == 4
    assert left.items() <= after.items()


def test_an_index_of_other_volumes_is_refused(installed: Any, embedder: MiniLM) -> None:
    root = installed.home / "index"
    with pytest.raises(StoreError, match="not of what is installed now; run: frus index build"):
        Bench(root, embedder, installed.cache, installed={"frus1944Quebec": "0"})

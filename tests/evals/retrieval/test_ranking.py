"""Systems asked and measured, timed, and their weights chosen: with systems that are known."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field

import pytest

from corpus.document import Volume
from corpus.errors import InputError
from evals.judgment import Judgment, Subject
from evals.retrieval.evaluation import slices
from evals.retrieval.latency import time_systems
from evals.retrieval.measures import MEASURES
from evals.retrieval.queries import HEADLINE, JudgedVolume, Query, Reach
from evals.retrieval.ranking import measure_systems
from evals.retrieval.weights import choose, simplex, split
from vectorstore.fuse import Ranking
from vectorstore.retriever import Filter

Make = Callable[..., Judgment]
VOLUMES = (Volume(id="frus1948v01", title="Fish"), Volume(id="frus1949v01", title="Steel"))


@dataclass
class Fixed:
    """Gives the same documents to every query, and remembers what it was asked."""

    name: str
    ranking: tuple[str, ...]
    asked: list[tuple[str, int, str | None]] = field(default_factory=list)

    def rank(self, query: str, k: int, volume: str | None) -> list[str]:
        self.asked.append((query, k, volume))
        return list(self.ranking[:k])


@pytest.fixture
def queries(judgment: Make) -> list[Query]:
    return [
        Query(judgment(("a",), ("b", "c"), query="herring"), VOLUMES[0]),
        Query(judgment(("b",), query="cod", headings=("Cod",)), VOLUMES[0]),
        Query(judgment(("a",), query="steel", subject=Subject.PERSON), VOLUMES[1]),
    ]


def test_every_system_is_asked_of_the_volume_and_of_all(queries: list[Query]) -> None:
    good, bad = Fixed("good", ("a", "b")), Fixed("bad", ("x", "a"))
    known: list[Sequence[str]] = []

    @contextmanager
    def knowing(texts: Sequence[str]) -> Iterator[None]:
        known.append(texts)
        yield

    values = measure_systems(queries, [good, bad], 10, knowing)
    assert values.shape == (3, len(Reach), 2, len(MEASURES))
    reciprocal = MEASURES.index("MRR@10")
    assert values[:, 0, :, reciprocal].tolist() == [[1.0, 0.5], [0.5, 0.0], [1.0, 0.5]]
    assert good.asked == bad.asked
    # A document more where two stand on a page: one of them may be left out.
    assert good.asked == [
        ("herring", 11, "frus1948v01"),
        ("cod", 10, "frus1948v01"),
        ("herring, Fish", 11, None),
        ("cod, Fish", 10, None),
        ("steel", 10, "frus1949v01"),
        ("steel, Steel", 10, None),
    ]
    assert [text for texts in known for text in texts] == [text for text, *_ in good.asked]


def test_the_headline_has_no_persons_and_every_slice_its_own(queries: list[Query]) -> None:
    systems = [Fixed("ours", ("a", "b")), Fixed("tutorial k=10", ("x", "a"))]
    values = measure_systems(queries, systems, 10, lambda _: nullcontext())
    found = {one.name: one for one in slices(queries, values, ["ours", "tutorial k=10"], 0, 50)}
    assert list(found) == [HEADLINE, "1948", "person", "strict", "topic"]
    assert (found[HEADLINE].queries, found[HEADLINE].volumes) == (2, 1)
    assert (found["person"].queries, found["strict"].queries) == (1, 1)
    figures = found[HEADLINE].reaches[Reach.VOLUME]
    assert figures.systems["ours"]["MRR@10"].value == pytest.approx((1.0 + 0.5) / 2)
    pair = ("ours", "tutorial k=10")
    assert figures.differences[pair]["MRR@10"].value == pytest.approx(0.75 - 0.25)
    assert figures.ratios[pair]["MRR@10"] is None  # in some resample it finds nothing at all
    ratio = found["person"].reaches[Reach.VOLUME].ratios[pair]["MRR@10"]
    assert ratio is not None
    assert ratio.value == pytest.approx(2.0)
    assert set(figures.ratios) == {pair}


def test_slower_is_told_from_faster(queries: list[Query]) -> None:
    asked: list[tuple[str, str | None]] = []

    def slow(query: str, volume: str | None) -> None:
        time.sleep(0.02)

    def fast(query: str, volume: str | None) -> None:
        asked.append((query, volume))

    first, second = time_systems(queries, [slow, fast], Reach.VOLUME, 10, seed=0)
    assert 20 <= first.p50 <= first.p95
    assert second.p50 < 10
    assert sorted(asked) == [
        ("cod", "frus1948v01"),
        ("herring", "frus1948v01"),
        ("steel", "frus1949v01"),
    ]


def test_the_grid_has_every_weight_of_tenths() -> None:
    grid = list(simplex(3))
    assert len(grid) == len(set(grid)) == 66
    assert all(sum(weights) == pytest.approx(1.0) for weights in grid)
    assert (0.3, 0.3, 0.4) in grid
    assert list(simplex(1)) == [(1.0,)]


def test_the_better_arm_gets_the_weight(queries: list[Query]) -> None:
    """The right document is first by one arm, and third by the other."""
    asked: list[Filter] = []

    def arms(query: str, scope: Filter) -> Mapping[str, Ranking]:
        asked.append(scope)
        right = "b" if query.startswith("cod") else "a"
        return {
            "good": [(right, 3.0), ("x", 2.5), ("y", 1.0)],
            "bad": [("y", 3.0), ("x", 2.5), (right, 1.0)],
        }

    choice = choose(queries, arms, lambda _: nullcontext())
    assert choice.chosen_on == ("frus1948v01",)
    assert choice.weights["good"] > choice.weights["bad"]
    best, worst = choice.grid[0], choice.grid[-1]
    assert best[1] > worst[1]
    assert worst[0] == {"good": 0.0, "bad": 1.0}
    assert len(choice.grid) == 11
    # Each query is searched once in each reach, persons never.
    assert asked == [Filter(volumes=("frus1948v01",))] * 2 + [Filter()] * 2


def test_what_chooses_is_never_reported() -> None:
    volumes = [JudgedVolume(Volume(id=f"frus195{n}v01", title="?"), (), {}) for n in range(7)]
    choosing, reported = split(volumes, [])
    assert [one.volume.id for one in choosing] == ["frus1950v01", "frus1953v01", "frus1956v01"]
    assert len(reported) == 4
    assert not {one.volume.id for one in choosing} & {one.volume.id for one in reported}
    named, _ = split(volumes, ["frus1954v01"])
    assert [one.volume.id for one in named] == ["frus1954v01"]
    with pytest.raises(InputError, match="frus1960v01 is not among those judged"):
        split(volumes, ["frus1960v01"])
    with pytest.raises(InputError, match="add a volume"):
        split(volumes[:1], [])


def test_weights_need_queries_that_are_not_of_persons(queries: list[Query]) -> None:
    with pytest.raises(InputError, match="no queries to choose weights by"):
        choose(queries[2:], lambda *_: {}, lambda _: nullcontext())

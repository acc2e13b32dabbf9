"""What the stage of retrieval makes of two small books with indexes of their own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import Answer, Reason
from assistant.app import Assistant
from assistant.opening import open_assistant
from assistant.settings import Settings
from corpus.library import Library
from evals.case import Case, Expect, Gold
from evals.suite.found import Retrieval
from evals.suite.judged import Found
from evals.suite.metric import metrics
from evals.suite.retrieved import retrieved
from evals.suite.world import World
from vectorstore.build import build
from vectorstore.minilm import MiniLM

SHIPPED = "frus1944Quebec"
FISH, BARE = "frus1961-63v90", "frus1964-68v91"
_TEI = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0">'
    '<teiHeader><fileDesc><titleStmt><title type="complete">{title}</title>'
    '<title type="volume">{title}</title></titleStmt><publicationStmt>'
    '<idno type="frus">{volume}</idno></publicationStmt></fileDesc></teiHeader>'
    "<text><body>{body}</body>{back}</text></TEI>"
)
_INDEX = (
    '<back><div xml:id="index"><head>Index</head><p>References are to document numbers.</p>'
    "<list><item>Herring fleet, 1</item><item>Tuna boats, seizure of, 2</item>"
    "<item>Zeppelins over Chile, 1</item></list></div></back>"
)


def _write(folder: Path, volume: str, title: str, words: list[str], back: str) -> Path:
    body = "".join(
        f'<div type="document" xml:id="d{n}" n="{n}"><head>{n}. Letter</head><p>{text}</p></div>'
        for n, text in enumerate(words, 1)
    )
    path = folder / f"{volume}.xml"
    text = _TEI.format(title=title, volume=volume, body=body, back=back)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory, embedder: MiniLM) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("found")
    fish = ["The herring fleet left Bergen.", "Tuna boats were seized off the coast of Ecuador."]
    copper = [f"Zeppelins flew over Chile, {n}." for n in range(12)]
    files = [
        _write(folder, FISH, "Fish", fish, _INDEX),
        _write(folder, BARE, "Copper", copper, ""),
    ]
    home = folder / "home"
    assert not Library(home).add(files).refused
    build(Library(home), home / "index", embedder, lambda *_: None)
    yield home
    shutil.rmtree(home)


@pytest.fixture(scope="module")
def world(books: Path, embedder: MiniLM) -> Iterator[World]:
    with open_assistant(Settings(books), embedder=embedder) as opened:
        yield World(assistant=opened, index=opened.index, record={})


def _found(books: Path, world: World, *volumes: str, most: int = 100) -> Found:
    return Retrieval(Library(books), volumes, most, 0)(world, lambda *_: None)


def _values(found: Found) -> dict[str, tuple[float, int]]:
    return {
        metric.definition.metric: (metric.right, metric.total) for metric in metrics(found, {}, 0)
    }


def test_what_is_listed_and_found_counts_and_what_is_not_found_is_told(
    books: Path, world: World
) -> None:
    found = _found(books, world, FISH)
    values = _values(found)
    assert values["retrieval/Success@5"][1] == values["retrieval/nDCG@10"][1] == 3
    # Fleet and boats are found; the airships fly in twelve documents of the other volume.
    assert values["retrieval/Success@5"][0] == 2
    assert values["retrieval/R@10"][0] == 2
    assert values["retrieval/MRR@10"][0] <= 2
    (missed,) = [one for j in found.judged for one in j.failures]
    assert missed.shown.startswith("Zeppelins over Chile, Fish: frus1964-68v91/d")
    assert missed.source == "frus1961-63v90/d1"
    (curve,) = found.curves
    assert [x for x, _ in curve.points] == [float(k) for k in range(1, 11)]
    assert curve.points[-1][1] == pytest.approx(2 / 3)
    assert all(a <= b for (_, a), (_, b) in zip(curve.points, curve.points[1:], strict=False))


def test_the_same_is_found_again(books: Path, world: World) -> None:
    assert _found(books, world, FISH, most=1) == _found(books, world, FISH, most=1)
    assert _values(_found(books, world, FISH, most=1))["retrieval/R@10"][1] == 1


def test_a_volume_without_an_index_is_told_of(books: Path, world: World) -> None:
    found = _found(books, world, SHIPPED, FISH, BARE)
    (judging,) = [m for m in metrics(found, {}, 0) if m.definition.metric == "retrieval/volumes"]
    assert (judging.right, judging.total) == (1, 3)
    assert judging.outcomes == {"judged": 1, "no index": 2}
    told = [one.shown for j in found.judged for one in j.failures if one.outcome == "no index"]
    assert told == [SHIPPED, BARE]


def test_nothing_else_is_due_where_no_volume_has_an_index(books: Path, world: World) -> None:
    found = _found(books, world, SHIPPED, BARE)
    assert found.due == {"retrieval/volumes"}
    assert set(_values(found)) == {"retrieval/volumes"}
    assert found.curves == ()


def test_no_queries_are_no_stage(books: Path) -> None:
    with pytest.raises(ValueError, match="0 queries"):
        Retrieval(Library(books), (FISH,), 0, 0)


def test_passages_that_answer_are_looked_for_among_the_first_hits(
    assistant: Assistant, case: Case
) -> None:
    answer = assistant.ask("Where are the records of the Tehran Conference?")
    ids = [hit.passage.id for hit in answer.hits]
    gold = (Gold(ids[0], "x"), Gold(ids[3], "y"), Gold("frus1944Quebec/d999/p1", "z"))
    asked = replace(case, expect=Expect.ANSWER, gold=gold)

    def share(reply: Answer, first: int) -> float:
        ((one, value),) = retrieved([asked, case], {asked.id: reply}, first)
        assert one is asked
        return value

    assert [share(answer, k) for k in (1, 3, 4, 10)] == pytest.approx([1 / 3, 1 / 3, 2 / 3, 2 / 3])
    small_talk = assistant.ask("Hello")
    assert small_talk.refusal is not None
    assert small_talk.refusal.reason is Reason.GREETING
    assert list(retrieved([asked], {asked.id: small_talk}, 10)) == []

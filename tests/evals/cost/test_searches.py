"""Warm searches: what is asked, in which ways, and where the time goes."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from assistant.app import Assistant
from corpus.errors import InputError
from corpus.library import Library
from corpus.passage import Kind, Voice
from evals.cost.asked import UNFILTERED, draw, filters, headings
from evals.cost.interleaved import latency, time_ways
from evals.cost.query import by_filter, slowest
from evals.cost.steps import REST, time_steps
from evals.retrieval.latency import Latency

QUESTIONS = ["What mistake might they make?", "Where are the records of the Tehran Conference?"]


def test_titles_are_drawn_once_each(assistant: Assistant) -> None:
    assert draw(assistant.index.passages, 5) == ["Department of State Briefing Paper"]


def test_headings_are_drawn_of_every_index_once_each(volumes: list[Path], tmp_path: Path) -> None:
    library = Library(tmp_path)
    with pytest.raises(InputError, match="no installed volume has an index"):
        headings(library, 5)
    assert not library.add(volumes).refused
    found = headings(library, 5)
    assert len(found) == len(set(found)) == 2
    assert all("erring" in heading or "ots" in heading for heading in found)
    assert len(headings(library, 1)) == 1


def test_there_is_a_filter_of_every_kind_and_each_admits_something(assistant: Assistant) -> None:
    found = filters(assistant.index.passages)
    assert next(iter(found)) == UNFILTERED
    assert found["one document"].documents == ("frus1944Quebec/d123",)
    assert found["one volume"].volumes == ("frus1944Quebec",)
    assert found["dates"].after == found["dates"].before == "1944-09-06"
    assert {scope.kind for scope in found.values()} == {None, Kind.PARAGRAPH, Kind.FOOTNOTE}
    assert found["the editors' voice"].voice is Voice.EDITOR
    for scope in found.values():
        assert assistant.index.within(scope)


def test_ways_are_asked_in_turn_and_timed_apart() -> None:
    asked: Counter[str] = Counter()
    order: list[str] = []

    def slow(question: str) -> None:
        asked[question] += 1
        order.append("slow")
        time.sleep(0.003)

    def fast(question: str) -> None:
        order.append("fast")

    found = time_ways({"slow": slow, "fast": fast}, [str(number) for number in range(12)])
    assert found["slow"].p50 > 3 > found["fast"].p50
    assert asked == {str(number): 2 if number < 5 else 1 for number in range(12)}
    assert all(set(order[at : at + 2]) == {"slow", "fast"} for at in range(0, len(order), 2))
    assert {order[at] for at in range(0, len(order), 2)} == {"slow", "fast"}


def test_one_question_is_timed_too() -> None:
    found = time_ways({"a": lambda question: time.sleep(0.001)}, ["Why?"])
    assert found["a"].p50 == found["a"].p95 > 1


def test_a_latency_is_the_median_and_what_most_stay_below() -> None:
    assert latency([float(number) for number in range(101)]) == Latency(50.0, 95.0)


def test_every_step_takes_its_part_of_a_search(assistant: Assistant) -> None:
    search = by_filter(assistant.index)[UNFILTERED]
    start = time.perf_counter()
    steps = time_steps(search, QUESTIONS)
    whole = 1_000 * (time.perf_counter() - start) / len(QUESTIONS)
    assert all(milliseconds > 0 for milliseconds in steps.values())
    assert list(steps)[-1] == REST
    assert np.isclose(sum(steps.values()), whole, rtol=0.2, atol=2)


def test_searches_bring_ten_hits_of_what_the_filter_admits(assistant: Assistant) -> None:
    ways = by_filter(assistant.index)
    scopes = filters(assistant.index.passages)
    for name, ask in ways.items():
        hits = ask(QUESTIONS[0])
        assert isinstance(hits, list)
        assert 0 < len(hits) <= 10
        assert all(scopes[name].admits(hit.passage, hit.document) for hit in hits)


def test_the_slowest_filter_counts() -> None:
    found = {UNFILTERED: Latency(4, 9), "a": Latency(2, 90), "b": Latency(6, 7)}
    assert slowest(found) == pytest.approx(1.5)

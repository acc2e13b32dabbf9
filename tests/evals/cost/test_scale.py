"""Indexes in several sizes, built, opened in a process each, and told of."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from evals.cost import report
from evals.cost.answer import Answers
from evals.cost.asked import UNFILTERED, Asked
from evals.cost.cold import Run
from evals.cost.query import Searches
from evals.cost.scale import Opened, disk, measure_sizes
from evals.retrieval.latency import Latency

LATENCIES = {UNFILTERED: Latency(4.0, 9.0), "footnotes": Latency(6.0, 8.0)}
OPENED = Opened(
    passages=10_000,
    opening=0.25,
    first=0.03,
    model_memory=200_000_000,
    opened_memory=230_000_000,
    searched_memory=260_000_000,
    questions=20,
    latencies=LATENCIES,
    disk={"text": 30_000_000, "graph": 50_000_000},
    build_seconds=None,
    load=1.5,
)


def printed(print_: object, found: object) -> str:
    stream = StringIO()
    assert callable(print_)
    print_(found, Console(file=stream, width=140))
    return stream.getvalue()


def test_a_table_of_sizes_shows_what_grows() -> None:
    table = printed(report.print_sizes, [OPENED, replace(OPENED, passages=20_000, first=0.5)])
    assert "10,000 passages" in table
    assert "20,000 passages" in table
    for row in (
        ("footnotes", "6.0 / 8.0"), ("slowest filter", "1.50"), ("first search", "30", "500"),
        ("memory after searches", "260"), ("disk, MB", "80"), ("graph", "50"), ("building", "–"),
    ):  # fmt: skip
        (line,) = [line for line in table.splitlines() if row[0] in line]
        assert all(cell in line for cell in row[1:])
    told = json.loads(report.sizes_json([OPENED]))
    assert told["schema"] == report.SCHEMA
    assert told["sizes"][0]["filter_ratio"] == 1.5
    assert told["sizes"][0]["latencies"]["footnotes"] == {"p50": 6.0, "p95": 8.0}


def test_a_report_of_searches_has_ratios_and_steps() -> None:
    found = Searches(
        passages=10,
        volumes=2,
        asked=Asked.HEADINGS,
        questions=5,
        ours=LATENCIES,
        tutorial=Latency(8.0, 20.0),
        steps={"embedding": 3.0, "rest": 1.0},
        load=None,
    )
    table = printed(report.print_searches, found)
    assert "0.50 times the tutorial's p50" in table
    assert "75%" in table
    assert "5 headings of indexes" in table
    told = json.loads(report.searches_json(found))
    assert (told["ratio"], told["filter_ratio"], told["tutorial"]["p95"]) == (0.5, 1.5, 20.0)


def test_a_report_of_answers_has_both_and_the_ratios() -> None:
    found = Answers(
        passages=10,
        volumes=2,
        ours=(Run(answered=1.0, ended=1.5, peak=300_000_000),),
        tutorial=(Run(answered=4.0, ended=6.0, peak=600_000_000),),
        load=0.5,
    )
    table = printed(report.print_answers, found)
    assert [cell in table for cell in ("0.25", "0.50", "300", "600", "load of 0.5")] == [True] * 5
    told = json.loads(report.answers_json(found))
    assert (told["time_ratio"], told["memory_ratio"], told["ours"][0]["ended"]) == (0.25, 0.5, 1.5)


def test_the_parts_of_a_version_are_counted_apart(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "a").write_bytes(b"123")
    (tmp_path / "matrix.npy").write_bytes(b"12345")
    (tmp_path / "MANIFEST.json").write_bytes(b"1")
    sizes = {name: size for name, size in disk(tmp_path).items() if size}
    assert sizes == {"words of passages": 3, "matrix": 5, "other": 1}


@pytest.mark.slow  # two processes load the model
def test_sizes_are_built_once_and_measured_each(volumes: list[Path], tmp_path: Path) -> None:
    near = np.eye(384, dtype=np.float16)
    first = measure_sizes(volumes, [24, 6], tmp_path, near, questions=5)
    assert [one.passages for one in first] == [6, 24]
    for one in first:
        assert one.model_memory <= one.opened_memory <= one.searched_memory
        assert min(one.opening, one.first, one.build_seconds or 0, *one.disk.values()) > 0
        assert one.latencies.keys() >= {UNFILTERED, "one document", "footnotes"}
    assert first[0].disk["matrix"] < first[1].disk["matrix"]
    (again,) = measure_sizes(volumes, [6], tmp_path, near, questions=5)
    assert again.build_seconds is None
    (other,) = measure_sizes(volumes[:1], [4], tmp_path, near, questions=5)
    (less,) = measure_sizes(volumes[:1], [4], tmp_path, near, questions=5)
    assert (other.passages, less.build_seconds) == (4, None)

"""The speed of ingestion: what is counted, what is timed, and what the two ways are given."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console
from typer.testing import CliRunner

from corpus.document import Document, Volume
from corpus.errors import InputError
from corpus.passage import DocumentText, Kind, Passage, Voice, VolumeText
from evals import speed, speed_report
from evals.cli import app
from evals.speed import Parsed, Round, Speed
from evals.speed_index import Metered, Steps, characters, first_part
from evals.speed_matrix import FLOPS, MatrixRate
from evals.speed_tutorial import Tutorial
from vectorstore.embed import Vectors
from vectorstore.minilm import MiniLM

ROUND = Round(
    volume="frus1944Quebec",
    documents=2,
    all_documents=8,
    characters=6_000,
    tutorial_seconds=3.0,
    tutorial_chunks=9,
    seconds=1.0,
    steps={"reading": 0.25, "embedding": 0.75},
    passages=20,
    tokens=1_500,
    flops=3e10,
    embedding_seconds=0.5,
    matrix_rate=8e10,
    matrix_library="openvino",
    load=None,
)
SPEED = Speed(
    runtime="openvino 2026.4 bf16",
    share=0.25,
    parsed=(Parsed("frus1944Quebec", 2_000_000, 0.5),),
    rounds=(ROUND, replace(ROUND, tutorial_seconds=5.0, load=1.5)),
)


class Slow:
    """Takes its time."""

    name, runtime, window = "slow", "a table", 256

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text) for text in texts]

    def embed(self, texts: Sequence[str]) -> Vectors:
        time.sleep(0.05)
        return np.ones((len(texts), 1), dtype=np.float32)


def test_the_meter_counts_the_work_of_the_network_and_halts_the_clock() -> None:
    meter = Metered(Slow(), between=lambda: time.sleep(0.1))
    start = time.perf_counter()
    meter.embed(["a" * 10, "b" * 100])
    passed = time.perf_counter() - start
    assert meter.tokens == 110
    # 6 layers; 384 wide, 1,536 within; two operations for each weight, and attention's products.
    weights = 6 * (4 * 384 * 384 + 2 * 384 * 1_536)
    attention = 6 * 2 * 384
    expected = sum(n * 2 * (weights + attention * n) for n in (10, 100))
    assert meter.flops == pytest.approx(expected, rel=1e-3)
    assert meter.seconds >= 0.05
    assert meter.halted >= 0.1
    assert meter.seconds + meter.halted == pytest.approx(passed, abs=0.02)


def test_steps_add_up_without_what_was_halted() -> None:
    meter = Metered(Slow(), between=lambda: time.sleep(0.1))
    start = time.perf_counter()
    steps = Steps(lambda: meter.halted)
    for step in ("reading", "embedding", "embedding"):
        steps.show(step, 0, 2)
        meter.embed(["text"])
    steps.show("done")
    passed = time.perf_counter() - start
    assert list(steps.seconds) == ["opening", "reading", "embedding"]
    assert steps.seconds["reading"] >= 0.05
    assert steps.seconds["embedding"] >= 0.1
    assert sum(steps.seconds.values()) + meter.halted == pytest.approx(passed, abs=0.02)


def test_ratios_are_of_the_same_characters() -> None:
    assert ROUND.ratio == pytest.approx(3.0)
    assert ROUND.matrix_share == pytest.approx(0.75)


def test_the_object_holds_medians_rounds_and_rates() -> None:
    found = json.loads(speed_report.as_json(SPEED))
    assert (found["ratio"], found["matrix_share"], found["share"]) == (4.0, 0.75, 0.25)
    assert found["parsed"][0]["bytes_per_second"] == 4_000_000
    first, second = found["rounds"]
    assert (first["tutorial_characters_per_second"], first["characters_per_second"]) == (2e3, 6e3)
    assert (first["passages_per_second"], first["tokens_per_second"]) == (20, 3_000)
    assert (second["ratio"], second["load"], first["load"]) == (5.0, 1.5, None)


def test_the_tables_say_what_part_was_taken_in() -> None:
    written = StringIO()
    speed_report.print_report(SPEED, Console(file=written, width=120))
    lines = written.getvalue()
    assert "frus1944Quebec: parsed at 4.0 MB/s a core" in lines
    assert "2 of 8" in lines
    assert "the first 25% of each volume" in lines
    assert "4.00 times the tutorial's characters a second; 0.75 of the matrix rate" in lines
    assert [
        cell.strip()
        for line in lines.splitlines()
        if "│ embedding" in line
        for cell in line.strip("│").split("│")
    ] == ["embedding", "1.50", "75.0%"]


def test_nothing_measured_is_no_result() -> None:
    with pytest.raises(ValueError, match="nothing was measured"):
        replace(SPEED, rounds=())


def test_the_matrix_rate_is_that_of_the_faster_library() -> None:
    matrix = MatrixRate("f32")
    matrix.measure(0.02)
    assert matrix.rate > FLOPS  # more than one product a second
    matrix._seconds["torch"] *= 1e6
    assert matrix.library == "openvino"
    matrix._seconds["openvino"] *= 1e12
    assert matrix.library == "torch"


@pytest.mark.parametrize("share", [0.0, -1.0, 1.5])
def test_a_share_beyond_its_range_is_refused(share: float) -> None:
    result = CliRunner().invoke(app, ["speed", "--volume", "v.xml", "--share", str(share)])
    assert result.exit_code == 2
    assert "give a number above 0, and 1 at most" in result.stderr


def test_a_missing_package_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "langchain_text_splitters", None)
    with pytest.raises(
        InputError, match=r"langchain_text_splitters.*pip install -e '\.\[benchmarks\]'"
    ):
        Tutorial()


def test_the_first_documents_hold_the_share_of_the_characters() -> None:
    text = _volume([10, 20, 30, 40])
    assert characters(text) == 100
    for share, documents in ((0.01, 1), (0.1, 1), (0.11, 2), (0.6, 3), (1.0, 4)):
        assert len(first_part(text, share).documents) == documents
    assert first_part(text, 1.0) == text


@pytest.mark.slow
def test_a_volume_is_taken_in_both_ways(shared: Path, embedder: MiniLM) -> None:
    pytest.importorskip("langchain_huggingface")
    path = shared / "frus" / "volumes" / "frus1917-72PubDip.xml"
    told: list[str] = []
    found = speed.measure([path], embedder, share=0.1, rounds=2, told=told.append)
    assert [line.split(": ")[-1] for line in told[1:]] == ["the tutorial", "ours"] * 2
    for one in found.rounds:
        assert 0 < one.documents < one.all_documents
        assert one.passages > 0
        assert one.tokens > one.characters / 10
        assert one.steps["embedding"] > 0.5 * one.embedding_seconds
        assert one.tutorial_chunks >= one.characters / 1_000
        assert one.ratio > 0


def _volume(lengths: Sequence[int]) -> VolumeText:
    volume = Volume(id="frus1944Quebec", title="Conference at Quebec, 1944", year="1972")
    return VolumeText(volume, tuple(_document(volume, n, size) for n, size in enumerate(lengths)))


def _document(volume: Volume, number: int, size: int) -> DocumentText:
    id_ = f"{volume.id}/d{number}"
    passage = Passage(
        id=f"{id_}/p1", document=id_, kind=Kind.PARAGRAPH, voice=Voice.AUTHOR, text="x" * size
    )
    document = Document(id=id_, volume=volume, number=str(number), title=f"Paper {number}")
    return DocumentText(document, (passage,))

"""frus-evals retrieval, from a home to tables, JSON and pictures."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import typer
from rich.console import Console
from typer.testing import CliRunner

from corpus.errors import InputError
from evals.retrieval import plot, report
from evals.retrieval.cli import retrieval
from evals.retrieval.evaluation import Evaluation
from evals.retrieval.run import Plan, evaluate
from vectorstore.minilm import MiniLM

MEASURES = ["nDCG@10", "R@1", "R@5", "R@10", "R@100", "MRR@10"]


@pytest.fixture(scope="module")
def evaluation(bench: object, installed: Any, embedder: MiniLM) -> Evaluation:
    plan = Plan(resamples=200, timed=3, choosing=True)
    return evaluate(installed.home, embedder, installed.cache, plan)


def ask(*options: str) -> Any:
    app = typer.Typer()
    app.command()(retrieval)
    return CliRunner().invoke(app, list(options))


def test_json_has_every_figure(evaluation: Evaluation) -> None:
    told = json.loads(report.as_json(evaluation))
    assert told["schema"] == report.SCHEMA
    assert [volume["volume"] for volume in told["volumes"]] == ["frus1964-68v91"]
    assert told["choice"]["chosen_on"] == ["frus1961-63v90"]
    assert sum(told["choice"]["weights"].values()) == pytest.approx(1.0)
    assert len(told["choice"]["grid"]) == 66
    headline = told["slices"]["all but persons"]
    assert headline["queries"] == told["volumes"][0]["queries"] == 3
    assert set(headline["reaches"]) == {"one volume", "whole collection"}
    for figures in headline["reaches"].values():
        assert list(figures["systems"]) == list(evaluation.systems)
        for values in figures["systems"].values():
            assert list(values) == MEASURES
            assert all(0 <= low <= value <= high <= 1 for value, low, high in values.values())
        assert "ours / tutorial k=10" in figures["ratios"]
    # Three documents, of which each query names one: all systems find them.
    assert headline["reaches"]["one volume"]["systems"]["ours"]["R@5"] == [1.0, 1.0, 1.0]
    assert told["graph"] == {"recall@10": 1.0, "queries": 3}
    for reach in told["latency"].values():
        assert all(0 < latency["p50"] <= latency["p95"] for latency in reach.values())


def test_the_table_says_what_was_asked_and_compared(evaluation: Evaluation) -> None:
    shown = StringIO()
    report.print_report(evaluation, Console(file=shown, width=250))
    text = shown.getvalue()
    for name in (*evaluation.systems, *MEASURES, "p95 ms", "one volume", "whole collection"):
        assert name in text
    assert "3 queries under 3 headings, macro over 1 volumes; 95 % intervals" in text
    assert "nDCG@10 of ours by that of tutorial k=10: 1.00 [1.00, 1.00] times" in text
    assert "on frus1961-63v90; no figure here is of these volumes." in text
    assert "graph recall@10, 3 queries" in text


def test_weights_that_were_chosen_on_what_is_reported_are_no_evaluation(
    evaluation: Evaluation,
) -> None:
    assert evaluation.choice is not None
    cheating = replace(evaluation.choice, chosen_on=("frus1964-68v91",))
    with pytest.raises(ValueError, match=r"chosen on what is reported: .*frus1964-68v91"):
        replace(evaluation, choice=cheating)


@pytest.mark.parametrize(("suffix", "first"), [(".svg", b"<?xml"), (".png", b"\x89PNG")])
def test_a_picture_is_of_the_kind_its_name_says(
    evaluation: Evaluation, tmp_path: Path, suffix: str, first: bytes
) -> None:
    one, other = tmp_path / f"one{suffix}", tmp_path / f"other{suffix}"
    plot.draw(evaluation, one)
    plot.draw(evaluation, other)
    assert one.read_bytes().startswith(first)
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("name", ["figure.pdf", "figure", "nowhere/figure.svg"])
def test_a_picture_that_cannot_be_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"name such a file|make it first"):
        plot.require_picture(tmp_path / name)


def test_the_command_gives_json_and_a_picture(
    bench: object, installed: Any, tmp_path: Path
) -> None:
    picture = tmp_path / "figure.svg"
    home, cache = str(installed.home), str(installed.cache)
    given = ("--home", home, "--cache", cache, "--volume", "frus1961-63v90", "--queries", "3")
    ran = ask(*given, "--json", "--plot", str(picture))
    assert ran.exit_code == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert [volume["volume"] for volume in told["volumes"]] == ["frus1961-63v90"]
    assert told["volumes"][0]["queries"] == 3 < told["volumes"][0]["judgments"]
    assert told["choice"] is None
    assert picture.stat().st_size > 1_000


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--choose-on", "frus1"), "named, but none are to be chosen"),
        (("--volume", "frus1944Quebec"), "frus1944Quebec has no index of its own"),
        (("--plot", "figure.gif"), "a plot is written as .svg or .png"),
    ],
)
def test_what_cannot_be_evaluated_is_said_and_exits_2(
    bench: object, installed: Any, options: tuple[str, ...], reason: str
) -> None:
    ran = ask("--home", str(installed.home), "--cache", str(installed.cache), *options)
    assert ran.exit_code == 2
    assert ran.stderr.splitlines()[-1].startswith("frus-evals: ")
    assert reason in ran.stderr


def test_a_home_that_nothing_judges_is_left_as_it_is(tmp_path: Path) -> None:
    ran = ask("--home", str(tmp_path))
    assert ran.exit_code == 2
    assert "no installed volume has an index of its own; add one: frus corpus add" in ran.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("wrong", [{"most": 0}, {"resamples": 0}, {"timed": 0}])
def test_a_plan_that_cannot_be_run_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(InputError):
        Plan(**wrong)  # type: ignore[arg-type]

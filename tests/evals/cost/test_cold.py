"""Processes from a cold start: what is timed, and whose memory it is."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from corpus.errors import InputError, StoreError
from evals.cost.answer import Answers, ask_command, tutorial_command
from evals.cost.cold import Run, run_cold


def run(program: str) -> Run:
    return run_cold([sys.executable, "-c", program], os.environ)


def test_the_answer_counts_from_the_start_to_the_first_line() -> None:
    found = run("import time; time.sleep(.2); print('here', flush=True); time.sleep(.3); print(2)")
    assert 0.2 < found.answered < found.ended - 0.3


def test_memory_is_the_process_own_whoever_starts_it() -> None:
    here = bytearray(300_000_000)  # what this process holds must not count
    small, large = run("print(1)"), run("x = bytearray(100_000_000); print(1)")
    assert len(here) > 10 * small.peak
    assert 90_000_000 < large.peak - small.peak < 130_000_000


def test_a_process_that_fails_says_why() -> None:
    with pytest.raises(StoreError, match="ValueError: no herring"):
        run("print('so far'); raise ValueError('no herring')")


def test_an_answer_that_says_nothing_is_none() -> None:
    with pytest.raises(StoreError, match="printed nothing"):
        run("pass")


def test_a_system_without_figures_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "wait4")
    with pytest.raises(InputError, match="measure on another"):
        run("print(1)")


def test_an_answer_after_the_end_is_no_run() -> None:
    with pytest.raises(ValueError, match="answered after 2"):
        Run(answered=2.0, ended=1.0, peak=1)


def test_the_commands_are_those_of_this_installation() -> None:
    assert ask_command("--k?")[1:] == ["ask", "--", "--k?"]
    assert Path(ask_command("")[0]).parent == Path(sys.executable).parent
    assert tutorial_command(Path("store"), "Why?")[-2:] == ["store", "Why?"]


def test_ratios_are_of_medians() -> None:
    def runs(*seconds: float, peak: int) -> tuple[Run, ...]:
        return tuple(Run(answered=one, ended=one, peak=peak) for one in seconds)

    found = Answers(
        passages=10,
        volumes=1,
        ours=runs(1.0, 2.0, 9.0, peak=3_000_000),
        tutorial=runs(8.0, 5.0, 1.0, peak=6_000_000),
        load=None,
    )
    assert (found.time_ratio, found.memory_ratio) == (0.4, 0.5)
    with pytest.raises(ValueError, match="0 of our runs"):
        Answers(passages=1, volumes=1, ours=(), tutorial=(), load=None)

"""From a cold process to an answer: `frus ask`, and the tutorial's pipeline to its passages."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from corpus.errors import InputError
from evals.cost.cold import Run, run_cold

_TUTORIAL = "evals.cost.tutorial_answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Runs of both, a pair a round; `load` is the mean number of processes that ran or waited.

    Measured at the end over the last minute, these included; None where the system does not tell.
    """

    passages: int
    volumes: int
    ours: tuple[Run, ...]
    tutorial: tuple[Run, ...]
    load: float | None

    def __post_init__(self) -> None:
        if not self.ours or len(self.ours) != len(self.tutorial):
            raise ValueError(f"{len(self.ours)} of our runs, {len(self.tutorial)} of the other's")

    @property
    def time_ratio(self) -> float:
        """Our median time to the answer, by the tutorial's."""
        return median(run.answered for run in self.ours) / median(
            run.answered for run in self.tutorial
        )

    @property
    def memory_ratio(self) -> float:
        """Our median peak, by the tutorial's."""
        return median(run.peak for run in self.ours) / median(run.peak for run in self.tutorial)


def answer_cold(
    home: Path,
    store: Path,
    questions: Sequence[str],
    *,
    rounds: int,
    told: Callable[[str, int, int], None] = lambda *_: None,
) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Runs of `frus ask` over `home`, and of the tutorial over its `store`, one after the other.

    Every round takes the next of `questions`; which of both goes first takes turns. One run of
    each before them is not counted: it brings the files into the system's cache.
    """
    ours: list[Run] = []
    tutorial: list[Run] = []
    for number in range(-1, rounds):
        told("cold starts", max(number, 0), rounds)
        question = questions[number % len(questions)]
        pair = [(ours, ask_command(question)), (tutorial, tutorial_command(store, question))]
        for runs, command in pair if number % 2 else reversed(pair):
            run = run_cold(command, os.environ | {"FRUS_HOME": str(home)})
            if number >= 0:
                runs.append(run)
    return tuple(ours), tuple(tutorial)


def ask_command(question: str) -> list[str]:
    """`frus ask` as it is installed beside this interpreter."""
    return [installed_command(), "ask", "--", question]


def installed_command() -> str:
    """The path of `frus` as it is installed beside this interpreter."""
    command = shutil.which("frus", path=str(Path(sys.executable).parent))
    if command is None:
        raise InputError(f"there is no frus beside {sys.executable}; install the project there")
    return command


def tutorial_command(store: Path, question: str) -> list[str]:
    """The tutorial's pipeline over its store."""
    return [sys.executable, "-P", "-m", _TUTORIAL, str(store), question]

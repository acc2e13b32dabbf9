"""The set of rivers as files, indexes that are kept, and questions made by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evals.question_sets import SetQuestion, Span
from tests.evals.reading.rivers import Files


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of kept indexes, so that those of a module's runs are built once."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture
def asked() -> Callable[..., SetQuestion]:
    """A maker of questions with gold spans in the passage "p", each ten characters long."""

    def make(*starts: int, **fields: Any) -> SetQuestion:
        made = SetQuestion(
            id="q",
            text="?",
            gold=tuple(Span("p", start, start + 10) for start in starts),
            answerable=bool(starts),
            article="a",
            gold_passages=("p",) if starts else (),
        )
        return replace(made, **fields)

    return make

"""What the assistant's tests share: questions taken apart as the assistant does it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.question import Asked, take_apart
from assistant.word_table import read_word_table
from vectorstore.analysis import analyzer


@pytest.fixture(scope="session")
def apart() -> Callable[[str], Asked]:
    """The telling words of a question, by the table and the analysis that ship."""
    table, words = read_word_table(), analyzer()
    return lambda question: take_apart(question, table, lambda text: list(words.analyze(text)))


@pytest.fixture
def copied_page(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a copied page of this volume below the test's own folder, and returns its path."""

    def write(volume: str, year: str = "1955") -> Path:
        page = tmp_path / "pages" / f"{volume}.txt"
        page.parent.mkdir(exist_ok=True)
        page.write_text("A Paper on Grain\nThe grain was bought at Yalta.\n", encoding="utf-8")
        sidecar = {
            "volume": {"id": volume, "title": f"The Book {volume}", "year": year},
            "document": {"id": "d1", "number": "1"},
        }
        page.with_suffix(".json").write_text(json.dumps(sidecar), encoding="utf-8")
        return page

    return write

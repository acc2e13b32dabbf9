"""What the assistant's tests share: questions taken apart as the assistant does it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.app import Assistant
from assistant.opening import open_assistant
from assistant.question import Asked, take_apart
from assistant.settings import Settings
from assistant.word_table import read_word_table
from corpus.library import Library
from vectorstore.analysis import analyzer
from vectorstore.minilm import MiniLM


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


# Document, year of its volume, date, and the page as it is copied: four papers on one purchase.
WHEAT = (
    (
        *("frus1955w1/d1", "1955-05-03"),
        "The Ambassador in Egypt to the Department of State\n"
        "Cairo, May 3, 1955\n"
        "The Prime Minister told me that Egypt would buy forty thousand tons of wheat from the "
        "Soviet Union before the next harvest and pay for it in cotton.\n"
        "The weather is very hot and the streets are empty.\n",
    ),
    (
        *("frus1955w2/d7", "1955-06-01"),
        "Memorandum by the Officer in Charge of Egyptian Affairs\n"
        "Washington, June 1, 1955\n"
        "The Soviet attaché says that Egypt will buy sixty thousand tons of wheat from the Soviet "
        "Union.1\n"
        "- The Ambassador reported that “Egypt would buy forty thousand tons of wheat from the "
        "Soviet Union before the next harvest and pay for it in cotton.”↩\n",
    ),
    (
        *("frus1955w3/d2", None),
        "Paper on the Wheat of Egypt\n"
        "[Page 3]How much wheat Egypt will buy from the Soviet Union is not certain: perhaps "
        "fifty thousand tons of wheat.\n",
    ),
    (
        *("frus1955w4/d5", "1955-02-02"),
        "A Paper on Coffee\nThe price of coffee in Brazil rose by a tenth in one winter.\n",
    ),
)


@pytest.fixture(scope="session")
def wheat_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with four short documents, three of them on Egypt's wheat, one of these undated."""
    home = tmp_path_factory.mktemp("wheat")
    for id_, date, text in WHEAT:
        volume, _, own = id_.partition("/")
        page = tmp_path_factory.mktemp("page") / f"{volume}.txt"
        page.write_text(text, encoding="utf-8")
        about: dict[str, object] = {"id": own, "number": own[1:], "numbered": True}
        if date is not None:
            about["date"] = {"first": date, "last": date}
        sidecar = {
            "volume": {"id": volume, "title": f"The Book {volume}", "year": "1990"},
            "document": about,
        }
        page.with_suffix(".json").write_text(json.dumps(sidecar), encoding="utf-8")
        Library(home).add([page])
    return home


@pytest.fixture(scope="session")
def wheat(wheat_home: Path, embedder: MiniLM) -> Iterator[Assistant]:
    """The assistant over that home."""
    with open_assistant(Settings(wheat_home), embedder=embedder) as opened:
        yield opened

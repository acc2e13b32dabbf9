"""A comparison on a terminal, and the options of `frus ask` that ask for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from assistant.answer import Turn
from assistant.app import Assistant
from assistant.cli import app
from assistant.terminal_compare import print_comparison
from corpus.errors import InputError
from vectorstore.minilm import MiniLM

WHEAT = "How much wheat will Egypt buy from the Soviet Union?"
Printed = Callable[..., list[str]]


@pytest.fixture
def printed(
    wheat: Assistant, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Printed:
    """The lines of a comparison on a terminal of so many columns."""

    def show(columns: int, question: str = WHEAT, **options: Any) -> list[str]:
        monkeypatch.setenv("COLUMNS", str(columns))
        capsys.readouterr()
        print_comparison(wheat.compare(question, **options))
        return capsys.readouterr().out.splitlines()

    return show


@pytest.fixture
def ask(
    wheat_home: Path, wheat: Assistant, embedder: MiniLM, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Any]:
    """Runs `frus ask` over the home of the wheat papers, with the model that is loaded already."""

    class Loaded:
        name = embedder.name

        def __new__(cls) -> Any:
            return embedder

    monkeypatch.setattr("assistant.opening.MiniLM", Loaded)
    monkeypatch.setattr("vectorstore.minilm.MiniLM", Loaded)
    monkeypatch.setenv("FRUS_HOME", str(wheat_home))
    return lambda *words, **options: CliRunner().invoke(app, ["ask", *words], **options)


def test_on_a_narrow_terminal_one_document_stands_below_the_other(printed: Printed) -> None:
    lines = printed(80)
    text = lines[: next(n for n, line in enumerate(lines) if line.startswith("[1] The"))]
    assert all(len(line.rstrip()) <= 80 for line in text)
    order = ["The Ambassador in Egypt", "Memorandum by the Officer", "Paper on the Wheat"]
    assert [n for n in order for line in text if line.startswith(n)] == order
    assert "  Author's words" in [line.rstrip() for line in text]


def test_on_a_wide_terminal_documents_stand_side_by_side(printed: Printed) -> None:
    (heads,) = [line for line in printed(200) if line.startswith("The Ambassador in Egypt")]
    assert "Memorandum by the Officer" in heads
    assert "Paper on the Wheat" in heads
    two = printed(120, sides=2)
    (heads,) = [
        line for line in two if "Memorandum by the Officer in Charge" in line and line[0] != "["
    ]
    assert len(heads.split("   ")) > 1


def test_every_reference_stands_whole_on_a_line_of_its_own(
    printed: Printed, wheat: Assistant
) -> None:
    lines = printed(60)
    assert [line[:3] for line in lines if "https://" in line] == ["[1]", "[2]", "[3]", "[4]"]


def test_what_follows_the_documents_is_what_ties_them_and_what_is_left_out(
    printed: Printed,
) -> None:
    text = " ".join(" ".join(printed(80)).split())
    assert "[1] and [3] have the same words: 23 words that begin" in text
    assert "was found in 2 other documents looked at" in text


def test_a_follow_up_is_shown_as_it_was_searched(printed: Printed) -> None:
    lines = printed(80, "And how much of it from the Soviet Union?", history=(Turn(WHEAT),))
    assert lines[0].startswith("Searched as: And how much of it")


def test_a_refusal_is_printed_as_one(printed: Printed) -> None:
    text = "\n".join(printed(80, "Who painted the whales of Greenland?"))
    assert "not silence in the archive" in text
    assert "documents answer" not in text


def test_ask_compares(ask: Callable[..., Any]) -> None:
    ran = ask(WHEAT, "--compare")
    assert ran.exit_code == 0
    assert ran.stdout.startswith("3 documents answer")


def test_ask_compares_named_documents_as_json(ask: Callable[..., Any]) -> None:
    named = ("--document", "frus1955w1/d1", "--document", "frus1955w4/d5")
    record = json.loads(ask(WHEAT, "--compare", "--json", *named).stdout)
    assert [side["document"]["document"] for side in record["sides"]] == ["frus1955w1/d1"]
    assert record["silent"] == ["frus1955w4/d5"]
    assert record["scope"]["documents"] == ["frus1955w1/d1", "frus1955w4/d5"]


def test_a_batch_is_compared_line_by_line(ask: Callable[..., Any], tmp_path: Path) -> None:
    batch = tmp_path / "questions.jsonl"
    batch.write_text('{"id": 1, "question": "Hello"}\n' + json.dumps({"id": 2, "question": WHEAT}))
    ran = ask("--batch", str(batch), "--compare", "--sides", "2")
    records = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [(r["id"], len(r["sides"]), len(r["further"])) for r in records] == [
        (1, 0, 0),
        (2, 2, 1),
    ]


def test_without_compare_an_answer_is_given(ask: Callable[..., Any]) -> None:
    record = json.loads(ask(WHEAT, "--json").stdout)
    assert record["statements"]
    assert "sides" not in record


@pytest.mark.parametrize(
    ("options", "flaw"),
    [
        (("--sides", "3"), "add --compare"),
        (("--compare", "--llm", "openai:x"), "leave out --llm"),
    ],
)
def test_options_of_which_one_would_go_unheeded_are_refused(
    ask: Callable[..., Any], options: tuple[str, ...], flaw: str
) -> None:
    ran = ask(WHEAT, *options)
    assert isinstance(ran.exception, InputError)
    assert flaw in str(ran.exception)

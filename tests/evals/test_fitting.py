"""Weights fitted to small question sets, and words counted over a real volume."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import save_file
from typer.testing import CliRunner

from assistant.evidence import Evidence
from assistant.span_reader.model import MiniLMReader
from corpus.errors import InputError
from evals.cli import app
from evals.fitting import unseen
from evals.question_sets import QuestionSet, Span, own_id

RIVERS = {
    "r1": ("The Nile", "The Nile flows north. It reaches the sea near Alexandria."),
    "r2": ("The Danube", "The Danube rises in the Black Forest. Ten states share its basin."),
}
METALS = {
    "m1": ("Copper", "Copper conducts heat well. Miners dug it on Cyprus."),
    "m2": ("Mercury", "Mercury is liquid at room temperature. Hatters were poisoned by it."),
}


def write_set(
    folder: Path, passages: dict[str, tuple[str, str]], asked: list[tuple[str, str, str]]
) -> Path:
    """A set of `passages` by id; `asked` are (question, passage id, answering words or "")."""
    folder.mkdir()
    rows = [{"id": id_, "title": title, "text": text} for id_, (title, text) in passages.items()]
    questions = []
    for number, (question, passage, words) in enumerate(asked):
        start = passages[passage][1].index(words)
        span = {"passage": passage, "start": start, "end": start + len(words)}
        questions.append(
            {
                "id": f"q{number}",
                "question": question,
                "gold_spans": [span] if words else [],
                "answerable": bool(words),
                "meta": {"article": passage},
            }
        )
    for name, lines in (("passages", rows), ("questions", questions)):
        text = "".join(json.dumps(line) + "\n" for line in lines)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def rivers(tmp_path: Path) -> Path:
    asked = [
        ("Which way does the Nile flow?", "r1", "The Nile flows north."),
        ("How many states share the basin of the Danube?", "r2", "Ten states share its basin."),
        ("Who bridged the Danube?", "r2", ""),
    ]
    return write_set(tmp_path / "rivers", RIVERS, asked)


@pytest.fixture
def metals(tmp_path: Path) -> Path:
    asked = [
        ("Where was copper mined?", "m1", "Miners dug it on Cyprus."),
        ("What is liquid at room temperature?", "m2", "Mercury is liquid at room temperature."),
        ("What does copper cost?", "m1", ""),
    ]
    return write_set(tmp_path / "metals", METALS, asked)


def test_a_set_is_read_as_a_volume_with_its_questions(rivers: Path) -> None:
    read = QuestionSet(rivers)
    (source,) = read.sources()
    text = read.read(source)
    assert [part.document.title for part in text.documents] == ["The Nile", "The Danube"]
    assert [own_id(p) for part in text.documents for p in part.passages] == ["r1", "r2"]
    first, *_, last = read.questions()
    assert (first.gold, first.answerable) == ((Span("r1", 0, 21),), True)
    assert (last.gold, last.answerable, last.article) == ((), False, "r2")


def test_a_set_that_cannot_be_read_is_named(rivers: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere.*passages\.jsonl: no such file"):
        QuestionSet(tmp_path / "nowhere").sources()
    (rivers / "questions.jsonl").write_text("\n{broken\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"questions\.jsonl:2: not JSON"):
        QuestionSet(rivers).questions()


def test_weights_are_fitted_for_every_kind_of_evidence(rivers: Path, metals: Path) -> None:
    done = CliRunner().invoke(app, ["fit", str(rivers), str(metals), "--most", "10"])
    assert done.exit_code == 0, done.output
    fit: dict[str, Any] = json.loads(done.stdout)
    assert list(fit["weights"]) == [field.name for field in fields(Evidence)]
    assert set(fit["auroc"]) == {"shipped", "rivers", "metals"}
    assert 0.5 < fit["auroc"]["shipped"] <= 1.0
    assert fit["weights"]["sentence_similarity"] > 0


def test_one_set_alone_is_refused(rivers: Path) -> None:
    done = CliRunner().invoke(app, ["fit", str(rivers)])
    assert done.exit_code == 2
    assert "at least two" in done.stderr


def test_words_are_counted_over_a_volume(shared: Path) -> None:
    volume = shared / "frus" / "volumes" / "frus1917-72PubDip.xml"
    done = CliRunner().invoke(app, ["words", str(volume)])
    assert done.exit_code == 0, done.output
    comment, counted, *rows = done.stdout.splitlines()
    assert comment.startswith("#")
    assert "of 1 volumes" in counted
    table = {word: (int(count), int(share)) for word, count, share in (r.split("\t") for r in rows)}
    assert min(count for count, _ in table.values()) >= 20
    assert table["the"][0] == max(count for count, _ in table.values())
    assert table["the"][1] < 20 < 90 < table["american"][1]


def test_only_questions_that_the_reader_has_not_seen_are_fitted(
    rivers: Path, tmp_path: Path
) -> None:
    questions = QuestionSet(rivers)
    files = {"questions.jsonl": questions.sha256, "passages.jsonl": ""}

    def weights(held_out: list[str], sets: dict[str, dict[str, str]]) -> MiniLMReader:
        path = tmp_path / "weights.safetensors"
        card = {"held out": json.dumps(held_out), "sets": json.dumps({"sets": sets})}
        save_file({"head.bias": np.zeros(4, np.float16)}, path, metadata=card)
        return MiniLMReader(path)

    everything = questions.questions()
    assert unseen(questions, weights([], {"other": files | {"questions.jsonl": "0"}})) == everything
    kept = unseen(questions, weights(["article=r1"], {"rivers": files}))
    assert [question.article for question in kept] == ["r1"]
    with pytest.raises(InputError, match="every question of rivers"):
        unseen(questions, weights([], {"rivers": files}))

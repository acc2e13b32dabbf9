"""frus-evals reader, from two files to lines of JSON, tables and a picture."""

from __future__ import annotations

import json
import re
import tempfile
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from typer.testing import CliRunner

from assistant.app import Assistant
from corpus.errors import InputError
from evals.cli import app
from evals.question_sets import QuestionSet
from evals.reading import report
from evals.reading.asking import select
from evals.reading.cluster import Cluster
from evals.reading.evaluation import Evaluation, Plan, evaluate
from evals.reading.reply import Reply
from tests.evals.reading.rivers import PASSAGES, Files, question
from vectorstore.minilm import MiniLM


def run(files: Files, *options: str) -> Any:
    passages, questions = files.write()
    given = ("--passages", str(passages), "--questions", str(questions))
    return CliRunner().invoke(app, ["reader", *given, *options])


def measured(files: Files, embedder: MiniLM, **fields: Any) -> tuple[Evaluation, list[Reply]]:
    replies: list[Reply] = []
    plan = Plan(**({"resamples": 200} | fields))
    return evaluate(files.read(), embedder, plan, replies.append), replies


@pytest.fixture
def evaluation(files: Files, embedder: MiniLM, kept: Path) -> Evaluation:
    return measured(files, embedder, cache=kept)[0]


def test_a_line_a_question_and_a_summary(files: Files, tmp_path: Path) -> None:
    picture = tmp_path / "curve.svg"
    ran = run(files, "--json", "--curve", str(picture))
    assert ran.exit_code == 0, ran.stderr
    *lines, last = map(json.loads, ran.stdout.splitlines())
    assert [line["id"] for line in lines] == [f"q{n}" for n in range(1, 9)]
    for line in lines:
        assert line["refused"] == (not line["statements"]) == (line["reason"] is not None)
        assert 0 <= line["answerability"] <= 1
        assert set(line["retrieved"]) <= PASSAGES.keys()
        for cited in line["citations"]:
            text = PASSAGES[cited["passage"]][1]
            assert text[cited["start"] : cited["end"]] == cited["quote"]
        shown = [number for one in line["statements"] for number in one["citations"]]
        assert set(shown) == set(range(1, len(line["citations"]) + 1))
    assert "feluccas" in lines[2]["citations"][0]["quote"]
    assert lines[6]["alone"]["best"]["passage"] == "rhine"
    summary = last["summary"]
    assert summary["schema"] == report.SCHEMA
    assert summary["counts"]["answerable"] == 5
    assert summary["cluster"] == "article"
    assert summary["clusters"] == 3
    for figure in summary["measures"].values():
        if figure["low"] is not None:
            assert figure["low"] <= figure["value"] <= figure["high"]
    assert summary["measures"]["top sentence right, reader alone"]["n"] == 5
    assert summary["measures"]["R@10"]["value"] == 1.0
    assert summary["slices"]["with history"]["questions"] == 2
    points = summary["curve"]["points"]
    assert points[-1][1] == 1.0
    assert [p[0] for p in points] == sorted((p[0] for p in points), reverse=True)
    assert picture.read_bytes().startswith(b"<?xml")


def test_two_runs_are_the_same_but_for_their_timings(files: Files, embedder: MiniLM) -> None:
    def told() -> list[str]:
        evaluation, replies = measured(files, embedder)
        still = replace(evaluation, milliseconds={})
        return [*map(report.as_line, replies), report.as_summary(still)]

    assert told() == told()


def test_the_tables_fit_eighty_columns(evaluation: Evaluation) -> None:
    shown = StringIO()
    report.print_report(evaluation, Console(file=shown, width=80))
    lines = shown.getvalue().splitlines()
    assert max(map(len, lines)) <= 80
    text = " ".join(shown.getvalue().split())
    assert (
        "8 questions (5 answerable, 3 unanswerable, 5 with gold sentences, 2 with history" in text
    )
    assert "95 % intervals over 3 articles." in text
    for name, figure in evaluation.figures.items():
        (line,) = (line for line in lines if line.strip().startswith(f"{name} "))
        assert line.rstrip().endswith(str(figure.n))
        assert "…" not in line
    assert re.search(r"NEAR +2 ", text)
    assert re.search(r"without history +6 ", text)
    assert "Time: index" in text


def test_an_index_is_kept_only_where_asked(
    files: Files, embedder: MiniLM, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch, cache = tmp_path / "scratch", tmp_path / "cache"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    first, _ = measured(files, embedder, limit=1)
    assert list(scratch.iterdir()) == []
    kept, _ = measured(files, embedder, limit=1, cache=cache)
    (folder,) = cache.iterdir()
    assert folder.name == files.read().digest[: len(folder.name)]
    built = {path: path.stat().st_mtime_ns for path in folder.glob("index-*/*")}
    assert built
    again, _ = measured(files, embedder, limit=1, cache=cache)
    assert again.index == kept.index == first.index
    assert list(cache.iterdir()) == [folder]
    assert {path: path.stat().st_mtime_ns for path in folder.glob("index-*/*")} == built
    files.passages[0]["text"] += " More."
    measured(files, embedder, limit=1, cache=cache)
    assert len(list(cache.iterdir())) == 2


def test_history_is_used(files: Files, embedder: MiniLM, kept: Path) -> None:
    _, replies = measured(files, embedder, cache=kept)
    follow_up = next(reply for reply in replies if reply.question.id == "q6")
    assert "Danube" in follow_up.searched
    assert set(follow_up.ways) == {"raw question", "last user turn + question", "resolved question"}
    assert follow_up.retrieved[0] == "danube/0"
    files.questions[5]["history"] = []
    _, replies = measured(files, embedder, cache=kept)
    bare = next(reply for reply in replies if reply.question.id == "q6")
    assert bare.searched == bare.question.text
    assert bare.ways == {}


def test_one_kind_of_question_alone_leaves_auroc_undefined(
    files: Files, embedder: MiniLM, kept: Path
) -> None:
    found, _ = measured(files, embedder, cache=kept, wanted={"label": ["NEAR"]})
    assert found.counts["questions"] == 2
    assert found.figures["AUROC, in the loop"].value is None
    assert found.figures["R@5"].value is None
    summary = json.loads(report.as_summary(found))["summary"]
    assert summary["measures"]["AUROC, in the loop"] == {
        "value": None,
        "low": None,
        "high": None,
        "n": 2,
    }
    shown = StringIO()
    report.print_report(found, Console(file=shown, width=80))
    assert re.search(r"AUROC, in the loop +– +not defined +2", shown.getvalue())


def test_questions_are_chosen_by_their_marks_and_drawn_in_order(files: Files) -> None:
    every = files.read().questions()
    rivers = select(every, {"article": ["danube", "rhine"]}, None, 0)
    assert [q.id for q in rivers] == ["q4", "q5", "q6", "q7", "q8"]
    both = select(every, {"article": ["danube"], "label": ["NEAR"]}, None, 0)
    assert [q.id for q in both] == ["q5"]
    drawn = select(every, {}, 4, 7)
    assert drawn == select(every, {}, 4, 7)
    assert [q.id for q in drawn] == sorted(q.id for q in drawn)
    assert len({tuple(q.id for q in select(every, {}, 4, seed)) for seed in range(9)}) > 1
    assert select(every, {}, 99, 0) == every


def test_intervals_are_over_what_is_asked_for(files: Files, embedder: MiniLM, kept: Path) -> None:
    found, _ = measured(files, embedder, cache=kept, cluster=Cluster.QUESTION)
    assert (found.cluster, found.clusters) == ("question", 8)
    with pytest.raises(InputError, match=r"question 'q1' has no meta\.conversation"):
        measured(files, embedder, cache=kept, cluster=Cluster.CONVERSATION)
    files.questions[0]["meta"] = None
    unnamed, _ = measured(files, embedder, cache=kept)
    assert unnamed.cluster is Cluster.QUESTION


def test_words_that_are_not_the_sets_end_the_run(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index of another text than the set's, as a fault of the store would make it."""
    ask = Assistant.ask

    def elsewhere(self: Assistant, *asked: Any) -> Any:
        answer = ask(self, *asked)
        moved = [
            replace(hit, passage=replace(hit.passage, text=f" {hit.passage.text}"))
            for hit in answer.hits
        ]
        texts = {hit.passage.id: hit.passage for hit in moved}
        return replace(
            answer,
            statements=tuple(
                replace(
                    statement,
                    quotes=tuple(
                        replace(quote, passage=texts.get(quote.passage.id, quote.passage))
                        for quote in statement.quotes
                    ),
                )
                for statement in answer.statements
            ),
        )

    monkeypatch.setattr(Assistant, "ask", elsewhere)
    ran = run(files, "--json")
    assert ran.exit_code == 1
    assert "frus-evals: misquoted: [" in ran.stderr
    assert "summary" not in ran.stdout


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--k", "0"), "--k 0: choose between 1 and 100"),
        (("--k", "101"), "--k 101: choose between 1 and 100"),
        (("--limit", "0"), "--limit 0: no questions are left"),
        (("--meta", "article"), "--meta article: write a field and its value"),
        (("--meta", "=x"), "--meta =x: write a field and its value"),
        (("--meta", "article=Oder"), "--meta article=Oder: no question of the set is so marked"),
        (("--curve", "curve.pdf"), "a plot is written as .svg or .png"),
        (("--cluster", "conversation"), "use --cluster question"),
    ],
)
def test_what_cannot_be_run_is_said_and_exits_2(
    files: Files, options: tuple[str, ...], reason: str
) -> None:
    ran = run(files, *options)
    assert ran.exit_code == 2
    assert ran.stderr.splitlines()[-1].startswith("frus-evals: ")
    assert reason in ran.stderr
    assert ran.stdout == ""


def test_files_that_are_no_set_exit_2(files: Files, tmp_path: Path) -> None:
    files.questions.append(question(1, "Again?", about="rhine"))
    ran = run(files)
    assert ran.exit_code == 2
    assert "questions.jsonl:9: field id: 'q1' is line 1's too" in ran.stderr
    given = ("--passages", str(tmp_path / "none"), "--questions", str(tmp_path / "none"))
    missing = CliRunner().invoke(app, ["reader", *given])
    assert missing.exit_code == 2
    assert "none: no such file" in missing.stderr


@pytest.mark.slow
@pytest.mark.parametrize("name", ["squad2", "clapnq", "mtragun"])
def test_real_sets_can_be_asked(shared: Path, embedder: MiniLM, name: str) -> None:
    found = evaluate(
        QuestionSet(shared / "evalsets" / name), embedder, Plan(limit=40, resamples=200)
    )
    assert found.counts["questions"] == 40
    recall = found.figures["R@10"].value
    assert recall is not None
    assert recall > 0.5

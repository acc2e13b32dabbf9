"""The command from end to end over scripted replies: right ones, and ones with one fault."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner, Result

from assistant.answer import Answer, Quote, Reason, Statement
from assistant.app import Assistant
from assistant.render import quoted
from corpus.errors import StoreError
from corpus.passage import PageBreak
from evals.case import Case, Expect
from evals.cli import app
from evals.record.unit import Record
from evals.suite.world import Progress, World

if TYPE_CHECKING:
    from tests.evals.conftest import Replies, Scripted

Told = Callable[[Case, Answer], Answer]
Make = Callable[..., "Scripted"]
Run = Callable[..., Result]


@pytest.fixture
def run(assistant: Assistant, record: Record, tmp_path: Path) -> Run:
    """Runs the command over a scripted assistant, on the shipped set unless told otherwise."""

    def run(scripted: Scripted, *options: str) -> Result:
        @contextmanager
        def opened(home: Path | None, files: list[Path], progress: Progress) -> Iterator[World]:
            yield World(assistant=scripted, index=assistant.index, record=record)

        given = options if "--set" in options else ("--set", "shipped", *options)
        return CliRunner().invoke(app, ["run", *given], obj=opened)

    return run


def metrics(result: Result) -> dict[str, dict[str, Any]]:
    found = json.loads(result.stdout)["metrics"]
    return {one["definition"]["metric"].removeprefix("shipped/"): one for one in found}


def failed(result: Result) -> set[str]:
    return {n for n, one in metrics(result).items() if one["verdict"] in ("FAIL", "MISSING")}


def requoted(answer: Answer, change: Callable[[Quote], Quote]) -> Answer:
    quotes = [change(quote) for quote in answer.quotes]
    said = tuple(Statement(quoted(quote), (quote,)) for quote in quotes)
    return replace(answer, statements=said)


def wrong_page(_: Case, answer: Answer) -> Answer:
    def change(quote: Quote) -> Quote:
        return replace(quote, passage=replace(quote.passage, pages=(PageBreak(0, "191"),)))

    return requoted(answer, change) if answer.statements else answer


def changed_word(case: Case, answer: Answer) -> Answer:
    if case.id != "paragraph-02":
        return answer

    def change(quote: Quote) -> Quote:
        text = quote.passage.text.replace("closest", "loosest")
        return replace(quote, passage=replace(quote.passage, text=text))

    return requoted(answer, change)


def leaked(case: Case, answer: Answer) -> Answer:
    if case.id != "note-02":
        return answer
    statement = replace(answer.statements[0], text="It says " + answer.statements[0].text)
    return replace(answer, statements=(statement,))


def test_right_replies_reach_every_gate(run: Run, scripted: Make) -> None:
    result = run(scripted(), "--json")
    assert (result.exit_code, json.loads(result.stdout)["passed"]) == (0, True)
    found = metrics(result)
    gated = {name: one for name, one in found.items() if one["verdict"] != "no gate"}
    assert {one["verdict"] for one in gated.values()} == {"pass"}
    # Questions without an answer lie below the area even of right replies.
    assert gated.pop("when answered")["right"] > 28
    assert all(one["right"] == one["total"] > 0 for one in gated.values())
    assert found["answered"]["total"] == 28
    assert found["refused"]["total"] == 15
    assert found["determinism"]["total"] == len(json.loads(result.stdout)["items"]) == 47
    assert found["page"]["outcomes"] == {"exact": found["page"]["total"]}
    assert found["answered"]["slices"]["note"] == [6, 6]


def test_the_table_goes_to_stdout_and_progress_does_not(run: Run, scripted: Make) -> None:
    result = run(scripted())
    assert result.exit_code == 0
    assert "all gates reached" in result.stdout
    assert "asking" not in result.stdout


@pytest.mark.parametrize(
    ("told", "gate"),
    [(wrong_page, "page"), (changed_word, "verbatim"), (leaked, "leakage")],
)
def test_a_fault_fails_its_gate_and_is_shown(
    run: Run, scripted: Make, told: Told, gate: str
) -> None:
    result = run(scripted(told), "--json")
    assert result.exit_code == 1
    assert gate in failed(result)
    judged = json.loads(result.stdout)["judged"]
    own = [one for one in judged if one["metric"] == f"shipped/{gate}"]
    own = [one for one in judged if one["metric"] == f"shipped/{gate}"]
    (first, *_) = [failure for one in own for failure in one["failures"]]
    assert first["shown"]
    assert first["source"]


def test_a_failure_is_shown_with_its_words_and_the_record_s(run: Run, scripted: Make) -> None:
    result = run(scripted(changed_word))
    assert result.exit_code == 1
    shown = " ".join(result.stdout.split())
    assert "altered" in shown
    assert "the establishment of the loosest, most cooperative" in shown
    assert "a gate was not reached" in shown


def test_refusing_everything_is_no_pass(run: Run, scripted: Make, replies: Replies) -> None:
    result = run(scripted(lambda *_: replies.refusal(Reason.NOT_ANSWERED)), "--json")
    found = metrics(result)
    assert result.exit_code == 1
    assert found["refused"]["verdict"] == "pass"
    for name in ("verbatim", "page", "footnote", "coverage", "first quote hit"):
        assert found[name]["verdict"] == "MISSING", name
    assert found["answered"]["verdict"] == "FAIL"


def test_answering_everything_is_no_pass(run: Run, scripted: Make, replies: Replies) -> None:
    quote = replies.quote("p4", "mistake friendliness for weakness")
    result = run(scripted(lambda *_: replies.answer(quote)), "--json")
    assert result.exit_code == 1
    assert failed(result) >= {"refused", "greeted", "quiet refusal", "first quote hit"}


def test_an_answer_that_changes_from_run_to_run_is_found(run: Run, scripted: Make) -> None:
    runs = count()
    result = run(scripted(lambda _, answer: replace(answer, notice=str(next(runs)))), "--json")
    assert result.exit_code == 1
    assert metrics(result)["determinism"]["right"] == 0


def test_an_answer_that_depends_on_another_talk_is_found(run: Run, scripted: Make) -> None:
    """The second pass runs the other way, so what went before each question differs."""
    before = [""]

    def told(case: Case, answer: Answer) -> Answer:
        earlier, before[0] = before[0], case.id
        return replace(answer, notice=earlier)

    result = run(scripted(told), "--json")
    assert metrics(result)["determinism"]["right"] == 0


def test_a_set_of_one_s_own(run: Run, scripted: Make, tmp_path: Path) -> None:
    """Gates for which a set gives no cause are left out."""
    path = tmp_path / "own.jsonl"
    row = {"id": "x", "question": "hello", "history": [], "slice": "s", "expect": "greet"}
    row |= {"gold": [], "split": "report", "within": "frus1944Quebec/d123"}
    path.write_text(json.dumps(row))
    result = run(scripted(), "--set", str(path), "--json")
    found = {name.removeprefix("own/"): one for name, one in metrics(result).items()}
    assert result.exit_code == 0
    assert {"greeted", "quiet refusal", "determinism"} <= found.keys()
    assert "verbatim" not in found


def test_two_runs_differ_in_timings_alone(run: Run, scripted: Make) -> None:
    one, other = (json.loads(run(scripted(), "--json").stdout) for _ in range(2))
    assert one.pop("timings") != {}
    other.pop("timings")
    assert json.dumps(one) == json.dumps(other)


def test_results_are_written_beside_the_table(run: Run, scripted: Make, tmp_path: Path) -> None:
    result = run(scripted(), "--out", str(tmp_path / "out" / "deep"))
    assert result.exit_code == 0
    assert json.loads((tmp_path / "out" / "deep" / "results.json").read_text())["passed"] is True


def test_a_baseline_of_better_replies_is_not_reached(
    run: Run, scripted: Make, replies: Replies, tmp_path: Path
) -> None:
    path = tmp_path / "baseline.json"
    assert run(scripted(), "--write-baseline", str(path)).exit_code == 0

    def worse(case: Case, answer: Answer) -> Answer:
        first = case.id in ("paragraph-02", "paragraph-04")
        return replies.refusal(Reason.NOT_ANSWERED) if first else answer

    result = run(scripted(worse), "--baseline", str(path), "--json")
    assert result.exit_code == 1
    assert failed(result) == {"answered", "gold recall", "answerability", "when answered"}


def test_what_cannot_be_run_is_told_in_one_line(run: Run, scripted: Make, tmp_path: Path) -> None:
    missing = run(scripted(), "--set", str(tmp_path / "none.jsonl"))
    assert (missing.exit_code, missing.stdout) == (2, "")
    assert missing.stderr.strip().count("\n") == 0
    assert "none.jsonl: is neither a file nor one of" in missing.stderr
    (tmp_path / "empty.jsonl").write_text("")
    assert run(scripted(), "--set", str(tmp_path / "empty.jsonl")).exit_code == 2
    unfit = run(scripted(), "--baseline", str(tmp_path / "none.json"))
    assert (unfit.exit_code, "none.json: the baseline cannot be read" in unfit.stderr) == (2, True)


def test_a_floor_that_no_stage_measures_is_refused(
    run: Run, scripted: Make, tmp_path: Path
) -> None:
    path = tmp_path / "baseline.json"
    assert run(scripted(), "--write-baseline", str(path)).exit_code == 0
    path.write_text(path.read_text().replace("shipped/answered", "shipped/answerd"))
    result = run(scripted(), "--baseline", str(path))
    assert result.exit_code == 2
    assert "a floor for shipped/answerd, which no stage" in result.stderr


def test_smoke_asks_nothing_of_a_volume(run: Run, scripted: Make, tmp_path: Path) -> None:
    result = run(scripted(), "--suite", "smoke", "--volume", str(tmp_path / "a.xml"))
    assert result.exit_code == 2
    assert "--volume: smoke asks nothing of it" in result.stderr


def test_a_set_is_named_once(run: Run, scripted: Make) -> None:
    result = run(scripted(), "--set", "shipped", "--set", "shipped")
    assert (result.exit_code, "is named twice" in result.stderr) == (2, True)


def test_a_home_that_cannot_be_opened_is_told_in_one_line() -> None:
    def opened(
        home: Path | None, files: list[Path], progress: Progress
    ) -> AbstractContextManager[World]:
        raise StoreError(f"{home}: the index is damaged;\nbuild it again")

    result = CliRunner().invoke(app, ["run", "--home", "there"], obj=opened)
    assert result.exit_code == 2
    assert result.stderr.endswith("frus-evals: there: the index is damaged; build it again\n")


def test_a_fault_while_asking_is_told_too(run: Run, scripted: Make) -> None:
    def broken(case: Case, answer: Answer) -> Answer:
        if case.expect is Expect.REFUSE:
            raise StoreError("the index went away")
        return answer

    result = run(scripted(broken))
    assert result.exit_code == 2
    assert "frus-evals: the index went away" in result.stderr


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from evals.cli import main\n"
        "sys.argv = ['frus-evals', 'run', '--help']\n"
        "try:\n    main()\n"
        "except SystemExit as end:\n    assert end.code in (0, None)\n"
        "heavy = {'torch', 'chromadb', 'numpy', 'assistant.answer', 'evals.case'}\n"
        "heavy &= set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "--suite" in done.stdout


def test_an_unforeseen_error_exits_2_and_is_shown_whole() -> None:
    code = (
        "import sys, evals.cli, evals.suite.opening\n"
        "def broken(*_): raise RuntimeError('a fault')\n"
        "evals.suite.opening.opened = broken\n"
        "sys.argv = ['frus-evals', 'run']\n"
        "evals.cli.main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "RuntimeError: a fault" in done.stderr

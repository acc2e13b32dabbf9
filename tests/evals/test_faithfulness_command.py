"""The command from end to end over scripted assistants: right ones, and ones with one fault."""

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

from assistant.answer import Answer, IndexInfo, Quote, Reason, Statement
from assistant.render import quoted
from corpus.errors import StoreError
from corpus.passage import PageBreak
from evals.case import Case, Expect
from evals.cli import app
from evals.faithfulness import Report

if TYPE_CHECKING:
    from tests.evals.conftest import Replies, Scripted

Told = Callable[[Case, "Answer"], "Answer"]
Make = Callable[..., "Scripted"]


def run(assistant: Scripted, *options: str) -> Result:
    @contextmanager
    def opened(home: Path | None) -> Iterator[Scripted]:
        yield assistant

    return CliRunner().invoke(app, ["faithfulness", *options], obj=opened)


def report(result: Result) -> dict[str, dict[str, Any]]:
    return {check["name"]: check for check in json.loads(result.stdout)["checks"]}


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


def test_right_replies_reach_every_gate(scripted: Make) -> None:
    result = run(scripted(), "--split", "all", "--json")
    assert (result.exit_code, json.loads(result.stdout)["passed"]) == (0, True)
    checks = report(result)
    assert {check["share"] for check in checks.values()} == {1.0}
    assert not any(check["failures"] for check in checks.values())
    assert checks["answered"]["n"] == checks["first quote hit"]["n"] == 56
    assert checks["refused"]["n"] == 30
    assert checks["determinism"]["n"] == json.loads(result.stdout)["cases"] == 94
    assert checks["page"]["outcomes"] == {"exact": checks["page"]["n"]}
    assert checks["answered"]["slices"]["note"] == {"right": 12, "n": 12}


def test_the_table_goes_to_stdout_and_progress_does_not(scripted: Make) -> None:
    result = run(scripted())
    assert result.exit_code == 0
    assert "verbatim" in result.stdout
    assert "47 cases: all gates reached" in result.stdout
    assert "asking" not in result.stdout
    assert "asking" in result.stderr


@pytest.mark.parametrize(
    ("told", "failed"),
    [
        (wrong_page, {"page"}),
        (changed_word, {"verbatim", "located", "page"}),
        (leaked, {"leakage"}),
    ],
)
def test_one_fault_fails_its_gates_and_no_other(
    scripted: Make, told: Told, failed: set[str]
) -> None:
    result = run(scripted(told), "--split", "all", "--json")
    assert result.exit_code == 1
    checks = report(result)
    assert {name for name, check in checks.items() if check["passed"] is False} == failed
    (first, *_) = checks[min(failed)]["failures"]
    assert first["shown"]
    assert first["source"]


def test_a_failure_is_shown_with_its_words_and_the_record_s(scripted: Make) -> None:
    result = run(scripted(changed_word))
    assert result.exit_code == 1
    assert "verbatim: altered (paragraph-02)" in result.stdout
    assert "shown: the establishment of the loosest, most cooperative" in result.stdout
    assert "source: Our overall objective in our relations" in result.stdout
    assert "a gate was not reached" in result.stdout


def test_refusing_everything_is_no_pass(scripted: Make, replies: Replies) -> None:
    result = run(scripted(lambda *_: replies.refusal(Reason.NOT_ANSWERED)), "--json")
    checks = report(result)
    assert result.exit_code == 1
    assert checks["refused"]["passed"] is True
    for name in ("verbatim", "page", "footnote", "coverage", "answered", "first quote hit"):
        assert checks[name]["passed"] is False, name
    assert checks["verbatim"]["share"] is checks["verbatim"]["interval"] is None


def test_answering_everything_is_no_pass(scripted: Make, replies: Replies) -> None:
    quote = replies.quote("p4", "mistake friendliness for weakness")
    result = run(scripted(lambda *_: replies.answer(quote)), "--json")
    assert result.exit_code == 1
    failed = {name for name, check in report(result).items() if check["passed"] is False}
    assert failed >= {"refused", "greeted", "quiet refusal", "first quote hit"}


def test_an_answer_that_changes_from_run_to_run_is_found(scripted: Make) -> None:
    runs = count()
    result = run(scripted(lambda _, answer: replace(answer, notice=str(next(runs)))), "--json")
    assert result.exit_code == 1
    assert report(result)["determinism"]["right"] == 0


def test_an_answer_that_depends_on_another_talk_is_found(scripted: Make) -> None:
    """The second pass runs the other way, so what went before each question differs."""
    before = [""]

    def told(case: Case, answer: Answer) -> Answer:
        earlier, before[0] = before[0], case.id
        return replace(answer, notice=earlier)

    result = run(scripted(told), "--json")
    assert report(result)["determinism"]["right"] == 0


def test_a_report_without_a_gate_that_applied_is_no_pass() -> None:
    assert Report(1, IndexInfo("v", "m", 1), ()).passed is False


def test_a_set_of_one_s_own(scripted: Make, tmp_path: Path) -> None:
    """Gates for which a set gives no cause neither pass nor fail."""
    path = tmp_path / "own.jsonl"
    row = {"id": "x", "question": "hello", "history": [], "slice": "s", "expect": "greet"}
    path.write_text(json.dumps(row | {"gold": [], "split": "report"}))
    result = run(scripted(), "--set", str(path), "--json")
    checks = report(result)
    assert result.exit_code == 0
    assert {name for name, check in checks.items() if check["passed"]} == {
        "greeted",
        "quiet refusal",
        "determinism",
    }
    assert checks["verbatim"]["passed"] is None
    assert run(scripted(), "--set", str(path), "--split", "tune").exit_code == 2


def test_what_cannot_be_run_is_told_in_one_line(scripted: Make, tmp_path: Path) -> None:
    missing = run(scripted(), "--set", str(tmp_path / "none.jsonl"))
    assert (missing.exit_code, missing.stdout) == (2, "")
    assert missing.stderr.count("\n") == 1
    assert "none.jsonl: there is no such question set" in missing.stderr
    (tmp_path / "empty.jsonl").write_text("")
    assert run(scripted(), "--set", str(tmp_path / "empty.jsonl")).exit_code == 2


def test_a_home_that_cannot_be_opened_is_told_in_one_line() -> None:
    def opened(home: Path | None) -> AbstractContextManager[Scripted]:
        raise StoreError(f"{home}: the index is damaged;\nbuild it again")

    result = CliRunner().invoke(app, ["faithfulness", "--home", "there"], obj=opened)
    assert result.exit_code == 2
    assert result.stderr == "frus-evals: there: the index is damaged; build it again\n"


def test_a_fault_while_asking_is_told_too(scripted: Make) -> None:
    def broken(case: Case, answer: Answer) -> Answer:
        if case.expect is Expect.REFUSE:
            raise StoreError("the index went away")
        return answer

    result = run(scripted(broken))
    assert result.exit_code == 2
    assert "frus-evals: the index went away" in result.stderr


def test_unknown_options_exit_2(scripted: Make) -> None:
    assert run(scripted(), "--split", "both").exit_code == 2


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from evals.cli import main\n"
        "sys.argv = ['frus-evals', 'faithfulness', '--help']\n"
        "try:\n    main()\n"
        "except SystemExit as end:\n    assert end.code in (0, None)\n"
        "heavy = {'torch', 'chromadb', 'numpy', 'assistant.answer', 'evals.case'}\n"
        "heavy &= set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "--split" in done.stdout


def test_an_unforeseen_error_exits_2_and_is_shown_whole() -> None:
    code = (
        "import sys, evals.cli\n"
        "def broken(home): raise RuntimeError('a fault')\n"
        "evals.cli._open_assistant = broken\n"
        "sys.argv = ['frus-evals', 'faithfulness']\n"
        "evals.cli.main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "RuntimeError: a fault" in done.stderr

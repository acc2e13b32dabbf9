"""Question sets as others write them: the schema, the check, new lines and reported ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from assistant.app import Assistant
from assistant.reported import Report, keep_report
from corpus.errors import InputError
from evals.case import Texts, load_cases, read_case, shipped_set, volumes_set
from evals.cli import app
from evals.question_check import Checked, check
from evals.question_lines import add_reports
from evals.schema import committed_schema, question_schema, schema_text
from vectorstore.retriever import Filter

SHIPPED = "frus1944Quebec"
GOOD: dict[str, Any] = {
    "id": "a",
    "question": "What danger might the Soviet side run into?",
    "history": [],
    "slice": "paragraph",
    "expect": "answer",
    "gold": [{"passage": f"{SHIPPED}/d123/p4", "words": "mistake friendliness for weakness"}],
    "split": "report",
}


def write(path: Path, *rows: object) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def checked(path: Path, texts: Texts, *trained: Path) -> Checked:
    return check(path, texts, {SHIPPED}, trained)


def test_the_committed_schema_is_current() -> None:
    assert committed_schema().read_text(encoding="utf-8") == schema_text()
    jsonschema.Draft202012Validator.check_schema(question_schema())
    printed = CliRunner().invoke(app, ["questions", "schema"])
    assert (printed.exit_code, printed.stdout) == (0, schema_text())


@pytest.mark.parametrize("path", [shipped_set(), volumes_set()], ids=lambda path: path.stem)
def test_the_schema_takes_every_line_of_the_sets(path: Path) -> None:
    validator = jsonschema.Draft202012Validator(question_schema())
    for line in path.read_text(encoding="utf-8").splitlines():
        validator.validate(json.loads(line))


_VALUES: st.SearchStrategy[Any] = st.sampled_from(
    [None, "", " ", "x", 3, [], ["x"], [" "], {}, [{"passage": "p"}]]
)
_FIELDS = st.sampled_from([*GOOD, "note", "within", "other"])
_EXPECT = st.sampled_from(["answer", "refuse", "greet", "maybe"])


@given(st.dictionaries(_FIELDS, _VALUES, max_size=2), _EXPECT, st.booleans())
def test_the_schema_and_the_reader_agree(changes: dict[str, Any], expect: str, gold: bool) -> None:
    row = GOOD | {"expect": expect, "gold": GOOD["gold"] if gold else []} | changes
    case, flaws = read_case(json.dumps(row))
    valid = jsonschema.Draft202012Validator(question_schema()).is_valid(row)
    assert valid is (case is not None) is not bool(flaws)


def test_every_fault_of_every_line_is_told(tmp_path: Path, texts: Texts) -> None:
    wrong = GOOD | {"id": "b", "split": "half", "history": 3}
    del wrong["slice"]
    moved = [{"passage": f"{SHIPPED}/d123/p5", "words": "mistake friendliness for weakness"}]
    gone = [{"passage": f"{SHIPPED}/d9/p5", "words": "x"}]
    rows = (wrong, GOOD, GOOD, "{", GOOD | {"id": "c", "gold": [*moved, *gone], "extra": 1})
    file = write(tmp_path / "set.jsonl", *rows, GOOD | {"id": "d", "gold": [*moved, *gone]})
    found = checked(file, texts)
    told = [fault.removeprefix(f"{file}:") for fault in found.faults]
    starts = (
        *("1: history: ", "1: slice: is missing", "1: split: ", "3: id: 'a' stands"),
        *("4: not JSON", "5: extra: there is no such field"),
        *("6: gold.0.words: ", "6: gold.1.passage: there is no passage"),
    )
    assert len(told) == len(starts)
    assert all(any(one.startswith(start) for one in told) for start in starts)
    assert [case.id for case in found.cases] == ["a", "d"]


def test_a_set_without_lines_is_a_fault(tmp_path: Path, texts: Texts) -> None:
    (fault,) = checked(write(tmp_path / "set.jsonl", "", " "), texts).faults
    assert "holds no cases" in fault


def test_questions_that_are_nearly_alike_are_warned_about(tmp_path: Path, texts: Texts) -> None:
    after = GOOD | {"id": "b", "history": ["What of the conference in Tehran, and its records?"]}
    again = GOOD | {"id": "c", "question": "What danger might then the Soviet side run into?"}
    found = checked(write(tmp_path / "set.jsonl", GOOD, after, again), texts)
    (warning,) = found.warnings
    assert "set.jsonl:3: question: is nearly that of" in warning
    assert "set.jsonl:1;" in warning


def test_questions_that_were_trained_on_are_warned_about(tmp_path: Path, texts: Texts) -> None:
    tuned = "What mistake might the Soviet Government make about friendliness?"
    other = write(tmp_path / "other.jsonl", {"id": 7, "question": GOOD["question"], "meta": {}})
    rows = (GOOD, GOOD | {"id": "b", "question": tuned})
    file = write(tmp_path / "set.jsonl", *rows)
    first, second = checked(file, texts, other).warnings
    assert f"set.jsonl:1: question: is nearly that of {other}:1" in first
    assert "set.jsonl:2: question: is nearly that of shipped.jsonl, paragraph-01" in second
    # A set is not held against itself.
    own = check(shipped_set(), texts, {SHIPPED})
    assert own.faults == own.unseen == ()
    assert not any("trained" in warning for warning in own.warnings)


def test_words_in_volumes_that_are_not_installed_are_told(tmp_path: Path, texts: Texts) -> None:
    gold = [{"passage": "frus1948v01p1/d1/p1", "words": "x"}]
    found = checked(write(tmp_path / "set.jsonl", GOOD | {"gold": gold}), texts)
    assert (found.faults, found.unseen) == ((), ("frus1948v01p1",))


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["questions", *map(str, arguments)])
    return result.exit_code, result.output


def test_the_command_checks_and_counts(tmp_path: Path, assistant: Assistant) -> None:
    file = write(tmp_path / "set.jsonl", GOOD)
    code, told = run("check", file)
    assert code == 0
    assert "slice: paragraph 1\nsplit: report 1\nexpect: answer 1\n1 cases, 0 faults" in told
    code, told = run("check", write(file, GOOD | {"split": "half"}))
    assert (code, f"{file}:1: split: " in told) == (1, True)
    code, told = run("check", tmp_path / "none.jsonl")
    assert (code, "no such question set" in told) == (2, True)


def test_new_lines_are_valid_and_ids_their_own(tmp_path: Path, assistant: Assistant) -> None:
    file = write(tmp_path / "set.jsonl", GOOD | {"id": "own-01"})  # without an end of line
    gold = ("--passage", f"{SHIPPED}/d123/p6", "--words", "perilously close to collusion")
    assert run("new", file, "--question", "Close to what?", *gold)[0] == 0
    assert run("new", file, "--question", "Who replied?", "--note", "nobody")[0] == 0
    first, second, third = load_cases(file, None)
    assert (first.id, second.id, third.id) == ("own-01", "own-02", "own-03")
    assert (second.gold[0].words, third.gold, third.note) == (gold[-1], (), "nobody")
    before = file.read_bytes()
    code, told = run("new", file, "--question", "What?", *gold[:3], "perilously near")
    assert (code, "gold.0.words: 'perilously near' stands 0 times" in told) == (2, True)
    code, told = run("new", file, "--question", "What?", *gold[:2])
    assert (code, "give --words for each" in told) == (2, True)
    code, told = run("new", file, "--question", " ")
    assert (code, "question is empty" in told) == (2, True)
    assert file.read_bytes() == before


def report(**changes: object) -> Report:
    fields: dict[str, object] = {
        "question": "Close to what?",
        "history": ("Hello?",),
        "searched": "close to collusion",
        "scope": Filter(volumes=(SHIPPED,)),
        "passage": f"{SHIPPED}/d123/p6",
        "start": 5,
        "end": 13,
        "words": "ration o",
        "wrong": "",
        "index": "c628b30151d2",
        "day": "2026-07-05",
    }
    return Report(**(fields | changes))  # type: ignore[arg-type]


def test_reports_become_lines_that_wait_for_a_person(tmp_path: Path, texts: Texts) -> None:
    kept, out = tmp_path / "reports.jsonl", write(tmp_path / "set.jsonl", GOOD)
    dated = report(wrong="The page is wrong.", scope=Filter(after="1944"))
    for one in (report(), dated, report()):
        keep_report(kept, one)
    code, told = run("from-reports", kept, "--out", out)
    assert (code, "2 of 3 reports added" in told) == (0, True)
    assert add_reports(out, [report()]) == 0
    with pytest.raises(InputError, match=r"set\.jsonl:2: expect: nobody has judged this report"):
        load_cases(out, None)
    (fault, _) = checked(out, texts).faults
    assert "nobody has judged" in fault
    good, first, second = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert good == GOOD
    assert (first["expect"], first["split"], first["within"]) == (None, "tune", SHIPPED)
    assert first["history"] == ["Hello?"]
    assert "no reason was given; shown: frus1944Quebec/d123/p6 [5, 13) “ration o”" in first["note"]
    assert "asked within" not in first["note"]
    assert "The page is wrong." in second["note"]
    assert "asked within after 1944, which no field of a case can say" in second["note"]
    judged = [row | {"expect": "refuse"} for row in (first, second)]
    assert len(load_cases(write(out, GOOD, *judged), texts)) == 3

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import InputError
from evals.case import Expect, Split, Texts, load_cases, select, shipped_set

GOOD: dict[str, Any] = {
    "id": "a",
    "question": "What danger?",
    "history": [],
    "slice": "paragraph",
    "expect": "answer",
    "gold": [{"passage": "frus1944Quebec/d123/p4", "words": "mistake friendliness for weakness"}],
    "split": "tune",
}


def write(path: Path, *rows: object) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def refused(tmp_path: Path, texts: Texts, *rows: object) -> str:
    with pytest.raises(InputError) as error:
        load_cases(write(tmp_path / "set.jsonl", *rows), texts)
    return str(error.value)


def test_a_good_line_is_read(tmp_path: Path, texts: Texts) -> None:
    (case,) = load_cases(write(tmp_path / "set.jsonl", GOOD, ""), texts)
    assert (case.id, case.expect, case.split, case.note) == ("a", Expect.ANSWER, Split.TUNE, "")
    assert case.gold[0].words == "mistake friendliness for weakness"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"question": 3}, "set.jsonl:2: question: "),
        ({"history": "x"}, "set.jsonl:2: history: "),
        ({"history": ["x", 4]}, "set.jsonl:2: history.1: "),
        ({"history": [" "]}, "set.jsonl:2: history holds an empty"),
        ({"expect": "maybe"}, "set.jsonl:2: expect: "),
        ({"split": "half"}, "set.jsonl:2: split: "),
        ({"extra": 1}, "set.jsonl:2: extra: "),
        ({"gold": [{"passage": "frus1944Quebec/d123/p4"}]}, "set.jsonl:2: gold.0.words: "),
        ({"gold": []}, "expect is answer, yet gold holds 0"),
        ({"expect": "refuse"}, "expect is refuse, yet gold holds 1"),
        ({"question": " "}, "question is empty"),
        ({"id": ""}, "id and slice may not be empty"),
        ({"id": "a"}, "set.jsonl:2: id: 'a' stands on an earlier line"),
    ],
)
def test_a_wrong_field_is_named(
    tmp_path: Path, texts: Texts, change: dict[str, Any], told: str
) -> None:
    assert told in refused(tmp_path, texts, GOOD, GOOD | {"id": "b"} | change)


@pytest.mark.parametrize("field", ["id", "question", "history", "slice", "expect", "gold", "split"])
def test_a_missing_field_is_named(tmp_path: Path, texts: Texts, field: str) -> None:
    row = {name: value for name, value in GOOD.items() if name != field}
    assert f"set.jsonl:1: {field}: " in refused(tmp_path, texts, row)


@pytest.mark.parametrize(
    ("passage", "words", "told"),
    [
        ("p4", "mistake friendliness for strength", "gold.0.words: 'mistake"),
        ("p5", "mistake friendliness for weakness", "stands 0 times in"),
        ("p4", "cooperation", "stands 2 times in"),
        ("p4", "", "stands 0 times in"),
        ("p9", "x", "gold.0.passage: there is no passage"),
    ],
)
def test_gold_words_must_stand_once_in_the_record(
    tmp_path: Path, texts: Texts, passage: str, words: str, told: str
) -> None:
    gold = [{"passage": f"frus1944Quebec/d123/{passage}", "words": words}]
    assert told in refused(tmp_path, texts, GOOD | {"gold": gold})


def test_lines_that_are_no_objects(tmp_path: Path, texts: Texts) -> None:
    assert "set.jsonl:1: not JSON at column 2" in refused(tmp_path, texts, "{x")
    assert "set.jsonl:2: " in refused(tmp_path, texts, GOOD, "[1]")
    twice = '{"id": "a", "id": "b"}'
    assert "set.jsonl:1: id: stands twice" in refused(tmp_path, texts, twice)


def test_files_that_hold_no_cases(tmp_path: Path, texts: Texts) -> None:
    assert "holds no cases" in refused(tmp_path, texts)
    assert "holds no cases" in refused(tmp_path, texts, "", "  ")
    with pytest.raises(InputError, match="no such question set"):
        load_cases(tmp_path / "none.jsonl", texts)
    with pytest.raises(InputError, match="cannot be read"):
        load_cases(tmp_path, texts)
    (tmp_path / "latin.jsonl").write_bytes(b"\xe9")
    with pytest.raises(InputError, match="cannot be read as UTF-8"):
        load_cases(tmp_path / "latin.jsonl", texts)


def test_a_split_without_cases_is_refused(tmp_path: Path, texts: Texts) -> None:
    cases = load_cases(write(tmp_path / "set.jsonl", GOOD), texts)
    assert select(cases, None) == select(cases, Split.TUNE) == cases
    with pytest.raises(InputError, match="no cases marked report"):
        select(cases, Split.REPORT)


def test_the_shipped_set_has_the_promised_shape(texts: Texts) -> None:
    cases = load_cases(shipped_set(), texts)
    sizes = Counter(case.slice for case in cases)
    least = {"paragraph": 24, "note": 8, "follow-up": 8, "near-miss": 12, "off-topic": 6}
    assert all(sizes[name] >= n for name, n in (least | {"conversation": 4}).items())
    assert len(cases) >= 60
    tuned = Counter(case.slice for case in cases if case.split is Split.TUNE)
    assert {name: 2 * n for name, n in tuned.items()} == dict(sizes)
    assert all(case.history for case in cases if case.slice == "follow-up")
    asked = [(case.history, case.question) for case in cases]
    assert len(asked) == len(set(asked))

"""Reports of wrong quotations, kept and read back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reported import Report, keep_report, read_reports, report_line
from corpus.errors import InputError
from corpus.passage import Kind, Voice
from vectorstore.retriever import Filter

FIELDS: dict[str, Any] = {
    "question": "Who?",
    "history": (),
    "searched": "who",
    "scope": Filter(),
    "passage": "frus1944Quebec/d123/p6",
    "start": 5,
    "end": 9,
    "words": "a “b",
    "wrong": "It is not his.",
    "index": "c628b30151d2",
    "day": "2026-07-05",
}

_SAID = st.text(min_size=1).filter(str.strip).filter(lambda text: text.isprintable())


@given(_SAID, st.lists(_SAID, max_size=2), st.text().filter(lambda text: text < "\ud800"))
def test_what_is_kept_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, words: str, history: list[str], wrong: str
) -> None:
    scope = Filter(volumes=("v",), kind=Kind.FOOTNOTE, voice=Voice.EDITOR, after="1944-09")
    shown = {"words": words, "end": 5 + len(words), "history": tuple(history), "scope": scope}
    report = Report(**(FIELDS | shown | {"wrong": wrong}))
    assert "\n" not in report_line(report)
    path = tmp_path_factory.mktemp("reports") / "new" / "reports.jsonl"
    keep_report(path, report)
    keep_report(path, Report(**FIELDS))
    assert read_reports(path) == [report, Report(**FIELDS)]


def test_a_line_that_broke_off_spoils_no_other(tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_text('{"question": "W', encoding="utf-8")
    keep_report(path, Report(**FIELDS))
    assert path.read_text(encoding="utf-8").split("\n")[1] == report_line(Report(**FIELDS))
    with pytest.raises(InputError, match=r"reports\.jsonl:1: "):
        read_reports(path)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"question": " "}, "question holds no words"),
        ({"end": 8}, r"\[5, 8\) are not the 4 characters"),
        ({"day": "5 July"}, "day|isoformat"),
        ({"day": "20260705"}, "day: '20260705' is no date"),
        ({"history": ["", "x"]}, "history holds an empty"),
        ({"start": "5"}, "start: "),
        ({"more": 1}, "more: "),
        ({"scope": {"after": "soon"}}, "scope.after: 'soon' is not a date"),
    ],
)
def test_what_no_report_can_be_is_named(tmp_path: Path, change: dict[str, Any], told: str) -> None:
    path = tmp_path / "reports.jsonl"
    good = json.loads(report_line(Report(**FIELDS)))
    path.write_text(f"{json.dumps(good)}\n{json.dumps(good | change)}\n", encoding="utf-8")
    with pytest.raises(InputError, match=rf"reports\.jsonl:2: .*({told})"):
        read_reports(path)


def test_a_full_file_takes_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "reports.jsonl"
    keep_report(path, Report(**FIELDS))
    monkeypatch.setattr("assistant.reported.MOST_BYTES", 10)
    with pytest.raises(InputError, match="is full"):
        keep_report(path, Report(**FIELDS))
    assert len(read_reports(path)) == 1


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be kept"):
        keep_report(tmp_path, Report(**FIELDS))

"""Lines written into a question set: a new case, and reports that wait for a person's judgment."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.reported import Report, report_line
from corpus.errors import InputError
from evals.case import Case, Split, Texts, gold_flaws, load_cases, numbered_lines
from vectorstore.durable import replace_text
from vectorstore.retriever import Filter

_SLICE = "reported"


def add_case(path: Path, case: Case, stored: Texts) -> None:
    """Append `case` to the set in `path`, which stays as it was if anything goes wrong.

    Raises InputError naming the field where the case cannot stand there: its words are not in
    `stored` exactly once, or its id is taken; and for a set that has bad lines already.
    """
    for flaw in gold_flaws(case, stored):
        raise InputError(flaw)
    if path.exists() and any(case.id == other.id for other in load_cases(path, None)):
        raise InputError(f"id: {case.id!r} stands in {path} already; give another, or none")
    plain = asdict(case)
    kept = {name: value for name, value in plain.items() if value or name not in _OPTIONAL}
    _append(path, [kept])


_OPTIONAL = ("note", "within")


def free_id(path: Path, slice_: str) -> str:
    """An id that no line of `path` has, from the name of the slice: "paragraph-07"."""
    taken = _ids(path)
    number = 1
    while (id_ := f"{slice_}-{number:02}") in taken:
        number += 1
    return id_


def add_reports(path: Path, reports: Sequence[Report]) -> int:
    """Append a line to the set in `path` for each report that it has none of; how many.

    `expect` of these lines is null, and a set with such a line is refused wherever it is to be
    asked, until a person has written there which reply is right. They are marked for tuning:
    of questions that were chosen because the reply was wrong, no figure should be reported.
    """
    taken = _ids(path)
    lines = {one["id"]: one for one in map(_reported, reports)}
    new = [line for id_, line in lines.items() if id_ not in taken]
    if new:
        _append(path, new)
    return len(new)


def _reported(report: Report) -> dict[str, Any]:
    """The line of a report; the id is by its content, so that no report is added twice."""
    digest = hashlib.sha256(report_line(report).encode()).hexdigest()
    return {
        "id": f"{_SLICE}-{digest[:10]}",
        "question": report.question,
        "history": list(report.history),
        "slice": _SLICE,
        "expect": None,
        "gold": [],
        "split": str(Split.TUNE),
        "note": _note(report),
        "within": _within(report.scope),
    }


def _note(report: Report) -> str:
    said = [
        f"reported {report.day}: {report.wrong.strip() or 'no reason was given'}",
        f"shown: {report.passage} [{report.start}, {report.end}) “{report.words}”",
        f"index {report.index}",
    ]
    if report.searched != report.question:
        said.append(f"searched: {report.searched}")
    if report.scope != _scope(_within(report.scope)):
        said.append(f"asked within {_told(report.scope)}, which no field of a case can say")
    return "; ".join(said)


def _within(scope: Filter) -> str:
    """The one document or volume that was asked, if it was one alone."""
    return next(iter(scope.documents), "") or next(iter(scope.volumes), "")


def _scope(within: str) -> Filter:
    if not within:
        return Filter()
    return Filter(documents=(within,)) if "/" in within else Filter(volumes=(within,))


def _told(scope: Filter) -> str:
    kept = {name: value for name, value in asdict(scope).items() if value}
    return ", ".join(f"{name} {value}" for name, value in kept.items())


def _ids(path: Path) -> Collection[str]:
    """The ids in a set, of lines that nobody has judged yet too; none where there is no file."""
    if not path.exists():
        return ()
    return {_id(f"{path}:{number}", line) for number, line in numbered_lines(path)}


def _id(where: str, line: str) -> str:
    try:
        plain = json.loads(line)
    except ValueError as error:
        raise InputError(f"{where}: not JSON: {error}") from None
    id_ = plain.get("id") if isinstance(plain, dict) else None
    if not isinstance(id_, str):
        raise InputError(f"{where}: id: is missing; see: frus-evals questions check")
    return id_


def _append(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    between = "\n" if old and not old.endswith("\n") else ""
    new = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    try:
        replace_text(path, old + between + new)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}); name another") from None

"""What a reader reports of a quotation that is wrong, kept a line each until a person judges it."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter, ValidationError

from assistant.record import scope_record
from corpus.errors import InputError
from vectorstore.retriever import Filter

#: Of the file of reports: some ten thousand of them.
MOST_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A quotation that was shown, and what a reader holds to be wrong with it.

    `history` are the questions asked before `question`, oldest first; `searched` is what was
    searched in its place, within `scope`. The quotation is `words`, shown as the characters
    [start, end) of `passage` in the index of version `index`. `wrong` is the reader's own words,
    and may be empty; `day` is the ISO date of the report.
    """

    __pydantic_config__ = ConfigDict(extra="forbid", strict=True)

    question: str
    history: tuple[str, ...]
    searched: str
    scope: Filter
    passage: str
    start: int
    end: int
    words: str
    wrong: str
    index: str
    day: str

    def __post_init__(self) -> None:
        for name in ("question", "passage", "words", "index"):
            if not getattr(self, name).strip():
                raise ValueError(f"{name} holds no words")
        if any(not earlier.strip() for earlier in self.history):
            raise ValueError("history holds an empty question")
        if self.start < 0 or self.end - self.start != len(self.words):
            raise ValueError(
                f"[{self.start}, {self.end}) are not the {len(self.words)} characters of words"
            )
        if date.fromisoformat(self.day).isoformat() != self.day:
            raise ValueError(f"day: {self.day!r} is no date such as 2025-07-05")


def report_line(report: Report) -> str:
    """`report` as one JSON object on one line, without the line's end."""
    plain = asdict(report) | {"scope": scope_record(report.scope)}
    return json.dumps(plain, ensure_ascii=False)


def keep_report(path: Path, report: Report) -> None:
    """Append `report` to the file at `path`, on to the disk, before anybody is thanked for it.

    The line is written at once, so that several that report at the same time keep out of each
    other's lines. Raises InputError where the file cannot be written, or is full: whoever reaches
    the chat can report, and must not fill the disk.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b", buffering=0) as file:
            size = file.seek(0, os.SEEK_END)
            if size > MOST_BYTES:
                raise InputError(f"{path} is full; whoever runs this assistant has to empty it")
            file.seek(max(0, size - 1))
            # A line that broke off, as where the power failed, spoils itself and not this one.
            between = b"" if file.read(1) in (b"", b"\n") else b"\n"
            file.write(between + report_line(report).encode() + b"\n")
            os.fsync(file.fileno())
    except OSError as error:
        raise InputError(
            f"{path}: the report cannot be kept ({error.strerror}); make room, or mend the disk"
        ) from None


def read_reports(path: Path) -> list[Report]:
    """The reports in `path`, in order; InputError naming file, line and field of a bad line."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as UTF-8 text: {error}") from None
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    return [_report(f"{path}:{number}", line) for number, line in numbered]


def _report(where: str, line: str) -> Report:
    try:
        return TypeAdapter(Report).validate_json(line)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        field = ".".join(str(step) for step in fault["loc"])
        told = fault["msg"].removeprefix("Value error, ")
        raise InputError(f"{where}: {field + ': ' if field else ''}{told}") from None
    except InputError as error:
        raise InputError(f"{where}: scope.{error}") from None

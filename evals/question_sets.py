"""Question sets with passages of their own, as an index: for fitting what the reader weighs by.

A folder holds ``passages.jsonl`` ({"id", "text", "title"}) and ``questions.jsonl`` ({"id",
"question", "gold_spans": [{"passage", "start", "end"}], "answerable", "meta"}), a JSON object a
line.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.document import Document, Volume
from corpus.errors import InputError
from corpus.library import Source
from corpus.passage import DocumentText, Kind, Passage, Voice, VolumeText


@dataclass(frozen=True, slots=True)
class Span:
    """Characters [start, end) of a passage of the set."""

    passage: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetQuestion:
    """A question, the spans that answer it, and whether any does."""

    id: str
    text: str
    gold: tuple[Span, ...]
    answerable: bool
    article: str


class QuestionSet:
    """The passages of a folder as one volume that can be indexed, and its questions."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        self._passages = folder / "passages.jsonl"
        self._questions = folder / "questions.jsonl"

    def sources(self) -> list[Source]:
        """The one volume that the passages make."""
        digest = hashlib.sha256(json.dumps(_rows(self._passages)).encode()).hexdigest()
        return [Source(self.name, (self._passages,), digest, shipped=False)]

    def read(self, _: Source) -> VolumeText:
        """The passages, each title a document."""
        volume = Volume(id=self.name, title=self.name)
        by_title: dict[str, list[dict[str, Any]]] = {}
        for row in _rows(self._passages):
            by_title.setdefault(row["title"] or "untitled", []).append(row)
        return VolumeText(
            volume,
            tuple(
                _document(volume, number, title, rows)
                for number, (title, rows) in enumerate(by_title.items(), start=1)
            ),
        )

    def questions(self) -> list[SetQuestion]:
        """The questions, in the order of the file."""
        return [
            SetQuestion(
                id=row["id"],
                text=row["question"],
                gold=tuple(Span(g["passage"], g["start"], g["end"]) for g in row["gold_spans"]),
                answerable=row["answerable"],
                article=(row["meta"] or {}).get("article") or row["id"],
            )
            for row in _rows(self._questions)
        ]


def own_id(passage: Passage) -> str:
    """The id that a passage has in its set."""
    return passage.id.removeprefix(passage.document + "/")


def _document(volume: Volume, number: int, title: str, rows: list[dict[str, Any]]) -> DocumentText:
    document = Document(id=f"{volume.id}/d{number}", volume=volume, number=str(number), title=title)
    passages = tuple(
        Passage(
            id=f"{document.id}/{row['id']}",
            document=document.id,
            kind=Kind.PARAGRAPH,
            voice=Voice.AUTHOR,
            text=row["text"],
        )
        for row in rows
    )
    return DocumentText(document, passages)


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; a question set has one of this name") from None
    rows = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            rows.append(json.loads(line))
        except json.JSONDecodeError as error:
            raise InputError(f"{path}:{number}: not JSON: {error.msg}") from None
    return rows

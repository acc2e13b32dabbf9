"""Question sets with passages of their own, as a volume that can be indexed, and questions on it.

Passages are lines of JSON, {"id", "text", "title"}. So are questions: {"id", "question", "history":
[{"user", "assistant"}], "gold_passages": [ids], "gold_spans": [{"passage", "start", "end"}],
"gold_sentences": [the words of each span], "answerable", "meta": {…}}, of which history, the gold
fields and meta may be left out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from assistant.answer import Turn
from assistant.batch import turns
from corpus.document import Document, Volume
from corpus.library import Source
from corpus.passage import DocumentText, Kind, Passage, Voice, VolumeText
from evals.set_lines import PassageLine, QuestionLine, read_passages, read_questions

_UNTITLED = "untitled"
#: The volume of a set that is given as two files. Its name is said with every passage, and is
#: therefore the same wherever the files lie, and no word that a question would have.
_NAME = "evalset"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters [start, end) of a passage of the set."""

    passage: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetQuestion:
    """A question, the turns before it, the spans that answer it, and whether any does.

    `gold_passages` are those that answer, with spans or without; `near_miss` is the passage that
    an unanswerable question was written for, and `meta` whatever else the set says of it.
    """

    id: str
    text: str
    gold: tuple[Span, ...]
    answerable: bool
    article: str
    history: tuple[Turn, ...] = ()
    gold_passages: tuple[str, ...] = ()
    near_miss: str | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The set's own word for the kind of question; empty without one."""
        return str(self.meta.get("label") or "")


class QuestionSet:
    """The passages of a folder as one volume that can be indexed, and its questions.

    The folder holds ``passages.jsonl`` and ``questions.jsonl``. What is wrong with either is an
    InputError that names the file, the line and the field.
    """

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        self._passages = folder / "passages.jsonl"
        self._questions = folder / "questions.jsonl"

    @classmethod
    def of_files(cls, passages: Path, questions: Path) -> QuestionSet:
        """The set whose passages and questions lie in these two files."""
        made = cls(Path(_NAME))
        made._passages, made._questions = passages, questions
        return made

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the file of questions."""
        return hashlib.sha256(self._questions.read_bytes()).hexdigest()

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The text of each passage by its id in the set."""
        return {row.id: row.text for row in self._rows}

    def sources(self) -> list[Source]:
        """The one volume that the passages make."""
        return [Source(self.name, (self._passages,), self.digest, shipped=False)]

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what is indexed: titles, and the ids and texts below each."""
        made = [
            [text.document.title, [[passage.id, passage.text] for passage in text.passages]]
            for text in self._volume.documents
        ]
        return hashlib.sha256(json.dumps(made).encode()).hexdigest()

    def read(self, _: Source) -> VolumeText:
        """The passages, each title a document; one without a title is a document of its own."""
        return self._volume

    def questions(self) -> list[SetQuestion]:
        """The questions, in the order of the file; what they name as gold is there."""
        rows = read_questions(self._questions, self.texts)
        return [_question(row) for row in rows]

    @cached_property
    def _rows(self) -> Sequence[PassageLine]:
        return read_passages(self._passages)

    @cached_property
    def _volume(self) -> VolumeText:
        volume = Volume(id=self.name, title=self.name)
        titled: dict[tuple[str, str], list[PassageLine]] = {}
        for row in self._rows:
            alone = "" if row.title else row.id
            titled.setdefault((row.title or _UNTITLED, alone), []).append(row)
        return VolumeText(
            volume,
            tuple(
                _document(volume, number, title, rows)
                for number, ((title, _), rows) in enumerate(titled.items(), start=1)
            ),
        )


def own_id(passage: Passage) -> str:
    """The id that a passage has in its set."""
    return passage.id.removeprefix(passage.document + "/")


def _question(row: QuestionLine) -> SetQuestion:
    meta = row.meta or {}
    spans = tuple(Span(gold.passage, gold.start, gold.end) for gold in row.gold_spans)
    return SetQuestion(
        id=row.id,
        text=row.question,
        gold=spans,
        answerable=row.answerable,
        article=str(meta.get("article") or row.id),
        history=turns(row.history),
        gold_passages=tuple(dict.fromkeys(row.gold_passages or [s.passage for s in spans])),
        near_miss=row.near_miss,
        meta=meta,
    )


def _document(volume: Volume, number: int, title: str, rows: Sequence[PassageLine]) -> DocumentText:
    document = Document(id=f"{volume.id}/d{number}", volume=volume, number=str(number), title=title)
    passages = tuple(
        Passage(
            id=f"{document.id}/{row.id}",
            document=document.id,
            kind=Kind.PARAGRAPH,
            voice=Voice.AUTHOR,
            text=row.text,
        )
        for row in rows
    )
    return DocumentText(document, passages)

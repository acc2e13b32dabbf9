"""The lines of a question set as they are written: their form, and what cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import Field

from assistant.batch import History, Line, read_numbered
from corpus.errors import InputError


class PassageLine(Line):
    """A passage."""

    id: str
    text: str
    title: str | None = None


class _SpanLine(Line):
    passage: str
    start: int
    end: int


class QuestionLine(Line):
    """A question, and what answers it."""

    id: str
    question: str
    history: History = Field(default_factory=list)
    gold_passages: list[str] = Field(default_factory=list)
    gold_sentences: list[str] = Field(default_factory=list)
    gold_spans: list[_SpanLine] = Field(default_factory=list)
    answerable: bool
    meta: dict[str, Any] | None = None

    @property
    def near_miss(self) -> str | None:
        """The passage that the question was written for, answered there or not."""
        about = (self.meta or {}).get("about_passage")
        return None if about is None else str(about)


_Identified = TypeVar("_Identified", PassageLine, QuestionLine)


def read_passages(path: Path) -> list[PassageLine]:
    """The passages in `path`; InputError naming file, line and field where anything is wrong."""
    rows = _read(path, PassageLine)
    for number, row in rows:
        for name, value in (("id", row.id), ("text", row.text)):
            if not value.strip():
                raise InputError(f"{path}:{number}: field {name}: holds no words")
    return [row for _, row in rows]


def read_questions(path: Path, texts: Mapping[str, str]) -> list[QuestionLine]:
    """The questions in `path` on the passages `texts`, by id; InputError as above."""
    rows = _read(path, QuestionLine)
    for number, row in rows:
        for flaw in _flaws(row, texts):
            raise InputError(f"{path}:{number}: field {flaw}")
    return [row for _, row in rows]


def _read(path: Path, form: type[_Identified]) -> list[tuple[int, _Identified]]:
    if not path.exists() and str(path) != "-":
        raise InputError(f"{path}: no such file; name one with a JSON object a line")
    rows = read_numbered(path, form)
    seen: dict[str, int] = {}
    for number, row in rows:
        if row.id in seen:
            raise InputError(f"{path}:{number}: field id: {row.id!r} is line {seen[row.id]}'s too")
        seen[row.id] = number
    return rows


def _flaws(row: QuestionLine, texts: Mapping[str, str]) -> Iterator[str]:
    """What a question says that cannot be: the field, and what is wrong with it."""
    for name, value in (("id", row.id), ("question", row.question)):
        if not value.strip():
            yield f"{name}: holds no words"
    for name, id_ in _named(row):
        if id_ not in texts:
            yield f"{name}: there is no passage {id_!r}"
    for at, span in enumerate(row.gold_spans):
        length = len(texts[span.passage])
        if not 0 <= span.start < span.end <= length:
            place = f"[{span.start}, {span.end})"
            yield f"gold_spans.{at}: {place} is not within the {length} characters of its passage"
        if row.gold_passages and span.passage not in row.gold_passages:
            yield f"gold_spans.{at}.passage: {span.passage!r} is not among gold_passages"
    yield from _sentence_flaws(row, texts)
    if row.answerable and not row.gold_passages and not row.gold_spans:
        yield "gold_passages: empty, yet the question is answerable; name what answers it"
    if row.gold_spans and not row.answerable:
        yield "gold_spans: something answers, yet the question is not answerable"


def _named(row: QuestionLine) -> Iterator[tuple[str, str]]:
    """The passages that a question names, each with the field that does."""
    for at, id_ in enumerate(row.gold_passages):
        yield f"gold_passages.{at}", id_
    for at, span in enumerate(row.gold_spans):
        yield f"gold_spans.{at}.passage", span.passage
    if row.near_miss is not None:
        yield "meta.about_passage", row.near_miss


def _sentence_flaws(row: QuestionLine, texts: Mapping[str, str]) -> Iterator[str]:
    if row.gold_sentences and len(row.gold_sentences) != len(row.gold_spans):
        count = len(row.gold_sentences)
        yield f"gold_sentences: {count} sentences for {len(row.gold_spans)} gold_spans; give each"
    for at, (words, span) in enumerate(zip(row.gold_sentences, row.gold_spans, strict=False)):
        stored = texts[span.passage][span.start : span.end]
        if words != stored:
            yield f"gold_sentences.{at}: {words!r} is not what stands there, {stored!r}"

"""Lessons from YAML files; the README describes their fields."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.lessons.fields import Field, read_fields
from assistant.lessons.lesson import Expected, Lesson, LessonStep
from assistant.small_talk import LONGEST
from assistant.verdict import Outcome
from corpus.errors import SourceError

_OF_LESSON = ("title", "level", "introduction", "sources", "steps")
_OF_STEP = ("question", "look_for", "discussion", "expected")
_DOCUMENT = re.compile(r"[^/\s]+/[^/\s]+")


def read_lesson(path: Path) -> Lesson:
    """The lesson in the file at `path`, whose name without its ending becomes the lesson's id.

    Raises SourceError, with file, line and field, for the first thing that cannot be used.
    """
    whole = read_fields(path)
    fields = whole.fields(_OF_LESSON)
    sources = tuple(_document(item) for item in fields["sources"].items("source"))
    texts = {name: fields[name].words() for name in ("introduction",)}
    texts |= {name: fields[name].line() for name in ("title", "level")}
    steps = tuple(_step(item, sources) for item in fields["steps"].items("step"))
    try:
        return Lesson(id=path.stem, sources=sources, steps=steps, **texts)
    except ValueError as error:
        # All else was looked at: what is left is the name of the file.
        raise SourceError(path, None, f"{error}; the file's name gives the id") from None


def _document(field: Field) -> str:
    id_ = field.line()
    if not _DOCUMENT.fullmatch(id_):
        raise field.flaw(f"{id_!r} is no document; write its id, such as frus1944Quebec/d123")
    return id_


def _step(field: Field, sources: tuple[str, ...]) -> LessonStep:
    fields = field.fields(_OF_STEP, ("verdict",))
    expected = _expected(fields["expected"], sources)
    verdict = _verdict(fields["verdict"]) if "verdict" in fields else None
    texts = {name: fields[name].words() for name in ("look_for", "discussion")}
    question = fields["question"].line()
    if len(question) > LONGEST:
        raise fields["question"].flaw(f"has to be asked in at most {LONGEST:,} characters")
    try:
        return LessonStep(question=question, expected=expected, verdict=verdict, **texts)
    except ValueError as error:
        raise field.flaw(str(error)) from None


def _expected(field: Field, sources: tuple[str, ...]) -> Expected | None:
    if field.is_null:
        return None
    fields = field.fields(("passage",), ("words",))
    words = fields["words"].line() if "words" in fields else ""
    try:
        expected = Expected(fields["passage"].line(), words)
    except ValueError as error:
        raise fields["passage"].flaw(str(error)) from None
    if expected.document not in sources:
        raise fields["passage"].flaw(f"add {expected.document} to the sources of the lesson")
    return expected


def _verdict(field: Field) -> Outcome:
    name = field.line()
    if name not in list(Outcome):
        raise field.flaw(f"{name!r} is no verdict; there are {', '.join(Outcome)}")
    return Outcome(name)

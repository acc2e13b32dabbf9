"""Batches: files of JSON lines, every line checked before the first one is answered."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Protocol, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    TypeAdapter,
    ValidationError,
)

from assistant.answer import Quote, Turn
from assistant.check import refuse_unusable
from assistant.place import place_of
from corpus.document import Document
from corpus.errors import InputError
from corpus.passage import Passage


class Line(BaseModel):
    """An object on a line of its own: types are strict, and further fields are let be."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


class Cited(Line):
    """A quotation that an earlier reply showed, as `frus ask --json` prints it."""

    passage: str
    start: int
    end: int


class Earlier(Line):
    """An earlier turn: a question, the text of its reply, and what that showed, in order."""

    user: str
    assistant: str = ""
    citations: list[Cited] = []


def _as_earlier(value: Any) -> Any:
    return {"user": value} if isinstance(value, str) else value


History = list[Annotated[Earlier, BeforeValidator(_as_earlier)]]


class Stored(Protocol):
    """The text that citations stand in."""

    def passage(self, id_: str) -> Passage | None:
        """The passage of this id, if there is one."""
        ...

    def document(self, id_: str) -> Document | None:
        """The document of this id, if there is one."""
        ...


def _usable_quotation(words: str) -> str:
    return _accepted(refuse_unusable, words)


def _usable_citation(cite: str | None) -> str | None:
    return cite if cite is None else _accepted(place_of, cite)


def _accepted(check: Callable[[str], object], text: str) -> str:
    """`text`, where `check` takes it; pydantic reports a ValueError with the field's name."""
    try:
        check(text)
    except InputError as error:
        raise ValueError(str(error)) from None
    return text


class QuestionLine(Line):
    """A question of `frus ask --batch`."""

    id: str | int | None = None
    question: str
    history: History = []


class QueryLine(Line):
    """A query of `frus search --batch`."""

    id: str | int | None = None
    query: str


class QuotationLine(Line):
    """A quotation of `frus check --batch`."""

    id: str | int | None = None
    quote: Annotated[str, AfterValidator(_usable_quotation)]
    cite: Annotated[str | None, AfterValidator(_usable_citation)] = None


LineType = TypeVar("LineType", bound=Line)


@dataclass(frozen=True, slots=True)
class _Numbered:
    number: int
    text: str


def read_batch(path: Path, form: type[LineType]) -> list[LineType]:
    """The lines of a batch, in order; "-" reads standard input.

    Raises InputError naming file, line and field of the first line that is bad.
    """
    return [line for _, line in read_numbered(path, form)]


def read_numbered(path: Path, form: type[LineType]) -> list[tuple[int, LineType]]:
    """The same, each with its number, from 1."""
    lines = list(_lines(path))
    if not lines:
        raise InputError(f"{path}: no lines; write one JSON object a line")
    return [(line.number, _parsed(path, line, form)) for line in lines]


def read_history(path: Path) -> list[Earlier]:
    """Earlier turns from a file, oldest first: a JSON array, or one JSON value a line.

    Each is a question as a string, or an object {"user", "assistant", "citations"}.
    """
    text = _text(path)
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError):
        raw = [_json(path, line) for line in _split(text)]
    values = raw if isinstance(raw, list) else [raw]
    try:
        return TypeAdapter(History).validate_python(values)
    except ValidationError as error:
        raise InputError(f"{path}: {_reason(error)}; write strings or user/assistant") from None


def turns(
    history: Sequence[Earlier], stored: Stored | None = None, where: str = "history"
) -> tuple[Turn, ...]:
    """Turns of a conversation, as the assistant takes them, with the quotations that they showed.

    Without a store what was shown stays unknown. Raises InputError, naming `where` and the field,
    for a citation that the store does not have.
    """
    return tuple(
        Turn(earlier.user, earlier.assistant, _shown(earlier, stored, f"{where}: turn {number}"))
        for number, earlier in enumerate(history, start=1)
    )


def talks(
    lines: Sequence[tuple[int, QuestionLine]], stored: Stored, path: str
) -> list[tuple[QuestionLine, tuple[Turn, ...]]]:
    """The numbered lines of a batch with the turns before each question, as `turns` makes them."""
    return [(line, turns(line.history, stored, f"{path}:{number}")) for number, line in lines]


def _shown(earlier: Earlier, stored: Stored | None, where: str) -> tuple[Quote, ...]:
    if stored is None:
        return ()
    cited = enumerate(earlier.citations, start=1)
    return tuple(_quote(one, stored, f"{where}, citation {at}") for at, one in cited)


def _quote(cited: Cited, stored: Stored, where: str) -> Quote:
    passage = stored.passage(cited.passage)
    document = stored.document(passage.document) if passage else None
    if passage is None or document is None:
        raise InputError(
            f"{where}: no passage {cited.passage!r} is indexed; install its volume, or leave it out"
        )
    if not 0 <= cited.start < cited.end <= len(passage.text):
        raise InputError(
            f"{where}: [{cited.start}, {cited.end}) is no span of {passage.id}, which has "
            f"{len(passage.text)} characters"
        )
    return Quote(passage, document, cited.start, cited.end)


def _parsed(path: Path, line: _Numbered, form: type[LineType]) -> LineType:
    value = _json(path, line)
    if not isinstance(value, dict):
        raise InputError(f"{path}:{line.number}: not a JSON object")
    try:
        return form.model_validate(value)
    except ValidationError as error:
        raise InputError(f"{path}:{line.number}: {_reason(error)}") from None


def _reason(error: ValidationError) -> str:
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"] if part not in ("str", "int"))
    flaw = (
        "Input should be a string or an object" if first["type"] == "model_type" else first["msg"]
    )
    return f"field {field}: {flaw}"


def _json(path: Path, line: _Numbered) -> Any:
    try:
        return json.loads(line.text)
    except json.JSONDecodeError as error:
        raise InputError(f"{path}:{line.number}: not JSON: {error.msg}") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}:{line.number}: JSON that cannot be used: {error}") from None


def _lines(path: Path) -> Iterator[_Numbered]:
    yield from _split(_text(path))


def _split(text: str) -> list[_Numbered]:
    lines = enumerate(text.split("\n"), start=1)
    return [_Numbered(number, line) for number, line in lines if line.strip()]


def _text(path: Path) -> str:
    try:
        raw = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from None
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None

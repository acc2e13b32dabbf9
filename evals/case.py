"""A question set: cases with the replies that are right, read from JSON Lines and checked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter, ValidationError

from corpus.errors import InputError

#: The text of the passage of an id; None where there is no such passage.
Texts = Callable[[str], str | None]


class Expect(StrEnum):
    """The kind of reply that is right."""

    ANSWER = "answer"
    REFUSE = "refuse"
    GREET = "greet"


class Split(StrEnum):
    """Which half of the set a case belongs to: thresholds are chosen on `tune`, and figures are
    reported on `report`.
    """

    TUNE = "tune"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Gold:
    """A sentence that answers: the passage it stands in, and a verbatim run of its words that
    stands there exactly once.
    """

    __pydantic_config__ = ConfigDict(extra="forbid", strict=True)

    passage: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question, the questions asked before it, and the reply that is right.

    `slice` names the kind of question, for figures by kind. `gold` holds the sentences that an
    answer should quote; it is empty exactly where no answer is right. `within` is the volume or
    document that is asked alone; where it is empty, all that are installed are.
    """

    __pydantic_config__ = ConfigDict(extra="forbid", strict=True)

    id: str
    question: str
    history: tuple[str, ...]
    slice: str
    expect: Expect
    gold: tuple[Gold, ...]
    split: Split
    note: str = ""
    within: str = ""

    def __post_init__(self) -> None:
        if not self.id.strip() or not self.slice.strip():
            raise ValueError("id and slice may not be empty")
        if not self.question.strip() and self.expect is not Expect.GREET:
            raise ValueError("question is empty, so expect can only be greet")
        if bool(self.gold) != (self.expect is Expect.ANSWER):
            raise ValueError(f"expect is {self.expect}, yet gold holds {len(self.gold)} sentences")
        if any(not earlier.strip() for earlier in self.history):
            raise ValueError("history holds an empty question")


def shipped_set() -> Path:
    """The question set on the shipped document."""
    return Path(__file__).parent / "data" / "shipped.jsonl"


def volumes_set() -> Path:
    """The question set on sixteen volumes, none of which ships."""
    return Path(__file__).parent / "data" / "volumes.jsonl"


def load_cases(path: Path, stored: Texts | None) -> tuple[Case, ...]:
    """The cases in `path`, at least one, in order; their gold words stand in `stored`, if given.

    Raises InputError naming file, line and field where anything is wrong.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such question set; give another --set") from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as UTF-8 text: {error}") from None
    cases: dict[str, Case] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        case = _case(f"{path}:{number}", line)
        if case.id in cases:
            raise InputError(f"{path}:{number}: id: {case.id!r} stands on an earlier line too")
        if stored is not None:
            for place, gold in enumerate(case.gold):
                _check_gold(f"{path}:{number}: gold.{place}", gold, stored)
        cases[case.id] = case
    if not cases:
        raise InputError(f"{path}: holds no cases, so nothing could be judged")
    return tuple(cases.values())


def select(cases: tuple[Case, ...], split: Split | None) -> tuple[Case, ...]:
    """The cases of `split`, all of them for None. Raises InputError where none are left."""
    chosen = tuple(case for case in cases if split is None or case.split is split)
    if not chosen:
        raise InputError(f"split: the set holds no cases marked {split}; use --split all")
    return chosen


def _case(where: str, line: str) -> Case:
    try:
        json.loads(line, object_pairs_hook=_without_repeats)
        return TypeAdapter(Case).validate_json(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: not JSON at column {error.colno}: {error.msg}") from None
    except ValidationError as error:
        raise InputError(f"{where}: {next(_told(error))}") from None
    except ValueError as error:
        raise InputError(f"{where}: {error}") from None


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"{name}: stands twice in one object")
    return dict(pairs)


def _told(error: ValidationError) -> Iterator[str]:
    for fault in error.errors(include_url=False):
        field = ".".join(str(step) for step in fault["loc"])
        told = fault["msg"].removeprefix("Value error, ")
        yield f"{field}: {told}" if field else told


def _check_gold(where: str, gold: Gold, stored: Texts) -> None:
    text = stored(gold.passage)
    if text is None:
        raise InputError(f"{where}.passage: there is no passage {gold.passage!r}")
    count = text.count(gold.words) if gold.words.strip() else 0
    if count != 1:
        raise InputError(
            f"{where}.words: {gold.words!r} stands {count} times in {gold.passage}; give a run "
            "of words that stands there exactly once"
        )

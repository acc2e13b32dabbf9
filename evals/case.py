"""A question set: cases with the replies that are right, read from JSON Lines and checked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

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


_MENDED = {
    "missing": "is missing; add it",
    "unexpected_keyword_argument": "there is no such field; take it out, or mend its name",
}
_UNJUDGED = (
    "expect: nobody has judged this report yet; write answer with the words that answer in gold, "
    "or refuse where the record does not answer, or take the line out"
)
#: What the JSON Schema says of a string that may not be blank; the values check it themselves.
_SAID: dict[str, object] = {"pattern": r"\S"}


@dataclass(frozen=True, slots=True)
class Gold:
    """A sentence that answers: the passage it stands in, and a verbatim run of its words that
    stands there exactly once.
    """

    __pydantic_config__ = ConfigDict(extra="forbid", strict=True)

    passage: Annotated[str, Field(description="Id of the passage, such as frus1944Quebec/d123/p4.")]
    words: Annotated[
        str, Field(description="A verbatim run of its words, which stands there exactly once.")
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question, the questions asked before it, and the reply that is right.

    `slice` names the kind of question, for figures by kind. `gold` holds the sentences that an
    answer should quote; it is empty exactly where no answer is right. `within` is the volume or
    document that is asked alone; where it is empty, all that are installed are.
    """

    __pydantic_config__ = ConfigDict(extra="forbid", strict=True)

    id: Annotated[str, Field(description="A name, unique in the file.", json_schema_extra=_SAID)]
    question: Annotated[str, Field(description="The question as asked.")]
    history: Annotated[
        tuple[Annotated[str, Field(json_schema_extra=_SAID)], ...],
        Field(description="The questions asked before it in the same talk, oldest first."),
    ]
    slice: Annotated[
        str,
        Field(description="The kind of question, for figures by kind.", json_schema_extra=_SAID),
    ]
    expect: Annotated[
        Expect,
        Field(
            description="The right kind of reply: answer; refuse, where the record does not "
            "answer; greet, for a greeting, thanks, or too little."
        ),
    ]
    gold: Annotated[
        tuple[Gold, ...],
        Field(description="The sentences that answer; empty unless expect is answer."),
    ]
    split: Annotated[
        Split,
        Field(description="tune: thresholds may be chosen on it; report: figures are given of it."),
    ]
    note: Annotated[str, Field(description="Why the reply is what it is.")] = ""
    within: Annotated[
        str,
        Field(description="Id of the volume or document that is asked alone; empty for all."),
    ] = ""

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
    cases: dict[str, Case] = {}
    for number, line in numbered_lines(path):
        where = f"{path}:{number}"
        case, flaws = read_case(line)
        if case is None:
            raise InputError(f"{where}: {flaws[0]}")
        if case.id in cases:
            raise InputError(f"{where}: {repeated(case)}")
        for flaw in gold_flaws(case, stored) if stored is not None else ():
            raise InputError(f"{where}: {flaw}")
        cases[case.id] = case
    if not cases:
        raise InputError(f"{path}: holds no cases, so nothing could be judged")
    return tuple(cases.values())


def numbered_lines(path: Path) -> list[tuple[int, str]]:
    """The lines of `path` that are not blank, numbered from 1; InputError if it is no text."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such question set; name another file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as UTF-8 text: {error}") from None
    return [(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def read_case(line: str) -> tuple[Case | None, tuple[str, ...]]:
    """The case on a line; or None, and every flaw of the line, each with its field."""
    try:
        plain = json.loads(line, object_pairs_hook=_without_repeats)
        if isinstance(plain, dict) and "expect" in plain and plain["expect"] is None:
            return None, (_UNJUDGED,)
        return TypeAdapter(Case).validate_json(line), ()
    except json.JSONDecodeError as error:
        return None, (f"not JSON at column {error.colno}: {error.msg}",)
    except ValidationError as error:
        return None, tuple(_told(fault) for fault in error.errors(include_url=False))
    except ValueError as error:
        return None, (str(error),)


def case_from(fields: Mapping[str, object]) -> Case:
    """The case with these fields; InputError naming the field where it cannot be one."""
    case, flaws = read_case(json.dumps(fields))
    if case is None:
        raise InputError(flaws[0])
    return case


def repeated(case: Case) -> str:
    """The flaw of a case whose id another has."""
    return f"id: {case.id!r} stands on an earlier line too; give it another"


def gold_flaws(case: Case, stored: Texts) -> Iterator[str]:
    """What `stored` does not have of the words that answer, or has more than once."""
    for place, gold in enumerate(case.gold):
        text = stored(gold.passage)
        if text is None:
            yield (
                f"gold.{place}.passage: there is no passage {gold.passage!r}; see: frus corpus "
                "show, with the document's id"
            )
            continue
        count = text.count(gold.words) if gold.words.strip() else 0
        if count != 1:
            yield (
                f"gold.{place}.words: {gold.words!r} stands {count} times in {gold.passage}; give "
                "a run of words that stands there exactly once"
            )


def select(cases: tuple[Case, ...], split: Split | None) -> tuple[Case, ...]:
    """The cases of `split`, all of them for None. Raises InputError where none are left."""
    chosen = tuple(case for case in cases if split is None or case.split is split)
    if not chosen:
        raise InputError(f"split: the set holds no cases marked {split}; mark some")
    return chosen


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"{name}: stands twice in one object")
    return dict(pairs)


def _told(fault: ErrorDetails) -> str:
    field = ".".join(str(step) for step in fault["loc"])
    told = _MENDED.get(fault["type"], fault["msg"].removeprefix("Value error, "))
    return f"{field}: {told}" if field else told

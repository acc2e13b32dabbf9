"""A lesson as a teacher wrote it: its steps, and what each should find."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.check_request import quotation_to_check
from assistant.verdict import Outcome

# Verdicts on words that have no place in the volumes installed.
_NOWHERE = (Outcome.NOT_FOUND, Outcome.UNVERIFIABLE)


@dataclass(frozen=True, slots=True)
class Expected:
    """The passage that a step's question should find, by id; `words` should be quoted of it.

    Without `words` any words of the passage will do.
    """

    passage: str
    words: str = ""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[^/\s]+/[^/\s]+/[^/\s]+", self.passage):
            raise ValueError(
                f"{self.passage!r} is no passage; write its id, such as frus1944Quebec/d123/p4"
            )

    @property
    def document(self) -> str:
        """The id of the document in which the passage stands."""
        return self.passage.rpartition("/")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonStep:
    """A question for the class, what to look for in its answer, and what to talk about then.

    `expected` is None where the record does not answer, and the class should see that it says so.
    `verdict` is what should be said of a quotation, where the question asks for one to be checked.
    """

    question: str
    look_for: str
    discussion: str
    expected: Expected | None
    verdict: Outcome | None = None

    def __post_init__(self) -> None:
        for name in ("question", "look_for", "discussion"):
            if not getattr(self, name).strip():
                raise ValueError(f"a step has no {name}")
        if self.verdict is None:
            return
        if quotation_to_check(self.question) is None:
            raise ValueError(
                "has a verdict, but its question asks for no check; ask it as "
                "“Is this quotation right: “…”?”, or leave the verdict out"
            )
        if (self.verdict in _NOWHERE) != (self.expected is None):
            raise ValueError(
                f"a quotation that is {self.verdict} has "
                + ("no passage" if self.expected else "a passage")
                + "; mend verdict or expected"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A lesson. `id` names it in commands and addresses; `level` is for whom it is.

    `sources` are ids of the documents that it reads ("frus1944Quebec/d123").
    """

    id: str
    title: str
    level: str
    introduction: str
    steps: tuple[LessonStep, ...]
    sources: tuple[str, ...]

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", self.id):
            raise ValueError(
                f"{self.id!r} is no lesson's id; write it in small letters-and-hyphens"
            )
        for name in ("title", "level", "introduction", "steps", "sources"):
            if not getattr(self, name):
                raise ValueError(f"lesson {self.id} has no {name}")

"""What is kept from training, so that figures of it tell how the model does with the unseen."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.errors import InputError
from evals.question_sets import SetQuestion

_RUN = 8  # words
_SHARE = 0.5  # of a text's runs of words, from which on it is one that was held out

_PART = re.compile(r"(\d+)/(\d+)")


@dataclass(frozen=True, slots=True)
class HoldOut:
    """A cluster of questions: those whose `meta` has this value in this field.

    The field "part" has values such as 0/3: of the questions whose set names no article, those
    whose id's SHA-256 leaves 0 when divided by 3.
    """

    field: str
    value: str

    def __post_init__(self) -> None:
        part = _PART.fullmatch(self.value)
        if self.field == "part" and not (part and int(part[1]) < int(part[2])):
            raise InputError(f"--hold-out {self}: write a part as part=0/3, counted from 0")

    @classmethod
    def parse(cls, written: str) -> HoldOut:
        """The cluster that is written as ``field=value``."""
        field, equals, value = written.partition("=")
        if not (field and equals and value):
            raise InputError(
                f"--hold-out {written}: write a field and its value, as article=Warsaw"
            )
        return cls(field, value)

    def __str__(self) -> str:
        return f"{self.field}={self.value}"

    def covers(self, question: SetQuestion) -> bool:
        """Whether the question is of the cluster."""
        if self.field != "part":
            return str(question.meta.get(self.field)) == self.value
        part, parts = map(int, self.value.split("/"))
        number = int(hashlib.sha256(question.id.encode()).hexdigest(), 16)
        return "article" not in question.meta and number % parts == part


class HeldTexts:
    """The texts of what is held out; another set may have the same text with another id."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._runs = frozenset(run for text in texts for run in _runs(text))

    def hold(self, text: str) -> bool:
        """Whether half of the text's runs of eight words stand in those texts."""
        runs = _runs(text)
        return sum(run in self._runs for run in runs) >= _SHARE * len(runs) > 0


def _runs(text: str) -> Sequence[str]:
    words = re.findall(r"\w+", text.lower())
    starts = range(max(1, len(words) - _RUN + 1)) if words else ()
    return [" ".join(words[start : start + _RUN]) for start in starts]

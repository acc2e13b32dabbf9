"""What a volume's lists of persons and of terms say: names and abbreviations, explained."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TermKind(StrEnum):
    """Which list of the volume an entry stands in."""

    PERSON = "person"
    TERM = "term"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """An entry of a volume's list of persons or of terms.

    `id` is the file's own ("p_AK3", "t_ACDA1"), which means nothing in another volume; empty where
    the file gives none. `name` is as printed, without the comma that ends it ("Adenauer, Konrad",
    "ACDA"); `explanation` is the rest of the entry ("Chancellor of the Federal Republic...").
    """

    id: str
    kind: TermKind
    name: str
    explanation: str

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError(f"entry {self.id!r} of a list of {self.kind}s has no name")

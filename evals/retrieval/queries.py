"""The queries of a run: which judgments, asked of what, and to which slices each belongs."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.document import Volume
from evals.judgment import Judgment, Subject

#: The slice whose figures stand for the whole: all that is asked, but for persons.
HEADLINE = "all but persons"


class Reach(StrEnum):
    """What a query is asked of."""

    VOLUME = "one volume"
    COLLECTION = "whole collection"


@dataclass(frozen=True, slots=True)
class JudgedVolume:
    """A volume with its judgments, and how many entries of its index gave none, by reason."""

    volume: Volume
    judgments: tuple[Judgment, ...]
    dropped: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Query:
    """A judgment, and the volume whose index it is from."""

    judgment: Judgment
    volume: Volume

    def text(self, reach: Reach) -> str:
        """The words that are asked. Of many volumes, the index speaks of its own."""
        if reach is Reach.VOLUME:
            return self.judgment.query
        return f"{self.judgment.query}, {self.volume.title}"

    @property
    def cluster(self) -> tuple[str, str]:
        """Volume and head heading: what the queries that depend on each other have in common."""
        return self.volume.id, self.judgment.headings[0].casefold()

    @property
    def slices(self) -> tuple[str, ...]:
        """The slices it belongs to. Persons are a slice of their own, and in no other."""
        judgment = self.judgment
        if judgment.subject is Subject.PERSON:
            return (str(Subject.PERSON),)
        return (
            HEADLINE,
            str(judgment.subject),
            *(["strict"] if judgment.strict else []),
            *(["footnote"] if judgment.in_note else []),
            era(self.volume),
        )


def era(volume: Volume) -> str:
    """The years of the subseries, as the volume's id has them ("1961-63")."""
    years = re.match(r"frus(\d{4}(?:-\d{2,4})?)", volume.id)
    return years.group(1) if years else "no year"


def sample(volumes: Sequence[JudgedVolume], most: int | None, seed: int) -> list[Query]:
    """At most `most` queries of each volume about persons, and at most as many about the rest.

    A volume's are the same for the same `seed`, whichever other volumes there are. None takes all.
    """
    queries: list[Query] = []
    for judged in volumes:
        persons = [one for one in judged.judgments if one.subject is Subject.PERSON]
        others = [one for one in judged.judgments if one.subject is not Subject.PERSON]
        for kind, judgments in (("others", others), ("persons", persons)):
            drawn = random.Random(f"{seed} {judged.volume.id} {kind}")  # noqa: S311  # a sample
            number = len(judgments) if most is None else min(most, len(judgments))
            chosen = sorted(drawn.sample(range(len(judgments)), number))
            queries += [Query(judgments[at], judged.volume) for at in chosen]
    return queries

"""A planted fault: what breaks for the time of a run, and which metric ought to notice."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum

from evals.suite.world import World

#: Breaks something of a world, or around it, until the context ends; gives the world to run on.
Plant = Callable[[World], AbstractContextManager[World]]

#: What ought to notice, where a fault must stop the run.
STOPS = "the run stops"


class Family(StrEnum):
    """The part of the product in which something breaks."""

    QUOTATION = "quotation"
    PAGE = "page"
    FOOTNOTE = "footnote"
    ATTRIBUTION = "attribution"
    RETRIEVAL = "retrieval"
    REFUSAL = "refusal"
    FOLLOW_UP = "follow-up"
    RENDERING = "rendering"
    STORE = "store"
    CHECKER = "checker"
    EVALUATION = "evaluation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A fault that a developer could make.

    `breaks` says in a line what is wrong then; `metric` names what ought to notice, "shipped/page",
    or is STOPS. `deep` faults lie below what is remembered from run to run, so that nothing is.
    `unseen` ones change nothing that the smoke suite asks, which is known: of any other fault that
    would be a sign that it no longer breaks anything.
    """

    name: str
    family: Family
    breaks: str
    metric: str
    plant: Plant
    deep: bool = False
    unseen: bool = False

    def __post_init__(self) -> None:
        if not self.name or not self.breaks.strip():
            raise ValueError("a fault has a name, and a line that says what breaks")
        if self.metric != STOPS and "/" not in self.metric:
            raise ValueError(f"{self.name}: {self.metric!r} names no metric")

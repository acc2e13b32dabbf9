"""How much a run measures."""

from __future__ import annotations

from enum import StrEnum


class Suite(StrEnum):
    """The suites: `smoke` is of the shipped document, `full` of all that is installed."""

    SMOKE = "smoke"
    FULL = "full"

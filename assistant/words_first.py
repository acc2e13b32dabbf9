"""What people are told of volumes that are found by their words before their vectors are made."""

from __future__ import annotations

from collections.abc import Collection

_NAMED = 3  # volumes; of more the others are counted


def found_now(volumes: Collection[str]) -> str:
    """That these volumes can be searched, one or more of them, while their vectors are made."""
    whose = _whose(volumes)
    return (
        f"{_named(volumes)} can be searched by {whose} words now; {whose} vectors are being made."
    )


def found_by_words(volumes: Collection[str], *, being_built: bool) -> str:
    """That these volumes have no vectors yet and, where nobody makes them, what to do."""
    alone = by_words_alone(volumes)
    return f"{alone}, which is going on." if being_built else f"{alone}; run: frus index build"


def by_words_alone(volumes: Collection[str]) -> str:
    """That these volumes have no vectors yet, to be ended with a full stop or what to do."""
    whose, verb = _whose(volumes), "is" if len(volumes) == 1 else "are"
    return f"{_named(volumes)} {verb} found by {whose} words alone until {whose} vectors are made"


def _whose(volumes: Collection[str]) -> str:
    return "its" if len(volumes) == 1 else "their"


def _named(volumes: Collection[str]) -> str:
    names = sorted(volumes)
    if len(names) == 1:
        return names[0]
    rest = len(names) - _NAMED
    more = f" and {rest:,} more" if rest > 0 else ""
    return f"{len(names):,} volumes ({', '.join(names[:_NAMED])}{more})"

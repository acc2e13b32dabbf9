"""All planted faults."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.errors import InputError
from evals.mutation import (
    attribution,
    checker,
    evaluation,
    notes,
    page,
    quotation,
    refusal,
    rendering,
    retrieval,
    store,
    talk,
)
from evals.mutation.fault import Fault

_FAMILIES = (
    quotation,
    page,
    notes,
    attribution,
    retrieval,
    refusal,
    talk,
    rendering,
    store,
    checker,
    evaluation,
)


def all_faults() -> tuple[Fault, ...]:
    """Every fault, family by family."""
    return tuple(fault for family in _FAMILIES for fault in family.faults())


def chosen(names: Sequence[str]) -> tuple[Fault, ...]:
    """The faults of these names, all of them without any. Raises InputError for a name of none."""
    faults = {fault.name: fault for fault in all_faults()}
    for name in names:
        if name not in faults:
            raise InputError(f"--fault {name!r}: there is no such fault; see --list")
    return tuple(faults[name] for name in names) if names else tuple(faults.values())

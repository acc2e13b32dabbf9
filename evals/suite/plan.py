"""Which stages a suite has, and on which sets."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import InputError
from evals.case import Case, Expect, Split, Texts, load_cases, select, shipped_set, volumes_set
from evals.suite.answers import Answers
from evals.suite.extent import Suite
from evals.suite.quotations import Quotations
from evals.suite.stored import Stored
from evals.suite.world import CaseSet, Stage

SHIPPED = "frus1944Quebec/d123"
_SHIPPED_VOLUME = SHIPPED.partition("/")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much of everything a suite takes: quotations for each operator from each volume."""

    per_operator: int


_SIZES = {Suite.SMOKE: Size(per_operator=60), Suite.FULL: Size(per_operator=250)}


@dataclass(frozen=True, slots=True)
class Plan:
    """The stages of a run, and the SHA-256 of what each of them asks about, by name."""

    stages: tuple[Stage, ...]
    sets: Mapping[str, str]


def plan(
    suite: Suite, volumes: Mapping[str, str], texts: Texts, seed: int, named: Sequence[str] = ()
) -> Plan:
    """The stages of `suite` over these volumes, digests by id; of sets only those `named`.

    A set is named by its name or by its file; without names all of the suite's own are asked.
    `texts` gives a passage's text by id. Raises InputError for a name that is none, and for a
    set's bad line.
    """
    chosen = volumes if suite is Suite.FULL else {_SHIPPED_VOLUME: volumes[_SHIPPED_VOLUME]}
    sets = [_own(suite, name, chosen, texts) or _of_file(name, texts) for name in named]
    if not named:
        sets = [one for name in _NAMES if (one := _own(suite, name, chosen, texts)) is not None]
    size = _SIZES[suite]
    stages: list[Stage] = [Answers(one) for one in sets]
    digests = {one.name: one.sha256 for one in sets}
    if not named:
        whole = hashlib.sha256(repr(sorted(chosen.items())).encode()).hexdigest()
        others: list[Stage] = [
            Stored(tuple(chosen)),
            Quotations(tuple(chosen), size.per_operator, seed),
        ]
        stages += others
        digests |= {stage.name: whole for stage in others}
    return Plan(tuple(stages), digests)


_NAMES = ("shipped", "volumes")


def _own(suite: Suite, name: str, volumes: Mapping[str, str], texts: Texts) -> CaseSet | None:
    """The suite's own set of this name; None where there is none that it could ask."""
    if name == "shipped":
        cases = (replace(case, within=SHIPPED) for case in _report(shipped_set(), texts))
        return _case_set(name, cases, shipped_set())
    if name == "volumes" and suite is Suite.FULL:
        cases = (case for case in _report(volumes_set(), None) if _within(case, volumes))
        found = tuple(cases)
        if any(case.expect is Expect.ANSWER for case in found):
            return _case_set(name, found, volumes_set())
    return None


def _report(path: Path, texts: Texts | None) -> tuple[Case, ...]:
    return select(load_cases(path, texts), Split.REPORT)


def _within(case: Case, volumes: Mapping[str, str]) -> bool:
    """Whether all that answers a case is installed; what nothing answers can always be asked."""
    return all(gold.passage.partition("/")[0] in volumes for gold in case.gold)


def _of_file(name: str, texts: Texts) -> CaseSet:
    path = Path(name)
    if not path.is_file():
        raise InputError(f"--set {name}: is neither a file nor one of {', '.join(_NAMES)}")
    return _case_set(path.stem, load_cases(path, texts), path)


def _case_set(name: str, cases: Iterable[Case], path: Path) -> CaseSet:
    """The cases as a set; the digest is of the file, and of which of its cases are asked."""
    whole = tuple(cases)
    asked = "\n".join(case.id for case in whole)
    digest = hashlib.sha256(path.read_bytes() + asked.encode()).hexdigest()
    return CaseSet(name, digest, whole)

"""Which stages a suite has, and on which sets."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import InputError
from evals.case import Case, Expect, Split, Texts, load_cases, select, shipped_set, volumes_set
from evals.generated.cases import case_set
from evals.suite.answers import Answers
from evals.suite.counterfactual import Counterfactual
from evals.suite.extent import Suite
from evals.suite.found import Retrieval
from evals.suite.quotations import Quotations
from evals.suite.specimen import Specimen, specimen_digest
from evals.suite.stored import Stored
from evals.suite.talks import shipped_talks
from evals.suite.turns import Turns
from evals.suite.world import CaseSet, Stage, World

SHIPPED = "frus1944Quebec/d123"
_SHIPPED_VOLUME = SHIPPED.partition("/")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much of everything a suite takes.

    `per_operator` quotations for each operator from each volume; `queries` of each volume's index
    about persons, and as many others; `per_template` generated questions from each volume.
    """

    per_operator: int
    queries: int
    per_template: int


_SIZES = {
    Suite.SMOKE: Size(per_operator=60, queries=0, per_template=0),
    Suite.FULL: Size(per_operator=250, queries=100, per_template=10),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """The stages of a run, and the SHA-256 of the sets that some of them ask, by the stage's name.

    The other stages ask about the installed volumes, whose digests the index has.
    """

    stages: tuple[Stage, ...]
    sets: Mapping[str, str]


def plan(
    suite: Suite,
    volumes: Mapping[str, str],
    texts: Texts,
    seed: int,
    named: Sequence[str] = (),
    world: World | None = None,
) -> Plan:
    """The stages of `suite` over these volumes, digests by id; of sets only those `named`.

    A set is named by its name or by its file; without names all of the suite's own are asked.
    `texts` gives a passage's text by id; the full suite makes questions of the files of `world`.
    Raises InputError for a name that is none, and for a set's bad line.
    """
    if _SHIPPED_VOLUME not in volumes:
        raise InputError(f"{_SHIPPED_VOLUME} is not in the index; run: frus index build")
    chosen = volumes if suite is Suite.FULL else {_SHIPPED_VOLUME: volumes[_SHIPPED_VOLUME]}
    if named:
        sets = [_own(suite, name, chosen, texts) or _of_file(name, texts) for name in named]
        names = [one.name for one in sets]
        for name in names:
            if names.count(name) > 1:
                raise InputError(f"--set {name}: is named twice; name each set once")
        return Plan(tuple(map(Answers, sets)), {one.name: one.sha256 for one in sets})
    sets = [one for name in _NAMES if (one := _own(suite, name, chosen, texts)) is not None]
    talks = _talks(texts)
    size = _SIZES[suite]
    stages: list[Stage] = [
        *map(Answers, sets),
        Turns(sets[0], talks),
        Specimen(),
        Stored(tuple(chosen)),
        Quotations(tuple(chosen), size.per_operator, seed),
    ]
    digests = {one.name: one.sha256 for one in sets}
    if suite is Suite.FULL:
        more, made = _of_files(world, tuple(chosen), size, seed)
        stages += [Counterfactual(sets[0], gated=True), *more]
        digests |= {made.name: made.sha256}
    return Plan(tuple(stages), digests | {"turns": talks.sha256, "specimen": specimen_digest()})


def _of_files(
    world: World | None, volumes: tuple[str, ...], size: Size, seed: int
) -> tuple[list[Stage], CaseSet]:
    """The stages whose questions are made of the installed files, and those on documents."""
    if world is None or world.library is None:
        raise ValueError("the full suite makes questions of files, and this world has none")
    # Asked of the files that the index was made from: what it lacks is asked for all the same.
    passages_of = world.index.passages.passages_of
    made = case_set(world.library, world.record, passages_of, volumes, size.per_template, seed)
    return [Answers(made), Retrieval(world.library, volumes, size.queries, seed)], made


def _talks(texts: Texts) -> CaseSet:
    cases = (replace(case, within=SHIPPED) for case in _report(shipped_talks(), texts))
    return _case_set("talks", cases, shipped_talks())


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
        names = ", ".join(_NAMES)
        raise InputError(
            f"--set {name}: is neither a file nor one of {names}; the other sets are asked with "
            "the whole suite alone"
        )
    return _case_set(path.stem, load_cases(path, texts), path)


def _case_set(name: str, cases: Iterable[Case], path: Path) -> CaseSet:
    """The cases as a set; the digest is of the file, and of which of its cases are asked."""
    whole = tuple(cases)
    asked = "\n".join(case.id for case in whole)
    digest = hashlib.sha256(path.read_bytes() + asked.encode()).hexdigest()
    return CaseSet(name, digest, whole)

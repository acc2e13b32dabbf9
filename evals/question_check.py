"""A question set held against its form, against the store, and against what was tuned on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.batch import QuestionLine, read_numbered
from evals.case import (
    Case,
    Split,
    Texts,
    gold_flaws,
    load_cases,
    numbered_lines,
    read_case,
    repeated,
    shipped_set,
    volumes_set,
)

#: The share of their words that two questions have in common, from which they are held alike:
#: "Who signed the treaty of 1944?" and "Who has signed the treaty of 1944?" have .86.
_ALIKE = 0.8

#: Questions by where they stand.
Questions = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A set as it was checked: the cases that can be read, and what is wrong with the others.

    `faults` are what must be mended, with file, line and field; `warnings` what a person should
    look at; `unseen` the ids of volumes that are not installed, so that the words in them could
    not be looked up.
    """

    cases: tuple[Case, ...]
    faults: tuple[str, ...]
    warnings: tuple[str, ...]
    unseen: tuple[str, ...]

    def counts(self) -> dict[str, dict[str, int]]:
        """How many cases there are by slice, split and expected reply."""
        return {
            "slice": _counted(case.slice for case in self.cases),
            "split": _counted(case.split for case in self.cases),
            "expect": _counted(case.expect for case in self.cases),
        }


def check(
    path: Path, stored: Texts, installed: Collection[str], trained: Sequence[Path] = ()
) -> Checked:
    """The set in `path`, every line of it read.

    `stored` gives a passage's text by id, and `installed` are the volumes it has. Questions of
    the files `trained`, of any set with a field "question", are what was trained on, and so are
    those of the project's own sets that are marked for tuning. Raises InputError for a file that
    is no text, and for a bad line of a file in `trained`.
    """
    cases: dict[str, Case] = {}
    lines: dict[str, int] = {}
    faults: list[str] = []
    unseen: set[str] = set()
    for number, line in numbered_lines(path):
        case, flaws = read_case(line)
        faults += (f"{path}:{number}: {flaw}" for flaw in flaws)
        if case is None:
            continue
        if case.id in cases:
            faults.append(f"{path}:{number}: {repeated(case)}")
            continue
        cases[case.id], lines[case.id] = case, number
        missing = {gold.passage.partition("/")[0] for gold in case.gold} - set(installed)
        unseen |= missing
        if not missing:
            faults += (f"{path}:{number}: {flaw}" for flaw in gold_flaws(case, stored))
    if not cases and not faults:
        faults.append(f"{path}: holds no cases; write one JSON object a line")
    asked = {f"{path}:{lines[id_]}": _talk(case) for id_, case in cases.items()}
    return Checked(
        cases=tuple(cases.values()),
        faults=tuple(faults),
        warnings=(*_alike_within(asked), *_trained_on(path, cases.values(), lines, trained)),
        unseen=tuple(sorted(unseen)),
    )


def _counted(names: Iterator[str]) -> dict[str, int]:
    return dict(sorted(Counter(map(str, names)).items()))


def _talk(case: Case) -> str:
    """What is asked, with what was asked before it: that makes another question of it."""
    return " ".join((*case.history, case.question))


def _alike_within(asked: Questions) -> Iterator[str]:
    words = {where: _words(question) for where, question in asked.items()}
    for at, (where, own) in enumerate(words.items()):
        for other in list(words)[:at]:
            if _alike(own, words[other]):
                yield (
                    f"{where}: question: is nearly that of {other}; ask something else of one, "
                    "unless it is a near miss"
                )


def _trained_on(
    path: Path, cases: Collection[Case], lines: Mapping[str, int], trained: Sequence[Path]
) -> Iterator[str]:
    seen = {where: _words(question) for where, question in _training(path, trained).items()}
    for case in cases:
        own = _words(case.question)
        for where, words in seen.items():
            if _alike(own, words):
                yield (
                    f"{path}:{lines[case.id]}: question: is nearly that of {where}, which was "
                    "trained or tuned on; report no figure of it"
                )
                break


def _training(path: Path, trained: Sequence[Path]) -> dict[str, str]:
    """The questions of sets that something was fitted on; of the checked file itself none."""
    questions: dict[str, str] = {}
    for own in (shipped_set(), volumes_set()):
        if own.resolve() != path.resolve():
            tuned = (case for case in load_cases(own, None) if case.split is Split.TUNE)
            questions |= {f"{own.name}, {case.id}": case.question for case in tuned}
    for file in trained:
        rows = read_numbered(file, QuestionLine)
        questions |= {f"{file}:{number}": row.question for number, row in rows}
    return questions


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of words have most of all their words in common (Jaccard 1901)."""
    return bool(one) and len(one & other) >= _ALIKE * len(one | other)

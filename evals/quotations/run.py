"""The checker put to the test: operator by operator, on true quotations of volumes."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from assistant.check import check
from assistant.shelf import Shelf
from assistant.verdict import Outcome, Verdict
from evals.interval import wilson
from evals.quotations.book import Book
from evals.quotations.falsified import FALSIFYING
from evals.quotations.misplaced import misplacing
from evals.quotations.retyped import RETYPING
from evals.quotations.trial import Group, Operator, Trial

Progress = Callable[[str, int, int], None]
#: The least share of right verdicts of each group, and of each of its operators.
FLOORS = {
    Group.MEANING: (0.995, 0.98),
    Group.PLACE: (1.0, 1.0),
    Group.HARMLESS: (0.97, 0.9),
}
_ACCEPTED = (Outcome.VERIFIED, Outcome.REPAIRED)
# An operator that fits one sentence in this many has seen enough of a volume.
_LOOKED_AT = 400


@dataclass(frozen=True, slots=True)
class Failure:
    """A wrong verdict: what was asked, and what was said of it."""

    trial: Trial
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How many verdicts on what one operator made were right.

    `equivalent` counts falsified quotations that stand so in the cited document after all; they
    are in no other number.
    """

    operator: str
    group: Group
    right: int = 0
    total: int = 0
    equivalent: int = 0
    failures: tuple[Failure, ...] = ()

    def __add__(self, other: Score) -> Score:
        return Score(
            operator=self.operator,
            group=self.group,
            right=self.right + other.right,
            total=self.total + other.total,
            equivalent=self.equivalent + other.equivalent,
            failures=self.failures + other.failures,
        )

    @property
    def share(self) -> float | None:
        """Right verdicts of all; None where the operator could be applied to nothing."""
        return self.right / self.total if self.total else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of the share."""
        return wilson(self.right, self.total) if self.total else None


@dataclass(frozen=True, slots=True)
class Bench:
    """The scores by operator, in order of the groups."""

    volumes: tuple[str, ...]
    scores: tuple[Score, ...]

    def of(self, group: Group) -> Score:
        """The scores of a group's operators taken together."""
        own = (score for score in self.scores if score.group is group)
        return sum(own, Score(operator=str(group), group=group))

    @property
    def missed(self) -> tuple[str, ...]:
        """The gates that are not reached, in words; what could not be judged misses its gate,
        except for a single operator that no sentence of the volumes gives anything to do.
        """
        missed = []
        for group, (whole, each) in FLOORS.items():
            share = self.of(group).share
            if share is None or share < whole:
                missed.append(f"{group}: {share} is below {whole}")
            missed += [
                f"{score.operator}: {score.share:.4f} is below {each}"
                for score in self.scores
                if score.group is group and score.share is not None and score.share < each
            ]
        return tuple(missed)


def bench(
    shelf: Shelf,
    books: Sequence[Book],
    strangers: Sequence[str],
    *,
    per_operator: int = 250,
    seed: int = 0,
    progress: Progress = lambda *_: None,
) -> Bench:
    """Verdicts on `per_operator` trials of each operator from each of `books`.

    `strangers` are ids of documents to cite falsely. The same seed draws the same trials.
    """
    operators = [
        (group, name, operator)
        for group, named in _operators(strangers).items()
        for name, operator in named.items()
    ]
    scores: dict[str, Score] = {}
    steps = [(book, *one) for book in books for one in operators]
    for done, (book, group, name, operator) in enumerate(steps):
        progress(f"{book.id}: {name}", done, len(steps))
        rng = random.Random(f"{seed} {book.id} {name}")  # noqa: S311  # no secret
        found = _score(shelf, book, (group, name, operator), per_operator, rng)
        scores[name] = scores[name] + found if name in scores else found
    return Bench(tuple(book.id for book in books), tuple(scores.values()))


def right(group: Group, verdict: Verdict) -> bool:
    """Whether `verdict` is what a trial of the group deserves."""
    if group is Group.HARMLESS:
        return verdict.outcome in _ACCEPTED
    if group is Group.PLACE:
        return verdict.outcome is Outcome.MISATTRIBUTED
    return verdict.outcome not in _ACCEPTED


def _operators(strangers: Sequence[str]) -> dict[Group, Mapping[str, Operator]]:
    return {
        Group.MEANING: FALSIFYING,
        Group.PLACE: misplacing(strangers),
        Group.HARMLESS: RETYPING,
    }


def _score(
    shelf: Shelf,
    book: Book,
    named: tuple[Group, str, Operator],
    most: int,
    rng: random.Random,
) -> Score:
    group, name, operator = named
    equivalent, passed, failures = 0, 0, []
    judged = 0
    for trial in _trials(book, operator, most * _LOOKED_AT, rng):
        if judged == most:
            break
        if group is Group.MEANING and book.stands(trial.quotation, trial.true.document.id):
            equivalent += 1
            continue
        judged += 1
        verdict = check(trial.quotation, trial.cite, shelf)
        if right(group, verdict):
            passed += 1
        else:
            failures.append(Failure(trial, verdict))
    return Score(
        operator=name,
        group=group,
        right=passed,
        total=judged,
        equivalent=equivalent,
        failures=tuple(failures),
    )


def _trials(book: Book, operator: Operator, most: int, rng: random.Random) -> Iterator[Trial]:
    for quote in islice(book.quotes(rng), most):
        trial = operator(quote, book, rng)
        if trial is not None:
            yield trial

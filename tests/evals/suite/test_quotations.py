"""The floors of single operators, with many trials and with few."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import cast

import pytest

from evals.quotations.run import Bench, Score
from evals.quotations.trial import Group
from evals.suite import quotations
from evals.suite.judged import Bar, Found
from evals.suite.quotations import Quotations
from evals.suite.world import Assistant, World
from vectorstore.index import Index


@dataclass(frozen=True)
class Volumes:
    """Scores of one operator, a volume after the other."""

    group: Group
    shares: list[tuple[int, int]]

    def __call__(self, *_: object, **__: object) -> Bench:
        right, total = self.shares.pop(0)
        return Bench(
            ("v",), (Score(operator="turned", group=self.group, right=right, total=total),)
        )


def found(patch: pytest.MonkeyPatch, group: Group, *shares: tuple[int, int]) -> Found:
    patch.setattr(quotations, "bench", Volumes(group, list(shares)))
    patch.setattr(quotations, "strangers", lambda _: ())
    patch.setattr(quotations, "book_of", lambda *_: None)
    volumes = tuple(f"frus19{n}" for n in range(10, 10 + len(shares)))
    index = cast("Index", SimpleNamespace())
    world = World(assistant=cast("Assistant", None), index=index, record={})
    return Quotations(volumes, 60, 0)(world, lambda *_: None)


@pytest.mark.parametrize(
    ("group", "shares", "reached"),
    [
        (Group.HARMLESS, ((27, 30),), True),
        (Group.HARMLESS, ((26, 30),), False),
        (Group.MEANING, ((49, 50),), True),
        (Group.MEANING, ((48, 50),), False),
        (Group.PLACE, ((1, 2),), False),
        # Of few trials a failure or two prove nothing against a floor of nine tenths.
        (Group.HARMLESS, ((5, 7),), True),
        (Group.HARMLESS, ((3, 7),), False),
        (Group.HARMLESS, ((0, 1),), False),
        # What counts are the trials of all volumes together.
        (Group.HARMLESS, ((3, 7), (40, 40)), True),
        (Group.HARMLESS, ((5, 7), (12, 16)), False),
    ],
)
def test_an_operator_reaches_its_floor(
    monkeypatch: pytest.MonkeyPatch,
    group: Group,
    shares: tuple[tuple[int, int], ...],
    reached: bool,
) -> None:
    one = [j for j in found(monkeypatch, group, *shares).judged if j.item == "turned"]
    assert [(j.metric, j.right, j.slice) for j in one] == [
        ("quotations/operators", float(reached), str(group))
    ]
    assert [failure.outcome for j in one for failure in j.failures] == (
        [] if reached else ["below its floor"]
    )


def test_an_operator_that_fits_nothing_is_not_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    result = found(monkeypatch, Group.PLACE, (0, 0))
    assert result.judged == ()
    assert "quotations/operators" in result.due
    (definition,) = (d for d in result.definitions if d.metric == "quotations/operators")
    assert definition.bar is Bar.WHOLE

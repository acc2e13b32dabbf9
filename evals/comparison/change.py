"""Items that one run has right and the other has not, with what both of them showed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from evals.comparison.paired import Pair
from evals.suite.judged import Item, Judged
from evals.suite.results import Results


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a run made of an item: `right` of `total`, the outcomes, and the words shown."""

    right: float
    total: int
    outcomes: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An item that is judged otherwise, its question (empty where none was asked), and both sides;
    None on the side of a run that did not judge it.
    """

    item: str
    slice: str
    question: str
    before: Shown | None
    after: Shown | None


class Told:
    """The questions and replies of two runs, to tell changes by."""

    def __init__(self, before: Results, after: Results) -> None:
        self._before, self._after = _items(before.items), _items(after.items)

    def pairs(self, pairs: Iterable[Pair]) -> tuple[Change, ...]:
        """What was shown for both sides of each pair."""
        return tuple(self._change(pair.before, pair.after) for pair in pairs)

    def before(self, judged: Iterable[Judged]) -> tuple[Change, ...]:
        """Items that only the run before has judged."""
        return tuple(self._change(one, None) for one in judged)

    def after(self, judged: Iterable[Judged]) -> tuple[Change, ...]:
        """Items that only the run after has judged."""
        return tuple(self._change(None, one) for one in judged)

    def _change(self, before: Judged | None, after: Judged | None) -> Change:
        one = before or after
        if one is None:
            raise ValueError("neither run has judged it")
        key = (one.metric.partition("/")[0], one.item)
        asked = self._before.get(key) or self._after.get(key)
        return Change(
            item=one.item,
            slice=one.slice,
            question=asked.question if asked else "",
            before=_shown(before, self._before.get(key)),
            after=_shown(after, self._after.get(key)),
        )


def _items(items: Sequence[Item]) -> dict[tuple[str, str], Item]:
    return {(item.set, item.id): item for item in items}


def _shown(judged: Judged | None, item: Item | None) -> Shown | None:
    """What was not right; where all was, the reply."""
    if judged is None:
        return None
    failed = " | ".join(failure.shown for failure in judged.failures if failure.shown)
    return Shown(
        right=judged.right,
        total=judged.total,
        outcomes=", ".join(f"{name} {times}" for name, times in judged.outcomes.items()),
        words=failed or (_reply(item.reply) if item else ""),
    )


def _reply(reply: Mapping[str, object]) -> str:
    """The words of a reply: why it is none, or its statements."""
    refusal, statements = reply.get("refusal"), reply.get("statements")
    if isinstance(refusal, Mapping):
        return str(refusal.get("message", ""))
    rows = statements if isinstance(statements, Sequence) else ()
    return " ".join(str(row.get("text", "")) for row in rows if isinstance(row, Mapping))


def lost(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs of which less is right afterwards, the greatest losses first."""
    return sorted((pair for pair in pairs if pair.change < 0), key=attrgetter("change"))


def gained(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs of which more is right afterwards, the greatest gains first."""
    return sorted((pair for pair in pairs if pair.change > 0), key=lambda pair: -pair.change)

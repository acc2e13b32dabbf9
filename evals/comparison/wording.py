"""How a comparison is put into words, on the terminal and on its page alike."""

from __future__ import annotations

from collections.abc import Iterator

from evals.comparison.comparison import Compared, Comparison, Decision, Tested
from evals.comparison.difference import Spread
from evals.suite.judged import Bar
from evals.suite.results import Run
from evals.suite.wording import figure


def heading(comparison: Comparison) -> Iterator[str]:
    """What was compared: a line for each run, and a warning where the indexes differ."""
    yield _run("A", comparison.before)
    yield _run("B", comparison.after)
    if comparison.across:
        yield (
            "The indexes differ, so that a difference may come of the index, of the model or of "
            "the code."
        )


def _run(name: str, run: Run) -> str:
    llm = f", language model {run.llm}" if run.llm else ""
    changed = " (with changes that are in no commit)" if run.code.endswith("+") else ""
    return (
        f"{name}: {run.suite}, code {run.code}{changed}, index {run.index} ({run.model}, "
        f"{run.passages:,} passages){llm}"
    )


def verdict(comparison: Comparison) -> str:
    """The comparison in one line."""
    worse = comparison.worse
    if worse:
        names = ", ".join(one.definition.metric for one in worse)
        return f"B is worse: {names}"
    better = [one for one in comparison.metrics if one.decision is Decision.BETTER]
    if better:
        names = ", ".join(one.definition.metric for one in better)
        return f"nothing was shown to be worse; better: {names}"
    if all(one.unchanged for one in comparison.metrics):
        return "nothing differs in any item"
    return "nothing was shown to be worse, which does not show that nothing is"


def signed(value: float) -> str:
    """A difference with its sign, in three decimals."""
    return f"{value:+.3f}".replace("-", "−") if round(value, 3) else "0.000"


def bounds(test: Tested) -> str:
    """95 % of a difference, or why that says nothing."""
    found = test.interval
    if found.spread is not Spread.SOUND or found.low is None or found.high is None:
        return str(found.spread)
    return f"{signed(found.low)} to {signed(found.high)}"


def probability(value: float | None) -> str:
    """A p-value; empty where there is none."""
    if value is None:
        return ""
    return f"{value:.3f}" if value >= 0.001 else "<.001"


def reason(one: Compared) -> str:
    """What lies behind the decision, and what could not have been seen."""
    if one.broken:
        return f"{_items(len(one.broken))} with more wrong than in A"
    if one.decision is Decision.MISSING:
        return "no item that A judged" if not one.only_after else "no item of both"
    if one.bar is not Bar.RATE or one.tested is None:
        return ""
    if one.decision is not Decision.NOTHING_SHOWN:
        return ""
    least = one.tested.least_shown
    if least is None or least > 1:
        return "too few clusters to show any"
    return f"less than {figure(least)} could not show"


def once(one: Compared) -> str:
    """How many items only one of the runs has judged; empty where there are none."""
    sides = (("A", len(one.only_before)), ("B", len(one.only_after)))
    return ", ".join(f"only {name}: {number:,}" for name, number in sides if number)


def _items(number: int) -> str:
    return f"{number:,} item" + ("" if number == 1 else "s")


NOTES = (
    "n, A, B and the difference are of the items that both runs judged; those that only one judged "
    "are in no figure. The difference has its 95 % interval by resamples of clusters, both runs on "
    "the same draws.",
    "p is McNemar's exact test where each item is right or wrong and a cluster by itself, else a "
    "randomization test by clusters; Holm's correction is over the metrics whose gate is a rate.",
    "Where every single thing must be right, one item with more wrong decides, and no test does.",
    "“No difference shown” is no proof of equality.",
)

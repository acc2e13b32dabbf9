"""What stages may say: definitions, things judged, and what they come to."""

from __future__ import annotations

import pytest

from evals.score import Finding
from evals.suite.judged import Bar, Definition, Found, Judged, counted


def finding(outcome: str, *, right: bool) -> Finding:
    return Finding(outcome=outcome, right=right, shown=f"shown {outcome}", source="record")


def test_findings_are_counted_with_their_outcomes() -> None:
    findings = [finding("exact", right=True), finding("altered", right=False)]
    one = counted("s/verbatim", "q", "d", "text", [*findings, finding("exact", right=True)])
    assert one is not None
    assert (one.right, one.total, one.outcomes) == (2, 3, {"altered": 1, "exact": 2})
    assert [(f.outcome, f.shown, f.source) for f in one.failures] == [
        ("altered", "shown altered", "record")
    ]


def test_nothing_judged_is_not_a_score_of_nought() -> None:
    assert counted("s/verbatim", "q", "d", "text", []) is None


@pytest.mark.parametrize(("right", "total"), [(2, 1), (-1, 1), (0, 0)])
def test_no_more_is_right_than_was_judged(right: float, total: int) -> None:
    with pytest.raises(ValueError, match="s/page, q: "):
        Judged(metric="s/page", item="q", cluster="d", slice="", right=right, total=total)


def test_a_metric_without_a_definition_is_refused() -> None:
    one = Judged(metric="s/page", item="q", cluster="d", slice="", right=1, total=1)
    with pytest.raises(ValueError, match="without a definition: s/page"):
        Found(definitions=(), judged=(one,), due=frozenset())
    with pytest.raises(ValueError, match="without a definition: s/else"):
        Found(definitions=(), judged=(), due=frozenset({"s/else"}))


@pytest.mark.parametrize(("bar", "least"), [(Bar.WHOLE, 0.9), (Bar.RATE, 0.0), (Bar.RATE, 1.1)])
def test_only_rates_have_floors(bar: Bar, least: float) -> None:
    with pytest.raises(ValueError, match="a floor belongs to a rate"):
        Definition(metric="s/m", code="D1", title="", unit="", bar=bar, least=least)

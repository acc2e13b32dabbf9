"""Why a gate is not reached, in words for whoever reads the output of the tests."""

from __future__ import annotations

from evals.suite.metric import Metric, Verdict
from evals.suite.results import Results

_FAILURES = 5  # shown of each gate
_LONGEST = 400  # characters shown of a quotation


def explained(metric: Metric, results: Results) -> str:
    """What the metric came to, what it must reach, and the first things that were not right."""
    definition = metric.definition
    lines = [f"{definition.metric} ({definition.code}): {definition.title}"]
    if metric.verdict is Verdict.MISSING:
        return "\n".join([*lines, "  nothing was judged, though the set gives cause"])
    lines.append(f"  value     {metric.value:.4f}: {metric.right:g} of {metric.total}")
    if metric.low is not None and metric.high is not None:
        lines.append(
            f"  95 %      {metric.low:.4f} to {metric.high:.4f}, {metric.clusters} clusters"
        )
    if metric.floor is not None:
        lines.append(f"  floor     {metric.floor:.4f}, {definition.bar}")
    if metric.slack_low is not None:
        lines.append(f"  the lower bound must reach {metric.slack_low:.4f}, by the baseline")
    name = definition.metric
    found = [(one.item, f) for one in results.judged if one.metric == name for f in one.failures]
    for item, failure in found[:_FAILURES]:
        lines.append(f"  {failure.outcome} ({item})")
        lines.append(f"    shown:  {_short(failure.shown)}")
        if failure.source:
            lines.append(f"    source: {_short(failure.source)}")
    if len(found) > _FAILURES:
        lines.append(f"  and {len(found) - _FAILURES} more; frus-evals run --out has them all")
    return "\n".join(lines)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + " …"

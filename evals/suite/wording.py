"""How figures, gates and text from the corpus are put in all reports of a run."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from evals.suite.metric import Metric, Verdict
from evals.suite.results import Results

# What is not in the production Char of XML 1.0.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DECIMALS, _MOST_DECIMALS = 3, 9


def figure(value: float) -> str:
    """A share with three decimals; with more where three would make all or none of it.

    39,999 of 40,000 are not 1.000.
    """
    for decimals in range(_DECIMALS, _MOST_DECIMALS):
        told = f"{value:.{decimals}f}"
        if value in (0, 1) or float(told) not in (0, 1):
            return told
    return f"{value:.{_MOST_DECIMALS}f}"


def count(value: float) -> str:
    """A number of things right, with thousands marked; a sum of means has two decimals."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def interval(metric: Metric) -> str:
    """The bounds of 95 %; empty where there are none."""
    if metric.low is None or metric.high is None:
        return ""
    return f"{figure(metric.low)}–{figure(metric.high)}"


def expected(metric: Metric) -> str:
    """What the gate asks for; that there is none where there is none."""
    if metric.floor is None:
        return "no gate"
    told = "all" if metric.floor == 1 else f"at least {figure(metric.floor)}"
    if metric.slack_low is None:
        return told
    return f"{told}, and a lower bound of at least {figure(metric.slack_low)}"


def actual(metric: Metric) -> str:
    """What was reached: the value, what it is made of, and its interval."""
    if metric.value is None:
        return "nothing was judged, though there was cause to"
    told = f"{figure(metric.value)} ({count(metric.right)} of {metric.total:,})"
    bounds = interval(metric)
    if not bounds and metric.slack_low is not None:
        return f"{told}, no interval: all of one cluster"
    return f"{told}, 95 % {bounds}" if bounds else told


def verdict_line(results: Results) -> str:
    """The run in one line: its suite, and how many of its gates were reached."""
    gates = [one for one in results.metrics if one.gated]
    if not gates:
        return f"{results.run.suite}: no gate, so nothing was shown"
    loose = sum(one.verdict is Verdict.NO_FLOOR for one in results.metrics)
    beside = f" ({loose} rates have no floor)" if loose else ""
    if not results.failed:
        return f"{results.run.suite}: all gates reached, {len(gates)} of {len(gates)}{beside}"
    missed = f"{len(results.failed)} of {len(gates)} missed"
    return f"{results.run.suite}: a gate was not reached, {missed}{beside}"


def by_stage(metrics: Sequence[Metric]) -> list[tuple[str, list[tuple[str, Metric]]]]:
    """Metrics by the stage or set that they come from, each with its title.

    What all titles of a stage say before a colon is its name, said once, and cut from them.
    """
    stages: dict[str, list[Metric]] = {}
    for metric in metrics:
        stages.setdefault(metric.definition.metric.partition("/")[0], []).append(metric)
    return [(stage, _titled(own)) for stage, own in stages.items()]


def _titled(metrics: Sequence[Metric]) -> list[tuple[str, Metric]]:
    parts = [metric.definition.title.partition(": ") for metric in metrics]
    shared = len({before for before, _, _ in parts}) == 1 and all(after for _, _, after in parts)
    return [
        (part[2] if shared else metric.definition.title, metric)
        for part, metric in zip(parts, metrics, strict=True)
    ]


def visible(text: str) -> str:
    """`text` with every character that XML 1.0 forbids written out: a control as its picture
    (U+0000 as U+2400), any other by its code point, "[U+FFFE]".
    """
    return _FORBIDDEN.sub(lambda found: _written(found[0]), text)


def named(text: str) -> str:
    """`visible`, with spaces and marks that look like others or like nothing named as well."""
    return "".join(
        f"[U+{ord(char):04X}]"
        if unicodedata.category(char) in ("Zs", "Zl", "Zp", "Cf") and char != " "
        else char
        for char in visible(text)
    )


def _written(char: str) -> str:
    return chr(0x2400 + ord(char)) if ord(char) < 32 else f"[U+{ord(char):04X}]"

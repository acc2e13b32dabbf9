"""Intervals and curves as inline SVG: coordinates here, colours in the style of the page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from evals.suite.judged import Curve
from evals.suite.metric import Metric
from evals.suite.wording import actual, expected

# In units of the drawings, which the page scales.
_BAR_WIDTH, _BAR_HEIGHT, _BAR_MARGIN = 180.0, 22.0, 6.0
WIDTH, HEIGHT = 380.0, 260.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 40.0, 10.0, 8.0, 22.0
_TICKS = 5  # about
_LEAST = 1e-3  # from end to end of a scale
LINES = 6  # in one plot, as many as the style has strokes for


@dataclass(frozen=True, slots=True, kw_only=True)
class Whisker:
    """Where the marks of a metric stand on a scale of 0..1; None for those that it has not."""

    value: float
    low: float | None
    high: float | None
    floor: float | None
    slack_low: float | None
    told: str

    width: float = _BAR_WIDTH
    height: float = _BAR_HEIGHT
    left: float = _BAR_MARGIN
    right: float = _BAR_WIDTH - _BAR_MARGIN


def whisker(metric: Metric) -> Whisker | None:
    """The drawing of a metric; None where nothing was judged."""
    if metric.value is None:
        return None
    floor = "" if metric.floor is None else f"; expected {expected(metric)}"
    return Whisker(
        value=_on_bar(metric.value),
        low=None if metric.low is None else _on_bar(metric.low),
        high=None if metric.high is None else _on_bar(metric.high),
        floor=None if metric.floor is None else _on_bar(metric.floor),
        slack_low=None if metric.slack_low is None else _on_bar(metric.slack_low),
        told=f"{actual(metric)}{floor}",
    )


def _on_bar(share: float) -> float:
    return round(_BAR_MARGIN + share * (_BAR_WIDTH - 2 * _BAR_MARGIN), 1)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis: where, and its number."""

    at: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A curve in a plot: its path, its name, what it does in words, and some of its points."""

    name: str
    path: str
    told: str
    some: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """Curves with the same axes, drawn together; `left` to `bottom` bound the field."""

    x: str
    y: str
    lines: tuple[Line, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]

    width: float = WIDTH
    height: float = HEIGHT
    left: float = _LEFT
    right: float = WIDTH - _RIGHT
    top: float = _TOP
    bottom: float = HEIGHT - _BOTTOM


@dataclass(frozen=True, slots=True)
class _Axis:
    """A scale: the numbers from `low` to `high` between two places of the drawing."""

    low: float
    high: float
    start: float
    stop: float

    def at(self, number: float) -> float:
        share = (number - self.low) / (self.high - self.low)
        return round(self.start + share * (self.stop - self.start), 1)

    def ticks(self) -> tuple[Tick, ...]:
        step = _step(self.high - self.low)
        first = math.ceil(self.low / step - 1e-9)
        last = math.floor(self.high / step + 1e-9)
        numbers = [round(step * index, 9) for index in range(first, last + 1)]
        return tuple(Tick(self.at(number), f"{number:g}") for number in numbers)


def plots(curves: Sequence[Curve]) -> tuple[Plot, ...]:
    """A plot for all curves that have their axes in common, `LINES` of them at most."""
    together: dict[tuple[str, str], list[Curve]] = {}
    for curve in curves:
        if curve.points:
            together.setdefault((curve.x, curve.y), []).append(curve)
    return tuple(
        _plot(own[first : first + LINES])
        for own in together.values()
        for first in range(0, len(own), LINES)
    )


def _plot(curves: Sequence[Curve]) -> Plot:
    x = _Axis(*_range([px for one in curves for px, _ in one.points]), _LEFT, WIDTH - _RIGHT)
    y = _Axis(*_range([py for one in curves for _, py in one.points]), HEIGHT - _BOTTOM, _TOP)
    return Plot(
        x=curves[0].x,
        y=curves[0].y,
        lines=tuple(_line(one, x, y) for one in curves),
        x_ticks=x.ticks(),
        y_ticks=y.ticks(),
    )


def _line(curve: Curve, x: _Axis, y: _Axis) -> Line:
    # Points that follow one another in the same place are drawn once.
    places = [place for place, _ in groupby((x.at(px), y.at(py)) for px, py in curve.points)]
    heights = [py for _, py in curve.points]
    (x0, y0), (x1, y1) = curve.points[0], curve.points[-1]
    ends = f"{y0:.3f} at {x0:.3f}, {y1:.3f} at {x1:.3f}"
    return Line(
        name=curve.name,
        path=" ".join(f"{px:g},{py:g}" for px, py in places),
        told=f"{curve.name}: {ends}; between {min(heights):.3f} and {max(heights):.3f}",
        some=tuple((f"{px:.4g}", f"{py:.4g}") for px, py in _some(curve.points)),
    )


def _some(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The first point, the last, and nine evenly between them."""
    last = len(points) - 1
    chosen = dict.fromkeys(round(last * tenth / 10) for tenth in range(11))
    return [points[index] for index in chosen]


def _range(numbers: Sequence[float]) -> tuple[float, float]:
    """From the least, or from 0 below it, to the greatest; 0 to 1 where all are shares."""
    low, high = min(numbers), max(numbers)
    if low >= 0 and high <= 1:
        return 0.0, 1.0
    low = min(low, 0.0)
    # A scale without length has no ticks.
    return low, max(high, low + _LEAST)


def _step(span: float) -> float:
    """1, 2 or 5 times a power of ten, so that about `_TICKS` of them make `span`."""
    power = 10.0 ** math.floor(math.log10(span / _TICKS))
    return next((power * by for by in (1, 2, 5) if power * by * _TICKS >= span), power * 10)

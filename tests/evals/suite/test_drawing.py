"""Where marks and lines are drawn, and what is said of them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from evals.suite.drawing import LINES, plots, whisker
from evals.suite.judged import Curve
from tests.evals.suite.reported import results

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)


def test_marks_stand_in_the_order_of_their_numbers() -> None:
    (metric,) = [one for one in results().metrics if one.definition.metric == "s/found"]
    drawn = whisker(metric)
    assert drawn is not None
    assert drawn.low is not None
    assert drawn.high is not None
    assert drawn.floor == (drawn.left + drawn.right) / 2
    assert drawn.left <= drawn.low <= drawn.value <= drawn.high <= drawn.right


def test_nothing_judged_is_not_drawn() -> None:
    (metric,) = [one for one in results().metrics if one.definition.metric == "s/lost"]
    assert whisker(metric) is None


def test_shares_are_drawn_from_none_to_all() -> None:
    (plot,) = plots([Curve("c", "x", "y", ((0.2, 0.4), (0.8, 0.6)))])
    assert [tick.label for tick in plot.x_ticks] == ["0", "0.2", "0.4", "0.6", "0.8", "1"]
    assert (plot.x_ticks[0].at, plot.x_ticks[-1].at) == (plot.left, plot.right)
    assert (plot.y_ticks[0].at, plot.y_ticks[-1].at) == (plot.bottom, plot.top)
    (line,) = plot.lines
    assert line.some == (("0.2", "0.4"), ("0.8", "0.6"))


def test_curves_share_a_plot_if_they_share_their_axes() -> None:
    curves = [Curve(f"c{n}", "x", "y", ((0.0, 0.1), (1.0, 0.2))) for n in range(LINES + 1)]
    other = Curve("d", "x", "z", ((1.0, 2.0), (10.0, 3.0)))
    drawn = plots([*curves, other, Curve("none", "x", "y", ())])
    assert [len(plot.lines) for plot in drawn] == [LINES, 1, 1]


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=30))
def test_every_point_and_tick_lies_in_the_field(points: list[tuple[float, float]]) -> None:
    (plot,) = plots([Curve("c", "x", "y", tuple(points))])
    (line,) = plot.lines
    for place in line.path.split():
        x, y = map(float, place.split(","))
        assert plot.left <= x <= plot.right
        assert plot.top <= y <= plot.bottom
    for ticks in (plot.x_ticks, plot.y_ticks):
        assert 1 <= len(ticks) <= 12
        assert all(one.at != other.at for one, other in pairwise(ticks))

"""The table on terminals of two widths, and the failures below it."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from evals.suite.table import print_results
from evals.suite.wording import figure
from tests.evals.suite.reported import judged, results, wrong


def printed(width: int, **changes: object) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=width, force_terminal=False)
    print_results(results(**changes), console)  # type: ignore[arg-type]
    return stream.getvalue()


def test_a_metric_takes_one_line_under_the_name_of_its_set() -> None:
    lines = [line.split() for line in printed(80).splitlines()]
    assert ["s"] in lines
    assert ["t"] in lines
    (words,) = [line for line in lines if line[:3] == ["D1", "words", "exact"]]
    assert words[3:5] == ["6", "0.500"]
    assert words[-2:] == ["1.000", "FAIL"]


@pytest.mark.parametrize(("width", "told"), [(80, False), (120, True)])
def test_what_is_counted_is_told_where_there_is_room(width: int, told: bool) -> None:
    shown = printed(width)
    assert all(len(line) <= width for line in shown.splitlines())
    assert ("sentences" in shown) is told


def test_failures_are_shown_against_the_source() -> None:
    shown = " ".join(printed(80).split())
    assert "s/words: expected all; 0.500 (3 of 6), 95 %" in shown
    assert "altered (q1) shown: the establishment of the loosest, most" in shown
    assert "the establishment of the [-loosest,-] {+closest,+} most cooperative" in shown
    assert "s/lost: expected all; nothing was judged, though there was cause to" in shown
    assert "a gate was not reached, 2 of 5 missed" in shown


def test_each_kind_of_failure_is_shown_and_the_rest_counted() -> None:
    many = [judged("s/words", f"q{n}", wrong("altered")) for n in range(40)]
    shown = printed(80, judgments=[*many, judged("s/words", "rare", wrong("cut"))])
    assert "cut (rare)" in shown
    assert "and 36 more; --out keeps all of them" in shown


def test_markup_in_a_text_is_text() -> None:
    failure = wrong("altered", "[bold]a[/bold] [the policy?] \x1b[31m", "")
    shown = printed(80, judgments=[judged("s/words", "q", failure)])
    assert "[bold]a[/bold] [the policy?] ␛[31m" in shown


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (1.0, "1.000"),
        (0.0, "0.000"),
        (0.5, "0.500"),
        (49_999 / 50_000, "0.99998"),
        (1 / 50_000, "0.00002"),
        (0.9994, "0.999"),
    ],
)
def test_almost_all_is_not_all(value: float, told: str) -> None:
    assert figure(value) == told

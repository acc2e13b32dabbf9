"""What is said of a metric: worse, better, no difference shown, missing."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import InputError
from evals.comparison.comparison import Compared, Comparison, Decision, compare
from evals.suite.judged import Bar, Failure, Item, Judged
from evals.suite.results import Results
from tests.evals.comparison.made import binary, definition, judged, results


def only(comparison: Comparison) -> Compared:
    (metric,) = comparison.metrics
    return metric


def whole(*rows: tuple[str, int, int]) -> Results:
    """A run of a metric that must be whole: item, right, total."""
    return results(
        (judged(item, right, total) for item, right, total in rows), definition("rate", Bar.WHOLE)
    )


def test_a_significant_loss_is_worse_and_the_gain_better() -> None:
    one, other = binary("1" * 10), binary("0" * 6 + "1" * 4)
    there, back = compare(one, other, 0.02), compare(other, one, 0.02)
    assert only(there).decision is Decision.WORSE
    assert there.worse == there.metrics
    assert only(back).decision is Decision.BETTER
    assert back.worse == ()
    test = only(there).tested
    assert test is not None
    assert (test.before, test.after, test.delta) == pytest.approx((1.0, 0.4, -0.6))
    assert test.mcnemar == test.p == test.corrected == pytest.approx(2 / 64)
    assert [change.item for change in only(there).lost] == [f"q{at:03}" for at in range(6)]
    assert only(there).gained == ()


def test_a_loss_that_chance_explains_is_no_difference_shown() -> None:
    found = only(compare(binary("1" * 10), binary("0" * 5 + "1" * 5), 0.02))
    assert found.decision is Decision.NOTHING_SHOWN
    assert found.tested is not None
    assert found.tested.least_shown == pytest.approx(0.6)
    assert len(found.lost) == 5


def test_a_significant_loss_below_the_least_effect_does_not_count() -> None:
    one, other = binary("1" * 300), binary("0" * 6 + "1" * 294)
    assert only(compare(one, other, 0.02)).decision is Decision.WORSE  # by .02, to the rounding
    assert only(compare(one, other, 0.021)).decision is Decision.NOTHING_SHOWN


def test_a_family_of_rates_costs_and_told_or_whole_metrics_do_not() -> None:
    def run(lost: int, bar: Bar) -> Results:
        rows = [judged(f"q{at}", at >= lost) for at in range(10)]
        rows += [judged(f"q{at}", 1, metric="second") for at in range(10)]
        return results(rows, definition("rate"), definition("second", bar))

    def first(bar: Bar) -> Compared:
        return compare(run(0, bar), run(6, bar), 0.02).metrics[0]

    assert first(Bar.TOLD).decision is Decision.WORSE
    assert first(Bar.WHOLE).decision is Decision.WORSE
    assert first(Bar.RATE).decision is Decision.NOTHING_SHOWN
    tested = first(Bar.RATE).tested
    assert tested is not None
    assert tested.corrected == pytest.approx(2 * 2 / 64)


def test_many_items_of_one_document_are_no_evidence_by_their_number() -> None:
    def run(right: int) -> Results:
        return results(judged(f"q{at}", right, cluster=f"d{at % 4}") for at in range(40))

    found = only(compare(run(1), run(0), 0.02))
    assert found.decision is Decision.NOTHING_SHOWN
    assert found.tested is not None
    assert found.tested.mcnemar is not None
    assert found.tested.mcnemar < 0.001
    assert found.tested.p == pytest.approx(2 / 16)
    assert found.tested.least_shown is None


def test_one_broken_item_of_a_whole_metric_is_worse() -> None:
    one = whole(*((f"q{at}", 3, 3) for at in range(200)))
    other = whole(*((f"q{at}", 3 - (at == 7), 3) for at in range(200)))
    found = only(compare(one, other, 0.02))
    assert found.decision is Decision.WORSE
    assert [change.item for change in found.broken] == ["q7"]
    assert only(compare(other, one, 0.02)).decision is Decision.BETTER


def test_a_whole_metric_is_worse_by_more_wrong_in_an_item_that_was_wrong_or_not_judged() -> None:
    more = only(compare(whole(("q", 1, 2)), whole(("q", 0, 2)), 0.02))
    new = only(compare(whole(("q", 1, 1)), whole(("q", 1, 1), ("r", 0, 1)), 0.02))
    alone = only(compare(whole(), whole(("r", 0, 1)), 0.02))
    assert {one.decision for one in (more, new, alone)} == {Decision.WORSE}
    assert [change.item for change in new.broken] == ["r"]
    fewer = only(compare(whole(("q", 4, 4)), whole(("q", 2, 2)), 0.02))
    assert fewer.decision is Decision.NOTHING_SHOWN


def test_what_one_run_alone_judged_is_listed_and_in_no_figure() -> None:
    found = only(compare(binary("111111.0"), binary("1111110."), 0.02))
    assert [change.item for change in found.only_before] == ["q007"]
    assert [change.item for change in found.only_after] == ["q006"]
    assert found.only_before[0].after is None
    assert found.tested is not None
    assert (found.tested.items, found.tested.delta) == (6, 0.0)
    assert not found.unchanged


@pytest.mark.parametrize("after", ["......", "......11"])
def test_a_gated_metric_without_an_item_in_common_is_missing(after: str) -> None:
    comparison = compare(binary("111111"), binary(after), 0.02)
    assert only(comparison).decision is Decision.MISSING
    assert only(comparison).tested is None
    assert comparison.worse


def test_a_metric_that_only_b_has_is_new() -> None:
    comparison = compare(binary("......"), binary("000000"), 0.02)
    assert only(comparison).decision is Decision.NEW
    assert not comparison.worse


def test_a_metric_without_a_gate_is_told_only() -> None:
    def run(right: int) -> Results:
        rows = (judged(f"q{at}", right) for at in range(30))
        return results(rows, definition("rate", Bar.TOLD))

    comparison = compare(run(1), run(0), 0.02)
    assert only(comparison).decision is Decision.TOLD
    assert not comparison.worse


def test_a_gate_cannot_be_taken_away_by_calling_the_metric_told() -> None:
    after = results([judged(f"q{at:03}", 0) for at in range(8)], definition("rate", Bar.TOLD))
    assert only(compare(binary("1" * 8), after, 0.02)).decision is Decision.WORSE


def test_changes_tell_the_question_and_what_both_runs_showed() -> None:
    def item(reply: dict[str, object]) -> Item:
        return Item(id="q", set="set", question="Who?", history=(), reply=reply)

    right = judged("q", 1)
    wrong = replace(
        judged("q", 0),
        outcomes={"miss": 1},
        failures=(Failure(outcome="miss", shown="other words", source="the words"),),
    )
    one = results([right], items=(item({"refusal": None, "statements": [{"text": "“Words.”"}]}),))
    other = results([wrong], items=(item({"refusal": {"message": "Nothing."}, "statements": []}),))
    (change,) = only(compare(one, other, 0.02)).lost
    assert change.question == "Who?"
    assert change.before is not None
    assert change.after is not None
    assert (change.before.words, change.after.words) == ("“Words.”", "other words")
    assert change.after.outcomes == "miss 1"


def test_a_metric_that_was_defined_anew_is_refused() -> None:
    after = results([judged("q000", 1)], replace(definition("rate"), unit="sentences"))
    with pytest.raises(InputError, match=r"A counts q \(D10\), B sentences"):
        compare(binary("1"), after, 0.02)


def test_an_item_in_another_cluster_or_judged_twice_is_refused() -> None:
    with pytest.raises(InputError, match="its cluster is a in A and b in B"):
        compare(
            results([judged("q", 1, cluster="a")]), results([judged("q", 1, cluster="b")]), 0.02
        )
    with pytest.raises(InputError, match=r"B: set/rate: q000 \(plain\) was judged twice"):
        compare(binary("1"), results([judged("q000", 1), judged("q000", 0)]), 0.02)


runs = st.lists(
    st.tuples(st.sampled_from("abcdefgh"), st.sampled_from(["01", "10", "11", "00", "1.", ".0"])),
    min_size=1,
    max_size=16,
)


def both(rows: list[tuple[str, str]]) -> tuple[list[Judged], list[Judged]]:
    one, other = (
        [
            judged(f"q{at}", int(values[side]), cluster=cluster)
            for at, (cluster, values) in enumerate(rows)
            if values[side] != "."
        ]
        for side in (0, 1)
    )
    return one, other


@settings(max_examples=25)  # each is resampled 10,000 times, twice
@given(runs)
def test_compared_the_other_way_round_all_is_turned(rows: list[tuple[str, str]]) -> None:
    one, other = map(results, both(rows))
    there, back = (only(compare(a, b, 0.02)) for a, b in ((one, other), (other, one)))
    assert [c.item for c in there.lost] == [c.item for c in back.gained]
    assert [c.item for c in there.only_before] == [c.item for c in back.only_after]
    turned = {Decision.WORSE: Decision.BETTER, Decision.MISSING: there.decision}
    if there.tested is not None and back.tested is not None:
        assert back.tested.delta == -there.tested.delta
        assert back.tested.corrected == pytest.approx(there.tested.corrected)
        assert back.decision is turned.get(there.decision, back.decision)


@settings(max_examples=25)  # each is resampled 10,000 times, twice
@given(runs, st.randoms(use_true_random=False))
def test_the_order_of_what_was_judged_has_no_part_in_it(
    rows: list[tuple[str, str]], random: Random
) -> None:
    one, other = both(rows)
    mixed = [*one], [*other]
    for side in mixed:
        random.shuffle(side)
    there = compare(results(one), results(other), 0.02)
    assert compare(results(mixed[0]), results(mixed[1]), 0.02) == there


def test_more_lost_is_never_less_evidence() -> None:
    values = []
    for lost in range(9):
        test = only(compare(binary("1" * 20), binary("0" * lost + "1" * (20 - lost)), 0.02)).tested
        assert test is not None
        assert test.p is not None
        values.append(test.p)
    assert all(more <= less for less, more in pairwise(values))

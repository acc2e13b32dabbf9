"""JUnit XML read back: its counts add up, and it tells the verdict that the run tells."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from evals.suite.junit import ITEMS, OF_AN_ITEM, as_junit
from evals.suite.metric import Verdict
from tests.evals.suite.reported import ADDRESS, SHOWN, SITE, SOURCE, judged, results, wrong


def read(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)  # noqa: S314  # written by the code under test


def cases(root: ElementTree.Element) -> dict[str, ElementTree.Element]:
    return {str(case.get("name")): case for case in root.iter("testcase")}


def test_the_counts_are_those_of_the_test_cases() -> None:
    root = read(as_junit(results()))
    suites = list(root)
    assert [suite.get("name") for suite in suites] == ["D1", "D4", "D10", "D11"]
    for suite in suites:
        own = list(suite.iter("testcase"))
        failed = [case for case in own if case.find("failure") is not None]
        skipped = [case for case in own if case.find("skipped") is not None]
        assert suite.get("tests") == str(len(own))
        assert suite.get("failures") == str(len(failed))
        assert suite.get("skipped") == str(len(skipped))
        assert suite.get("errors") == "0"
    # Six metrics; and of the gate that was missed, the two items that are not right.
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("8", "4", "0")


def test_a_metric_is_a_gate_by_its_verdict() -> None:
    found = cases(read(as_junit(results())))
    outcome = {
        Verdict.PASSED: [],
        Verdict.FAILED: ["failure"],
        Verdict.MISSING: ["failure"],
        Verdict.NO_GATE: ["skipped"],
    }
    for metric in results().metrics:
        case = found[metric.definition.metric]
        assert [child.tag for child in case] == outcome[metric.verdict], metric.definition.metric
    told = found["s/lost"].find("failure")
    assert told is not None
    assert told.get("type") == "missing"


def test_a_run_that_passed_has_no_failure() -> None:
    kept = [one for one in results().judged if one.metric == "s/found"]
    whole = replace(
        results(kept),
        metrics=tuple(
            metric for metric in results(kept).metrics if metric.definition.metric == "s/found"
        ),
    )
    assert whole.passed
    assert read(as_junit(whole)).get("failures") == "0"


def test_a_failing_item_says_what_was_expected_and_where_it_stands() -> None:
    failure = cases(read(as_junit(results())))["s/words: q1"].find("failure")
    assert failure is not None
    message = failure.get("message") or ""
    assert f"expected {SOURCE}" in message
    assert f"actual {SHOWN}" in message
    assert ADDRESS in (failure.text or "")


def test_a_footnote_and_a_document_have_addresses_of_their_own() -> None:
    note = wrong("wrong label", "a", "frus1944Quebec/d123/fn2, mark 2; cited as 3")
    one = (judged("s/words", "q9", note), judged("t/words", "frus1944Quebec/d9", wrong("altered")))
    found = cases(read(as_junit(results(one))))
    assert f"{SITE}/frus1944Quebec/d123fn2" in "".join(found["s/words: q9"].itertext())
    told = "".join(found["t/words: frus1944Quebec/d9"].itertext())
    assert f"{SITE}/frus1944Quebec/d9" in told.split()


def test_what_xml_forbids_is_shown() -> None:
    told = "".join(cases(read(as_junit(results())))["s/words: q2"].itertext())
    assert "␀␋[U+FFFE]" in told


@given(st.text())
def test_any_text_gives_xml_that_can_be_read(text: str) -> None:
    failure = wrong(text, text, text)
    root = read(as_junit(results([judged("s/words", text or "q", failure)])))
    assert root.get("tests") == "4"


def test_the_identity_of_the_run_stands_in_every_suite() -> None:
    for suite in read(as_junit(results())):
        named = {one.get("name"): one.get("value") for one in suite.iter("property")}
        assert (named["code"], named["index"], named["llm"]) == ("abc+", "version", "none")
        assert named["volume.frus1944Quebec"] == "v" * 64


def test_what_is_left_out_is_counted() -> None:
    many = [judged("s/words", f"q{n}", wrong("altered")) for n in range(ITEMS + 7)]
    long = judged("s/words", "q", *[wrong("altered")] * (OF_AN_ITEM + 3), total=20)
    found = cases(read(as_junit(results([long, *many]))))
    gate = found["s/words"].find("failure")
    assert gate is not None
    assert f"{ITEMS + 8} items are not right, the first {ITEMS} follow" in str(gate.get("message"))
    assert len([name for name in found if name.startswith("s/words: ")]) == ITEMS
    assert "and 3 more in results.json" in "".join(found["s/words: q"].itertext())


def test_equal_results_give_equal_files_whatever_time_they_took() -> None:
    assert as_junit(results()) == as_junit(results(timings=9.0))

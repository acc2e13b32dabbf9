"""The results of a run as JUnit XML, which systems of continuous integration read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree

from evals.suite.failing import Addresses, Wrong, by_metric
from evals.suite.metric import Metric, Verdict
from evals.suite.results import Results
from evals.suite.wording import actual, expected, verdict_line, visible

ITEMS = 100  # shown of each metric that missed its gate
OF_AN_ITEM = 10  # failures told of one of them
_LONGEST = 400  # characters of a text


def as_junit(results: Results) -> str:
    """One test suite per definition (D1, D4), in it one test case per metric, which is its gate.

    A metric without a gate is skipped. A gate that was not reached has failed, and so has one test
    case for each of its items that is not right, `ITEMS` of them at most: the gate's own says how
    many there are. What is not right under a gate that was reached is no failure, or the file
    would tell another verdict than the run. No times are given: equal runs give equal files.
    """
    root = ElementTree.Element("testsuites", {"name": f"frus-evals {results.run.suite}"})
    wrong, addresses = by_metric(results), Addresses(results)
    for code in sorted({metric.definition.code for metric in results.metrics}, key=_in_order):
        suite = ElementTree.SubElement(root, "testsuite", {"name": code})
        _properties(suite, results)
        for metric in results.metrics:
            if metric.definition.code == code:
                own = wrong.get(metric.definition.metric, [])
                _cases(suite, metric, own, addresses, f"frus-evals.{code}")
        _count(suite, ("tests", "failures", "errors", "skipped"))
    # The schemas know no count of what was skipped here.
    _count(root, ("tests", "failures", "errors"))
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_text(root)}\n'


def _text(root: ElementTree.Element) -> str:
    for element in root.iter():
        element.text = None if element.text is None else visible(element.text)
        for name, value in element.attrib.items():
            element.set(name, visible(value))
    return ElementTree.tostring(root, encoding="unicode")


def _in_order(code: str) -> tuple[str, int, str]:
    """D2 stands before D10."""
    letters, number, rest = re.match(r"(\D*)(\d*)(.*)", code, re.DOTALL).groups()  # type: ignore[union-attr]  # matches anything
    return letters, int(number or 0), rest


def _properties(suite: ElementTree.Element, results: Results) -> None:
    run = results.run
    told = {
        "verdict": verdict_line(results),
        "suite": run.suite,
        "code": run.code,
        "seed": str(run.seed),
        "index": run.index,
        "digest": run.digest,
        "model": run.model,
        "llm": run.llm or "none",
        "passages": str(run.passages),
        **{f"volume.{name}": digest for name, digest in run.volumes.items()},
        **{f"set.{name}": digest for name, digest in run.sets.items()},
    }
    properties = ElementTree.SubElement(suite, "properties")
    for name, value in told.items():
        ElementTree.SubElement(properties, "property", {"name": name, "value": value})


def _cases(
    suite: ElementTree.Element,
    metric: Metric,
    wrong: Sequence[Wrong],
    addresses: Addresses,
    family: str,
) -> None:
    name = metric.definition.metric
    gate = ElementTree.SubElement(suite, "testcase", {"classname": family, "name": name})
    told = f"expected {expected(metric)}; actual {actual(metric)}"
    if not metric.gated:
        ElementTree.SubElement(gate, "skipped", {"message": told})
    if metric.verdict not in (Verdict.FAILED, Verdict.MISSING):
        return
    items: dict[str, list[Wrong]] = {}
    for one in wrong:
        items.setdefault(one.judged.item, []).append(one)
    more = f"; {len(items):,} items are not right"
    more += f", the first {ITEMS} follow, all are in results.json" if len(items) > ITEMS else ""
    kind = "missing" if metric.verdict is Verdict.MISSING else "gate"
    _failure(gate, kind, told + (more if items else ""), metric.definition.title)
    for item, own in list(items.items())[:ITEMS]:
        named = {"classname": family, "name": f"{name}: {item}"}
        case = ElementTree.SubElement(suite, "testcase", named)
        _failure(case, own[0].failure.outcome, _message(own[0]), _text_of(own, addresses))


def _failure(case: ElementTree.Element, kind: str, message: str, text: str) -> None:
    failure = ElementTree.SubElement(case, "failure", {"type": kind, "message": message})
    failure.text = text


def _message(one: Wrong) -> str:
    source = f"expected {_cut(one.failure.source)}; " if one.failure.source else ""
    told = f"{one.failure.outcome}: {source}actual {_cut(one.failure.shown) or 'nothing'}"
    return told.replace("\n", " ")


def _text_of(wrong: Sequence[Wrong], addresses: Addresses) -> str:
    told = [_told(one, addresses) for one in wrong[:OF_AN_ITEM]]
    if len(wrong) > OF_AN_ITEM:
        told.append(f"and {len(wrong) - OF_AN_ITEM:,} more in results.json")
    return "\n\n".join(told)


def _told(one: Wrong, addresses: Addresses) -> str:
    lines = [f"{one.failure.outcome} ({one.judged.slice})", f"shown: {_cut(one.failure.shown)}"]
    lines += [f"source: {_cut(one.failure.source)}"] if one.failure.source else []
    address = addresses.of(one)
    return "\n".join([*lines, address] if address else lines)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… ({len(text):,} characters)"


def _count(element: ElementTree.Element, names: Sequence[str]) -> None:
    """Set the counts of the test cases below, in the order of `names`."""
    found = {
        "tests": len(list(element.iter("testcase"))),
        "failures": len(list(element.iter("failure"))),
        "errors": 0,  # a run that could not be finished writes no results
        "skipped": len(list(element.iter("skipped"))),
    }
    for name in names:
        element.set(name, str(found[name]))

"""A comparison as JSON."""

from __future__ import annotations

import json
from dataclasses import replace

from assistant.app import Assistant
from assistant.compare_record import comparison_record
from assistant.record import answer_record
from assistant.ties import Mention
from vectorstore.retriever import Filter

WHEAT = "How much wheat will Egypt buy from the Soviet Union?"


def test_the_record_is_that_of_an_answer_and_more(wheat: Assistant) -> None:
    comparison = wheat.compare(WHEAT)
    scope = Filter(after="1950")
    record = comparison_record(comparison, "q1", scope)
    answer = answer_record(comparison.answer, "q1", scope)
    assert {key: record[key] for key in answer} == answer  # type: ignore[literal-required]
    assert [key for key in record if key not in answer] == [
        "sides", "same_words", "mentions", "further", "silent",
    ]  # fmt: skip
    assert json.loads(json.dumps(record)) == record


def test_a_side_names_its_document_and_its_citations(wheat: Assistant) -> None:
    record = comparison_record(wheat.compare(WHEAT))
    sides = {side["document"]["document"]: side["quotations"] for side in record["sides"]}
    assert [q["citation"] for side in sides.values() for q in side] == [1, 2, 3, 4]
    second = sides["frus1955w2/d7"]
    assert [q["speaker"] for q in second] == ["Author's words", "Editors' footnote, in part quoted"]
    ((start, end),) = second[1]["quoted"]
    note = record["citations"][2]
    assert note["start"] <= start < end <= note["end"]
    assert note["quote"][start - note["start"] :].startswith("Egypt would buy forty")
    assert second[0]["quoted"] == []
    assert record["sides"][2]["document"]["date"] is None
    assert record["silent"] == ["frus1944Quebec/d123", "frus1955w4/d5"]


def test_words_that_stand_twice_are_given_with_both_places(wheat: Assistant) -> None:
    ((one, other),) = [
        (t["one"], t["other"]) for t in comparison_record(wheat.compare(WHEAT))["same_words"]
    ]
    assert (one["citation"], one["document"], one["passage"]) == (
        1, "frus1955w1/d1", "frus1955w1/d1/p1",
    )  # fmt: skip
    assert (other["citation"], other["passage"]) == (3, "frus1955w2/d7/fn1")
    assert one["quote"].replace("Egypt", "“Egypt", 1) == other["quote"]
    assert one["end"] - one["start"] == len(one["quote"])


def test_a_reference_is_given_with_where_it_leads(wheat: Assistant) -> None:
    comparison = wheat.compare(WHEAT)
    first, second, _ = comparison.sides
    tied = replace(comparison, mentions=(Mention(second.quotes[0], first.document, "9"),))
    (mention,) = comparison_record(tied)["mentions"]
    assert (mention["document"], mention["to"], mention["page"]) == (
        "frus1955w2/d7", "frus1955w1/d1", "9",
    )  # fmt: skip
    assert mention["quote"] == second.quotes[0].text


def test_a_refusal_has_no_sides(wheat: Assistant) -> None:
    record = comparison_record(wheat.compare("Who painted the whales of Greenland?"))
    assert record["refusal"] is not None
    assert (record["sides"], record["same_words"], record["mentions"]) == ([], [], [])

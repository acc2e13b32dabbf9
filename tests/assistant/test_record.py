"""Answers, hits and passages as JSON."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer, IndexInfo, Looked, Quote, Reason, Refusal, Statement
from assistant.record import answer_record, excerpt, hit_record, passage_record, scope_record
from corpus.library import SHIPPED
from corpus.page_text import read_page
from corpus.passage import PageBreak
from vectorstore.retriever import Filter, Hit

TEXT = read_page(SHIPPED / "frus1944Quebec" / "d123.txt")
BY_NAME = {passage.id.rsplit("/", 1)[1]: passage for passage in TEXT.passages}
INFO = IndexInfo("abc", "all-MiniLM-L6-v2", 9)


def quote(name: str, words: str) -> Quote:
    start = BY_NAME[name].text.index(words)
    return Quote(BY_NAME[name], TEXT.document, start, start + len(words))


WEAKNESS = quote("p4", "mistake friendliness for weakness")
RECORDS = quote("fn2", "For the records of the Tehran Conference")


def answered(*statements: Statement) -> Answer:
    return Answer(
        question="What?",
        searched="What?",
        statements=statements,
        index=INFO,
        timings={"total": 1.5},
    )


def test_an_answer_has_these_fields() -> None:
    record = answer_record(answered(Statement("“…”", (WEAKNESS,))), "q1")
    assert list(record) == [
        "id", "question", "searched", "scope", "refusal", "answerability", "statements",
        "citations", "related", "notice", "index", "timings_ms",
    ]  # fmt: skip
    assert (record["id"], record["refusal"], record["related"]) == ("q1", None, [])
    assert record["index"] == {"version": "abc", "model": "all-MiniLM-L6-v2", "passages": 9}
    assert record["timings_ms"] == {"total": 1.5}
    assert json.loads(json.dumps(record)) == record


def test_a_citation_tells_the_place_of_its_words() -> None:
    (citation,) = answer_record(answered(Statement("“…”", (RECORDS,))))["citations"]
    assert citation == {
        "number": 1,
        "passage": "frus1944Quebec/d123/fn2",
        "kind": "footnote",
        "voice": "editor",
        "quote": "For the records of the Tehran Conference",
        "start": RECORDS.start,
        "end": RECORDS.end,
        "document": "frus1944Quebec/d123",
        "title": "Department of State Briefing Paper",
        "date": "1944-09-06/1944-09-08",
        "pages": ["193"],
        "footnote": "2",
        "anchor": "frus1944Quebec/d123/p3",
        "url": "https://history.state.gov/historicaldocuments/frus1944Quebec/d123fn2",
        "reference": citation["reference"],
    }
    assert citation["reference"].endswith(f"p. 193, footnote 2. {citation['url']}")


def test_what_does_not_apply_is_null() -> None:
    undated = replace(TEXT.document, date=None)
    plain = Quote(BY_NAME["p4"], undated, 0, 5)
    (citation,) = answer_record(answered(Statement("“…”", (plain,))))["citations"]
    assert (citation["date"], citation["footnote"], citation["anchor"]) == (None, None, None)


def test_pages_are_those_of_the_quoted_words_alone() -> None:
    crossing = replace(BY_NAME["p4"], pages=(PageBreak(0, "192"), PageBreak(100, "193")))
    for start, end, pages in ((0, 50, ["192"]), (120, 130, ["193"]), (90, 110, ["192", "193"])):
        words = Quote(crossing, TEXT.document, start, end)
        (citation,) = answer_record(answered(Statement("“…”", (words,))))["citations"]
        assert citation["pages"] == pages
        assert citation["url"].endswith(f"#pg_{pages[0]}")


def test_citations_are_numbered_by_first_use_and_never_twice() -> None:
    record = answer_record(
        answered(Statement("one", (RECORDS, WEAKNESS)), Statement("two", (WEAKNESS,)))
    )
    assert [citation["number"] for citation in record["citations"]] == [1, 2]
    assert record["citations"][0]["passage"] == "frus1944Quebec/d123/fn2"
    assert [statement["citations"] for statement in record["statements"]] == [[1, 2], [2]]
    assert [statement["text"] for statement in record["statements"]] == ["one", "two"]


def test_a_refusal_has_a_reason_and_what_is_related() -> None:
    looked = Looked(("frus1944Quebec",), 9, Filter(after="1944"), undated=2)
    answer = Answer(
        question="Who?",
        searched="Who?",
        refusal=Refusal(Reason.NOT_ANSWERED, "I found none.", ("Stalin",), looked),
        related=(WEAKNESS,),
        index=INFO,
    )
    record = answer_record(answer)
    assert record["refusal"] == {
        "reason": "not answered",
        "message": "I found none.",
        "unmatched": ["Stalin"],
        "looked": {
            "volumes": ["frus1944Quebec"],
            "passages": 9,
            "undated": 2,
            "scope": scope_record(Filter(after="1944")),
        },
    }
    assert (record["statements"], record["citations"]) == ([], [])
    assert record["related"] == [
        {
            "passage": "frus1944Quebec/d123/p4",
            "document": "frus1944Quebec/d123",
            "pages": ["193"],
            "excerpt": "mistake friendliness for weakness",
        }
    ]


def test_a_reply_without_a_search_looked_through_nothing() -> None:
    answer = Answer(
        question="Hi", searched="Hi", refusal=Refusal(Reason.GREETING, "Hello."), index=INFO
    )
    refusal = answer_record(answer)["refusal"]
    assert refusal is not None
    assert (refusal["unmatched"], refusal["looked"]) == ([], None)


def test_a_hit_has_these_fields() -> None:
    assert hit_record(Hit(BY_NAME["fn1"], TEXT.document, 0.123456789)) == {
        "passage": "frus1944Quebec/d123/fn1",
        "document": "frus1944Quebec/d123",
        "kind": "footnote",
        "voice": "editor",
        "score": 0.123457,
        "reranker": None,
        "pages": ["192"],
        "text": BY_NAME["fn1"].text,
        "around": None,
    }


def test_a_passage_has_these_fields() -> None:
    record: object = passage_record(BY_NAME["fn2"])
    assert record == {
        "passage": "frus1944Quebec/d123/fn2",
        "document": "frus1944Quebec/d123",
        "kind": "footnote",
        "voice": "editor",
        "text": BY_NAME["fn2"].text,
        "pages": ["193"],
        "page_breaks": [(0, "193")],
        "footnote": "2",
        "anchor": {"passage": "frus1944Quebec/d123/p3", "offset": 64},
        "references": [],
    }
    assert passage_record(BY_NAME["p1"])["anchor"] is None


def test_a_short_text_is_its_own_excerpt() -> None:
    assert excerpt("Words.") == "Words."
    assert excerpt("x" * 300) == "x" * 300
    assert excerpt("") == ""


@pytest.mark.parametrize("text", ["word " * 100, "x" * 5000, " " + "x" * 500, "a " + "é" * 600])
def test_a_long_text_is_cut_and_marked(text: str) -> None:
    cut = excerpt(text)
    assert cut.endswith(" …")
    assert len(cut) <= 300
    assert text.startswith(cut.removesuffix(" …"))


@given(st.text(st.sampled_from("ab \n"), max_size=700))
def test_an_excerpt_is_the_beginning_of_its_text(text: str) -> None:
    cut = excerpt(text)
    assert len(cut) <= 300
    assert cut == text or text.startswith(cut.removesuffix(" …"))

"""References and addresses that are wrong in one part each are named for that part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from assistant.answer import Quote, Reason
from corpus.document import DateRange, Document
from corpus.passage import PageBreak
from evals.case import Case
from evals.checks.heading import header
from evals.record.page import Page
from evals.record.unit import Header
from evals.score import NOT_SCORED

if TYPE_CHECKING:
    from tests.evals.conftest import Replies

ID = "frus1944Quebec/d123"
SITE = "https://history.state.gov/historicaldocuments/frus1944Quebec"
WORDS = "mistake friendliness"
NUMBERED = Header(
    number="123",
    title="A Paper, in Two Parts, for the U.S.",
    day="1944-09-06",
    anchors=frozenset({"pg_193", "d123fn2"}),
)
Outcome = Callable[..., str]


def of_numbered(quote: Quote, **changes: Any) -> Quote:
    """`quote`, from a document as `NUMBERED` describes it, but for `changes`."""
    right: dict[str, Any] = {"number": "123", "numbered": True, "title": f"123. {NUMBERED.title}"}
    return replace(quote, document=replace(quote.document, **(right | changes)))


@pytest.fixture
def outcome(page_source: Page, replies: Replies, case: Case) -> Outcome:
    """What is said of an answer with one quotation, where the record's header is `header_`."""

    def of(quote: Quote, header_: Header = NUMBERED) -> str:
        record = {ID: replace(page_source, header=header_)}
        (finding,) = header(record)(case, replies.answer(quote)).findings
        assert finding.right == (finding.outcome == "right")
        return finding.outcome

    return of


@pytest.mark.parametrize(
    ("name", "words"),
    [("p4", WORDS), ("fn2", "Tehran"), ("source", "Roosevelt Papers"), ("head", "Briefing")],
)
def test_the_shipped_document_is_cited_rightly(
    page_source: Page, replies: Replies, outcome: Outcome, name: str, words: str
) -> None:
    assert page_source.header.number == ""  # the book prints none
    assert outcome(replies.quote(name, words), page_source.header) == "right"


def test_every_part_of_a_reference(replies: Replies, outcome: Outcome) -> None:
    quote = replies.quote("p4", WORDS)
    assert outcome(of_numbered(quote)) == "right"
    assert outcome(of_numbered(quote, numbered=False)) == "wrong number"
    assert outcome(of_numbered(quote, number="124")) == "wrong number"
    assert outcome(of_numbered(quote, title="123. A Paper, in Two Parts")) == "wrong title"
    assert outcome(of_numbered(quote, title="123. a Paper, in Two Parts, for the U.S.")) == (
        "wrong title"
    )
    assert outcome(of_numbered(quote, date=None)) == "wrong date"
    later = DateRange("1944-09-08", "1944-09-08")
    assert outcome(of_numbered(quote, date=later)) == "wrong date"


def test_a_document_that_the_record_has_not(replies: Replies, case: Case) -> None:
    (finding,) = header({})(case, replies.answer(replies.quote("p4", WORDS))).findings
    assert finding.outcome == "no such document"


@pytest.mark.parametrize(
    ("reference", "outcome_"),
    [
        ("A Paper", "no reference"),
        ("{title}, {book}, Document 123, p. 193. {url}", "right"),
        ("{title}, {book}, p. 193. {url}", "wrong number"),
        ("{title}, continued, {book}, Document 123, p. 193. {url}", "wrong title"),
        ("Secret, {title}, {book}, Document 123, p. 193. {url}", "wrong title"),
        ("{title}, {book}, Document 123, p. 192. {url}", "wrong place"),
        ("{title}, {book}, Document 123. {url}", "wrong place"),
        ("{title}, {book}, Document 123, p. 193, footnote 2. {url}", "wrong place"),
        ("{title}, {book}, Document 123, pp. 193–194. {url}", "wrong place"),
        ("{title}, {book}, Document 123, p. 193. {url}x", "wrong address"),
    ],
)
def test_a_reference_written_otherwise(
    monkeypatch: pytest.MonkeyPatch,
    replies: Replies,
    outcome: Outcome,
    reference: str,
    outcome_: str,
) -> None:
    parts = {
        "title": "A Paper, in Two Parts, for the U.S.",
        "book": "Foreign Relations of the United States, Conference at Quebec, 1944 (1972)",
        "url": f"{SITE}/d123#pg_193",
    }
    monkeypatch.setattr("assistant.record.reference", lambda *_: reference.format(**parts))
    assert outcome(of_numbered(replies.quote("p4", WORDS))) == outcome_


@pytest.mark.parametrize(
    ("name", "words", "address", "outcome_"),
    [
        ("p4", WORDS, "/d123#pg_193", "right"),
        ("p4", WORDS, "/d123", "wrong address"),
        ("p4", WORDS, "/d123fn2", "wrong address"),
        ("p4", WORDS, "/d123#pg_194", "dead address"),
        ("p4", WORDS, "/d124#pg_193", "dead address"),
        ("p4", WORDS, "", "dead address"),
        ("fn2", "Tehran", "/d123fn2", "right"),
        ("fn2", "Tehran", "/d123#pg_193", "wrong address"),
        ("fn2", "Tehran", "/d123fn3", "dead address"),
        ("fn2", "Tehran", "/d123", "wrong address"),
        ("source", "Roosevelt", "/d123", "right"),
    ],
)
def test_an_address_leads_to_what_is_quoted(
    monkeypatch: pytest.MonkeyPatch,
    replies: Replies,
    outcome: Outcome,
    name: str,
    words: str,
    address: str,
    outcome_: str,
) -> None:
    def told(*_: object) -> str:
        return f"{SITE}{address}"

    monkeypatch.setattr("assistant.record.passage_url", told)
    monkeypatch.setattr("corpus.citation.cited_url", told)
    changed = {} if name != "source" else {"pages": ()}
    assert outcome(of_numbered(replies.quote(name, words, **changed))) == outcome_


def test_pages_in_brackets_and_pages_without_an_address(replies: Replies, outcome: Outcome) -> None:
    bracketed = of_numbered(replies.quote("p4", WORDS, pages=(PageBreak(0, "[193]"),)))
    assert outcome(bracketed) == "right"
    bare = replace(NUMBERED, anchors=frozenset())
    assert outcome(of_numbered(replies.quote("p4", WORDS)), bare) == "dead address"
    assert outcome(of_numbered(replies.quote("p4", WORDS), linked_pages=False), bare) == "right"


def test_what_is_offered_counts_and_silence_does_not(
    page_source: Page, replies: Replies, case: Case
) -> None:
    check = header({ID: page_source})
    offered = (replies.quote("p4", WORDS), replies.quote("fn2", "Tehran"))
    score = check(case, replies.refusal(Reason.NOT_ANSWERED, related=offered))
    assert [finding.outcome for finding in score.findings] == ["right", "right"]
    assert check(case, replies.refusal(Reason.NOT_ANSWERED)).value is NOT_SCORED


def test_dates_of_a_range_are_known_by_their_first_day(replies: Replies, outcome: Outcome) -> None:
    document: Document = replies.text.document
    assert str(document.date) == "1944-09-06/1944-09-08"
    assert outcome(of_numbered(replies.quote("p4", WORDS))) == "right"


@pytest.mark.parametrize(
    ("book", "year", "outcome_"),
    [
        ("Conference at Quebec, 1944", "1972", "right"),
        ("", "", "right"),
        ("Conference at Quebec, 1944", "1973", "wrong book"),
        ("Conference at Yalta, 1945", "1972", "wrong book"),
    ],
)
def test_the_book_is_the_one_that_was_printed(
    replies: Replies, outcome: Outcome, book: str, year: str, outcome_: str
) -> None:
    printed = replace(NUMBERED, book=book, year=year)
    assert outcome(of_numbered(replies.quote("p4", WORDS)), printed) == outcome_

"""What several documents say on one question, each by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import Answer, IndexInfo, Quote, Reason, Statement, Turn
from assistant.app import Assistant
from assistant.compare import Comparison
from assistant.question import ABOUT, WITHIN
from corpus.document import DateRange, Document, Volume
from corpus.errors import InputError
from corpus.passage import Kind, Passage, Voice
from vectorstore.index import Index
from vectorstore.retriever import Filter, Hit

WHEAT = "How much wheat will Egypt buy from the Soviet Union?"
COFFEE = "How much did the price of coffee in Brazil rise?"
VOLUME = Volume(id="frus1955w1", title="The Book")


def documents(comparison: Comparison) -> list[str]:
    return [side.document.id for side in comparison.sides]


def statement(own: str, date: str | None) -> Statement:
    document = Document(
        id=f"frus1955w1/{own}",
        volume=VOLUME,
        number=own[1:],
        title="Paper",
        date=DateRange(date, date) if date else None,
    )
    passage = Passage(
        id=f"{document.id}/p1",
        document=document.id,
        kind=Kind.PARAGRAPH,
        voice=Voice.AUTHOR,
        text="Wheat.",
    )
    return Statement("“Wheat.”", (Quote(passage, document, 0, 6),))


def answer(*statements: Statement) -> Answer:
    info = IndexInfo("v", "m", 1)
    return Answer(question="?", searched="?", statements=statements, index=info)


def test_documents_come_in_order_of_their_dates_and_undated_ones_last(wheat: Assistant) -> None:
    comparison = wheat.compare(WHEAT)
    assert documents(comparison) == ["frus1955w1/d1", "frus1955w2/d7", "frus1955w3/d2"]
    figures = [side.quotes[0].text for side in comparison.sides]
    assert ["forty" in figures[0], "sixty" in figures[1], "fifty" in figures[2]] == [True] * 3


def test_a_document_that_holds_nothing_is_not_shown_as_if_it_did(wheat: Assistant) -> None:
    comparison = wheat.compare(WHEAT)
    assert {one.id for one in comparison.silent} == {"frus1944Quebec/d123", "frus1955w4/d5"}


def test_each_quotation_belongs_to_its_own_document(wheat: Assistant) -> None:
    for side in wheat.compare(WHEAT).sides:
        assert {quote.document.id for quote in side.quotes} == {side.document.id}


def test_a_footnote_that_repeats_another_document_is_told(wheat: Assistant) -> None:
    comparison = wheat.compare(WHEAT)
    (shared,) = comparison.shared
    assert shared.one.passage.id == "frus1955w1/d1/p1"
    assert shared.other.passage.id == "frus1955w2/d7/fn1"
    assert shared.one.text.endswith("before the next harvest and pay for it in cotton")
    assert comparison.citation(shared.one) == 1
    shown = comparison.answer.quotes[2]
    assert comparison.citation(shared.other) == 3
    assert (shown.passage, shown.passage.kind) == (shared.other.passage, Kind.FOOTNOTE)


def test_one_document_that_answers_is_shown_alone(wheat: Assistant) -> None:
    comparison = wheat.compare(COFFEE)
    assert documents(comparison) == ["frus1955w4/d5"]
    assert "frus1955w1/d1" in {one.id for one in comparison.silent}


def test_named_documents_are_all_looked_at_and_no_others(wheat: Assistant) -> None:
    scope = Filter(documents=("frus1955w4/d5", "frus1955w1/d1", "frus1955w3/d2"))
    comparison = wheat.compare(WHEAT, scope=scope)
    assert documents(comparison) == ["frus1955w1/d1", "frus1955w3/d2"]
    assert [one.id for one in comparison.silent] == ["frus1955w4/d5"]


def test_a_named_document_outside_the_dates_is_silent(wheat: Assistant) -> None:
    scope = Filter(documents=("frus1955w1/d1", "frus1955w2/d7"), after="1955-06")
    comparison = wheat.compare(WHEAT, scope=scope)
    assert documents(comparison) == ["frus1955w2/d7"]
    assert [one.id for one in comparison.silent] == ["frus1955w1/d1"]


def test_a_filter_holds_for_footnotes_too(wheat: Assistant) -> None:
    comparison = wheat.compare(WHEAT, scope=Filter(voice=Voice.AUTHOR))
    assert {quote.passage.voice for quote in comparison.answer.quotes} == {Voice.AUTHOR}
    comparison = wheat.compare(WHEAT, scope=Filter(kind=Kind.FOOTNOTE))
    assert [quote.passage.id for quote in comparison.answer.quotes] == ["frus1955w2/d7/fn1"]


def test_more_documents_than_wanted_are_named_and_not_shown(wheat: Assistant) -> None:
    comparison = wheat.compare(WHEAT, sides=2)
    assert len(comparison.sides) == 2
    (more,) = comparison.further
    assert {*documents(comparison), more.id} == {
        "frus1955w1/d1", "frus1955w2/d7", "frus1955w3/d2",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("What did Churchill write about the whales of Greenland?", Reason.NOT_ANSWERED),
        ("Hello!", Reason.GREETING),
    ],
)
def test_what_is_not_answered_is_not_compared(
    wheat: Assistant, question: str, reason: Reason
) -> None:
    comparison = wheat.compare(question)
    assert comparison.answer.refusal is not None
    assert comparison.answer.refusal.reason is reason
    assert comparison.sides == ()


def test_named_documents_of_a_refusal_are_told(wheat: Assistant) -> None:
    scope = Filter(documents=("frus1955w1/d1", "frus1955w4/d5"))
    comparison = wheat.compare("Who painted the whales of Greenland?", scope=scope)
    assert comparison.sides == ()
    assert [one.id for one in comparison.silent] == ["frus1955w1/d1", "frus1955w4/d5"]


def test_a_follow_up_is_completed_before_it_is_compared(wheat: Assistant) -> None:
    comparison = wheat.compare("And how much of it from the Soviet Union?", (Turn(WHEAT),))
    assert "wheat" in comparison.answer.searched
    assert len(comparison.sides) >= 2


def test_a_question_may_name_the_documents_itself(wheat: Assistant) -> None:
    comparison = wheat.compare(f"{WHEAT}{WITHIN}frus1955w1/d1, frus1955w3/d2, frus1955w4/d5)")
    assert documents(comparison) == ["frus1955w1/d1", "frus1955w3/d2"]
    assert [one.id for one in comparison.silent] == ["frus1955w4/d5"]
    assert comparison.answer.searched.endswith("frus1955w4/d5)")
    kept = wheat.compare("Does that document say how much wheat?", quoted(wheat))
    assert documents(kept) == ["frus1955w1/d1"]
    assert kept.silent == kept.further == ()


def test_what_marks_words_and_documents_is_searched_nowhere(
    wheat: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, tuple[str, ...]]] = []
    search = Index.search

    def recorded(self: Index, query: str, k: int, scope: Filter) -> list[Hit]:
        asked.append((query, scope.documents))
        return search(self, query, k, scope)

    monkeypatch.setattr(Index, "search", recorded)
    named = ("frus1955w1/d1", "frus1955w2/d7")
    marked = f"How much?{ABOUT}wheat, Egypt){WITHIN}{', '.join(named)})"
    wheat.compare(marked)
    queries = ("How much?", "How much? wheat, Egypt")
    assert [one for one in asked if len(one[1]) == 1] == [
        (query, (document,)) for document in named for query in queries
    ]
    assert {query for query, _ in asked} == set(queries)


def quoted(wheat: Assistant) -> tuple[Turn, ...]:
    """A turn that showed the first document alone."""
    comparison = wheat.compare(WHEAT, scope=Filter(documents=("frus1955w1/d1",)))
    return (Turn(WHEAT, "", comparison.answer.quotes),)


def test_the_same_question_gives_the_same_comparison(wheat: Assistant) -> None:
    one, other = wheat.compare(WHEAT), wheat.compare(WHEAT)
    assert replace(one.answer, timings={}) == replace(other.answer, timings={})
    assert (one.sides, one.silent, one.shared) == (other.sides, other.silent, other.shared)


def test_time_is_told_by_step(wheat: Assistant) -> None:
    timings = wheat.compare(WHEAT).answer.timings
    assert timings["total"] >= timings["compare"] > 0


@pytest.mark.parametrize("sides", [-1, 0, 1, 21])
def test_a_number_of_documents_that_makes_no_comparison_is_refused(
    wheat: Assistant, sides: int
) -> None:
    with pytest.raises(InputError, match="between 2 and 20"):
        wheat.compare(WHEAT, sides=sides)


def test_a_comparison_that_exists_is_in_order_and_counts_no_document_twice() -> None:
    early, late, undated = (
        statement("d9", "1955-03"),
        statement("d2", "1955-04"),
        statement("d1", None),
    )
    comparison = Comparison(answer=answer(early, late, undated))
    assert [side.document.number for side in comparison.sides] == ["9", "2", "1"]
    for wrong in ((late, early), (undated, early), (early, undated, late)):
        with pytest.raises(ValueError, match="not in order"):
            Comparison(answer=answer(*wrong))
    with pytest.raises(ValueError, match="shown and left out"):
        Comparison(answer=answer(early), silent=(early.quotes[0].document,))


def test_documents_of_one_day_come_in_the_order_of_their_book() -> None:
    statements = [statement(own, "1955-03-01") for own in ("d2", "d10", "d101")]
    assert len(Comparison(answer=answer(*statements)).sides) == 3
    with pytest.raises(ValueError, match="not in order"):
        Comparison(answer=answer(*reversed(statements)))

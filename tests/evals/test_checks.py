"""Every check on replies whose right verdict is known, planted faults first among them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.answer import Answer, Quote, Reason, Statement
from corpus.page_text import read_page
from corpus.passage import Anchor, Kind, PageBreak, Voice
from evals.case import Case, Expect, Gold
from evals.checks.abstention import (
    answered,
    greeted,
    quiet_refusal,
    refusal_precision,
    refused,
)
from evals.checks.determinism import determinism
from evals.checks.footnote import footnote
from evals.checks.gold import first_quote_hit, gold_recall
from evals.checks.page import page
from evals.checks.prose import coverage, lead_in, leakage, own_words
from evals.checks.quotation import located, verbatim
from evals.record.page import read_page_source
from evals.record.unit import Record
from evals.score import NOT_SCORED, Finding, Score, judged

if TYPE_CHECKING:
    from tests.evals.conftest import Replies

    AnswerMaker = Callable[[Replies], Answer]

FRIENDLY = "mistake friendliness for weakness"
ID = "frus1944Quebec/d123"


def outcomes(score: Score) -> list[str]:
    return [finding.outcome for finding in score.findings]


def with_gold(case: Case, *gold: tuple[str, str]) -> Case:
    sentences = tuple(Gold(f"{ID}/{name}", words) for name, words in gold)
    return replace(case, expect=Expect.ANSWER, gold=sentences)


def test_a_right_quotation_passes_every_check(record: Record, replies: Replies, case: Case) -> None:
    answer = replies.answer(replies.quote("p4", FRIENDLY))
    due = with_gold(case, ("p4", "friendliness for weakness"))
    for place in (verbatim, located, page):
        assert place(record)(due, answer).value is True
    for check in (first_quote_hit, gold_recall):
        assert check(due, answer).value is True
    assert coverage(due, answer).value is leakage(due, answer).value is True
    assert answered(due, answer).value is True
    assert footnote(record, replies.stored)(due, answer).value is NOT_SCORED


def test_a_refusal_is_not_scored_where_quotations_are_judged(
    record: Record, replies: Replies, case: Case
) -> None:
    answer = replies.refusal(Reason.NOT_ANSWERED)
    for check in (
        verbatim(record),
        located(record),
        page(record),
        footnote(record, replies.stored),
        leakage,
    ):
        assert check(case, answer).value is NOT_SCORED


def test_one_changed_word_is_not_verbatim(record: Record, replies: Replies, case: Case) -> None:
    text = replies.passage("p4").text.replace("weakness", "strength")
    quote = replies.quote("p4", "mistake friendliness for strength", text=text)
    score = verbatim(record)(case, replies.answer(quote))
    assert (score.value, outcomes(score)) == (False, ["altered"])
    assert "mistake friendliness for strength" in score.explanation


@pytest.mark.parametrize("change", [("’", "'"), ("-", "–"), (" ", "\u00a0"), ("Hull", "hull")])
def test_nothing_is_folded(
    record: Record, replies: Replies, case: Case, change: tuple[str, str]
) -> None:
    text = replies.passage("fn1").text.replace("memorandum", "wire-memorandum").replace(*change)
    answer = replies.answer(replies.quote("fn1", text, text=text))
    assert verbatim(record)(case, answer).value is False


def test_words_cut_inside_a_word_are_not_verbatim(
    record: Record, replies: Replies, case: Case
) -> None:
    answer = replies.answer(replies.quote("p4", "take friendliness"))
    assert outcomes(verbatim(record)(case, answer)) == ["cut inside a word"]
    assert located(record)(case, answer).value is True


def test_quotations_offered_as_related_are_checked_too(
    record: Record, replies: Replies, case: Case
) -> None:
    text = replies.passage("p4").text.replace("weakness", "strength")
    quote = replies.quote("p4", "friendliness for strength", text=text)
    answer = replies.refusal(Reason.NOT_ANSWERED, related=(quote,))
    assert verbatim(record)(case, answer).value is False


def test_shifted_offsets_are_found(record: Record, replies: Replies, case: Case) -> None:
    """A passage stored with a footnote's mark left in: its words are right, its offsets not."""
    text = replies.passage("p3").text.replace("Conferences toward", "Conferences2 toward")
    answer = replies.answer(replies.quote("p3", "common agreement", text=text))
    score = located(record)(case, answer)
    assert outcomes(score) == ["wrong offsets"]
    assert verbatim(record)(case, answer).value is True
    assert page(record)(case, answer).value is True


def test_right_words_from_the_wrong_passage(record: Record, replies: Replies, case: Case) -> None:
    text = replies.passage("p4").text
    neighbour = replies.answer(replies.quote("p5", FRIENDLY, text=text))
    assert outcomes(located(record)(case, neighbour)) == ["wrong passage"]
    stranger = replies.answer(replies.quote("p4", FRIENDLY, id=f"{ID}/p99"))
    assert outcomes(located(record)(case, stranger)) == ["no such passage"]
    assert page(record)(case, stranger).value is False


@pytest.mark.parametrize(
    ("pages", "outcome"),
    [
        ((PageBreak(0, "193"),), "exact"),
        ((PageBreak(0, "192"),), "off by one"),
        ((PageBreak(0, "194"),), "off by one"),
        ((PageBreak(0, "195"),), "other"),
        ((PageBreak(0, "xii"),), "other"),
        ((PageBreak(0, "192"), PageBreak(40, "193")), "other"),
        ((), "other"),
    ],
)
def test_wrong_pages(
    record: Record, replies: Replies, case: Case, pages: tuple[PageBreak, ...], outcome: str
) -> None:
    quote = replies.quote("p4", "There is a danger that the Soviet Government may", pages=pages)
    assert outcomes(page(record)(case, replies.answer(quote))) == [outcome]


def test_pages_of_words_that_cross_a_break(
    crossing_page: Path, replies: Replies, case: Case
) -> None:
    source = read_page_source(crossing_page)
    record = {source.document: source}
    replies = replace(replies, text=read_page(crossing_page))
    words = "The second sentence goes on to the page that follows"

    def outcome(words: str, *pages: tuple[int, str]) -> list[str]:
        breaks = tuple(PageBreak(offset, label) for offset, label in pages)
        quote = replies.quote("p1", words, pages=breaks)
        return outcomes(page(record)(case, replies.answer(quote)))

    true = replies.passage("p1").pages
    assert [p.label for p in true] == ["11", "12"]
    break_at = true[1].offset
    assert outcome(words, (0, "11"), (break_at, "12")) == ["exact"]
    assert outcome(words, (0, "11")) == ["first page only"]
    assert outcome(words, (0, "12")) == ["other"]
    assert outcome(words, (0, "12"), (break_at, "13")) == ["off by one"]
    assert outcome("to the page that follows", (0, "11")) == ["off by one"]
    assert outcome("to the page that follows", (0, "11"), (break_at, "12")) == ["exact"]
    assert outcome("The second sentence goes on ", (0, "11"), (break_at, "12")) == ["exact"]


@pytest.mark.parametrize("name", ["fn1", "fn2", "source"])
def test_notes_cited_as_they_are(record: Record, replies: Replies, case: Case, name: str) -> None:
    quote = replies.quote(name, replies.passage(name).text)
    assert outcomes(footnote(record, replies.stored)(case, replies.answer(quote))) == ["right"]


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"label": "1"}, "wrong label"),
        ({"label": None}, "wrong label"),
        ({"id": f"{ID}/fn1"}, "wrong note"),
        ({"anchor": Anchor(f"{ID}/p4", 64)}, "wrong anchor"),
        ({"anchor": Anchor(f"{ID}/p3", 66)}, "wrong anchor"),
        ({"anchor": None}, "wrong anchor"),
        ({"voice": Voice.AUTHOR}, "wrong voice"),
        ({"kind": Kind.PARAGRAPH, "label": None, "anchor": None}, "swapped"),
        ({"kind": Kind.PARAGRAPH, "label": None, "anchor": None, "id": f"{ID}/p3"}, "swapped"),
    ],
)
def test_notes_cited_wrongly(
    record: Record, replies: Replies, case: Case, changes: dict[str, object], outcome: str
) -> None:
    quote = replies.quote("fn2", "For the records of the Tehran Conference", **changes)
    score = footnote(record, replies.stored)(case, replies.answer(quote))
    assert (score.value, outcomes(score)) == (False, [outcome])


def test_words_of_the_text_cited_as_a_note(record: Record, replies: Replies, case: Case) -> None:
    text = replies.passage("p4").text
    swapped = replies.answer(replies.quote("fn2", FRIENDLY, text=text))
    assert outcomes(footnote(record, replies.stored)(case, swapped)) == ["swapped"]
    nowhere = replies.answer(replies.quote("fn2", "invented", text="An invented note."))
    assert outcomes(footnote(record, replies.stored)(case, nowhere)) == ["in no passage"]


@pytest.mark.parametrize(
    ("text", "leaked"),
    [
        ("“{q}”", []),
        ("“{q}” … “{q}”", []),
        ("The danger was real: “{q}”", ["The", "danger", "was", "real"]),
        ("“{q}” In 1945", ["In", "1945"]),
        ("“{q}” “invented words”", ["invented", "words"]),
        ("{q}", ["mistake", "friendliness", "for", "weakness"]),
        ("“not {q}”", ["not", "mistake", "friendliness", "for", "weakness"]),
        ("Source note: “{q}”", ["Source", "note"]),
        ("Footnote 2, by the editors: “{q}”", ["Footnote", "2", "by", "the", "editors"]),
    ],
)
def test_words_of_the_answer_s_own(
    replies: Replies, case: Case, text: str, leaked: list[str]
) -> None:
    answer = replies.answer(replies.quote("p4", FRIENDLY), text=text.format(q=FRIENDLY))
    assert own_words(answer.statements[0]) == leaked
    assert leakage(case, answer).value is (not leaked)


@pytest.mark.parametrize(
    ("name", "text", "covered", "clean"),
    [
        ("fn2", "Footnote 2, by the editors: “{q}”", True, True),
        ("fn2", "Footnote 1, by the editors: “{q}”", False, False),
        ("fn2", "Source note: “{q}”", False, False),
        ("fn2", "“{q}”", False, True),
        ("source", "Source note: “{q}”", True, True),
        ("source", "“{q}”", False, True),
        ("p4", "“{q}”", True, True),
        ("p4", "“{q}” (p. 193)", True, True),
        ("p4", "“{q}” (p. 194)", True, False),
        ("p4", "(p. 193) “{q}”", True, False),
        ("fn2", "Footnote 2, by the editors: “{q}” (p. 193, footnote 2)", True, True),
        ("fn2", "Footnote 2, by the editors: “{q}” (p. 193, footnote 1)", True, False),
    ],
)
def test_the_voice_of_a_note_is_named_before_its_words(
    replies: Replies, case: Case, name: str, text: str, covered: bool, clean: bool
) -> None:
    words = replies.passage(name).text
    answer = replies.answer(replies.quote(name, words), text=text.format(q=words))
    assert coverage(case, answer).value is covered
    assert leakage(case, answer).value is clean


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"voice": Voice.AUTHOR}, "Footnote 2, by the author"),
        ({"label": "*"}, "Footnote *, by the editors"),
        ({"label": None, "anchor": None}, "Editors’ note"),
    ],
)
def test_lead_ins_of_other_notes(
    replies: Replies, changes: dict[str, object], expected: str
) -> None:
    assert lead_in(replies.quote("fn2", "Tehran", **changes)) == expected


def test_a_quotation_inside_another_is_no_leak(replies: Replies, case: Case) -> None:
    inner, outer = (replies.quote("p4", words) for words in ("friendliness", FRIENDLY))
    answer = replies.answer(inner, outer)
    assert leakage(case, answer).value is coverage(case, answer).value is True


def test_coverage_wants_the_cited_words_in_quotation_marks(replies: Replies, case: Case) -> None:
    quote = replies.quote("p4", FRIENDLY)
    for text in ("Author's words", FRIENDLY):
        answer = replies.answer(quote, text=text)
        assert outcomes(coverage(case, answer)) == ["cited words not shown"]
    forged = replies.answer(quote)
    object.__setattr__(forged.statements[0], "quotes", ())
    assert outcomes(coverage(case, forged)) == ["no citation"]


def test_first_quotation_and_recall(record: Record, replies: Replies, case: Case) -> None:
    due = with_gold(case, ("p4", FRIENDLY), ("p6", "perilously close to collusion"))
    right, other = replies.quote("p4", FRIENDLY), replies.quote("p5", "franker")
    assert outcomes(first_quote_hit(due, replies.answer(right, other))) == ["hit"]
    assert outcomes(first_quote_hit(due, replies.answer(other, right))) == ["miss"]
    score = gold_recall(due, replies.answer(other, right))
    assert outcomes(score) == ["quoted", "missed"]
    nothing = replies.refusal(Reason.NOT_ANSWERED)
    assert outcomes(gold_recall(due, nothing)) == ["missed", "missed"]
    assert first_quote_hit(due, nothing).value is NOT_SCORED
    assert gold_recall(case, replies.answer(right)).value is NOT_SCORED


@pytest.mark.parametrize(
    ("words", "hit"),
    [
        ("may mistake friendliness for weakness and continue to operate", True),
        ("for weakness and continue to operate in the belief that it can", False),
        ("friendliness for weakness and continue to operate in the belief", True),
        ("unless the British", False),
    ],
)
def test_half_of_the_shorter_span_is_a_match(
    record: Record, replies: Replies, case: Case, words: str, hit: bool
) -> None:
    answer = replies.answer(replies.quote("p4", words))
    score = first_quote_hit(with_gold(case, ("p4", FRIENDLY)), answer)
    assert score.value is hit


def test_altered_words_match_no_gold_sentence(record: Record, replies: Replies, case: Case) -> None:
    text = replies.passage("fn1").text.replace("Annex 2", "Annex 3")
    answer = replies.answer(replies.quote("fn1", "Annex 3 to Hull", text=text))
    due = with_gold(case, ("fn1", "Annex 2 to Hull"))
    assert first_quote_hit(due, answer).value is False


@pytest.mark.parametrize(
    ("check", "expect", "reason", "value"),
    [
        (answered, Expect.ANSWER, None, True),
        (answered, Expect.ANSWER, Reason.NOT_ANSWERED, False),
        (answered, Expect.REFUSE, None, NOT_SCORED),
        (refused, Expect.REFUSE, Reason.NOT_ANSWERED, True),
        (refused, Expect.REFUSE, Reason.OUT_OF_SCOPE, True),
        (refused, Expect.REFUSE, Reason.GREETING, False),
        (refused, Expect.REFUSE, None, False),
        (refused, Expect.ANSWER, Reason.NOT_ANSWERED, NOT_SCORED),
        (greeted, Expect.GREET, Reason.GREETING, True),
        (greeted, Expect.GREET, Reason.EMPTY, True),
        (greeted, Expect.GREET, Reason.NOT_ANSWERED, False),
        (greeted, Expect.GREET, None, False),
        (refusal_precision, Expect.REFUSE, Reason.NOT_ANSWERED, True),
        (refusal_precision, Expect.ANSWER, Reason.NOT_ANSWERED, False),
        (refusal_precision, Expect.ANSWER, None, NOT_SCORED),
        (refusal_precision, Expect.GREET, Reason.GREETING, NOT_SCORED),
    ],
)
def test_refusals_go_by_their_type(
    replies: Replies,
    case: Case,
    check: Callable[[Case, Answer], Score],
    expect: Expect,
    reason: Reason | None,
    value: object,
) -> None:
    gold = (Gold(f"{ID}/p4", FRIENDLY),) if expect is Expect.ANSWER else ()
    due = replace(case, expect=expect, gold=gold)
    quote = replies.quote("p4", FRIENDLY)
    answer = replies.answer(quote) if reason is None else replies.refusal(reason, FRIENDLY)
    assert check(due, answer).value is value


def forged(replies: Replies) -> Answer:
    answer = replies.refusal(Reason.NOT_ANSWERED)
    quote = replies.quote("p4", FRIENDLY)
    object.__setattr__(answer, "statements", (Statement(FRIENDLY, (quote,)),))
    return answer


def related(reason: Reason) -> AnswerMaker:
    def make(replies: Replies) -> Answer:
        quotes: tuple[Quote, ...] = (replies.quote("p4", FRIENDLY),)
        return replies.refusal(reason, related=quotes)

    return make


def told(message: str, question: str = "?") -> AnswerMaker:
    return lambda replies: replies.refusal(Reason.NOT_ANSWERED, message, question=question)


@pytest.mark.parametrize(
    ("make", "outcome"),
    [
        (told("The record does not say."), "quiet"),
        (related(Reason.NOT_ANSWERED), "quiet"),
        (related(Reason.GREETING), "cites without a search"),
        (related(Reason.EMPTY), "cites without a search"),
        (forged, "refuses and answers"),
        (told("No answer, but they may mistake friendliness for weakness"), "quotes the record"),
        (
            told(
                "Nothing on: may mistake friendliness for weakness",
                "May mistake friendliness for weakness be the danger?",
            ),
            "quiet",
        ),
    ],
)
def test_refusing_with_quotations(
    record: Record, replies: Replies, case: Case, make: AnswerMaker, outcome: str
) -> None:
    assert outcomes(quiet_refusal(record)(case, make(replies))) == [outcome]


def test_answers_do_not_refuse(record: Record, replies: Replies, case: Case) -> None:
    answer = replies.answer(replies.quote("p4", FRIENDLY))
    assert quiet_refusal(record)(case, answer).value is NOT_SCORED


def test_determinism_leaves_out_timings_alone(replies: Replies, case: Case) -> None:
    answer = replies.answer(replies.quote("p4", FRIENDLY))
    slower = replace(answer, timings={"search": 9.0})
    assert determinism({"c": slower})(case, answer).value is True
    other = replace(answer, searched="else")
    assert outcomes(determinism({"c": other})(case, answer)) == ["differs in searched"]


def test_a_score_s_value_follows_from_its_findings() -> None:
    wrong = Finding(outcome="altered", right=False, shown="x")
    assert judged([], "nothing").value is NOT_SCORED
    with pytest.raises(ValueError, match="does not follow"):
        Score(True, "", (wrong,))
    with pytest.raises(ValueError, match="does not follow"):
        Score(True, "nothing judged")

"""Notes that come with the words in which their marks stand, and notes that do not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evals.case import Case
from evals.checks.attached import attached
from evals.record.unit import Record
from evals.score import NOT_SCORED

if TYPE_CHECKING:
    from tests.evals.conftest import Replies

MARKED = "An excellent start was made at the Moscow and Tehran Conferences"
UNMARKED = "Recent Soviet policy with regard to Poland"


def outcomes(
    record: Record, replies: Replies, case: Case, *quotes: tuple[str, str], text: str | None = None
) -> list[str]:
    answer = replies.answer(*(replies.quote(*one) for one in quotes), text=text)
    return [finding.outcome for finding in attached(record)(case, answer).findings]


def test_a_note_comes_with_its_words(record: Record, replies: Replies, case: Case) -> None:
    note = ("fn2", "Tehran")
    assert outcomes(record, replies, case, ("p3", MARKED), note) == ["right"]
    assert outcomes(record, replies, case, ("p3", MARKED)) == ["note left out"]
    assert outcomes(record, replies, case, ("p3", UNMARKED), note) == ["note of other words"]
    assert outcomes(record, replies, case, ("p3", UNMARKED)) == []


def test_a_mark_behind_the_last_word_is_in_it_and_one_behind_the_next_is_not(
    record: Record, replies: Replies, case: Case
) -> None:
    assert outcomes(record, replies, case, ("p3", "Moscow and Tehran")) == []
    assert outcomes(record, replies, case, ("p3", "Tehran Conferences")) == ["note left out"]
    # What begins right behind a mark may come with the note, and need not.
    behind = ("p3", " toward establishing")
    assert outcomes(record, replies, case, behind) == []
    assert outcomes(record, replies, case, behind, ("fn2", "Tehran")) == ["right"]


def test_a_note_that_another_statement_quotes_is_not_left_out(
    record: Record, replies: Replies, case: Case
) -> None:

    text, note = (
        replies.answer(replies.quote(*one)) for one in (("p3", MARKED), ("fn2", "Tehran"))
    )
    whole = replace(text, statements=(*text.statements, *note.statements))
    assert [one.outcome for one in attached(record)(case, whole).findings] == ["right"]


def test_words_of_its_own_are_not_judged(record: Record, replies: Replies, case: Case) -> None:
    assert outcomes(record, replies, case, ("p3", MARKED), text="It began well.") == []
    assert attached({})(case, replies.answer(replies.quote("p3", MARKED))).value is NOT_SCORED

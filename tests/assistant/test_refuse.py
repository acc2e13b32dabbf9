"""A refusal names the words that matched nothing, once each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

from assistant.answer import Quote, Reason
from assistant.evidence import Evidence
from assistant.question import Asked
from assistant.reader import Candidate
from assistant.refuse import nothing_answers
from corpus.library import SHIPPED
from corpus.page_text import read_page

TEXT = read_page(SHIPPED / "frus1944Quebec" / "d123.txt")
SILENCE = "Silence in these pages is not silence in the archive."


def near(*words: str) -> Candidate:
    passage = TEXT.passages[3]
    evidence = Evidence(**{field.name: 0.0 for field in fields(Evidence)})
    return Candidate(Quote(passage, TEXT.document, 0, 5), evidence, 0.0, frozenset(words))


def test_words_that_stand_nowhere_near_are_named(apart: Callable[[str], Asked]) -> None:
    asked = apart("Did Stalin sell grain to the Soviet Union?")
    refusal = nothing_answers(asked, [near("grain"), near("russia")])
    assert refusal.reason is Reason.NOT_ANSWERED
    assert "Stalin" in refusal.unmatched
    assert "grain" not in refusal.unmatched
    assert "Soviet" not in refusal.unmatched  # "russia" stands for the same
    assert "“Stalin”" in refusal.message
    assert refusal.message.endswith(SILENCE)


def test_where_every_word_was_near_none_is_named(apart: Callable[[str], Asked]) -> None:
    refusal = nothing_answers(apart("What of grain?"), [near("grain")])
    assert refusal.unmatched == ()
    assert refusal.message == f"I found no passage that answers this. {SILENCE}"


def test_with_nothing_found_every_word_is_named(apart: Callable[[str], Asked]) -> None:
    refusal = nothing_answers(apart("Who sold grain and steel?"), [])
    assert {"grain", "steel"} <= set(refusal.unmatched)

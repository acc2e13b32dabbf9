"""Paragraphs that pass for the words of others, and those of which nothing can be told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corpus.passage import Kind, Voice
from evals.case import Case
from evals.checks.voice import voice
from evals.record.page import Page
from evals.record.unit import Record
from evals.score import NOT_SCORED

if TYPE_CHECKING:
    from tests.evals.conftest import Replies

ID = "frus1944Quebec/d123"
WORDS = "mistake friendliness"


@pytest.mark.parametrize(
    ("editorial", "given", "outcome"),
    [
        (False, Voice.AUTHOR, "right"),
        (False, Voice.EDITOR, "editor for author"),
        (True, Voice.EDITOR, "right"),
        (True, Voice.AUTHOR, "author for editor"),
    ],
)
def test_a_paragraph_is_of_those_who_wrote_its_document(
    page_source: Page, replies: Replies, case: Case, editorial: bool, given: Voice, outcome: str
) -> None:
    source = replace(page_source, header=replace(page_source.header, editorial=editorial))
    answer = replies.answer(replies.quote("p4", WORDS, voice=given))
    (finding,) = voice({ID: source})(case, answer).findings
    assert (finding.outcome, finding.right) == (outcome, outcome == "right")


def test_what_cannot_be_told_is_not_judged(record: Record, replies: Replies, case: Case) -> None:
    check = voice(record)
    assert check(case, replies.answer(replies.quote("fn2", "Tehran"))).value is NOT_SCORED
    assert check(case, replies.answer(replies.quote("head", "Briefing"))).value is NOT_SCORED
    inserted = replies.quote("p4", "a danger")
    left_out = replace(inserted.passage, text="[Here follows a danger of another kind.]")
    quote = replace(inserted, passage=left_out, start=14, end=22)
    assert check(case, replies.answer(quote)).value is NOT_SCORED
    as_text = replies.quote("fn2", "Tehran", kind=Kind.PARAGRAPH, label=None, anchor=None)
    assert check(case, replies.answer(as_text)).value is NOT_SCORED

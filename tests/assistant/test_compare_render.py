"""A comparison in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from assistant.app import Assistant
from assistant.compare import Comparison
from assistant.compare_render import (
    REPEATED,
    comparison_markdown,
    facts,
    label,
    left_out,
    summary,
    ties,
)
from assistant.ties import Mention
from vectorstore.retriever import Filter

WHEAT = "How much wheat will Egypt buy from the Soviet Union?"


@pytest.fixture
def three(wheat: Assistant) -> Comparison:
    """Three documents that answer, the last of them undated."""
    return wheat.compare(WHEAT)


def test_how_many_documents_answer_is_said_first(wheat: Assistant, three: Comparison) -> None:
    assert summary(three) == "3 documents answer, in order of their dates, the undated last."
    two = wheat.compare(WHEAT, scope=Filter(documents=("frus1955w1/d1", "frus1955w2/d7")))
    assert summary(two) == "2 documents answer, in order of their dates."
    one = wheat.compare(WHEAT, scope=Filter(documents=("frus1955w1/d1",)))
    assert summary(one) == "Only one document answers; there is none to set beside it."


def test_a_document_is_told_by_what_is_known_of_it(three: Comparison) -> None:
    first, _, last = (side.document for side in three.sides)
    assert facts(first) == ("Cairo, May 3, 1955 · Document 1 · The Book frus1955w1 · frus1955w1/d1")
    assert facts(last).startswith("undated · Document 2")
    letter = replace(
        first, date_printed="May 3", place="Cairo", sender="Byroade", recipient="State", number="7"
    )
    assert facts(letter).startswith("May 3 · Cairo · from Byroade · Document 7")


def test_sender_and_recipient_are_named_where_the_title_does_not(three: Comparison) -> None:
    first = three.sides[0].document
    sent = replace(first, title="Letter From Byroade", sender="Byroade", recipient="Allen")
    assert " · to Allen · " in facts(sent)
    assert "from" not in facts(sent)


def test_a_quotation_is_labelled_with_its_voice_and_place(three: Comparison) -> None:
    labels = [label(quote) for quote in three.answer.quotes]
    assert labels == [
        "Author's words",
        "Author's words",
        "Editors' footnote, in part quoted, footnote 1",
        "Author's words, p. 3",
    ]


def test_words_that_stand_twice_are_pointed_out(three: Comparison) -> None:
    said = ties(three)
    assert said == [
        "[1] and [3] have the same words: 23 words that begin “that Egypt would buy forty "
        "thousand tons of wheat from the Soviet”.",
        REPEATED,
    ]


def test_words_that_stand_in_no_quotation_shown_are_told_with_their_place(
    three: Comparison,
) -> None:
    kept = [s for s in three.answer.statements if s.quotes[0].document.id != "frus1955w2/d7"]
    less = replace(three, answer=replace(three.answer, statements=tuple(kept)))
    assert ties(less)[0].startswith("[1] and frus1955w2/d7, footnote 1 have the same words")


def test_a_reference_is_told_with_its_sentence_where_that_says_more(three: Comparison) -> None:
    first, second, _ = three.sides
    tied = replace(three, shared=(), mentions=(Mention(second.quotes[0], first.document),))
    assert ties(tied) == [
        "frus1955w2/d7 refers to frus1955w1/d1: “The Soviet attaché says that Egypt will buy "
        "sixty thousand tons of wheat from the Soviet Union.”"
    ]
    short = replace(second.quotes[0], start=0, end=3)
    tied = replace(three, shared=(), mentions=(Mention(short, first.document, "12"),))
    assert ties(tied) == ["frus1955w2/d7 refers to p. 12, where frus1955w1/d1 begins."]


def test_what_is_not_shown_is_said(wheat: Assistant, three: Comparison) -> None:
    assert left_out(three) == [
        "Nothing that answers, or nothing so well, was found in 2 other documents looked at: "
        "frus1944Quebec/d123, frus1955w4/d5."
    ]
    named = Filter(documents=("frus1955w1/d1",))
    refused = wheat.compare("Who painted the whales of Greenland?", scope=named)
    assert left_out(refused) == [
        "Nothing that answers was found in 1 document looked at: frus1955w1/d1."
    ]
    less = wheat.compare(WHEAT, sides=2)
    assert left_out(less)[0] == (
        f"More documents answer ({less.further[0].id}); more are shown with --sides."
    )


def test_the_markdown_holds_every_quotation_and_reference(three: Comparison) -> None:
    text = comparison_markdown(three)
    assert [line for line in text.splitlines() if line.startswith("### ")] == [
        "### The Ambassador in Egypt to the Department of State",
        "### Memorandum by the Officer in Charge of Egyptian Affairs",
        "### Paper on the Wheat of Egypt",
    ]
    for number, quote in enumerate(three.answer.quotes, start=1):
        assert f"{label(quote)}: “{quote.text}” [{number}]" in text
    assert "\n3. Memorandum by the Officer" in text
    assert REPEATED in text


def test_the_markdown_of_a_refusal_is_the_refusals(wheat: Assistant) -> None:
    text = comparison_markdown(wheat.compare("Who painted the whales of Greenland?"))
    assert "###" not in text
    assert "not silence in the archive" in text


@pytest.mark.parametrize(
    "payload", ["<script>alert(1)</script>", "![x](http://e.com/x.png)", "# h"]
)
def test_nothing_in_a_document_becomes_markup(three: Comparison, payload: str) -> None:
    document = replace(three.sides[0].document, title=payload, place=payload, sender=payload)
    first = three.answer.statements[0]
    quotes = tuple(
        replace(
            quote,
            document=document,
            passage=replace(quote.passage, text=payload + quote.passage.text[len(payload) :]),
        )
        for quote in first.quotes
    )
    statements = (replace(first, quotes=quotes), *three.answer.statements[1:])
    hostile = Comparison(answer=replace(three.answer, question=payload, statements=statements))
    tokens = MarkdownIt().parse(comparison_markdown(hostile))
    kinds = {child.type for token in tokens for child in (token.children or [token])}
    assert not kinds & {"html_inline", "html_block", "image", "link_open"}
    headings = [token.tag for token in tokens if token.type == "heading_open"]
    assert headings == ["h3"] * 3

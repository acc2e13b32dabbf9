"""What a passage is found by: its words, its title and date, and the sentence of its mark."""

from __future__ import annotations

from dataclasses import replace

from corpus.library import SHIPPED
from corpus.page_text import read_page
from corpus.passage import Anchor, Passage
from vectorstore.context import search_text, searched

TEXT = read_page(SHIPPED / "frus1944Quebec" / "d123.txt")
BY_ID = {passage.id: passage for passage in TEXT.passages}
CONTEXT = (
    "Department of State Briefing Paper. U.S. Relations With the Soviet Union. "
    "1944-09-06/1944-09-08"
)


def named(name: str) -> Passage:
    return BY_ID[f"{TEXT.document.id}/{name}"]


def test_a_paragraph_is_found_by_its_words_and_its_document() -> None:
    found = search_text(named("p1"), TEXT.document, BY_ID)
    assert (found.words, found.context) == (named("p1").text, CONTEXT)
    assert found.embedded == f"{named('p1').text}\n{CONTEXT}"


def test_a_footnote_is_found_by_the_sentence_of_its_mark_too() -> None:
    found = search_text(named("fn2"), TEXT.document, BY_ID)
    sentence, context = found.context.split("\n")
    assert sentence.startswith("An excellent start was made at the Moscow and Tehran Conferences")
    assert sentence.endswith("principles of international cooperation.")
    assert (found.words, context) == (named("fn2").text, CONTEXT)


def test_a_mark_behind_the_full_stop_belongs_to_the_sentence_before_it() -> None:
    paragraph = named("p5")
    first = paragraph.text.index(" This would require")
    note = replace(named("fn2"), anchor=Anchor(paragraph.id, first))
    sentence = search_text(note, TEXT.document, BY_ID).context.split("\n")[0]
    assert sentence == paragraph.text[:first]


def test_a_footnote_on_the_title_is_found_by_the_title() -> None:
    found = search_text(named("fn1"), TEXT.document, BY_ID)
    assert found.context == f"Department of State Briefing Paper\n{CONTEXT}"


def test_a_title_is_not_said_twice() -> None:
    assert search_text(named("head"), TEXT.document, BY_ID).context == (
        "U.S. Relations With the Soviet Union. 1944-09-06/1944-09-08"
    )


def test_without_a_date_the_printed_one_is_taken() -> None:
    undated = replace(TEXT.document, date=None)
    assert search_text(named("p1"), undated, BY_ID).context.endswith("Soviet Union. [Undated.]")


def test_a_dateline_or_signature_is_stored_and_not_sought() -> None:
    (passage,) = [p for p in TEXT.passages if p.id.endswith("/p1")]
    framed = [
        replace(passage, id=f"{TEXT.document.id}/{name}") for name in ("dateline1", "closer2")
    ]
    text = replace(TEXT, passages=(*TEXT.passages, *framed))
    found = {one.passage.id.rsplit("/", 1)[1]: one.sought for one in searched(text)}
    assert {name for name, sought in found.items() if not sought} == {
        "dateline1",
        "closer2",
        "head",
        "h1",
    }
    assert len(found) == 13


def test_where_a_document_has_nothing_else_its_frame_is_sought() -> None:
    (passage,) = [p for p in TEXT.passages if p.id.endswith("/p1")]
    frame = replace(passage, id=f"{TEXT.document.id}/closer1")
    assert [one.sought for one in searched(replace(TEXT, passages=(frame,)))] == [True]

"""Words in quotation marks are told from those around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Quote
from assistant.quoted_words import quoted_spans, speaker_label, words_quoted
from corpus.document import Document, Volume
from corpus.passage import Kind, Passage, Voice

VOLUME = Volume(id="frus1955w1", title="The Book")
LETTER = Document(id="frus1955w1/d1", volume=VOLUME, number="1", title="Letter")
NOTE = Document(
    id="frus1955w1/d1", volume=VOLUME, number="1", title="Editorial Note", editorial=True
)


def quote(
    text: str,
    words: str,
    document: Document = LETTER,
    voice: Voice = Voice.AUTHOR,
    kind: Kind = Kind.PARAGRAPH,
) -> Quote:
    passage = Passage(
        id=f"{document.id}/p1", document=document.id, kind=kind, voice=voice, text=text
    )
    start = text.index(words)
    return Quote(passage, document, start, start + len(words))


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("No marks at all.", []),
        ("He said “we shall see” and left.", ["we shall see"]),
        ("“One.” Then “two.”", ["One.", "two."]),
        ("“One of several paragraphs.", ["One of several paragraphs."]),
        ("“First.\n“Second.”", ["First.", "Second."]),
        ("A mark “that never closes.", []),
        ("A mark that never opened” closes.", []),
        ("He read “the line ‘no’ and “more” of it” aloud.", ["the line ‘no’ and “more” of it"]),
        ("Empty “” marks.", []),
        ("“", []),
    ],
)  # fmt: skip
def test_what_stands_in_quotation_marks(text: str, quoted: list[str]) -> None:
    assert [text[start:end] for start, end in quoted_spans(text)] == quoted


@given(st.text(alphabet="“”a \n", max_size=40))
def test_spans_are_in_order_apart_and_on_one_line(text: str) -> None:
    last = 0
    for start, end in quoted_spans(text):
        assert last <= start < end <= len(text)
        assert "\n" not in text[start:end]
        assert text[start - 1] == "“"
        last = end


def test_a_sentence_inside_a_quotation_that_began_before_it_is_quoted() -> None:
    text = "Khrushchev said: “We shall sign. We shall sign it this year.” He then left the room."
    assert speaker_label(quote(text, "We shall sign it this year.")) == "Quoted by the author"
    assert speaker_label(quote(text, "He then left the room.")) == "Author's words"


def test_a_name_in_quotation_marks_is_not_somebodys_statement() -> None:
    one = quote(
        "The so-called “Free Lao Front” denied it.", "The so-called “Free Lao Front” denied it."
    )
    assert words_quoted(one) == []
    assert speaker_label(one) == "Author's words"


def test_words_quoted_in_part_are_told_with_their_place() -> None:
    text = "He wrote “we will come at once” and came."
    one = quote(text, text)
    ((start, end),) = words_quoted(one)
    assert text[start:end] == "we will come at once"
    assert speaker_label(one) == "Author's words, in part quoted"


@pytest.mark.parametrize(
    ("voice", "kind", "document", "plain", "quoted"),
    [
        (Voice.EDITOR, Kind.FOOTNOTE, LETTER, "Editors' footnote", "in the editors' footnote"),
        (Voice.SOURCE_NOTE, Kind.FOOTNOTE, LETTER, "Source note", "in the source note"),
        (Voice.EDITOR, Kind.PARAGRAPH, LETTER, "Editors' words", "by the editors"),
        (Voice.EDITOR, Kind.PARAGRAPH, NOTE, "Editorial note", "in the editorial note"),
        (Voice.SUMMARY, Kind.PARAGRAPH, LETTER, "Editors' summary", "in the editors' summary"),
    ],
)
def test_no_voice_is_taken_for_another(
    voice: Voice, kind: Kind, document: Document, plain: str, quoted: str
) -> None:
    text = "The grain came. “We paid for all of it in gold.”"
    assert speaker_label(quote(text, "The grain came.", document, voice, kind)) == plain
    within = quote(text, "“We paid for all of it in gold.”", document, voice, kind)
    assert speaker_label(within) == f"Quoted {quoted}"

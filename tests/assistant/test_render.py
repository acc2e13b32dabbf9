"""An answer's pieces, labels and Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.answer import Answer, IndexInfo, Quote, Reason, Refusal, Statement
from assistant.render import (
    citation_numbers,
    markdown,
    pieces,
    place_label,
    plain_text,
    searched_differently,
    visible,
    voice_label,
)
from corpus.document import Document, Volume
from corpus.passage import Kind, PageBreak, Passage, Voice

VOLUME = Volume(id="frus1944Quebec", title="Conference at Quebec, 1944", year="1972")
DOCUMENT = Document(id="frus1944Quebec/d123", volume=VOLUME, number="123", title="Briefing Paper")
TEXT = "Nothing should be done. This would require greater willingness. It would be unwise."
INFO = IndexInfo("3f9c21", "all-MiniLM-L6-v2", 11)
PAYLOADS = (
    "<script>alert(1)</script>",
    "[click](javascript:alert(1))",
    "![x](http://example.com/x.png)",
    "# heading",
    "1. item",
    "- item",
    "**bold** _soft_ `code` ~~gone~~",
    "__init__ and a__b__c",
    "$$x^2$$",
    "&lt;b&gt;",
    "<http://example.com>",
    "--- ",
    "a\n\n# b",
    "> quoted",
    "| a | b |",
    "\\*",
)


def passage(
    text: str = TEXT,
    own: str = "p1",
    voice: Voice = Voice.AUTHOR,
    kind: Kind = Kind.PARAGRAPH,
    label: str | None = None,
) -> Passage:
    return Passage(
        id=f"{DOCUMENT.id}/{own}",
        document=DOCUMENT.id,
        kind=kind,
        voice=voice,
        text=text,
        pages=(PageBreak(0, "193"),),
        label=label,
    )


def quote(words: str, within: Passage | None = None) -> Quote:
    within = within or passage()
    start = within.text.index(words)
    return Quote(within, DOCUMENT, start, start + len(words))


def answer(*statements: Statement, question: str = "What?", searched: str | None = None) -> Answer:
    return Answer(
        question=question,
        searched=question if searched is None else searched,
        statements=statements,
        index=INFO,
    )


DONE = quote("Nothing should be done.")
GREATER = quote("This would require greater willingness.")


def test_pieces_keep_quotation_marks_with_their_quotation() -> None:
    said = Statement(f"It says: “{DONE.text}” And “{GREATER.text}”.", (DONE, GREATER))
    assert [(piece.text, piece.quote) for piece in pieces(said)] == [
        ("It says: ", None),
        (f"“{DONE.text}”", DONE),
        (" And ", None),
        (f"“{GREATER.text}”", GREATER),
        (".", None),
    ]


def test_a_quotation_that_is_not_in_the_text_is_still_cited() -> None:
    found = pieces(Statement("Little was to be done.", (DONE,)))
    assert [(piece.text, piece.quote) for piece in found] == [
        ("Little was to be done.", None),
        ("", DONE),
    ]


@given(before=st.text(max_size=20), between=st.text(max_size=20), after=st.text(max_size=20))
def test_pieces_join_to_the_text_and_cite_every_quotation(
    before: str, between: str, after: str
) -> None:
    said = Statement(f"{before}{DONE.text}{between}{GREATER.text}{after}", (DONE, GREATER))
    found = pieces(said)
    assert "".join(piece.text for piece in found) == said.text
    assert [piece.quote for piece in found if piece.quote] == [DONE, GREATER]


def test_citations_are_numbered_by_first_use() -> None:
    told = answer(Statement(GREATER.text, (GREATER,)), Statement("Both.", (DONE, GREATER)))
    assert citation_numbers(told) == {GREATER: 1, DONE: 2}


@pytest.mark.parametrize(
    ("kind", "voice", "label"),
    [
        (Kind.PARAGRAPH, Voice.AUTHOR, "Author's words"),
        (Kind.PARAGRAPH, Voice.EDITOR, "Editors' words"),
        (Kind.FOOTNOTE, Voice.EDITOR, "Editors' footnote"),
        (Kind.FOOTNOTE, Voice.AUTHOR, "Author's footnote"),
        (Kind.FOOTNOTE, Voice.SOURCE_NOTE, "Source note"),
        (Kind.PARAGRAPH, Voice.SUMMARY, "Editors' summary"),
        (Kind.HEADING, Voice.AUTHOR, "Heading"),
    ],
)
def test_every_voice_has_its_label(kind: Kind, voice: Voice, label: str) -> None:
    assert voice_label(passage(voice=voice, kind=kind)) == label


def test_a_place_names_page_and_footnote() -> None:
    note = passage(own="fn2", kind=Kind.FOOTNOTE, voice=Voice.EDITOR, label="2")
    assert place_label(quote("Nothing", note)) == "p. 193, footnote 2"
    assert place_label(quote("Nothing")) == "p. 193"


@pytest.mark.parametrize(
    ("asked", "searched", "differs"),
    [("a b", " a  b ", False), ("a", "a", False), ("a", "", False), ("they?", "Poland?", True)],
)
def test_only_more_than_white_space_is_searched_differently(
    asked: str, searched: str, differs: bool
) -> None:
    told = answer(Statement(DONE.text, (DONE,)), question=asked, searched=searched)
    assert searched_differently(told) is differs


def test_markdown_of_an_answer() -> None:
    told = answer(
        Statement(f"“{DONE.text}”", (DONE,)), question="And they?", searched="And Poland?"
    )
    assert markdown(told) == (
        "**Question:** And they?\n\n"
        "Searched as: And Poland?\n\n"
        "“Nothing should be done.” [1]\n\n"
        "**Sources**\n\n"
        "1. (Author's words) Briefing Paper, Foreign Relations of the United States, "
        "Conference at Quebec, 1944 (1972), p. 193. "
        "https://history.state.gov/historicaldocuments/frus1944Quebec/d123#pg_193\n\n"
        "Index version 3f9c21\n"
    )


def test_markdown_of_a_refusal_keeps_related_passages_apart() -> None:
    refused = Answer(
        question="What?",
        searched="What?",
        refusal=Refusal(Reason.NOT_ANSWERED, "Nothing answers this."),
        related=(DONE,),
        index=INFO,
    )
    text = markdown(refused)
    assert text.index("Nothing answers this.") < text.index("**Related, but no answer**")
    assert "**Sources**" not in text
    assert plain_text(refused) == "Nothing answers this."


def test_plain_text_of_an_answer_is_its_statements() -> None:
    told = answer(Statement("One.", (DONE,)), Statement("Two.", (GREATER,)))
    assert plain_text(told) == "One.\nTwo."


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_becomes_markup_in_markdown(payload: str) -> None:
    said = passage(f"{payload} Said.")
    told = answer(Statement(f"{payload} Said.", (quote("Said.", said),)), question=payload)
    shown = _tokens(markdown(told))
    kinds = {token.type for token in shown}
    assert not kinds & {"html_inline", "html_block", "image", "code_inline", "heading_open"}
    assert not kinds & {"em_open", "s_open", "table_open", "blockquote_open", "hr"}
    words = "".join(token.content for token in shown if token.type.startswith("text"))
    for part in payload.split():
        assert part in words
    links = [str(token.attrs["href"]) for token in shown if token.type == "link_open"]
    assert all(link.startswith("https://history.state.gov/") for link in links)


@given(st.text(alphabet="ab \n#*_[]()<>!`~$&\\|-+=1.:;\"'x", min_size=1, max_size=40))
def test_a_question_survives_markdown_word_for_word(question: str) -> None:
    told = answer(Statement(DONE.text, (DONE,)), question=question)
    first = _tokens(markdown(told))
    words = "".join(token.content for token in first if token.type.startswith("text"))
    assert "".join(question.split()) in "".join(words.split())


def test_what_cannot_be_seen_is_shown() -> None:
    assert visible("a\x00b\u202ec\ud800d\te\n") == "a\ufffdb[U+202E]c\ufffdd\te\n"


def _tokens(text: str) -> list[Token]:
    blocks = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    return [token for block in blocks for token in (block, *(block.children or ()))]


def test_the_markdown_reader_of_these_tests_sees_markup() -> None:
    assert "html_inline" in {token.type for token in _tokens("a <b>c</b>")}

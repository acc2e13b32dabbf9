"""The cards of the sources panel."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer, IndexInfo, Quote, Reason, Refusal, Statement
from assistant.ui.card import LONG_PARAGRAPH, card_html
from assistant.ui.conversation import Conversation
from assistant.ui.head import head_html
from assistant.ui.sources import FIRST_WORDS, panel_html
from assistant.ui.words.chat import days
from corpus.document import DateRange, Document, Volume
from corpus.passage import Anchor, DocumentText, Kind, PageBreak, Passage, Reference, Voice
from vectorstore.retriever import Hit

INFO = IndexInfo("3f9c21", "all-MiniLM-L6-v2", 11)
DOCUMENT = Document(
    id="v1/d1", volume=Volume(id="v1", title="A Volume"), number="1", title="A Paper"
)
PAYLOAD = "\"><script>x</script><img src=x onerror='y'>"


def made(text: str, pages: tuple[PageBreak, ...] = (), document: Document = DOCUMENT) -> Passage:
    return Passage(
        id=f"{document.id}/p1",
        document=document.id,
        kind=Kind.PARAGRAPH,
        voice=Voice.AUTHOR,
        text=text,
        pages=pages,
    )


def noted(marked: Passage, offset: int) -> Passage:
    return Passage(
        id="v1/d1/fn1",
        document="v1/d1",
        kind=Kind.FOOTNOTE,
        voice=Voice.EDITOR,
        text="See below.",
        label="1",
        anchor=Anchor(marked.id, offset),
    )


def card(
    quote: Quote, *, cited: bool = True, notes: tuple[Passage, ...] = (), **known: Passage
) -> str:
    passages = {passage.id: passage for passage in known.values()}
    return card_html(quote, mark="1", exchange=1, cited=cited, known=passages, notes=notes)


def answer(question: str, *quotes: Quote) -> Answer:
    statements = tuple(Statement(quote.text, (quote,)) for quote in quotes)
    return Answer(question=question, searched=question, statements=statements, index=INFO)


def words(page: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", page))


def test_the_quotation_is_marked_within_its_whole_paragraph(shipped: DocumentText) -> None:
    passage = shipped.passages[6]
    start = passage.text.index("mistake friendliness")
    page = card(Quote(passage, shipped.document, start, start + 20))
    assert "<mark>mistake friendliness</mark>" in page
    assert passage.text in words(page)


@given(st.data())
def test_the_marks_hold_the_quotation_and_nothing_else(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="ab <>&\"'é", min_size=1, max_size=30).filter(str.strip))
    offsets = data.draw(st.sets(st.integers(0, len(text) - 1), max_size=4))
    pages = tuple(PageBreak(offset, str(offset + 1)) for offset in sorted(offsets))
    start = data.draw(st.integers(0, len(text) - 1))
    quote = Quote(made(text, pages), DOCUMENT, start, data.draw(st.integers(start + 1, len(text))))
    page = card(quote)
    inside = re.search(r"<blockquote[^>]*>(.*)</blockquote>", page, re.DOTALL)
    assert inside is not None
    bare = re.sub(r'<span class="frus-page">.*?</span> ', "", inside[1])
    assert unescape("".join(re.findall(r"<mark>(.*?)</mark>", bare, re.DOTALL))) == quote.text
    assert words(bare) == text


def test_a_page_break_is_shown_where_it_stands() -> None:
    passage = made("One two three.", (PageBreak(0, "192"), PageBreak(8, "193")))
    page = card(Quote(passage, DOCUMENT, 4, 14))
    assert '<mark>two </mark><span class="frus-page">[page 193]</span> <mark>three.</mark>' in page
    assert "pp. 192–193" in page
    assert "[page 192]" not in page


def test_a_footnote_shows_the_sentence_that_carries_its_mark(shipped: DocumentText) -> None:
    note, marked = shipped.passages[-1], shipped.passages[5]
    quote = Quote(note, shipped.document, 0, len(note.text))
    page = card(quote, marked=marked)
    assert "Editors' footnote" in words(page)
    assert "p. 193, footnote 2" in words(page)
    assert "Footnote 2 to paragraph 3" in words(page)
    carrier = re.search(r'<p class="frus-carrier">(.*?)</p>', page, re.DOTALL)
    assert carrier is not None
    assert "An excellent start was made at the Moscow and Tehran Conferences<sup" in carrier[1]
    assert words(carrier[1].replace('<sup class="frus-note-mark">2</sup>', "")) in marked.text
    assert "frus-carrier" not in card(quote)


@pytest.mark.parametrize("offset", [0, 4, 15, 20, 26])
def test_the_mark_stands_in_its_sentence_wherever_that_ends(offset: int) -> None:
    marked = made("One sentence.  Another one.")
    note = noted(marked, offset)
    page = card(Quote(note, DOCUMENT, 0, 9), marked=marked)
    carrier = re.search(r'<p class="frus-carrier">(.*?)</p>', page, re.DOTALL)
    assert carrier is not None
    before, after = carrier[1].split('<sup class="frus-note-mark">1</sup>')
    assert marked.text[:offset].endswith(before)
    assert marked.text[offset:].startswith(after)


def test_marks_in_the_paragraph_lead_to_their_notes_and_back(shipped: DocumentText) -> None:
    passage, note = shipped.passages[5], shipped.passages[-1]
    page = card(Quote(passage, shipped.document, 0, 20), notes=(note,))
    paragraph = re.search(r"<blockquote[^>]*>(.*)</blockquote>", page, re.DOTALL)
    assert paragraph is not None
    assert 'Conferences<sup class="frus-note-mark"><a class="frus-to-note" ' in paragraph[1]
    assert 'id="mark-source-1-1-fn2" href="#source-1-1-fn2"' in paragraph[1]
    assert re.sub(r"<sup.*?</sup>", "", paragraph[1]).count("</mark>") == 1
    below = page.split("</blockquote>")[1]
    assert 'id="source-1-1-fn2"' in below
    assert note.text in words(below)
    assert "Editors' footnote" in words(below)
    assert 'href="#mark-source-1-1-fn2"' in below
    assert "Back to the mark of footnote 2" in words(below)


def test_a_cited_card_says_what_is_marked_and_a_related_one_does_not() -> None:
    quote = Quote(made("One two three."), DOCUMENT, 4, 14)
    assert "The marked words stand here word for word as stored." in words(card(quote))
    assert "word for word" not in words(card(quote, cited=False))


def test_a_card_leads_to_the_document_with_its_words_marked() -> None:
    page = card(Quote(made("One two three."), DOCUMENT, 4, 14))
    assert 'href="/documents/v1/d1?quote=p1:4-14#quote" target="_blank"' in page
    assert 'data-address="/around/v1/d1/p1"' in page


def test_a_cross_reference_is_a_link_and_says_that_a_tab_opens() -> None:
    reference = Reference(start=4, end=14, volume="v1", page="33")
    pointing = replace(made("See Document 2."), references=(reference,))
    page = card(Quote(pointing, DOCUMENT, 0, 7))
    link = re.search(r'<a class="frus-pointer" href="/documents/v1\?page=33".*?</a>', page)
    assert link is not None
    assert link[0].endswith(
        '><mark>Doc</mark>ument 2<span class="frus-unseen"> (opens in a new tab)</span></a>'
    )


def test_a_footnote_to_a_heading_is_told_so(shipped: DocumentText) -> None:
    note = shipped.passages[-2]
    assert "Footnote 1 to the title" in words(
        card(Quote(note, shipped.document, 0, len(note.text)))
    )


def test_a_footnote_to_a_table_is_told_by_its_document() -> None:
    note = Passage(
        id="v1/d1/fn1",
        document="v1/d1",
        kind=Kind.FOOTNOTE,
        voice=Voice.EDITOR,
        text="See below.",
        label="*",
        anchor=Anchor("v1/d1/t1", 3),
    )
    assert "Footnote * to the document" in words(card(Quote(note, DOCUMENT, 0, 10)))


def test_a_card_has_reference_and_address(shipped: DocumentText) -> None:
    passage = shipped.passages[6]
    page = card(Quote(passage, shipped.document, 0, 20))
    assert 'href="https://history.state.gov/historicaldocuments/frus1944Quebec/d123#pg_193"' in page
    copied = re.search(r'data-copy="([^"]*)"', page)
    assert copied is not None
    assert unescape(copied[1]) in words(page)
    assert "(Washington: United States Government Printing Office, 1972), p. 193." in copied[1]


def test_a_long_paragraph_scrolls_and_can_be_reached() -> None:
    long = made("word " * (LONG_PARAGRAPH // 5 + 1))
    assert 'class="frus-text frus-long" tabindex="0"' in card(Quote(long, DOCUMENT, 0, 4))
    assert "frus-long" not in card(Quote(made("word"), DOCUMENT, 0, 4))


def test_related_passages_have_letters_and_no_marks(shipped: DocumentText) -> None:
    refused = Answer(
        question="Q",
        searched="Q",
        refusal=Refusal(Reason.NOT_ANSWERED, "Nothing."),
        related=(Quote(shipped.passages[4], shipped.document, 0, 9),),
        index=INFO,
    )
    page = panel_html(Conversation().asked("Q").answered(refused))
    assert "Related, but no answer" in page
    assert "<mark>" not in page
    assert 'id="source-1-A"' in page
    assert "Back to the answer" not in page


def test_only_the_last_section_is_open(shipped: DocumentText) -> None:
    quote = Quote(shipped.passages[6], shipped.document, 0, 20)
    talk = Conversation().asked("One").answered(answer("One", quote))
    talk = talk.asked("Two").answered(answer("Two", quote)).asked("Three")
    page = panel_html(talk)
    sections = re.findall(r'<section id="sources-(\d)"[^>]*?( hidden)?>', page)
    assert sections == [("1", " hidden"), ("2", "")]


def test_passages_are_listed_before_there_is_an_answer(shipped: DocumentText) -> None:
    hits = tuple(Hit(passage, shipped.document, 1.0) for passage in shipped.passages[3:6])
    quote = Quote(shipped.passages[6], shipped.document, 0, 20)
    talk = Conversation().asked("One").answered(answer("One", quote)).asked("Two")
    page = panel_html(talk.found("Reading…", hits))
    sections = re.findall(r'<section id="sources-(\d)"[^>]*?( hidden)?>', page)
    assert sections == [("1", " hidden"), ("2", "")]
    reading = page.split('<section id="sources-2"')[1]
    assert "Reading these passages" in reading
    assert "This is no answer." in reading
    for absent in ("frus-number", "<article", "<mark>", "data-markdown", "frus-card"):
        assert absent not in reading
    for hit in hits:
        assert hit.passage.text[:40] in words(reading)
    assert "Reading these passages" not in panel_html(
        talk.found("Reading…", hits).troubled("No model.")
    )
    assert "frus-panel-empty" in panel_html(Conversation().asked("One"))


def test_the_first_words_of_a_passage_end_with_a_word() -> None:
    hit = Hit(made("word " * FIRST_WORDS), DOCUMENT, 1.0)
    page = words(panel_html(Conversation().asked("Q").found("", (hit,))))
    assert "word word…" in page
    assert len(page) < 2 * FIRST_WORDS + 400


@pytest.mark.parametrize("cited", [True, False])
def test_strings_of_the_corpus_stay_strings(cited: bool) -> None:
    document = replace(DOCUMENT, title=PAYLOAD, subtitle=PAYLOAD, date_printed=PAYLOAD)
    quote = Quote(made(PAYLOAD, document=document), document, 0, 9)
    page = card(quote, cited=cited)
    talk = Conversation().asked(PAYLOAD).answered(answer(PAYLOAD, quote))
    for shown in (page, panel_html(talk)):
        assert "<script" not in shown
        assert "<img" not in shown
        assert PAYLOAD in words(shown)


def test_the_head_names_what_is_searched() -> None:
    volumes = [Volume(id=f"v{number}", title=f"Volume <{number}>") for number in (1, 2)]
    assert "Volume &lt;1&gt; · 11 passages · index 3f9c21" in head_html(volumes[:1], INFO)
    both = head_html(volumes, INFO)
    assert "2 volumes · 11 passages" in both
    assert "<li>Volume &lt;2&gt; (v2)</li>" in both


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("1944", "1944", "1944"),
        ("1944-09", "1944-09", "September 1944"),
        ("1944-09-06", "1944-09-08", "September 6, 1944 to September 8, 1944"),
    ],
)
def test_dates_in_words(first: str, last: str, told: str) -> None:
    assert days(DateRange(first, last)) == told

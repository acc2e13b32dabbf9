"""The shipped page, and the shapes a copied page may have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.document import DateRange
from corpus.library import SHIPPED
from corpus.page_text import read_page
from corpus.passage import Anchor, DocumentText, Kind, PageBreak, Voice

GOLDEN = Path(__file__).parent / "golden"
PAGE = SHIPPED / "frus1944Quebec" / "d123.txt"
NOTED = "A Paper\nIts words1 end.\n- A note.↩\n"


@pytest.fixture(scope="module")
def shipped() -> DocumentText:
    return read_page(PAGE)


def readable(text: DocumentText) -> str:
    """A document for a person to compare with the page: facts first, then words."""
    document = text.document
    facts = [
        f"document {document.id}, number {document.number}",
        f"title: {document.title}",
        f"subtitle: {document.subtitle}",
        f"written {document.date}, printed {document.date_printed}",
        f"source note: {document.source_note}",
        f"below: {' / '.join(document.breadcrumb)}",
        f"volume: {document.volume.title} ({document.volume.year})",
    ]
    for passage in text.passages:
        pages = ", ".join(f"{page.label} from {page.offset}" for page in passage.pages)
        facts += ["", f"{passage.id}  {passage.kind} by {passage.voice}, page {pages}"]
        if passage.label is not None and passage.anchor is not None:
            place = f"before character {passage.anchor.offset} of {passage.anchor.passage}"
            facts.append(f"mark {passage.label} {place}")
        facts.append(passage.text)
    return "\n".join(facts) + "\n"


def test_the_shipped_page_reads_as_a_person_reads_it(shipped: DocumentText) -> None:
    golden = GOLDEN / "frus1944Quebec-d123.txt"
    assert readable(shipped) == golden.read_text(encoding="utf-8")


def test_the_shipped_page_is_the_document_as_copied(shared: Path) -> None:
    (copied,) = (shared / "seed").glob("*.txt")
    assert PAGE.read_bytes() == copied.read_bytes()


def test_the_shipped_page_has_its_parts(shipped: DocumentText) -> None:
    names = [passage.id.removeprefix("frus1944Quebec/d123/") for passage in shipped.passages]
    paragraphs = [f"p{number}" for number in range(1, 7)]
    assert names == ["source", "head", "h1", *paragraphs, "fn1", "fn2"]
    labels = {passage.id: passage.page_labels for passage in shipped.passages}
    assert [labels[f"frus1944Quebec/d123/{name}"] for name in ("p1", "p2")] == [("192",), ("193",)]


def test_marks_are_lifted_and_remembered_where_they_stood(shipped: DocumentText) -> None:
    by_name = {passage.id.rsplit("/", 1)[1]: passage for passage in shipped.passages}
    assert by_name["fn1"].anchor == Anchor("frus1944Quebec/d123/head", 34)
    assert by_name["fn2"].anchor == Anchor("frus1944Quebec/d123/p3", 64)
    assert by_name["head"].text[:34].endswith("Briefing Paper")
    assert by_name["p3"].text[:64].endswith("Moscow and Tehran Conferences")
    assert by_name["p3"].text[64:].startswith(" toward")
    assert "[the policy?]" in by_name["p3"].text


def test_a_source_note_above_the_title_is_a_note_without_a_mark(shipped: DocumentText) -> None:
    source = shipped.passages[0]
    assert (source.kind, source.voice) == (Kind.FOOTNOTE, Voice.SOURCE_NOTE)
    assert (source.label, source.anchor) == (None, None)


def test_line_ends_and_a_byte_order_mark_do_not_matter(write_page: Callable[..., Path]) -> None:
    plain = read_page(write_page(NOTED))
    for other in (NOTED.replace("\n", "\r\n"), NOTED.replace("\n", "\r"), "\ufeff" + NOTED):
        assert read_page(write_page(other)) == plain


def test_white_space_is_single_and_empty_lines_are_nothing(write_page: Callable[..., Path]) -> None:
    loose = "\n\n  A\u00a0 Paper \n\n\tIts  words1\u2028 end.\n \n-  A \t note. ↩ \n\n"
    assert read_page(write_page(loose)) == read_page(write_page(NOTED))


def test_a_page_without_page_marks_has_no_pages(write_page: Callable[..., Path]) -> None:
    text = read_page(write_page(NOTED))
    assert [passage.pages for passage in text.passages] == [(), (), ()]


def test_the_page_before_the_first_mark_is_the_one_before_it(
    write_page: Callable[..., Path],
) -> None:
    text = read_page(write_page("A Paper\nThe first words [Page 12]and the second.\n"))
    assert [passage.pages for passage in text.passages] == [
        (PageBreak(0, "11"),),
        (PageBreak(0, "11"), PageBreak(16, "12")),
    ]


@pytest.mark.parametrize("label", ["1", "xv", "12a"])
def test_nobody_knows_the_page_before_these(write_page: Callable[..., Path], label: str) -> None:
    text = read_page(write_page(f"A Paper\nThe first words [Page {label}]and the second.\n"))
    assert [passage.pages for passage in text.passages] == [(), (PageBreak(16, label),)]


def test_a_word_may_be_printed_on_two_pages(write_page: Callable[..., Path]) -> None:
    paragraph = read_page(write_page("A Paper\nTheir coop[Page 12]eration goes on.\n")).passages[1]
    assert paragraph.text == "Their cooperation goes on."
    assert paragraph.pages == (PageBreak(0, "11"), PageBreak(10, "12"))


def test_a_page_mark_on_a_line_of_its_own_belongs_to_the_next_words(
    write_page: Callable[..., Path],
) -> None:
    text = read_page(write_page("A Paper\nThe first.\n[Page 12]\nThe second. [Page 13]\nThird.\n"))
    assert [passage.page_labels for passage in text.passages] == [
        ("11",),
        ("11",),
        ("12",),
        ("13",),
    ]


def test_a_page_without_words_is_passed_over(write_page: Callable[..., Path]) -> None:
    text = read_page(write_page("A Paper\nThe first [Page 12] [Page 14]and the second.\n"))
    assert text.passages[1].pages == (PageBreak(0, "11"), PageBreak(10, "14"))


@pytest.mark.parametrize(
    ("line", "pages"),
    [
        ("A word.[Page 12]1", (PageBreak(0, "11"),)),
        ("A word[Page 12]1[Page 13] more.", (PageBreak(0, "11"), PageBreak(6, "13"))),
        ("A word1 [Page 12]more.", (PageBreak(0, "11"), PageBreak(7, "12"))),
        ("[Page 12]A word1.", (PageBreak(0, "12"),)),
    ],
)
def test_marks_beside_page_marks(
    write_page: Callable[..., Path], line: str, pages: tuple[PageBreak, ...]
) -> None:
    paragraph = read_page(write_page(f"A Paper\n{line}\n- A note.↩\n")).passages[1]
    assert "1" not in paragraph.text
    assert paragraph.pages == pages


def test_a_footnote_begins_on_the_page_of_its_mark_and_may_run_on(
    write_page: Callable[..., Path],
) -> None:
    page = "A Paper\nOne1 [Page 12]and two2 words.\n- Alone.↩\n- It runs [Page 13]over.↩\n"
    *_, first, second = read_page(write_page(page)).passages
    assert (first.text, first.pages) == ("Alone.", (PageBreak(0, "11"),))
    assert second.text == "It runs over."
    assert second.pages == (PageBreak(0, "12"), PageBreak(8, "13"))


def test_a_mark_before_a_page_mark_is_on_the_page_before(write_page: Callable[..., Path]) -> None:
    note = read_page(write_page("A Paper\nA word1[Page 12] more.\n- Note.↩\n")).passages[-1]
    assert note.pages == (PageBreak(0, "11"),)


def test_a_footnote_may_take_several_lines(write_page: Callable[..., Path]) -> None:
    page = "A Paper\nOne1 and two2 words.\n- The first\ngoes\non.↩\n- The second.↩\n"
    *_, first, second = read_page(write_page(page)).passages
    assert (first.text, second.text) == ("The first goes on.", "The second.")


def test_a_list_before_the_footnotes_is_text(write_page: Callable[..., Path]) -> None:
    text = read_page(write_page("A Paper\nOne1 thing:\n- the first;\n- the last.\n- Note.↩\n"))
    assert [passage.text for passage in text.passages[2:]] == [
        "- the first;",
        "- the last.",
        "Note.",
    ]


def test_a_book_may_count_its_footnotes_from_zero(write_page: Callable[..., Path]) -> None:
    text = read_page(write_page("A Paper0\nSome words1 end.\n- Source: files.↩\n- A note.↩\n"))
    notes = {passage.label: passage.id for passage in text.passages if passage.anchor}
    assert notes == {"0": "frus1944Quebec/d123/fn0", "1": "frus1944Quebec/d123/fn1"}


def test_a_number_that_is_no_mark_is_named_in_the_sidecar(write_page: Callable[..., Path]) -> None:
    page = "The SALT1 Talks\nThey went on1 for long.\n- A note.↩\n"
    text = read_page(write_page(page, {"document": {"not_marks": ["SALT1"]}}))
    assert text.document.title == "The SALT1 Talks"
    assert text.passages[1].text == "They went on for long."


def test_the_lines_above_the_text_have_their_roles(write_page: Callable[..., Path]) -> None:
    page = (
        "740.00119 EW/9–644\nThe Secretary of State to the President\nTop Secret\nPersonal\n"
        "Washington, September 6, 1944.\nSubject: Friendliness\nThe first words.\nSome more\n"
    )
    text = read_page(write_page(page))
    names = [passage.id.rsplit("/", 1)[1] for passage in text.passages]
    assert names == ["source", "head", "opener1", "opener2", "dateline1", "h1", "p1", "p2"]
    assert text.document.source_note == "740.00119 EW/9–644"
    assert text.document.date_printed == "Washington, September 6, 1944."


def test_the_sidecar_gives_what_the_page_does_not_say(write_page: Callable[..., Path]) -> None:
    known = {
        "date": {"first": "1944-09", "last": "1944-09"},
        "date_printed": "[Undated.]",
        "place": "Washington",
        "sender": "Hull",
        "recipient": "Roosevelt",
        "breadcrumb": ["A Chapter"],
        "numbered": True,
    }
    document = read_page(write_page(NOTED, {"document": known})).document
    assert document.date == DateRange("1944-09", "1944-09")
    assert (document.date_printed, document.place) == ("[Undated.]", "Washington")
    assert (document.sender, document.recipient) == ("Hull", "Roosevelt")
    assert (document.breadcrumb, document.numbered) == (("A Chapter",), True)


def test_a_title_that_bears_its_number_is_numbered(write_page: Callable[..., Path]) -> None:
    assert read_page(write_page("123. A Paper\nIts words.\n")).document.numbered
    assert not read_page(write_page("12. A Paper\nIts words.\n")).document.numbered


def test_an_editorial_note_is_the_editors(write_page: Callable[..., Path]) -> None:
    text = read_page(write_page("Editorial Note\nThe editors say so.\n"))
    assert text.document.editorial
    assert text.passages[1].voice is Voice.EDITOR

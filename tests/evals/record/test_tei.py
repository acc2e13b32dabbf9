from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import SourceError
from evals.record.tei import TeiDocument, read_volume_sources
from evals.record.unit import Mark, Part
from tests.evals.record.tei_volume import TRYING, VOLUME, document, page, write_volume

OWN = f"{VOLUME}/d1"
Read = Callable[..., list[TeiDocument]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads the volume that holds the given divisions."""

    def read(*divisions: str, before: str = "") -> list[TeiDocument]:
        return read_volume_sources(write_volume(tmp_path, *divisions, before=before))

    return read


@pytest.fixture
def trying(read: Read) -> list[TeiDocument]:
    return read(*TRYING, before=page("10"))


def test_the_text_of_a_document_is_one_line_in_the_order_of_print(
    trying: list[TeiDocument],
) -> None:
    assert trying[0].units[OWN].text == (
        "1. Memorandum From Smith to Jones Washington, February 3, 1961. "
        "The first paragraph lies on page ten alone. He agreed to the plan. "
        "The second begins on page ten, and it ends on page eleven. After it stands a last "
        "sentence. A government is one word. He agreed to the plan. This paragraph begins with "
        "its page. The government stands. Participants: The Secretary The Ambassador of France "
        "Wheat 12 tons Maize 9 tons John Smith"
    )


@pytest.mark.parametrize(
    ("words", "pages"),
    [
        ("The first paragraph lies on page ten alone.", ("10",)),
        ("The second begins on page ten,", ("10",)),
        ("The second begins on page ten, and it ends on page eleven.", ("10", "11")),
        ("and it ends on page eleven.", ("11",)),
        # A page that begins within a note goes on in the text behind its mark.
        ("After it stands a last sentence.", ("12",)),
        ("A government is one word.", ("12", "13")),
        ("A govern", ("12",)),
        ("ment is one word. He agreed to the plan.", ("13",)),
        ("This paragraph begins with its page.", ("14",)),
        ("John Smith", ("14",)),
    ],
)
def test_pages_known_by_eye(trying: list[TeiDocument], words: str, pages: tuple[str, ...]) -> None:
    unit = trying[0].units[OWN]
    start = unit.text.index(words)
    assert unit.pages(start, start + len(words)) == pages


def test_notes_known_by_eye(trying: list[TeiDocument]) -> None:
    units, text = trying[0].units, trying[0].units[OWN].text
    assert list(units)[1:] == [f"{OWN}/{name}" for name in ("source", "fn1", "fn2", "fn3", "fn3a")]
    source, first, second = (units[f"{OWN}/{name}"] for name in ("source", "fn1", "fn2"))
    assert (source.part, source.mark, source.printed_label) == (Part.SOURCE_NOTE, None, None)
    assert first.part is Part.SOURCE_NOTE
    assert first.mark == Mark("1", OWN, len("1. Memorandum From Smith to Jones"))
    assert second.part is Part.NOTE
    assert second.mark == Mark("2", OWN, text.index(" After it stands"))
    assert second.breaks == ((0, "11"), (second.text.index("runs on"), "12"))
    assert units[f"{OWN}/fn3"].text == "He came late."
    assert units[f"{OWN}/fn3a"].mark == Mark("a", f"{OWN}/fn3", len("He came late."))
    other = trying[1].units[f"{VOLUME}/d2/fn1"]
    assert other.part is Part.ORIGINAL_NOTE
    assert other.breaks == ((0, "14"),)


def test_the_header_known_by_eye(trying: list[TeiDocument]) -> None:
    header = trying[0].header
    assert (header.number, header.title) == ("1", "Memorandum From Smith to Jones")
    assert header.day == "1961-02-03"
    pages = {f"pg_{label}" for label in range(10, 15)}
    assert header.anchors == pages | {"d1fn1", "d1fn2", "d1fn3", "d1fn3a"}
    assert (trying[1].header.day, trying[1].header.number) == ("", "2")


def test_a_repeated_sentence_has_several_places(trying: list[TeiDocument]) -> None:
    words = "He agreed to the plan."
    places = trying[0].places(f"{OWN}/p1", words)
    assert [place.unit.pages(place.start, place.start + 1) for place in places] == [
        ("10",),
        ("13",),
    ]
    assert trying[0].places(f"{OWN}/fn2", "whatever it is said to hold")[0].unit.id == f"{OWN}/fn2"
    assert trying[0].places(f"{OWN}/p9", "It stands nowhere.") == ()
    assert trying[0].places(f"{OWN}/p9", "") == ()


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("so <note n='1' xml:id='d1fn1'>N.</note>, he", "so, he"),
        ("so <note n='1' xml:id='d1fn1'>N.</note>. . . . he", "so . . . . he"),
        ("so,<note n='1' xml:id='d1fn1'>N.</note>he", "so, he"),
        ("<hi>so</hi>called", "socalled"),
        ("No. 30<lb/>Note", "No. 30 Note"),
        ("<hi>\n  <persName>Wilson</persName>\n  </hi>, vol. 2", "Wilson, vol. 2"),
        ("<hi>\n  <persName>Wilson</persName>\n  </hi>went", "Wilson went"),
        ("the plan.<pb n='11'/>The other", "the plan. The other"),
        ("the U.<pb n='11'/>S. plan", "the U.S. plan"),
        ("a middle-<pb n='11'/>class man", "a middle-class man"),
        (
            "felt so<pb n='11'/>sharp. So is sharp, so sharp.",
            "felt so sharp. So is sharp, so sharp.",
        ),
        ("a <frus:remark xmlns:frus='x'>LOOK</frus:remark>word", "a word"),
        ("a <!-- remark -->word", "a word"),
        ("19<hi>61</hi>\n\n   was", "1961 was"),
    ],
)
def test_what_stands_between_two_letters(read: Read, content: str, text: str) -> None:
    source = read(document(f"<p>{content}</p>"))[0]
    assert source.units[OWN].text == f"1. Memorandum {text}"


def test_a_bracket_set_apart_stays_with_its_block(read: Read) -> None:
    source = read(document("[<quote>All of it</quote>]<p>More.</p>"))[0]
    assert source.units[OWN].text == "1. Memorandum [All of it] More."


@pytest.mark.parametrize("label", ["xiv", "[506]", "A12"])
def test_labels_are_as_printed(read: Read, label: str) -> None:
    source = read(document(f"<p>One. {page(label)}Two.</p>"))[0]
    unit = source.units[OWN]
    assert unit.breaks == ((unit.text.index("Two."), label),)
    assert unit.pages(0, 5) == ()


def test_a_document_without_pages_has_none(read: Read) -> None:
    unit = read(document("<p>One.</p>"))[0].units[OWN]
    assert (unit.breaks, unit.pages(0, len(unit.text))) == ((), ())


def test_a_page_at_the_end_of_a_document_is_the_next_one_s(read: Read) -> None:
    one, two = read(
        document(f"<p>One.</p>{page('8')}"), document("<p>Two.</p>", 2), before=page("7")
    )
    assert one.units[OWN].breaks == ((0, "7"),)
    assert two.units[f"{VOLUME}/d2"].breaks == ((0, "8"),)


def test_pages_counted_within_a_document_end_with_it(read: Read) -> None:
    local = '<pb n="1" xml:id="d1-01"/>'
    one, two = read(document(f"{local}<p>One.</p>"), document("<p>Two.</p>", 2))
    assert one.units[OWN].pages(14, 18) == ("1",)
    assert two.units[f"{VOLUME}/d2"].breaks == ()


def test_a_division_beside_documents_that_says_nothing_is_one(read: Read) -> None:
    told = read(document("<p>One.</p>"), '<div n="2"><head>2. Note</head><p>Two.</p></div>')
    assert [source.document for source in told] == [OWN, f"{VOLUME}/d2"]


def test_notes_without_ids_of_their_own(read: Read) -> None:
    source = read(
        document(
            "<p>A<note n='1'>One.</note> b<note n='2' target='#d1fn2'>Two.</note> "
            "c<note n='3' xml:id='d9fn3'>Three.</note> d<note n='3' xml:id='d9fn3'>Again.</note>"
            " e<note n='4' xml:id='d1fn4'/> f<note n='5' xml:id='d1p1'>Five.</note></p>"
        )
    )[0]
    names = ("note1", "fn2", "d9fn3", "note2", "d1p1")
    assert list(source.units)[1:] == [f"{OWN}/{name}" for name in names]


def test_a_numbered_note_between_blocks_is_called_nowhere(read: Read) -> None:
    source = read(document("<p>One.</p><note n='1' xml:id='d1fn1'>A note.</note><p>Two.</p>"))[0]
    note = source.units[f"{OWN}/fn1"]
    assert (note.mark, note.printed_label) == (None, "1")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<TEI", "not well-formed XML"),
        ('<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', "names the volume"),
        ('<!DOCTYPE TEI [<!ENTITY a "b">]><TEI>&a;</TEI>', "declares entities"),
    ],
)
def test_a_file_that_is_no_volume_is_refused(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "v.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=told):
        read_volume_sources(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read_volume_sources(tmp_path / "none.xml")

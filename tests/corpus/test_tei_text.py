"""The running text of a document: its units, words and headings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from corpus.passage import DocumentText, Kind, Passage, Voice
from corpus.tei import read_volume

Write = Callable[..., Path]
Read = Callable[..., DocumentText]

DATA = Path(__file__).parents[2] / "corpus" / "data"
QUEBEC = """
<note rend="inline" type="source">Roosevelt Papers</note>
<head><hi rend="italic">Department of State Briefing Paper</hi><note n="1"
   xml:id="d123fn1">Annex 2. See <hi rend="italic">ante,</hi> p. 120.</note></head>
<opener><seg><hi rend="smallcaps">secret</hi></seg>
   <dateline>[<date notBefore="1944-09-05" notAfter="1944-09-08">Undated</date>.]</dateline>
</opener>
<p rend="center">U.S. Relations With the Soviet Union</p>
<p>Our overall objective in our relations with the Soviet Union is the establishment of the
   closest, most cooperative relationship on the basis of the mutual acceptance and observance of
   the essential principles of good international conduct.</p>
<pb n="193" xml:id="pg_193" facs="0259"/>
<p>Because of the over-riding wartime necessity of avoiding friction which might jeopardize
   military cooperation, more emphasis has hitherto been placed on cooperating with the Soviet
   Union <hi rend="italic">per se</hi> than on finding an agreed basis upon which the cooperation
   must be established if it is to endure and form one of the foundations of a secure and peaceful
   world order.</p>
<p>An excellent start was made at the Moscow and Tehran Conferences<note n="2"
   xml:id="d123fn2">For the records of the Moscow Conference, see vol. <hi
   rend="smallcaps">i</hi>.</note> toward establishing a common agreement in regard to the broad
   principles of international cooperation. Recent Soviet policy with regard to Poland, however,
   its adamant attitude on the Baltic States, and [the policy?] indicated in other areas have been
   far from encouraging in this respect.</p>
"""


def own(passage: Passage) -> str:
    return passage.id.rpartition("/")[2]


def texts(document: DocumentText) -> dict[str, str]:
    return {own(passage): passage.text for passage in document.passages}


def headings(document: DocumentText) -> list[str]:
    return [p.text for p in document.passages if p.kind is Kind.HEADING]


def test_the_shipped_document_in_tei_is_numbered_as_its_copied_page(write_tei: Write) -> None:
    path = write_tei(
        f'<pb n="192" xml:id="pg_192"/><div type="document" xml:id="d123" n="123">{QUEBEC}</div>'
    )
    path.write_text(path.read_text().replace("frus1961-63v05", "frus1944Quebec"))
    text = read_volume(path).documents[0]
    assert text.document.title == "Department of State Briefing Paper"
    assert text.document.subtitle == "U.S. Relations With the Soviet Union"
    assert text.document.source_note == "Roosevelt Papers"
    assert not text.document.numbered
    assert [p.id.removeprefix("frus1944Quebec/d123/") for p in text.passages] == [
        *("head", "opener1", "h1", "p1", "p2", "p3", "source", "fn1", "fn2")
    ]
    copied = (DATA / "frus1944Quebec" / "d123.txt").read_text(encoding="utf-8").splitlines()
    by_id = {own(p): p for p in text.passages}
    assert by_id["h1"].text == copied[2]
    assert by_id["p1"].text == copied[3]
    assert by_id["p2"].text == copied[4].removeprefix("[Page 193]")
    assert by_id["p3"].text == copied[5].replace("Conferences2", "Conferences")
    assert (by_id["p1"].page_labels, by_id["p2"].page_labels) == (("192",), ("193",))
    assert by_id["opener1"].text == "secret\n[Undated.]"


def test_white_space_inline_elements_and_line_breaks(read_tei: Read) -> None:
    found = texts(
        read_tei(
            "<p>\n  The  year <hi>19</hi>44,\n\t<persName>Mr.\n Rusk</persName>: one<lb/>two.</p>"
        )
    )
    assert found == {"p1": "The year 1944, Mr. Rusk: one two."}


def test_the_layout_of_the_file_within_inline_elements_is_no_space(read_tei: Read) -> None:
    inside = (
        "<head>To the Secretary (<persName>\n  <hi>Lie</hi>\n  </persName>) from <hi>\n"
        "<gloss>Oslo</gloss>\n</hi>and <hi>\n <gloss>Bonn</gloss>\n </hi>, both</head>"
        "<p>Keep <hi>this</hi> <hi>space</hi> <hi>too </hi>.</p>"
    )
    assert texts(read_tei(inside)) == {
        "head": "To the Secretary (Lie) from Oslo and Bonn, both",
        "p1": "Keep this space too .",
    }


def test_comments_and_instructions_part_no_words(read_tei: Read) -> None:
    inside = "<p>gov<!-- what about this? -->ernment of <?lb ?>the day</p>"
    assert texts(read_tei(inside)) == {"p1": "government of the day"}


def test_digitisers_remarks_and_web_pages_are_left_out_and_what_follows_kept(
    read_tei: Read,
) -> None:
    inside = """<head>Entry</head><frus:file id="1"/><uh-oh>Missing?</uh-oh>
      <frus:page-count-according-to-citation>5</frus:page-count-according-to-citation>
      <p>Before <frus:problem>only 15 pp.</frus:problem>after
      <object xmlns="http://www.w3.org/1999/xhtml">Play</object>all.</p>"""
    assert texts(read_tei(inside)) == {"head": "Entry", "p1": "Before after all."}


def lines(document: DocumentText) -> list[str]:
    """The blocks of the document's text."""
    return [line for p in document.passages for line in p.text.split("\n")]


def test_nested_blocks_stand_apart_in_document_order(read_tei: Read) -> None:
    inside = """<p>He wrote to them all: <quote rend="blockquote"><p>“First.</p><p>Second.”</p>
      </quote> and then once more: <list><item>One <list><item>deep</item></list> again</item>
      </list> so it ended.</p><postscript><p>P.S. More.</p></postscript>"""
    document = read_tei(inside)
    assert lines(document) == [
        *("He wrote to them all:", "“First.", "Second.”", "and then once more:"),
        *("One", "deep", "again", "so it ended.", "P.S. More."),
    ]
    assert [own(p) for p in document.passages] == ["p1", "p2"]


def test_labels_stand_before_their_items(read_tei: Read) -> None:
    inside = """<list><label>1.</label> <item>Endeavor to help.</item><label>2.</label>
      <item><p>Oppose <hi>aggression</hi>.</p><p>Always.</p></item><label>3.</label><item/></list>
      <list><item><label>a:</label>News channels</item></list>"""
    assert lines(read_tei(inside)) == [
        *("1. Endeavor to help.", "2. Oppose aggression.", "Always.", "3.", "a: News channels")
    ]


def test_a_table_is_read_by_rows(read_tei: Read) -> None:
    inside = """<table><head>Costs</head><row><cell/><cell>Annually</cell></row>
      <row><cell>Rent of offices</cell><cell>$24,000.</cell></row>
      <row><cell>Remarks</cell><cell><p>One.</p><p>Two.</p></cell></row></table>"""
    assert texts(read_tei(inside)) == {
        "p1": "Costs\nAnnually\nRent of offices $24,000.\nRemarks\nOne.\nTwo."
    }


def test_openers_and_closers_take_no_paragraph_numbers(read_tei: Read) -> None:
    inside = """<head>5. Letter</head><opener><seg>secret</seg><dateline>Rome, May 1.</dateline>
      <salute>Dear Mr. Hay:</salute></opener><head>I</head><p>The body of it is here.</p>
      <closer><salute>Yours,</salute><signed>John Doe<lb/></signed>
      <affiliation>Chairman</affiliation><dateline>Rome, Italy</dateline></closer>"""
    assert texts(read_tei(inside)) == {
        "head": "5. Letter",
        "dateline1": "secret\nRome, May 1.\nDear Mr. Hay:",
        "h1": "I",
        "p1": "The body of it is here.",
        "closer1": "Yours,\nJohn Doe\nChairman\nRome, Italy",
    }


def test_which_lines_are_headings(read_tei: Read) -> None:
    inside = f"""<head>5. Report</head>
      <list type="subject"><head>SUBJECT</head><item>Trade in wheat and oil</item></list>
      <p rend="center">Part One</p><p rend="sectiontitleital">Background</p>
      <p><hi rend="strong">[Enclosure]</hi><note n="1">Not printed.</note></p>
      <p><hi rend="strong">Rusk:</hi> I agree with all of it.</p><p><hi>Italic</hi></p>
      <p rend="center">{"long " * 31}</p><p rend="center">* * *</p>
      <postscript><label>Annex 1</label><p>Text.</p></postscript>
      <frus:attachment><head>Attachment</head><p>Text.</p></frus:attachment>"""
    document = read_tei(inside)
    assert headings(document) == [
        *("5. Report", "Part One", "Background", "[Enclosure]", "Annex 1", "Attachment")
    ]
    assert [own(p) for p in document.passages if p.kind is Kind.HEADING] == [
        *("head", "h1", "h2", "h3", "h4", "h5")
    ]
    assert texts(document)["p1"] == "SUBJECT\nTrade in wheat and oil"
    assert texts(document)["p2"] == "Rusk: I agree with all of it."


def test_what_is_set_right_is_a_signature_and_no_heading(read_tei: Read) -> None:
    inside = """<head>5. Letter</head><p>I look forward to seeing you on Monday.</p>
      <p rend="right"><hi rend="strong">John Foster Dulles</hi></p>
      <p>P.S. This was dictated before I read your latest cables.</p>
      <p rend="right"><hi rend="strong">Signed____</hi></p>"""
    document = read_tei(inside)
    assert headings(document) == ["5. Letter"]
    assert texts(document)["p1"] == ("I look forward to seeing you on Monday.\nJohn Foster Dulles")
    assert texts(document)["p2"].endswith("cables.\nSigned____")


def test_an_editorial_note_speaks_with_the_editors_voice(read_tei: Read) -> None:
    note = read_tei("<head>5. Editorial Note</head><p>On May 1 they met.</p>")
    assert {p.voice for p in note.passages} == {Voice.EDITOR}
    letter = read_tei("<head>5. Letter</head><p>We met.</p>")
    assert [p.voice for p in letter.passages] == [Voice.EDITOR, Voice.AUTHOR]


def test_a_document_with_only_a_head_is_its_heading(read_tei: Read) -> None:
    (passage,) = read_tei("<head>5. Memorandum. Secret. 5 pp.</head>").passages
    assert (passage.kind, passage.id) == (Kind.HEADING, "frus1961-63v05/d5/head")

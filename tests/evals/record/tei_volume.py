"""TEI volumes written by hand, small enough to know every right value by eye."""

from __future__ import annotations

from pathlib import Path

VOLUME = "frus1999v01"


def write_volume(folder: Path, *divisions: str, before: str = "") -> Path:
    """A file of the volume whose chapter holds `before` and then `divisions`."""
    path = folder / f"{VOLUME}.xml"
    path.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:frus="http://history.state.gov/ns/1.0">'
        "<teiHeader><fileDesc>"
        '<titleStmt><title type="complete">A Volume</title></titleStmt>'
        '<publicationStmt><idno type="frus">frus1999v01</idno></publicationStmt>'
        "<sourceDesc><p>None.</p></sourceDesc></fileDesc></teiHeader>"
        '<text><body><div type="chapter" xml:id="ch1"><head>A Chapter</head>'
        f"{before}{''.join(divisions)}</div></body></text></TEI>",
        encoding="utf-8",
    )
    return path


def document(content: str, number: int = 1, head: str = "Memorandum") -> str:
    """A document with this number and content below its heading."""
    return (
        f'<div type="document" n="{number}" xml:id="d{number}"><head>{number}. {head}</head>'
        f"{content}</div>"
    )


def page(label: str) -> str:
    """The beginning of a page."""
    return f'<pb n="{label}" xml:id="pg_{label.strip("[]")}"/>'


#: Two documents with what goes wrong most: pages that part paragraphs, words and a note; marks
#: within words; a repeated sentence; a list, a table and a line that names the source.
TRYING = (
    '<div type="document" n="1" xml:id="d1">'
    '<note rend="inline" type="source">Central Files, 123.45</note>'
    '<head>1. Memorandum From Smith to Jones<note n="1" xml:id="d1fn1">Source: Central Files. '
    "Secret.</note></head>"
    '<dateline><hi rend="italic">Washington</hi>, '
    '<date when="1961-02-03">February 3, 1961</date>.</dateline>'
    "<p>The first paragraph lies on page ten alone. He agreed to the plan.</p>"
    '<p>The second begins on page ten, <pb n="11" xml:id="pg_11"/>and it ends on page eleven.'
    '<note n="2" xml:id="d1fn2">The second note is long and '
    '<pb n="12" xml:id="pg_12"/>runs on to page twelve.</note> After it stands a last sentence.</p>'
    "<p>A govern<pb n='13' xml:id='pg_13'/>ment is one word. He agreed to the plan.</p>"
    "<pb n='14' xml:id='pg_14'/><p>This paragraph begins with its page. The government stands.</p>"
    "<list><head>Participants:</head><item>The Secretary</item><item>The Ambassador of France"
    '<note n="3" xml:id="d1fn3">He came late.<note n="a" xml:id="d1fn3a">By an hour.</note></note>'
    "</item></list>"
    "<table><row><cell>Wheat</cell><cell>12 tons</cell></row>"
    "<row><cell>Maize</cell><cell>9 tons</cell></row></table>"
    "<closer><signed>John Smith</signed></closer></div>",
    '<div type="document" n="2" xml:id="d2"><head>2. Editorial Note</head>'
    '<p>Of the talks no record was found.<note n="1" xml:id="d2fn1">He agreed to the plan. '
    "[Footnote in the original.]</note> The files of the Embassy were searched in vain.</p></div>",
)

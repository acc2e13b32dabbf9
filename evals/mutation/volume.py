"""A small volume of its own making, with what the document that ships does not have.

Words that run over a page, a page that begins behind a full stop, Roman pages, a note marked by
an asterisk, notes not numbered from 1, an unmarked source note, an editorial note, typography that
normalising would change, and two documents whose notes have the same numbers.
"""

from __future__ import annotations

from pathlib import Path

#: Its id.
VOLUME = "frus1899v09"

_TEI = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:frus="http://history.state.gov/frus/ns/1.0"
 xml:id="frus1899v09"><teiHeader><fileDesc><titleStmt>
<title type="complete">Foreign Relations of the United States, 1899, Volume IX, Small Things</title>
<title type="series">Foreign Relations of the United States</title>
<title type="sub-series">1899</title><title type="volume-number">Volume IX</title>
<title type="volume">Small Things</title></titleStmt><publicationStmt>
<publisher>United States Government Printing Office</publisher><pubPlace>Washington</pubPlace>
<date type="publication-date">1901</date><idno type="frus">frus1899v09</idno>
</publicationStmt><sourceDesc><p>made up</p></sourceDesc></fileDesc></teiHeader>
<text><body><div type="compilation" xml:id="comp1"><head>Small Things</head>
<pb n="xi" xml:id="pg_xi"/>
<div type="document" subtype="historical-document" xml:id="d1" n="1">
<head>1. The Consul at Ténès to the Secretary of State<note n="*" xml:id="d1fn1">The consul’s first
letter was not found.</note></head>
<note rend="inline" type="source">611.00/1–899</note>
<p>The lighthouse keeper has been asked for his accounts, and he did not refuse to show them
before the <pb n="xii" xml:id="pg_xii"/>spring tides. His ledgers are kept at the customs house on
the quay, where the harbour master may read them on any Tuesday.<note n="4" xml:id="d1fn2">The
ledgers were burned in a fire at the customs house.</note> No vessel was
ever entered in them twice, and the dues of five ships were remitted “for want of wind” in the
year of the great calm.</p>
<p>A second harbour would cost about ½ of what the first one did … so the engineers think.<pb
 n="13" xml:id="pg_13"/> The ministers have never agreed to pay for it without a vote of both
chambers, and they are not expected to do so while the railway is unfinished.</p>
</div>
<pb n="14" xml:id="pg_14"/>
<div type="document" subtype="historical-document" xml:id="d2" n="2">
<head>2. The Secretary of State to the Consul at Ténès<note n="4" xml:id="d2fn1">Sent by the packet
that sailed on the ninth of the month.</note></head>
<p>You are to thank the keeper for his ledgers, and to say nothing of the second harbour until the
engineers have been heard at the cafe&#769;.</p>
</div>
<div type="document" subtype="editorial-note" xml:id="d3" n="3"><head>3. Editorial Note</head>
<p>The engineers were heard in the autumn, and their report was printed with those of the
<pb n="15" xml:id="pg_15"/>previous decade. Both harbours were dredged in the end.</p></div>
</div></body></text></TEI>
"""


def write_volume(folder: Path) -> Path:
    """The volume's file, written into `folder`."""
    path = folder / f"{VOLUME}.xml"
    path.write_text(_TEI, encoding="utf-8")
    return path

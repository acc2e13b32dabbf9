"""Title and year of books, from headers of both forms and from poor ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.record.tei import read_volume_sources
from evals.record.tei_events import read_events
from evals.record.tei_imprint import Imprint, imprint_of
from tests.evals.record.tei_volume import TRYING, write_volume

TITLES = '<title type="complete">Relations, Volume IX,\n Tea</title>'


@pytest.mark.parametrize(
    ("titles", "dates", "imprint"),
    [
        (
            f'{TITLES}<title type="volume">Tea</title>',
            '<date type="content-date">1899</date><date type="publication-date">1901</date>',
            Imprint("Tea", "1901"),
        ),
        (
            f"{TITLES}<title type='volume'> </title>",
            "<date>Printed in 1902</date>",
            Imprint("Relations, Volume IX, Tea", "1902"),
        ),
        (TITLES, '<date when="1903-05-06"/>', Imprint("Relations, Volume IX, Tea", "1903")),
        (
            TITLES,
            '<date>1904</date><date type="publication-date">1905</date>',
            Imprint("Relations, Volume IX, Tea", "1905"),
        ),
        ("<title>Tea</title>", '<date type="content-date">1899</date>', Imprint("", "")),
    ],
)
def test_the_imprint_of_a_header(tmp_path: Path, titles: str, dates: str, imprint: Imprint) -> None:
    path = tmp_path / "volume.xml"
    path.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>'
        f"<titleStmt>{titles}</titleStmt><publicationStmt>{dates}</publicationStmt>"
        "<sourceDesc><bibl><date>1850</date></bibl></sourceDesc></fileDesc></teiHeader>"
        '<text><body><title type="volume">Of another book</title></body></text></TEI>',
        encoding="utf-8",
    )
    assert imprint_of(read_events(path)) == imprint


def test_documents_know_their_book_and_who_wrote_them(tmp_path: Path) -> None:
    letter, note = (one.header for one in read_volume_sources(write_volume(tmp_path, *TRYING)))
    assert (letter.book, letter.year) == ("A Volume", "")
    assert (letter.editorial, note.editorial) == (False, True)

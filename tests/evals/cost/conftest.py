"""Small volumes, one page each document, to fill indexes with."""

from __future__ import annotations

from pathlib import Path

import pytest


def _write(path: Path, documents: int) -> Path:
    body = "".join(
        f'<div type="document" xml:id="d{n}" n="{n}"><head>{n}. Telegram {n} From the Embassy in '
        f'{path.stem[-2:]}</head><p>Herring was sold in lot {n}.<note n="1" xml:id="d{n}fn1">'
        f"Lot {n} is not printed.</note></p></div>"
        for n in range(1, documents + 1)
    )
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0">'
        '<teiHeader><fileDesc><titleStmt><title type="complete">Fish</title>'
        '<title type="volume">Fish</title></titleStmt><publicationStmt>'
        f'<idno type="frus">{path.stem}</idno></publicationStmt></fileDesc></teiHeader>'
        f'<text><body>{body}</body><back><div xml:id="index"><head>Index</head>'
        "<p>References are to document numbers.</p><list><item>Herring, 1, 2</item>"
        "<item>Lots, prices of, 2</item></list></div></back></text></TEI>",
        encoding="utf-8",
    )
    return path


@pytest.fixture(scope="session")
def volumes(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two volumes, of two and of three documents with two passages each."""
    folder = tmp_path_factory.mktemp("volumes")
    return [_write(folder / "frus1961-63v80.xml", 2), _write(folder / "frus1961-63v81.xml", 3)]

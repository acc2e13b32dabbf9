from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.passage import DocumentText
from corpus.tei import read_volume

HEADER = """
<teiHeader><fileDesc>
  <titleStmt>
    <title type="complete">Foreign Relations of the United States, 1961–1963, Volume V,
        Soviet Union</title>
    <title type="series">Foreign Relations of the United States</title>
    <title type="subseries">1961–1963</title>
    <title type="volumenumber">Volume V</title>
    <title type="volume">Soviet
        Union</title>
    <editor role="primary">Charles S. Sampson</editor>
    <editor role="primary">John Michael Joyce</editor>
    <editor role="general">David S. Patterson </editor>
  </titleStmt>
  <publicationStmt>
    <publisher>United States Government Printing Office</publisher>
    <pubPlace>Washington</pubPlace>
    <date>1998</date>
    <idno type="isbn-10">0160420172</idno>
    <idno type="frus">frus1961-63v05</idno>
  </publicationStmt>
</fileDesc></teiHeader>
"""


@pytest.fixture
def write_tei(tmp_path: Path) -> Callable[..., Path]:
    """Writes a volume with the given `body` and returns its path."""

    def write(body: str, header: str = HEADER, front: str = "", back: str = "") -> Path:
        path = tmp_path / "volume.xml"
        path.write_text(
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<TEI xmlns="http://www.tei-c.org/ns/1.0"'
            ' xmlns:frus="http://history.state.gov/frus/ns/1.0">'
            f"{header}<text><front>{front}</front><body>{body}</body><back>{back}</back></text>"
            "</TEI>",
            encoding="utf-8",
        )
        return path

    return write


@pytest.fixture
def read_tei(write_tei: Callable[..., Path]) -> Callable[..., DocumentText]:
    """Reads a volume of the one document d5 and returns it."""

    def read_document(inside: str, before: str = "", after: str = "") -> DocumentText:
        body = f'{before}<div type="document" xml:id="d5" n="5">{inside}</div>{after}'
        return read_volume(write_tei(body)).documents[0]

    return read_document


SIDECAR: dict[str, Any] = {
    "volume": {"id": "frus1944Quebec", "title": "Conference at Quebec, 1944", "year": "1972"},
    "document": {"id": "d123", "number": "123"},
}


@pytest.fixture
def write_page(tmp_path: Path) -> Callable[..., Path]:
    """Writes a copied page and its sidecar, and returns the page's path.

    `page` is text or raw bytes; `sidecar` holds other fields of the sidecar's two parts, or is
    the whole sidecar in raw bytes, or None for no sidecar.
    """

    def write(
        page: str | bytes,
        sidecar: dict[str, dict[str, Any]] | bytes | None = {},  # noqa: B006 (never changed)
        name: str = "d123",
        folder: Path = tmp_path,
    ) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{name}.txt"
        path.write_bytes(page.encode() if isinstance(page, str) else page)
        beside = path.with_suffix(".json")
        if isinstance(sidecar, bytes):
            beside.write_bytes(sidecar)
        elif sidecar is not None:
            parts = {part: SIDECAR[part] | sidecar.get(part, {}) for part in SIDECAR}
            beside.write_text(json.dumps(parts | sidecar.get("whole", {})), encoding="utf-8")
        return path

    return write

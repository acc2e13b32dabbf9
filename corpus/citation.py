"""Where words stand: their address on history.state.gov and the Office's reference in words.

The other styles are in `corpus.citation_styles`; they take the names of notes and books from here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from urllib.parse import quote

from corpus.document import MONTHS, Document, Volume
from corpus.passage import Kind, Passage, Voice

SITE = "https://history.state.gov/historicaldocuments"

_UNMARKED = {
    Voice.AUTHOR: "author’s note",
    Voice.EDITOR: "editors’ note",
    Voice.SOURCE_NOTE: "source note",
    Voice.SUMMARY: "summary",
}
# TEI gives a note that the book prints without a mark n="0".
_NO_MARK = "0"
# A full stop that belongs to the last word: "the U.S.S.R.", "4 p.m.", "Smith, Jr."
_ABBREVIATED = re.compile(r"(?:\b\w\. ?){2,}$|\b(?:Jr|Sr|Inc|Co|Corp|Ltd|No|etc)\.$")


def document_url(document: Document) -> str:
    """The document's page on history.state.gov."""
    return f"{SITE}/{document.id}"


def page_url(document: Document, label: str) -> str:
    """The document's page, scrolled to the printed page `label`."""
    return f"{document_url(document)}#pg_{quote(label.strip('[]'), safe='')}"


def passage_url(passage: Passage, document: Document, pages: Sequence[str]) -> str:
    """The address of a footnote, or of the printed page on which a quotation begins.

    The site finds a footnote by its TEI id (``/d123fn2``), which is what a footnote's passage
    id ends in; a note without one leads to its document, as does one that is not `linked`.
    """
    own = passage.id.removeprefix(document.id + "/")
    if passage.kind is Kind.FOOTNOTE and passage.label is not None:
        found = passage.linked and own.startswith("fn")
        return f"{document_url(document)}{own}" if found else document_url(document)
    linked = pages and document.linked_pages
    return page_url(document, pages[0]) if linked else document_url(document)


def cited_url(passage: Passage | None, document: Document, pages: Sequence[str]) -> str:
    """The address of what is cited: the passage's, or the document's where there is none."""
    return document_url(document) if passage is None else passage_url(passage, document, pages)


def printed_pages(pages: Sequence[str]) -> str:
    """Pages as printed in a reference, "p. 193" or "pp. 192–193"; empty without pages."""
    if not pages:
        return ""
    return f"p. {pages[0]}" if len(pages) == 1 else f"pp. {pages[0]}–{pages[-1]}"


def note_mark(passage: Passage | None) -> str:
    """The printed mark of a footnote, "2" or "*"; empty for unmarked notes and other passages."""
    label = passage.label if passage is not None else None
    return "" if label is None or label == _NO_MARK else label


def note_name(passage: Passage | None) -> str:
    """What a note is called, "footnote 2" or "source note"; empty for text and for None."""
    if passage is None or passage.kind is not Kind.FOOTNOTE:
        return ""
    mark = note_mark(passage)
    return f"footnote {mark}" if mark else _UNMARKED[passage.voice]


def printed_place(passage: Passage | None, pages: Sequence[str]) -> str:
    """Pages and note, as in "p. 193, footnote 2"; may be empty."""
    return ", ".join(part for part in (printed_pages(pages), note_name(passage)) if part)


def numbered(document: Document) -> str:
    """The document's number as it is cited, "Document 75"; empty where the book prints none."""
    return f"Document {document.number}" if document.numbered and document.number else ""


def plain_title(document: Document) -> str:
    """The document's title on one line, without the number before it and the stop after it."""
    title = " ".join(document.title.split())
    own = re.escape(document.number)
    words = re.sub(rf"^(?:No\. {own}\.?|{own}\.) ", "", title) if own else title
    return closed_off(words) or title


def closed_off(words: str) -> str:
    """`words` without the punctuation that closes them; an abbreviation keeps its full stop."""
    words = words.rstrip(",;: ")
    return words if _ABBREVIATED.search(words) else words.rstrip(".,;: ")


def series(volume: Volume) -> str:
    """The series and the subseries; empty where the volume's own title names the series.

    Early volumes have no title but that of the series, "Papers Relating to the Foreign
    Relations of the United States, 1894".
    """
    if volume.series.casefold() in volume.title.casefold():
        return ""
    return ", ".join(part for part in (volume.series, volume.subseries) if part)


def book(volume: Volume) -> str:
    """The volume as the Office of the Historian cites it: series, title, editors, imprint."""
    before = series(volume)
    named = (before, volume.number, volume.title) if before else (volume.title, volume.number)
    title = ", ".join(part for part in named if part)
    imprint = ": ".join(part for part in (volume.place, volume.publisher) if part)
    imprint = ", ".join(part for part in (imprint, volume.year) if part)
    return title + _editors(volume.editors) + (f" ({imprint})" if imprint else "")


def reference(
    passage: Passage | None,
    document: Document,
    pages: Sequence[str],
    accessed: date | None = None,
) -> str:
    """The full reference of words in `passage` printed on `pages`, in one line of plain text.

    The Office of the Historian's rule: the document's number where the book prints one, the
    pages in any case; older volumes are cited by page, and the number stands in the address.
    Without a passage the document is cited, at its own address. `accessed` is the day on which
    the address was read.
    """
    parts = (
        plain_title(document),
        book(document.volume),
        numbered(document),
        printed_place(passage, pages),
    )
    whole = ", ".join(part for part in parts if part)
    return f"{whole}. {cited_url(passage, document, pages)}{_seen(accessed)}"


def _seen(accessed: date | None) -> str:
    if accessed is None:
        return ""
    return f" [accessed {MONTHS[accessed.month - 1]} {accessed.day}, {accessed.year}]"


def _editors(names: Sequence[str]) -> str:
    if not names:
        return ""
    if len(names) == 1:
        return f", ed. {names[0]}"
    listed = ", ".join(names[:-1]) + ("," if len(names) > 2 else "") + f" and {names[-1]}"
    return f", eds. {listed}"

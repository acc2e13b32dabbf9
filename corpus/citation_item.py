"""What the styles in ``data`` are given: a CSL item for a note, an entry, a work cited.

CSL has no words for a document's number, a footnote or a source note as places in a volume, and
citeproc-py neither moves punctuation inside quotation marks nor shortens a range that stands
behind words. These are settled here, so that the styles only order and join.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from corpus.citation import cited_url, document_url, plain_title, series
from corpus.citation_names import name_of
from corpus.citation_places import entry_place, note_place, volume_number, work_place
from corpus.citation_title import set_in_quotes, shortened
from corpus.document import Document
from corpus.passage import Passage

Item = dict[str, Any]


def note_item(
    passage: Passage | None, document: Document, pages: Sequence[str], accessed: date | None
) -> Item:
    """The item of a note by Chicago, which names the place cited."""
    place = {
        "section": note_place(passage, document, pages),
        "URL": cited_url(passage, document, pages),
    }
    return _filled(_work(document, ","), _in_chicago(document), place, _seen(accessed))


def entry_item(document: Document, pages: Sequence[str], accessed: date | None) -> Item:
    """The item of an entry in a bibliography by Chicago, which names the document."""
    place = {"section": entry_place(document, pages), "URL": document_url(document)}
    return _filled(_work(document, "."), _in_chicago(document), place, _seen(accessed))


def work_item(document: Document, pages: Sequence[str], accessed: date | None) -> Item:
    """The item of an entry in a list of works cited by the MLA, which names the document."""
    editors = {"editor": [{"literal": name} for name in document.volume.editors]}
    place = {"section": work_place(document, pages), "URL": document_url(document)}
    return _filled(_work(document, "."), editors, place, _seen(accessed))


def _work(document: Document, stop: str) -> Item:
    volume = document.volume
    title = plain_title(document)
    return {
        "type": "chapter",
        "title": set_in_quotes(title, stop),
        "title-short": set_in_quotes(shortened(title), stop),
        "container-title": volume.title,
        "collection-title": series(volume),
        "volume": volume_number(volume),
        "publisher": volume.publisher,
        "publisher-place": volume.place,
        "issued": {"literal": volume.year} if volume.year else None,
    }


def _in_chicago(document: Document) -> Item:
    names = [name_of(editor) for editor in document.volume.editors]
    return {"editor": [{"literal": name.in_chicago} for name in names]}


def _seen(accessed: date | None) -> Item:
    parts = [accessed.year, accessed.month, accessed.day] if accessed else []
    return {"accessed": {"date-parts": [parts]} if parts else None}


def _filled(*parts: Item) -> Item:
    return {field: value for part in parts for field, value in part.items() if value}

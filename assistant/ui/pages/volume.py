"""The contents of a volume: its documents by chapter, its glossary, and where a page of it is."""

from __future__ import annotations

from urllib.parse import quote as percent

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from assistant.document_lines import Stored
from assistant.on_page import on_page
from assistant.ui.document_link import document_page
from assistant.ui.pages.absent import absent
from assistant.ui.pages.contents import chapters, count_documents, whole_contents
from assistant.ui.pages.page import page
from assistant.ui.pages.reading import page_anchor
from assistant.ui.pointing import site_page
from assistant.ui.words import documents as words
from corpus.citation import SITE
from corpus.document import Document, Volume
from corpus.glossary import TermKind


def volume_page(request: Request, id_: str, stored: Stored) -> Response:
    """The contents of the volume `id_`, or the place of the page that is asked for.

    `find` in the request leaves only the documents whose titles have those words.
    """
    volume = installed(id_, stored)
    label = request.query_params.get("page", "").strip("[] ")
    if volume is None:
        known = site_page(id_, label) if label else f"{SITE}/{id_}"
        return absent(words.no_volume(id_), known)
    if label:
        return _on_page(label, volume, stored)
    find = request.query_params.get("find", "").strip()
    documents = documents_of(id_, stored)
    entries = whole_contents(chapters(documents), find)
    glossary = stored.glossary(id_)
    lists = ((words.PERSONS, TermKind.PERSON), (words.TERMS, TermKind.TERM))
    return page(
        "volume",
        title=volume.title,
        said=words,
        volume=volume,
        entries=entries,
        documents=documents,
        find=find,
        titled=count_documents(entries),
        lists=[(name, [one for one in glossary if one.kind is kind]) for name, kind in lists],
        site=f"{SITE}/{id_}",
        action=document_page(id_),
    )


def _on_page(label: str, volume: Volume, stored: Stored) -> Response:
    """The place where a printed page begins, in the first document that has words on it."""
    for quote in on_page(label, volume.id, stored):
        anchor = percent(page_anchor(quote.pages[0]))
        return RedirectResponse(f"{document_page(quote.document.id)}#{anchor}", 303)
    return absent(words.no_page(label), site_page(volume.id, label), volume)


def installed(id_: str, stored: Stored) -> Volume | None:
    """The volume of this id, if it is installed."""
    return next((volume for volume in stored.volumes if volume.id == id_), None)


def documents_of(volume: str, stored: Stored) -> list[Document]:
    """A volume's documents, in the order of the book."""
    found = (stored.document(id_) for id_ in stored.documents_of(volume))
    return [document for document in found if document is not None]

"""The contents of each volume, and whole documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from assistant.document_lines import Stored
from assistant.ui.card import day_printed
from assistant.ui.document_link import document_page
from assistant.ui.pages.absent import absent
from assistant.ui.pages.contents import chapters, near
from assistant.ui.pages.marking import Found, found_in, pointed_to
from assistant.ui.pages.page import page
from assistant.ui.pages.reading import in_order, named, read
from assistant.ui.pages.site import Site, route
from assistant.ui.pages.volume import documents_of, installed, volume_page
from assistant.ui.paragraph import Around
from assistant.ui.pointing import page_pointed_to, site_pointed_to
from assistant.ui.words import documents as words
from corpus.citation import SITE, document_url, plain_title
from corpus.document import Document
from corpus.passage import Reference


def routes(site: Site) -> list[BaseRoute]:
    """The routes of these pages."""

    def volume(request: Request) -> Response:
        with site.assistant.stored() as stored:
            return volume_page(request, request.path_params["volume"], stored)

    def document(request: Request) -> Response:
        parts = request.path_params
        with site.assistant.stored() as stored:
            return _document(request, f"{parts['volume']}/{parts['document']}", stored)

    return [
        route("/documents/{volume}", volume),
        route("/documents/{volume}/{document}", document),
    ]


def _document(request: Request, id_: str, stored: Stored) -> Response:
    document = stored.document(id_)
    if document is None:
        volume = installed(id_.partition("/")[0], stored)
        return absent(words.no_document(id_), f"{SITE}/{id_}", volume)
    asked = request.query_params
    passages = stored.passages_of(id_)
    span, find = asked.get("quote", ""), asked.get("find", "").strip()
    pointed = pointed_to(span, id_, passages) if span else None
    found = found_in(in_order(passages), find, asked.get("at", "")) if find else None
    marked: dict[str, list[Around]] = {}
    if pointed is not None and pointed.passage is not None and pointed.around is not None:
        marked[pointed.passage.id] = [pointed.around]
    for passage, places in found.around.items() if found else ():
        marked.setdefault(passage, []).extend(places)
    beside = documents_of(document.volume.id, stored)
    at = beside.index(document)
    contents = document_page(document.volume.id)
    return page(
        "document",
        title=plain_title(document),
        said=words,
        document=document,
        reading=read(document, passages, marked, _leads(stored)),
        facts=_facts(document),
        pointed=pointed,
        quoted=named(pointed.passage) if pointed and pointed.passage else "",
        find=find,
        found=found,
        steps=_steps(id_, found),
        before=beside[at - 1] if at else None,
        after=beside[at + 1] if at + 1 < len(beside) else None,
        entries=near(chapters(beside), document, contents),
        contents=contents,
        chapters=_above(document, beside),
        address=document_page,
        plain_title=plain_title,
        site=document_url(document),
        action=document_page(id_),
        ask=f"/?{urlencode({'doc': id_})}",
    )


def _facts(document: Document) -> list[tuple[str, str]]:
    facts = (
        (words.NUMBER, words.number_of(document)),
        (words.DATE, day_printed(document)),
        (words.PLACE, document.place),
        (words.FROM, document.sender),
        (words.TO, document.recipient),
        (words.CLASSIFICATION, document.classification),
    )
    return [(name, told) for name, told in facts if told]


def _steps(id_: str, found: Found | None) -> dict[str, str]:
    """Addresses of the places before and after the one that is shown, where there are any."""
    if found is None or not found.count:
        return {}

    def place(at: int) -> str:
        asked = urlencode({"find": found.find, "at": at})
        return f"{document_page(id_)}?{asked}#find-{at}"

    if found.at == 0:
        return {words.FIRST_PLACE: place(1)}
    steps = {words.PREVIOUS_PLACE: found.at - 1, words.NEXT_PLACE: found.at + 1}
    return {name: place(at) for name, at in steps.items() if 1 <= at <= found.count}


def _above(document: Document, beside: Sequence[Document]) -> list[tuple[str, str]]:
    """The headings above a document, and where they stand in the contents of its volume."""
    parts = chapters(beside)
    above: list[tuple[str, str]] = []
    for heading in document.breadcrumb:
        chapter = next(
            part
            for part in parts
            if not isinstance(part, Document)
            and part.heading == heading
            and document in part.documents
        )
        above.append((heading, f"{document_page(document.volume.id)}#{chapter.anchor}"))
        parts = chapter.parts
    return above


def _leads(stored: Stored) -> Callable[[Reference], str]:
    """Where cross-references lead: to what is installed here, else to history.state.gov."""
    installed = {volume.id for volume in stored.volumes}

    def leads(reference: Reference) -> str:
        if reference.document is not None:
            here = stored.document(reference.document) is not None
        else:
            here = reference.volume in installed
        return page_pointed_to(reference) if here else site_pointed_to(reference)

    return leads

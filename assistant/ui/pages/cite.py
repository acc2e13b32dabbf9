"""A citation in a style, as text: what `frus cite` prints."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute

from assistant.cited import Cited, Span, citable, cited, day_of, style_of
from assistant.ui.pages.site import Site, route
from corpus.citation_styles import Citer, Style
from corpus.errors import CorpusError, InputError
from vectorstore.retriever import Filter


def routes(site: Site) -> list[BaseRoute]:
    """The routes of these pages."""
    citer = Citer()

    def citation(request: Request) -> Response:
        """`/cite/{document or passage}?start=&end=&style=&accessed=`; the style as `frus cite`."""
        asked = request.query_params
        style = style_of(asked.get("style", Style.OFFICE), "style")
        day = day_of(asked.get("accessed"), "accessed")
        span = Span(_count(request, "start"), _count(request, "end"))
        found = _found(site, request.path_params["id"], span)
        text = citer.cite(found.passage, found.document, found.pages, style, day)
        return PlainTextResponse(text.rstrip("\n") + "\n")

    return [route("/cite/{id:path}", citation)]


def _found(site: Site, id_: str, span: Span) -> Cited:
    place, document_id = citable(id_)
    with site.assistant.stored() as stored:
        document = stored.document(document_id)
        if document is None:
            raise CorpusError(_absent(site, document_id))
        return cited(place, span, document, stored.passages_of(document_id))


def _absent(site: Site, document: str) -> str:
    """What the assistant says of a document that is not installed."""
    try:
        site.assistant.require(Filter(documents=(document,)))
    except InputError as error:
        return str(error)
    return f"{document} was not installed a moment ago; ask again"


def _count(request: Request, name: str) -> int | None:
    """A number of characters in the address; InputError where it is none."""
    written = request.query_params.get(name)
    if not written:
        return None
    if not (written.isascii() and written.isdigit() and len(written) < 10):
        raise InputError(f"{name}: {written[:40]!r} is not a number of characters, as in {name}=12")
    return int(written)

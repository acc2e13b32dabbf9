"""What stands around a passage, as a part of a page: the chat's script shows it in a card."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute

from assistant.document_lines import Stored
from assistant.ui.beside import Neighbour, beside_html
from assistant.ui.pages.site import Site, route
from assistant.ui.words import documents as words
from assistant.ui.words import sources as card_words
from corpus.errors import CorpusError
from corpus.passage import Kind, Passage

#: Passages shown on each side of one of the text; of a footnote its neighbours tell less.
NEAR, NEAR_NOTES = 2, 1


def routes(site: Site) -> list[BaseRoute]:
    """The routes of these pages."""

    def around(request: Request) -> Response:
        volume, document, own = (
            request.path_params[name] for name in ("volume", "document", "passage")
        )
        with site.assistant.stored() as stored:
            return HTMLResponse(around_html(f"{volume}/{document}/{own}", stored))

    return [route("/around/{volume}/{document}/{passage}", around)]


def around_html(id_: str, stored: Stored) -> str:
    """What stands before and after the passage of this id.

    Before a footnote that is also the passage which carries its mark. Raises CorpusError where
    there is no such passage.
    """
    passage = stored.passage(id_)
    if passage is None:
        raise CorpusError(words.no_passage(id_))
    near = NEAR_NOTES if passage.kind is Kind.FOOTNOTE else NEAR
    before = (_neighbour(one, stored) for one in stored.before(passage, near))
    after = (_neighbour(one, stored) for one in stored.after(passage, near))
    return beside_html([*_carrier(passage, stored), *before], [*after])


def _carrier(passage: Passage, stored: Stored) -> Iterator[Neighbour]:
    holder = passage.anchor and stored.passage(passage.anchor.passage)
    if holder:
        yield Neighbour(holder, stored.notes_in(holder), card_words.CARRIER)


def _neighbour(passage: Passage, stored: Stored) -> Neighbour:
    return Neighbour(passage, stored.notes_in(passage))

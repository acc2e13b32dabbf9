"""The page that sets what documents say beside each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute

from assistant.compare import FOUND, Comparison
from assistant.compare_render import comparison_markdown, facts, label, left_out, summary, ties
from assistant.render import citation_numbers, reference_line, searched_differently
from assistant.ui.citing import cite_menu_html
from assistant.ui.document_link import document_link, document_page
from assistant.ui.markup import text
from assistant.ui.pages.compare_asked import Asked, Wanted, asked_in, wanted
from assistant.ui.pages.page import page
from assistant.ui.pages.site import Site, route
from assistant.ui.words import compare as words
from corpus.citation import passage_url, plain_title


def routes(site: Site) -> list[BaseRoute]:
    """The routes of these pages."""

    def compare(request: Request) -> Response:
        asked = asked_in(request.query_params)
        meant = wanted(asked, site.assistant)
        compared = None
        if asked.question and not meant.wrong:
            compared = site.assistant.compare(
                asked.question, (), meant.scope, k=FOUND, sides=meant.sides
            )
            if request.query_params.get("as") == "markdown":
                return PlainTextResponse(comparison_markdown(compared))
        return _shown(site, request, asked, meant, compared)

    return [route("/compare", compare)]


def _shown(
    site: Site, request: Request, asked: Asked, meant: Wanted, compared: Comparison | None
) -> Response:
    """The form, and what it was answered."""
    origin = str(request.base_url).rstrip("/")
    return page(
        "compare",
        title=words.TITLE,
        status=400 if meant.wrong else 200,
        said=words,
        asked=asked,
        wrong=meant.wrong,
        volumes=site.assistant.volumes,
        alone=_alone(site),
        compared=compared,
        result=_result(compared) if compared else {},
        link=f"{origin}{asked.address}",
        text_link=f"{asked.address}&as=markdown",
    )


def _alone(site: Site) -> bool:
    """Whether there is but one document, which no other can be set beside."""
    with site.assistant.stored() as stored:
        documents = [id_ for one in stored.volumes[:2] for id_ in stored.documents_of(one.id)]
    return len(documents) == 1


def _result(compared: Comparison) -> dict[str, object]:
    """What the template tells of a comparison, in the words that the command tells it in."""
    answer = compared.answer
    numbers = citation_numbers(answer)
    known = {side.document.id for side in compared.sides}
    known |= {document.id for document in (*compared.silent, *compared.further)}
    return {
        "summary": summary(compared) if answer.refusal is None else "",
        "searched": answer.searched if searched_differently(answer) else "",
        "numbers": numbers,
        "title": plain_title,
        "facts": facts,
        "label": label,
        "reference": reference_line,
        "read": document_link,
        "document": document_page,
        "site": lambda quote: passage_url(quote.passage, quote.document, quote.pages),
        "cite": lambda quote, card: Markup(cite_menu_html(quote, card)),  # noqa: S704
        "ties": _linked(ties(compared) if answer.refusal is None else (), known),
        "left_out": _linked(left_out(compared, words.MORE), known),
        "markdown": comparison_markdown(compared),
    }


def _linked(lines: Iterable[str], documents: Iterable[str]) -> Sequence[Markup]:
    """`lines` as HTML, with a link wherever one of these documents is named by its id."""
    named = "|".join(map(re.escape, documents))
    return [Markup(_with_links(line, named)) for line in lines]  # noqa: S704


def _with_links(line: str, named: str) -> str:
    if not named:
        return text(line)
    parts = re.split(rf"(?<![\w/.-])({named})(?![\w/-])", line)
    return "".join(_document(part) if at % 2 else text(part) for at, part in enumerate(parts))


def _document(id_: str) -> str:
    return f'<a href="{text(document_page(id_))}">{text(id_)}</a>'

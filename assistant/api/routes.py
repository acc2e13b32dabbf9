"""Where the API stands beside the chat: its page, and all below it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount

from assistant.api.application import build_api, read_examples
from assistant.api.page import api_page
from assistant.desk import Desk
from assistant.ui.pages.site import Site, route

PATH = "/api"


def routes(site: Site) -> list[BaseRoute]:
    """The routes of the API; none where the site has none."""
    if not site.api:
        return []
    application = build_api(Desk(site.assistant, site.cards))

    def page(request: Request) -> Response:
        server = str(request.url.replace(query="", fragment="")).rstrip("/")
        return api_page(application.openapi(), read_examples(), server)

    return [route(PATH, page), Mount(PATH, application)]

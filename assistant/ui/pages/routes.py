"""Every page beside the chat."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from assistant.ui.pages import around, check, cite, compare, documents, handout, lessons
from assistant.ui.pages.site import Site
from assistant.ui.theme import scripts, styles

# The style sheets and scripts of these pages, in order.
_STYLES = ("colours", "pages", "document", "check", "compare", "lesson-pages")
_SCRIPTS = ("core", "copying")


def page_routes(site: Site) -> list[BaseRoute]:
    """The routes of all pages, and of what they look like."""
    return [
        Route("/style/pages.css", lambda _: Response(styles(*_STYLES), media_type="text/css")),
        Route("/style/pages.js", lambda _: Response(_script(), media_type="text/javascript")),
        *documents.routes(site),
        *around.routes(site),
        *check.routes(site),
        *compare.routes(site),
        *cite.routes(site),
        *lessons.routes(site),
        *handout.routes(site),
    ]


def _script() -> str:
    return f"(() => {{\n{scripts(*_SCRIPTS)}\n}})();"

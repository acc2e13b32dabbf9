"""Every page beside the chat."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from assistant.api import routes as api
from assistant.ui.pages import around, check, cite, compare, corpus, documents, handout, lessons
from assistant.ui.pages.site import Site
from assistant.ui.theme import scripts, styles

# The style sheets and scripts of these pages, in order.
_STYLES = (
    *("colours", "pages", "record", "verdict", "citing", "document"),
    *("check", "compare", "corpus", "lesson-pages", "api"),
)
_SCRIPTS = ("core", "copying", "citing")


def page_routes(site: Site) -> list[BaseRoute]:
    """The routes of all pages, and of what they look like."""
    return [
        Route("/style/pages.css", lambda _: Response(styles(*_STYLES), media_type="text/css")),
        Route("/style/pages.js", lambda _: Response(_script(), media_type="text/javascript")),
        *corpus.routes(site),
        *documents.routes(site),
        *around.routes(site),
        *check.routes(site),
        *compare.routes(site),
        *cite.routes(site),
        *lessons.routes(site),
        *handout.routes(site),
        *api.routes(site),
    ]


def _script() -> str:
    return f"(() => {{\n{scripts(*_SCRIPTS)}\n}})();"

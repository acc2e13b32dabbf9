"""The lessons there are."""

from __future__ import annotations

from starlette.routing import BaseRoute

from assistant.ui.pages.site import Site


def routes(site: Site) -> list[BaseRoute]:
    """The routes of these pages."""
    return []

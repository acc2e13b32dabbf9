"""The page of what is not installed, which says where it can be read."""

from __future__ import annotations

import re

from starlette.responses import Response

from assistant.ui.document_link import document_page
from assistant.ui.pages.page import page
from assistant.ui.words import documents as words
from corpus.citation import SITE
from corpus.document import Volume

# An address of the site is offered for nothing else than what looks like its ids.
_ON_SITE = re.compile(rf"{re.escape(SITE)}/frus\w[\w./%-]*", re.ASCII)


def absent(reason: str, site: str, volume: Volume | None = None) -> Response:
    """Says `reason`; `site` is where it may stand, `volume` the installed one it belongs to."""
    return page(
        "absent",
        title=words.ABSENT,
        status=404,
        said=words,
        reason=reason,
        site=site if _ON_SITE.fullmatch(site) else "",
        volume=volume,
        address=document_page,
    )

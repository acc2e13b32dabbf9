"""The corpus card: which volumes are installed, what they hold and lack, where they came from."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from assistant.shapes.card import VolumeCard
from assistant.ui.document_link import document_page
from assistant.ui.pages.page import page
from assistant.ui.pages.site import Site, route
from assistant.ui.words import corpus as words


def routes(site: Site) -> list[BaseRoute]:
    """The routes of these pages."""

    def corpus(_: Request) -> Response:
        cards = site.cards()
        return page(
            "corpus",
            title=words.TITLE,
            said=words,
            cards=cards,
            totals=totals(cards),
            behind=[card for card in cards if card["state"] != words.INDEXED],
            readable={volume.id for volume in site.assistant.volumes},
            info=site.assistant.info,
            contents=document_page,
        )

    return [route("/documents", corpus)]


def totals(cards: Sequence[VolumeCard]) -> dict[str, int]:
    """Documents, paragraphs and footnotes of all volumes in which they have been counted."""
    return {
        "documents": sum(card["documents"] or 0 for card in cards),
        "paragraphs": sum(card["paragraphs"] or 0 for card in cards),
        "footnotes": sum(card["footnotes"] or 0 for card in cards),
    }
